"""Couples who live as the dry run of the communication plan has it, and what they are told beside what it says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from deploy.local.demo.organisation import demo_people
from deploy.local.demo.rehearsal.cast import Couple
from deploy.local.demo.rehearsal.script import MENTEE, MENTOR, SIDES, Act, What
from deploy.local.demo.rehearsal.stage import Played, Stage, Unexpected
from libs.common.contracts import Service
from libs.common.contracts.dry_runs import Persona
from services.notifications.domain.forecast.script import Act as ScriptedAct
from services.notifications.domain.forecast.script import Script, script_of
from services.notifications.domain.forecast.script import What as Scripted
from services.notifications.domain.notices import NoticeState
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

    def person(self, side: str) -> str:
        """Who has this side."""
        return self.couple.mentor_id if side == MENTOR else self.couple.mentee_id

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
    """One message to one person."""

    at: datetime
    template: str
    channels: tuple[str, ...]


BySomebody = Mapping[str, list[Said]]


async def told(running: System, person_ids: list[str]) -> BySomebody:
    """What the service said to these people."""
    database = running.database(Service.NOTIFICATIONS)
    channels: dict[str, list[str]] = defaultdict(list)
    async for row in database["deliveries"].find({"person_id": {"$in": person_ids}}):
        channels[row["notice_id"]].append(row["channel"])
    found: dict[str, list[Said]] = defaultdict(list)
    async for row in database["notices"].find({"person_id": {"$in": person_ids}, "state": NoticeState.SAID}):
        said = Said(row["said_at"], row["template"], tuple(sorted(channels[row["notice_id"]])))
        found[row["person_id"]].append(said)
    return found


async def foretold(stage: Stage, pair: DryPair, days: int) -> BySomebody:
    """What an organiser is shown of two like them."""
    mentor, mentee = (_reading(one) for one in (pair.couple.mentor_id, pair.couple.mentee_id))
    wanted = {"persona": pair.persona, "direction": pair.couple.direction, "mentor": mentor, "mentee": mentee}
    shown = await stage.dry_run({**wanted, "starts_at": stage.begun_at.isoformat(), "days": days})
    found: dict[str, list[Said]] = defaultdict(list)
    for one in shown["messages"]:
        at, channels = datetime.fromisoformat(one["at"]), tuple(sorted(one["channels"]))
        found[pair.person(one["to"])].append(Said(at, one["template"], channels))
    return found


def _reading(person_id: str) -> dict[str, str]:
    person = next(one for one in demo_people() if one.person_id == person_id)
    return {"time_zone": person.time_zone, "locale": person.locale}


def cast_of(couples: Mapping[bool, Iterator[Couple]]) -> list[DryPair]:
    """Every persona, in every direction of which there is a dry run."""
    return [DryPair(persona, next(queue), script_of(persona)) for persona in Persona for queue in couples.values()]


async def compared(running: System, stage: Stage, pairs: list[DryPair], days: int) -> tuple[int, list[str]]:
    """How many messages the dry run says, and in words where what the service said differs."""
    starts_at, people = stage.begun_at, [one for pair in pairs for one in (pair.person(MENTOR), pair.person(MENTEE))]
    until = starts_at + timedelta(days=days) - BEFORE_THE_END
    found = _before(await told(running, people), until)
    expected = [_before(await foretold(stage, pair, days), until) for pair in pairs]
    words = [
        words for pair, said in zip(pairs, expected, strict=True) for words in differences(pair, said, found, starts_at)
    ]
    return sum(len(messages) for said in expected for messages in said.values()), words


def _before(said: BySomebody, until: datetime) -> BySomebody:
    return {person_id: [one for one in messages if one.at < until] for person_id, messages in said.items()}


def differences(pair: DryPair, expected: BySomebody, found: BySomebody, starts_at: datetime) -> Iterator[str]:
    """In words; nothing where they are the same."""
    for side in SIDES:
        one = _by_template(expected.get(pair.person(side), []))
        other = _by_template(found.get(pair.person(side), []))
        for what in sorted(one.keys() | other.keys()):
            for should, did in zip_longest(one.get(what, []), other.get(what, [])):
                words = _difference(should, did, starts_at)
                if words:
                    yield f"{pair.name}: the {side} {words}"


def _by_template(said: list[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: one.at):
        found[one.template].append(one)
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
