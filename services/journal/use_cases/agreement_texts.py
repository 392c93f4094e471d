"""The words of an agreement: sealed for their author when they are new, opened for the two who read them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from libs.common.contracts import agreements as wire
from libs.common.ids import new_id
from libs.common.unit import Unit
from services.journal.domain.agreements import Goal, Part, Sealed, Shared, Terms
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.keys import SealedText, shared_key
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing

Words = Mapping[str, str]
SHARED_TEXTS = ("channel", "confidentiality", "ending")


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes in one member's name. What stands there in the same words stays as it is, sealed for who wrote it."""

    sealing: Sealing
    unit: Unit
    pair_id: str
    person_id: str
    before: Mapping[str, SealedText]
    words: Words

    @classmethod
    async def of(
        cls, sealing: Sealing, unit: Unit, pair_id: str, person_id: str, before: Mapping[str, SealedText]
    ) -> Self:
        """For somebody who changes what stands there."""
        return cls(sealing, unit, pair_id, person_id, before, await sealing.open(unit.org, before))

    async def write(self, context: str, text: str) -> Sealed:
        """Nothing, where nothing is written."""
        return await self.line(context, text) if text else None

    async def line(self, context: str, text: str) -> SealedText:
        if self.words.get(context) == text:
            return self.before[context]
        return await self.sealing.seal(self.unit, shared_key(self.pair_id, self.person_id), text, context)


class AgreementTexts:
    """Between what the two write and read, and what is kept."""

    def __init__(self, sealing: Sealing) -> None:
        self.sealing = sealing

    async def pen(self, unit: Unit, story: Story, person_id: str, terms: Terms) -> Pen:
        """For a member who changes these terms."""
        return await Pen.of(self.sealing, unit, story.pair_id, person_id, dict(_texts(story.pair_id, terms)))

    async def shown(self, story: Story, number: int, terms: Terms) -> wire.AgreementText:
        """As the two read it."""
        words = await self.sealing.open(story.org, dict(_texts(story.pair_id, terms)))
        return wire.AgreementText(
            number=number,
            parts=tuple(_part_shown(story.pair_id, one, terms.of(one), words) for one in story.member_ids),
            shared=wire.SharedShown(
                cadence_days=terms.shared.cadence_days,
                session_minutes=terms.shared.session_minutes,
                **{field: words.get(f"{story.pair_id}/{field}", "") for field in SHARED_TEXTS},
            ),
        )


async def written_part(pen: Pen, written: wire.PartWritten, own: Part, earlier: Collection[str]) -> Part:
    """A member's part as it is kept. `own` stands there now; `earlier` are ids of their goals that were agreed once."""
    ids = _goal_ids(pen, written.goals, own, earlier)
    of = _of(pen.pair_id, pen.person_id)
    return Part(
        goals=tuple([await _goal(pen, goal_id, goal) for goal_id, goal in zip(ids, written.goals, strict=True)]),
        gives=tuple([await pen.line(f"{of}/gives/{place}", text) for place, text in enumerate(written.gives)]),
        needs=await pen.write(f"{of}/needs", written.needs),
        boundaries=await pen.write(f"{of}/boundaries", written.boundaries),
    )


async def written_shared(pen: Pen, written: wire.SharedWritten) -> Shared:
    """What both arrange, as it is kept: each text sealed for who wrote it last."""
    texts = {field: await pen.write(f"{pen.pair_id}/{field}", getattr(written, field)) for field in SHARED_TEXTS}
    return Shared(cadence_days=written.cadence_days, session_minutes=written.session_minutes, **texts)


async def _goal(pen: Pen, goal_id: str, written: wire.GoalWritten) -> Goal:
    text = await pen.line(f"{goal_id}/text", written.text)
    return Goal(goal_id, text, await pen.write(f"{goal_id}/measure", written.measure))


def _goal_ids(pen: Pen, goals: tuple[wire.GoalWritten, ...], own: Part, earlier: Collection[str]) -> list[str]:
    """Of each goal the id that is named; without one that of an own goal in the same words; else a new one."""
    named = {goal.goal_id for goal in goals if goal.goal_id}
    if not named <= {goal.goal_id for goal in own.goals} | set(earlier):
        raise RuleBroken(Code.GOAL_UNKNOWN)
    free = {pen.words.get(f"{one.goal_id}/text"): one.goal_id for one in own.goals if one.goal_id not in named}
    return [goal.goal_id or free.pop(goal.text, None) or new_id("goal") for goal in goals]


def _texts(pair_id: str, terms: Terms) -> Iterator[tuple[str, SealedText]]:
    """Every text there is, by the place that it is sealed for."""
    found: dict[str, Sealed] = {f"{pair_id}/{field}": getattr(terms.shared, field) for field in SHARED_TEXTS}
    for person_id, part in terms.parts.items():
        of = _of(pair_id, person_id)
        found |= {f"{of}/needs": part.needs, f"{of}/boundaries": part.boundaries}
        found |= {f"{of}/gives/{place}": text for place, text in enumerate(part.gives)}
        for goal in part.goals:
            found |= {f"{goal.goal_id}/text": goal.text, f"{goal.goal_id}/measure": goal.measure}
    return ((context, sealed) for context, sealed in found.items() if sealed)


def _part_shown(pair_id: str, person_id: str, part: Part, words: Words) -> wire.PartShown:
    of = _of(pair_id, person_id)
    return wire.PartShown(
        person_id=person_id,
        goals=tuple(_goal_shown(goal.goal_id, words) for goal in part.goals),
        gives=tuple(words.get(f"{of}/gives/{place}", "") for place in range(len(part.gives))),
        needs=words.get(f"{of}/needs", ""),
        boundaries=words.get(f"{of}/boundaries", ""),
    )


def _goal_shown(goal_id: str, words: Words) -> wire.GoalAgreed:
    return wire.GoalAgreed(
        goal_id=goal_id, text=words.get(f"{goal_id}/text", ""), measure=words.get(f"{goal_id}/measure", "")
    )


def _of(pair_id: str, person_id: str) -> str:
    return f"{pair_id}/{person_id}"
