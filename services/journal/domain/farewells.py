"""How two part well: what comes next, a letter each, a thank-you each. Only near the end, and after a good one."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.hours import at_full_hour
from services.journal.domain.keys import SealedText
from services.journal.domain.stories import Standing, Story

COMPLETED = "completed"
"""The one ending after which words go from one to the other: behind every other one may be a flight."""

CLOSING_TIME = timedelta(days=21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one side would like after the end. `decision_id` is the act of saying so."""

    decision_id: str
    person_id: str
    next: SealedText
    at: datetime
    winding_down_since: datetime | None
    """Said of which end: one that was put off is decided anew."""

    named: SealedText | None = None
    """With whom they go on. For themselves alone, as nothing else here is."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A closing letter."""

    author_id: str
    text: SealedText
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kudos:
    """A thank-you for a strength. `kudos_id` is the act of giving it."""

    kudos_id: str
    from_id: str
    to_id: str
    strength: str
    at: datetime
    line: SealedText | None = None


@dataclass(frozen=True, slots=True)
class Echo:
    """What still helps somebody, some days after the end."""

    author_id: str
    days: int
    text: SealedText
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell:
    """All of one pair."""

    org: str
    pair_id: str
    decisions: tuple[Decision, ...] = ()
    letters: tuple[Letter, ...] = ()
    kudos: tuple[Kudos, ...] = ()
    echoes_asked: tuple[int, ...] = ()
    echoes: tuple[Echo, ...] = ()
    revision: int = 0


def is_completed(story: Story) -> bool:
    """Whether the two brought it to its end together."""
    return story.ending == COMPLETED


def open_until(story: Story) -> datetime | None:
    """When a completed pair's time for closing words is over."""
    return at_full_hour(story.ended_at + CLOSING_TIME) if story.ended_at and is_completed(story) else None


def is_open(story: Story, now: datetime) -> bool:
    """Compared, never set off: nothing has to run for it to be over."""
    until = open_until(story)
    if story.standing is Standing.ENDED:
        return until is not None and now < until
    return story.winding_down_since is not None


def require_open(story: Story, now: datetime) -> None:
    """Closing words have their time."""
    if not is_open(story, now):
        raise RuleBroken(Code.NOT_CLOSING)


def require_completed(story: Story) -> datetime:
    """When the two completed it."""
    if story.ended_at is None or not is_completed(story):
        raise RuleBroken(Code.NOT_COMPLETED)
    return story.ended_at


def decide(farewell: Farewell, decision: Decision) -> Farewell:
    """The last word of a side counts until both have decided; then it stands."""
    if len(_of_this_end(farewell, decision.winding_down_since)) == 2:
        raise RuleBroken(Code.BOTH_DECIDED)
    others = tuple(one for one in farewell.decisions if one.person_id != decision.person_id)
    return replace(farewell, decisions=(*others, decision))


def both_decided(farewell: Farewell, story: Story) -> bool:
    """Of this end, not of one that was put off."""
    return len(_of_this_end(farewell, story.winding_down_since)) == 2


def readable_decisions(farewell: Farewell, story: Story, person_id: str) -> tuple[Decision, ...]:
    """One's own; the other's once both have decided. Who decides alone shows nobody."""
    shown = _of_this_end(farewell, story.winding_down_since)
    return shown if len(shown) == 2 else tuple(one for one in shown if one.person_id == person_id)


def write_letter(farewell: Farewell, letter: Letter) -> Farewell:
    """In the place of the one that was there."""
    others = tuple(one for one in farewell.letters if one.author_id != letter.author_id)
    return replace(farewell, letters=(*others, letter))


def readable_letters(farewell: Farewell, story: Story, person_id: str) -> tuple[Letter, ...]:
    """One's own; both once both have written, or the pair was completed."""
    is_shared = len(farewell.letters) == 2 or is_completed(story)
    return tuple(one for one in farewell.letters if is_shared or one.author_id == person_id)


def give_kudos(farewell: Farewell, kudos: Kudos) -> Farewell:
    """Once for each side."""
    if any(one.from_id == kudos.from_id for one in farewell.kudos):
        raise RuleBroken(Code.KUDOS_GIVEN)
    return replace(farewell, kudos=(*farewell.kudos, kudos))


def _of_this_end(farewell: Farewell, since: datetime | None) -> tuple[Decision, ...]:
    return tuple(one for one in farewell.decisions if one.winding_down_since == since)
