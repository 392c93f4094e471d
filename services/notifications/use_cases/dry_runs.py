"""A dry run of the communication plan: answered from what is in memory, and nothing of it is kept."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

from libs.common.asks import Asker
from libs.common.clock import Clock
from libs.common.contracts.dry_runs import DryMessage, DryRun, DryRunShown, KeptBack, Reading, WeekOfKind
from libs.common.contracts.notifications import Channel
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.people import PersonJoined
from libs.common.errors import Refused
from services.notifications.domain.forecast.cast import Cast
from services.notifications.domain.forecast.readers import Outcome, Reader
from services.notifications.domain.forecast.run import Foretold, Setting, dry_run
from services.notifications.domain.forecast.script import script_of
from services.notifications.domain.people import Person, updated
from services.notifications.domain.plan import Plan
from services.notifications.domain.preferences import Wishes, wishes_of
from services.notifications.domain.programmes import UNFIT, UnfitRow, with_own
from services.notifications.domain.restraint import IS_NEXT, NOT_NEXT
from services.notifications.domain.wordings import Wording, wording_key
from services.notifications.languages import locale_of
from services.notifications.pages import Words
from services.notifications.plans import house_plan
from services.notifications.store import Store
from services.notifications.use_cases.planning import plan_of
from services.notifications.words import Writer

MENTOR, MENTEE = PairRole.MENTOR, PairRole.MENTEE
NAMES = {MENTOR: "Robin Okafor", MENTEE: "Alex Winter"}
TOPIC = {"en": "giving feedback", "de": "Feedback geben"}
MORNING = time(9, 30)
"""When the two do things, where nothing else is asked for: at no time at which a row of the plan is due."""


class DryRuns:
    """The use case of organisers who look at the plan before anybody hears of it."""

    def __init__(self, store: Store, writer: Writer, clock: Clock, ways: frozenset[Channel]) -> None:
        self.store, self.writer, self.clock, self._ways = store, writer, clock, ways

    async def run(self, ask: DryRun, asker: Asker) -> DryRunShown:
        """Every message of both: by the plan, the preferences and the words of the asker's organisation.

        With a plan that somebody only thinks of, by that one.
        """
        wishes = wishes_of(await self.store.preferences.find(asker.org, ""), None)
        starts_at = (ask.starts_at or self._next_monday()).replace(second=0, microsecond=0)
        cast = _cast(ask)
        setting = Setting(
            cast=cast,
            script=script_of(ask.persona),
            starts_at=starts_at,
            days=ask.days,
            plan=await self._plan(ask, asker),
            readers=tuple(_reader(asker.org, one, wishes) for one in (cast.mentor, cast.mentee)),
            ways=self._ways,
        )
        foretold = dry_run(setting)
        messages = await self._messages(setting, foretold)
        kept_back = [one for one in foretold.outcomes if _is_kept_back(one)]
        return DryRunShown(
            starts_at=starts_at,
            messages=messages,
            kept_back=tuple(_kept_back(one, _about(one, setting, foretold)) for one in kept_back),
            weeks=_weeks(setting, foretold),
        )

    async def _plan(self, ask: DryRun, asker: Asker) -> Plan:
        if ask.plan is None:
            return await plan_of(self.store, asker.org)
        try:
            return with_own(house_plan(), ask.plan.rows)
        except UnfitRow as unfit:
            raise Refused(UNFIT, unfit.words) from unfit

    def _next_monday(self) -> datetime:
        """Organisers begin on one."""
        today = datetime.combine(self.clock.now().date(), MORNING, UTC)
        return today + timedelta(days=7 - today.weekday())

    async def _messages(self, setting: Setting, foretold: Foretold) -> tuple[DryMessage, ...]:
        people = {one.person.person_id: one.person for one in setting.readers}
        said = [one for one in foretold.outcomes if one.channels]
        keys = [_wording_of(one, people) for one in said]
        own = await self.store.wordings.find_all(setting.readers[0].person.org, frozenset(keys))
        return tuple(
            _message(one, _about(one, setting, foretold), self._words(one, people, own.get(key)))
            for one, key in zip(said, keys, strict=True)
        )

    def _words(self, outcome: Outcome, people: dict[str, Person], own: Wording | None) -> Words:
        return self.writer.words(outcome.notice, people[outcome.notice.person_id], people, own)


def _wording_of(outcome: Outcome, people: dict[str, Person]) -> str:
    """Under which key the organisation's own words stand."""
    return wording_key(outcome.notice.template, locale_of(people[outcome.notice.person_id]))


def _is_kept_back(outcome: Outcome) -> bool:
    """What went to the other of the two was not kept from anybody."""
    return not outcome.channels and outcome.notice.code not in (NOT_NEXT, IS_NEXT)


def _about(outcome: Outcome, setting: Setting, foretold: Foretold) -> dict[str, object]:
    """What is shown of everything, said or not."""
    notice, fact = outcome.notice, foretold.facts[outcome.notice.facts[-1]]
    return {
        "at": outcome.at,
        "day": _day(outcome.at, setting.starts_at),
        "to": PairRole(notice.person_id),
        "row": notice.row,
        "kind": notice.kind,
        "after": fact.data.event,
        "after_day": _day(fact.at, setting.starts_at),
    }


def _kept_back(outcome: Outcome, about: dict[str, object]) -> KeptBack:
    return KeptBack.model_validate({**about, "reason": outcome.notice.code})


def _message(outcome: Outcome, about: dict[str, object], words: Words) -> DryMessage:
    notice = outcome.notice
    return DryMessage.model_validate(
        {
            **about,
            "template": notice.template,
            "importance": notice.importance,
            "channels": tuple(outcome.channels),
            "title": words.title,
            "text": words.text,
            "why": words.why,
            "moved_for": outcome.moved_for,
        }
    )


def _weeks(setting: Setting, foretold: Foretold) -> tuple[WeekOfKind, ...]:
    """Each message once, in the week in which it is first there."""
    firsts = {one.notice.notice_id: one for one in reversed(foretold.outcomes) if one.channels}
    counted = Counter(
        (_day(one.at, setting.starts_at) // 7 + 1, PairRole(one.notice.person_id), one.notice.kind)
        for one in firsts.values()
    )
    return tuple(
        WeekOfKind(week=week, to=to, kind=kind, messages=count) for (week, to, kind), count in sorted(counted.items())
    )


def _day(at: datetime, starts_at: datetime) -> int:
    return (at.date() - starts_at.date()).days


def _cast(ask: DryRun) -> Cast:
    topic = TOPIC.get(ask.mentee.locale.split("-")[0], TOPIC["en"])
    mentor, mentee = _joined(MENTOR, ask.mentor), _joined(MENTEE, ask.mentee)
    return Cast(mentor, mentee, ask.direction, (topic,))


def _joined(role: PairRole, reading: Reading) -> PersonJoined:
    """Whose id is their role: nobody is meant."""
    return PersonJoined.model_validate(
        {
            "person_id": role.value,
            "name": NAMES[role],
            "email": f"{role}@example.org",
            "locale": reading.locale,
            "time_zone": reading.time_zone,
            "gives": ["SQL"],
            "gets": ["SQL"],
        }
    )


def _reader(org: str, record: PersonJoined, wishes: Wishes) -> Reader:
    return Reader(updated(Person(org, record.person_id), record, 1, ""), wishes)
