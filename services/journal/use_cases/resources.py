"""The resource library: what suits a member of a pair now, or whatever somebody looks for."""

from collections.abc import Mapping
from typing import Any

from libs.common.asks import Asker, NotFound
from libs.common.contracts import resources as wire
from services.journal.domain.prompts import MOMENTS, Moment
from services.journal.domain.stages import stage_of
from services.journal.resources.library import Resource
from services.journal.store import Store
from services.journal.use_cases.own import own_story


class Library:
    """Use cases about the resource library."""

    def __init__(self, store: Store, resources: Mapping[str, Resource]) -> None:
        self.store, self.resources = store, resources

    async def list_(self, ask: wire.ListResources, asker: Asker) -> wire.Resources:
        """Everything that suits one of the moments asked for."""
        moments = await self._moments(ask, asker)
        found = [one for one in self.resources.values() if not moments.isdisjoint(one.moments)]
        return wire.Resources(resources=tuple(wire.ResourceLine(**_line(one)) for one in found))

    async def read(self, ask: wire.ReadResource, asker: Asker) -> wire.Resource:
        """One text, for whomever asks."""
        found = self.resources.get(ask.resource_id)
        if found is None:
            raise NotFound
        return wire.Resource(**_line(found), text=dict(found.text))

    async def _moments(self, ask: wire.ListResources, asker: Asker) -> frozenset[Moment]:
        if ask.pair_id is None:
            return frozenset(moment for moment in MOMENTS if ask.stage in (None, moment.stage))
        story = await own_story(self.store, asker, ask.pair_id)
        now = (ask.stage or stage_of(story), story.direction, story.role_of(asker.person_id))
        return frozenset(moment for moment in MOMENTS if (moment.stage, moment.direction, moment.role) == now)


def _line(resource: Resource) -> dict[str, Any]:
    return {
        "resource_id": resource.resource_id,
        "kind": resource.kind,
        "minutes": resource.minutes,
        "stages": resource.stages,
        "title": dict(resource.title),
    }
