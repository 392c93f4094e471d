"""Couples who live as the dry run of the communication plan has it, and what they are told beside what it says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from deploy.local.demo.events import ORG, person_joined
from deploy.local.demo.organisation import demo_people
from libs.common.contracts import Service
from libs.common.contracts.dry_runs import Persona
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.requests import Direction
from services.notifications.app import CHANNELS
from services.notifications.domain.forecast.cast import Cast
from services.notifications.domain.forecast.run import Outcome, Reader, Setting, dry_run
from services.notifications.domain.forecast.script import Act as ScriptedAct
from services.notifications.domain.forecast.script import Script, script_of
from services.notifications.domain.forecast.script import What as Scripted
from services.notifications.domain.notices import NoticeState
from services.notifications.domain.people import Person, updated
from services.notifications.domain.preferences import wishes_of
from services.notifications.plans import house_plan
from tests.rehearsal.cast import Couple
from tests.rehearsal.script import Act, What
from tests.rehearsal.stage import Played, Stage, Unexpected
from tests.support.system import System

TOLERANCE = timedelta(minutes=10)
"""What falls due comes up to a grain (two minutes) later; so does what follows from it, again and again: a clock, a
notice that waits, one that was moved. And a morning's acts, and the system's rest after them, take some seconds."""

BEFORE_THE_END = timedelta(hours=1)
"""What falls due at the very end may come after the last look."""


@dataclass(slots=True)
class DryPair:
    """One couple that plays a persona of the dry run."""

    persona: Persona
    couple: Couple
    script: Script
    request: str = ""
    played: Played | None = None

    @property
    def name(self) -> str:
        """For readers."""
        return f"{self.persona} {self.couple.direction}"

    async def play(self, stage: Stage, day: int) -> None:
        """All that the two do on a day."""
        async with stage.places:
            for act in self.script:
                if act.day == day:
                    await self._do(stage, act)

    async def _do(self, stage: Stage, act: ScriptedAct) -> None:
        match act.what:
            case Scripted.JOIN:
                return  # with everybody
            case Scripted.ASK:
                self.request = await stage.ask(self.couple) or ""
                if not self.request:
                    raise Unexpected(f"{self.name}: a rule stands against the couple")
            case Scripted.ACCEPT:
                pair_id = await stage.accept(self.couple, self.request)
                self.played = Played(pair_id, self.couple, self.name, ())
            case _ if self.played:
                await stage.do(self.played, Act(act.day, act.who, What(act.what), act.detail))


@dataclass(frozen=True, slots=True)
class Said:
    """One message to one person, or one that was kept from them."""

    at: datetime
    row: str
    template: str
    channels: tuple[str, ...] = ()
    code: str = ""

    @property
    def what(self) -> tuple[str, str]:
        """Which message it is, wherever and whenever it comes."""
        return self.template, self.code


BySomebody = Mapping[str, list[Said]]


async def told(running: System, person_ids: list[str]) -> BySomebody:
    """What the service said to these people, and what it kept from them."""
    database = running.database(Service.NOTIFICATIONS)
    channels: dict[str, list[str]] = defaultdict(list)
    async for row in database["deliveries"].find({"person_id": {"$in": person_ids}}):
        channels[row["notice_id"]].append(row["channel"])
    found: dict[str, list[Said]] = defaultdict(list)
    async for row in database["notices"].find({"person_id": {"$in": person_ids}, "state": NoticeState.SAID}):
        said = Said(row["said_at"], row["row"], row["template"], tuple(sorted(channels[row["notice_id"]])))
        found[row["person_id"]].append(said)
    return found


def foretold(pair: DryPair, starts_at: datetime, days: int) -> BySomebody:
    """What the dry run says of them."""
    records = _records(pair.couple, starts_at)
    cast = Cast(*records, Direction(pair.couple.direction), (pair.couple.topic,))
    readers = tuple(Reader(_person(record), wishes_of(None, None)) for record in records)
    found: dict[str, list[Said]] = defaultdict(list)
    for outcome in dry_run(Setting(cast, pair.script, starts_at, days, house_plan(), readers, CHANNELS)):
        if outcome.channels:
            found[outcome.notice.person_id].append(_said(outcome))
    return found


def _said(outcome: Outcome) -> Said:
    notice = outcome.notice
    return Said(outcome.at, notice.row, notice.template, tuple(sorted(outcome.channels)))


def _records(couple: Couple, at: datetime) -> tuple[PersonJoined, PersonJoined]:
    known = {one.person_id: one for one in demo_people()}
    mentor, mentee = (person_joined(known[one], at)["data"] for one in (couple.mentor_id, couple.mentee_id))
    return PersonJoined.model_validate(mentor), PersonJoined.model_validate(mentee)


def _person(record: PersonJoined) -> Person:
    return updated(Person(ORG, record.person_id), record, 1, "")


def cast_of(couples: Mapping[bool, Iterator[Couple]]) -> list[DryPair]:
    """Every persona, in every direction of which there is a dry run."""
    return [DryPair(persona, next(queue), script_of(persona)) for persona in Persona for queue in couples.values()]


async def compared(running: System, pairs: list[DryPair], starts_at: datetime, days: int) -> tuple[int, list[str]]:
    """How many messages the dry run says, and in words where what the service said differs."""
    until = starts_at + timedelta(days=days) - BEFORE_THE_END
    found = await told(running, [one for pair in pairs for one in (pair.couple.mentor_id, pair.couple.mentee_id)])
    expected = [_before(foretold(pair, starts_at, days), until) for pair in pairs]
    words = [
        words
        for pair, said in zip(pairs, expected, strict=True)
        for words in differences(pair, said, _before(found, until), starts_at)
    ]
    return sum(len(messages) for said in expected for messages in said.values()), words


def _before(said: BySomebody, until: datetime) -> BySomebody:
    return {person_id: [one for one in messages if one.at < until] for person_id, messages in said.items()}


def differences(pair: DryPair, expected: BySomebody, found: BySomebody, starts_at: datetime) -> Iterator[str]:
    """In words; nothing where they are the same."""
    for side, person_id in (("mentor", pair.couple.mentor_id), ("mentee", pair.couple.mentee_id)):
        one = _by_message(expected.get(person_id, []))
        other = _by_message(found.get(person_id, []))
        for what in sorted(one.keys() | other.keys()):
            for should, did in zip_longest(one.get(what, []), other.get(what, [])):
                words = _difference(should, did, starts_at)
                if words:
                    yield f"{pair.name}: the {side} {words}"


def _by_message(said: list[Said]) -> dict[tuple[str, str], list[Said]]:
    found: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: one.at):
        found[one.what].append(one)
    return found


def _difference(should: Said | None, did: Said | None, starts_at: datetime) -> str:
    if did is None and should:
        return f"would get {should.template} on {_day(should, starts_at)}, and did not"
    if should is None and did:
        return f"got {did.template} on {_day(did, starts_at)}, of which the dry run knows nothing"
    if should is None or did is None:
        return ""
    if abs(did.at - should.at) > TOLERANCE:
        return f"would get {should.template} on {_day(should, starts_at)}, got it on {_day(did, starts_at)}"
    if did.channels != should.channels:
        return f"would get {should.template} by {', '.join(should.channels)}, got it by {', '.join(did.channels)}"
    return ""


def _day(said: Said, starts_at: datetime) -> str:
    return f"day {(said.at.date() - starts_at.date()).days} at {said.at:%H:%M}"
