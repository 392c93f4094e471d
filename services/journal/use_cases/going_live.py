"""What follows from a change of an agreement: it is told, and comes into force once nothing is missing."""

from collections.abc import Awaitable, Callable, Collection

from libs.common.contracts.agreements import AgreementChanged, AgreementSide, AgreementWentLive
from libs.common.contracts.pairs import Milestone
from libs.common.contracts.requests import Direction
from libs.common.unit import Timer, Unit, Units
from services.journal.domain.agreements import Agreement, Terms, Version, in_force, is_signed
from services.journal.domain.goals import agreed
from services.journal.domain.stories import Story, made_active
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import save_story

AGREEMENT_CHECK = "agreement-check"
"""The timer that looks whether a pair's agreement (its subject) can come into force by now."""

Unprepared = Callable[[Story], Awaitable[tuple[str, ...]]]
"""Who of a pair has a step of preparation open, neither done nor knowingly left out."""


class GoingLive:
    """Brings agreements into force: when both have signed the same text and both have prepared, whatever came last."""

    def __init__(self, store: Store, units: Units, milestones: Milestones, unprepared: Unprepared) -> None:
        self.store, self.units, self.milestones, self.unprepared = store, units, milestones, unprepared

    async def follow(self, unit: Unit, story: Story, agreement: Agreement) -> None:
        """Somebody wrote or signed: save and tell it, with what it brings about."""
        told = unit.publish(_changed(story, agreement), story.pair_id, sequence=agreement.revision + 1)
        for person_id in story.member_ids:
            part = agreement.terms.of(person_id)
            if part.goals and part.gives:
                await self.milestones.reach(unit, story, Milestone.GOAL_AND_GIFT_WRITTEN, told.id, person_id)
        after = await self._settled(unit, story, agreement)
        if is_signed(after, story.member_ids):
            # Whoever it waits for may have prepared at this very moment, and have seen no signature yet.
            unit.set_timer(AGREEMENT_CHECK, story.pair_id, unit.now)
        unit.write(self.store.agreements.save(after))

    async def check(self, timer: Timer) -> Unit:
        """Somebody has prepared, or signed while the other prepared: nobody has to come back for it."""
        unit = self.units.after_timer(timer)
        story = await self.store.stories.find(timer.org, timer.subject)
        agreement = await self.store.agreements.find(timer.org, timer.subject)
        if story and agreement:
            after = await self._settled(unit, story, agreement)
            if after != agreement:
                unit.write(self.store.agreements.save(after))
        return unit

    async def _settled(self, unit: Unit, story: Story, agreement: Agreement) -> Agreement:
        """The agreement, in force where nothing is missing, with all that follows from it but its own write."""
        if story.has_ended or not is_signed(agreement, story.member_ids):
            return agreement
        stands = in_force(agreement, story.member_ids, await self.unprepared(story), unit.now)
        if stands is None:
            return agreement
        after, version = stands
        await self._keep(unit, story, version)
        await self._celebrate(unit, story, version)
        return after

    async def _keep(self, unit: Unit, story: Story, version: Version) -> None:
        known = {goal.goal_id: goal for goal in await self.store.list_goals(story.org, story.pair_id)}
        unit.write(self.store.agreement_versions.save(version))
        unit.write(*(self.store.goals.save(goal) for goal in agreed(known, version)))
        save_story(self.store, unit, story, made_active(story, unit.now))

    async def _celebrate(self, unit: Unit, story: Story, version: Version) -> None:
        evidence = unit.publish(_went_live(story, version), story.pair_id).id
        both = [Milestone.AGREEMENT_LIVE, Milestone.CADENCE_SET]
        if story.direction == Direction.REVERSE:
            both.append(Milestone.CANDOUR_AGREED)
        for milestone in both:
            await self.milestones.reach(unit, story, milestone, evidence)
        for person_id in story.member_ids:
            part = version.terms.of(person_id)
            if part.is_told:
                await self.milestones.reach(unit, story, Milestone.NEEDS_TOLD, evidence, person_id)
            if part.is_concrete:
                await self.milestones.reach(unit, story, Milestone.GOAL_MADE_CONCRETE, evidence, person_id)


def _changed(story: Story, agreement: Agreement) -> AgreementChanged:
    return AgreementChanged(
        pair_id=story.pair_id,
        members=story.member_ids,
        number=agreement.number,
        sides=_sides(story, agreement.terms, agreement.signed),
    )


def _sides(story: Story, terms: Terms, signed: Collection[str]) -> tuple[AgreementSide, ...]:
    return tuple(
        AgreementSide(
            person_id=person_id,
            goals=len(terms.of(person_id).goals),
            gives=len(terms.of(person_id).gives),
            has_signed=person_id in signed,
        )
        for person_id in story.member_ids
    )


def _went_live(story: Story, version: Version) -> AgreementWentLive:
    shared = version.terms.shared
    if shared.cadence_days is None or shared.session_minutes is None:
        raise AssertionError("nobody can sign without a rhythm")
    return AgreementWentLive(
        pair_id=story.pair_id,
        members=story.member_ids,
        number=version.number,
        cadence_days=shared.cadence_days,
        session_minutes=shared.session_minutes,
        sides=_sides(story, version.terms, version.signed),
    )
