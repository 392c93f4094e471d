"""Action items: either of a pair adds and changes them; what is done shows in milestones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from libs.common.asks import Asker, NotFound, Outdated
from libs.common.contracts import actions as wire
from libs.common.contracts.pairs import Milestone
from libs.common.handling import Handling
from libs.common.pages import cut
from libs.common.unit import Unit, Units
from services.journal.domain.actions import Action, ActionState, Change, changed, has_done, is_newly_done, place
from services.journal.domain.codes import Code
from services.journal.domain.keys import SealedText, shared_key
from services.journal.domain.stories import Story
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.milestones import Milestones
from services.journal.use_cases.own import own_story, refusal, require_going_on


class Actions:
    """Use cases about action items."""

    def __init__(
        self, store: Store, units: Units, handling: Handling, sealing: Sealing, milestones: Milestones
    ) -> None:
        self.store, self.units, self.handling = store, units, handling
        self.sealing, self.milestones = sealing, milestones

    async def add(self, ask: wire.AddAction, asker: Asker) -> wire.Action:
        """One more. The same id again changes nothing and answers what is there."""

        async def decide() -> tuple[Unit, Action]:
            story, unit = await self._begin(asker, ask.pair_id)
            known = await self.store.actions.find(asker.org, ask.action_id)
            return unit, known or await self._add(unit, story, ask, asker.person_id)

        return await self._shown_alone(await self.handling.settled(decide))

    async def read(self, ask: wire.ReadActions, asker: Asker) -> wire.Actions:
        """Some of them, what is open first."""
        story = await own_story(self.store, asker, ask.pair_id)
        actions = await self.store.list_actions(asker.org, story.pair_id)
        page, following = cut(actions, place, ask.cursor, ask.limit)
        return wire.Actions(data=await self._shown(asker.org, page), next_cursor=following)

    async def change(self, ask: wire.ChangeAction, asker: Asker) -> wire.Action:
        """Otherwise, unless somebody changed it since it was read: Outdated, with what is there."""

        async def decide() -> tuple[Unit, Action]:
            story, unit = await self._begin(asker, ask.pair_id)
            before = await self.store.actions.find(asker.org, ask.action_id)
            if before is None or before.pair_id != story.pair_id:
                raise NotFound
            if before.revision != ask.version:
                raise Outdated(await self._shown_alone(before))
            return unit, await self._change(unit, story, before, ask)

        return await self._shown_alone(await self.handling.settled(decide))

    async def _begin(self, asker: Asker, pair_id: str) -> tuple[Story, Unit]:
        story = await own_story(self.store, asker, pair_id)
        return story, self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)

    async def _add(self, unit: Unit, story: Story, ask: wire.AddAction, author_id: str) -> Action:
        require_going_on(story)
        _require_owners(story, ask.owner_ids)
        return self._keep(
            unit,
            Action(
                org=story.org,
                action_id=ask.action_id,
                pair_id=story.pair_id,
                written_by=author_id,
                what=await self._sealed(unit, story, ask.action_id, ask.what),
                owner_ids=tuple(sorted(set(ask.owner_ids))),
                added_at=unit.now,
                due=_day(ask.due),
            ),
        )

    async def _change(self, unit: Unit, story: Story, before: Action, ask: wire.ChangeAction) -> Action:
        require_going_on(story)
        _require_owners(story, ask.owner_ids or ())
        after = changed(before, _wanted(ask), unit.now)
        if ask.what:
            author_id, what = unit.actor_id or "", await self._sealed(unit, story, before.action_id, ask.what)
            after = replace(after, what=what, written_by=author_id)
        if after == before:
            return before
        if is_newly_done(before, after):
            await self._earn(unit, story, after)
        return self._keep(unit, after)

    async def _earn(self, unit: Unit, story: Story, action: Action) -> None:
        """Whoever owns it has applied something; once each of the two has, the pair has tried something outside."""
        fact = wire.ActionDone(
            pair_id=story.pair_id, members=story.member_ids, action_id=action.action_id, owner_ids=action.owner_ids
        )
        evidence = unit.publish(fact, story.pair_id).id
        for person_id in action.owner_ids:
            await self.milestones.reach(unit, story, Milestone.APPLIED, evidence, by=person_id)
        done = [action, *await self.store.list_actions(story.org, story.pair_id)]
        if all(has_done(person_id, done) for person_id in story.member_ids):
            await self.milestones.reach(unit, story, Milestone.TRIED_OUTSIDE, evidence)

    def _keep(self, unit: Unit, action: Action) -> Action:
        """The action item as it will be once the unit is durable."""
        unit.write(self.store.actions.save(action))
        return replace(action, revision=action.revision + 1)

    async def _sealed(self, unit: Unit, story: Story, action_id: str, what: str) -> SealedText:
        """For who writes it now, whoever wrote it before."""
        return await self.sealing.seal(unit, shared_key(story.pair_id, unit.actor_id or ""), what, _place(action_id))

    async def _shown_alone(self, action: Action) -> wire.Action:
        (shown,) = await self._shown(action.org, (action,))
        return shown

    async def _shown(self, org: str, actions: Sequence[Action]) -> tuple[wire.Action, ...]:
        texts = await self.sealing.open(org, {_place(one.action_id): one.what for one in actions})
        return tuple(
            wire.Action(
                action_id=one.action_id,
                version=one.revision,
                written_by=one.written_by,
                what=texts.get(_place(one.action_id), ""),
                owner_ids=one.owner_ids,
                due=date.fromisoformat(one.due) if one.due else None,
                state=wire.ActionState(one.state),
                added_at=one.added_at,
                done_at=one.done_at,
            )
            for one in actions
        )


def _require_owners(story: Story, owner_ids: Sequence[str]) -> None:
    if not set(owner_ids) <= set(story.member_ids):
        raise refusal(Code.OWNER_OUTSIDE_THE_PAIR)


def _wanted(ask: wire.ChangeAction) -> Change:
    return Change(
        owner_ids=tuple(sorted(set(ask.owner_ids))) if ask.owner_ids else None,
        due=_day(ask.due),
        without_due=ask.without_due,
        state=ActionState(ask.state) if ask.state else None,
    )


def _day(due: date | None) -> str | None:
    """As the database keeps it, which knows no days without an hour."""
    return due.isoformat() if due else None


def _place(action_id: str) -> str:
    return f"{action_id}/what"
