"""A dry run of the communication plan: answered from what is in memory, and nothing of it is kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from libs.common.asks import Asker
from libs.common.clock import Clock
from libs.common.contracts.dry_runs import DryMessage, DryRun, DryRunShown, KeptBack, Reading, WeekOfKind
from libs.common.contracts.notifications import Channel
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.people import PersonJoined
from services.notifications.domain.forecast.cast import Cast
from services.notifications.domain.forecast.run import Outcome, Reader, Setting, dry_run
from services.notifications.domain.forecast.script import script_of
from services.notifications.domain.people import Person, updated
from services.notifications.domain.preferences import Wishes, wishes_of
from services.notifications.domain.restraint import IS_NEXT, NOT_NEXT
from services.notifications.domain.wordings import Wording, wording_key
from services.notifications.languages import locale_of
from services.notifications.plans import house_plan
from services.notifications.store import Store
from services.notifications.words import Writer

MENTOR, MENTEE = PairRole.MENTOR, PairRole.MENTEE
NAMES = {MENTOR: "Robin Okafor", MENTEE: "Alex Winter"}
TOPIC = {"en": "giving feedback", "de": "Feedback geben"}
MORNING = 9
"""The hour at which the two do things, where nothing else is asked for."""


class DryRuns:
    """The use case of organisers who look at the plan before anybody hears of it."""

    def __init__(self, store: Store, writer: Writer, clock: Clock, ways: frozenset[Channel]) -> None:
        self.store, self.writer, self.clock, self._ways = store, writer, clock, ways

    async def run(self, ask: DryRun, asker: Asker) -> DryRunShown:
        """Every message of both, under the plan and the preferences of the asker's organisation."""
        wishes = wishes_of(await self.store.preferences.find(asker.org, ""), None)
        starts_at = (ask.starts_at or self._next_monday()).replace(second=0, microsecond=0)
        cast = _cast(ask)
        setting = Setting(
            cast=cast,
            script=script_of(ask.persona),
            starts_at=starts_at,
            days=ask.days,
            plan=house_plan(),
            readers=tuple(_reader(asker.org, one, wishes) for one in (cast.mentor, cast.mentee)),
            ways=self._ways,
        )
        own = {one.wording_id: one for one in await self.store.wordings.list_(asker.org, {})}
        return self._shown(setting, dry_run(setting), own)

    def _next_monday(self) -> datetime:
        """Organisers begin on one."""
        today = self.clock.now().replace(hour=MORNING, minute=0)
        return today + timedelta(days=7 - today.weekday())

    def _shown(self, setting: Setting, outcomes: Iterable[Outcome], own: Mapping[str, Wording]) -> DryRunShown:
        people = {one.person.person_id: one.person for one in setting.readers}
        said = [one for one in outcomes if one.channels]
        messages = tuple(self._message(one, people, setting.starts_at, own) for one in said)
        return DryRunShown(
            starts_at=setting.starts_at,
            messages=messages,
            kept_back=tuple(_kept_back(one, setting.starts_at) for one in outcomes if _is_kept_back(one)),
            weeks=_weeks(messages),
        )

    def _message(
        self, outcome: Outcome, people: dict[str, Person], starts_at: datetime, own: Mapping[str, Wording]
    ) -> DryMessage:
        notice, reader = outcome.notice, people[outcome.notice.person_id]
        words = self.writer.words(notice, reader, people, own.get(wording_key(notice.template, locale_of(reader))))
        return DryMessage(
            at=outcome.at,
            day=_day(outcome.at, starts_at),
            to=PairRole(notice.person_id),
            row=notice.row,
            template=notice.template,
            kind=notice.kind,
            importance=notice.importance,
            channels=tuple(outcome.channels),
            title=words.title,
            text=words.text,
            why=words.why,
            after=outcome.cause.data.event,
            after_day=_day(outcome.cause.at, starts_at),
        )


def _is_kept_back(outcome: Outcome) -> bool:
    """What went to the other of the two was not kept from anybody."""
    return not outcome.channels and outcome.notice.code not in (NOT_NEXT, IS_NEXT)


def _kept_back(outcome: Outcome, starts_at: datetime) -> KeptBack:
    notice = outcome.notice
    return KeptBack(
        at=outcome.at,
        day=_day(outcome.at, starts_at),
        to=PairRole(notice.person_id),
        row=notice.row,
        kind=notice.kind,
        reason=notice.code or "",
        after=outcome.cause.data.event,
        after_day=_day(outcome.cause.at, starts_at),
    )


def _weeks(messages: Iterable[DryMessage]) -> tuple[WeekOfKind, ...]:
    counted = Counter((one.day // 7 + 1, one.to, one.kind) for one in messages)
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
