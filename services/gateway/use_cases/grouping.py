"""What directories do with groups. Each use case is one unit, decided anew where somebody else was faster."""

from collections.abc import Iterable
from dataclasses import replace

from libs.common import audit
from libs.common.audit import Act
from libs.common.errors import Conflict
from libs.common.handling import Handling
from libs.common.ids import new_id
from libs.common.unit import Unit, Units
from services.gateway.domain.groups import MOST_MEMBERS, Group, GroupMember
from services.gateway.domain.platforms import Platform
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import Stores
from services.gateway.use_cases.provisioning import leave_groups


class Grouping:
    """Use cases of groups. Nobody is told: nothing follows from a group by itself."""

    def __init__(self, stores: Stores, units: Units, handling: Handling) -> None:
        self._stores, self._units, self._handling = stores, units, handling

    async def create(self, platform: Platform, wanted: Group) -> Group:
        """A new one, with an id of the house. NotTaken: unknown-member, group-too-large."""
        group_id = new_id("grp")

        async def decide() -> tuple[Unit, Group]:
            unit = self._units.start(platform.org, actor_id=platform.actor_id)
            members = await self._known(platform.org, wanted.members, ())
            group = replace(wanted, group_id=group_id, members=members, created_at=unit.now, changed_at=unit.now)
            unit.write(self._stores.groups.save(group))
            audit.done(unit, Act.GROUP_MADE, group_id)
            return unit, group

        return _saved(await self._handling.settled(decide))

    async def change(self, platform: Platform, wanted: Group) -> Group:
        """As it is to be, read at its `revision`. Conflict where somebody changed it since; else as `create`."""

        async def decide() -> tuple[Unit, Group]:
            unit = self._units.start(platform.org, actor_id=platform.actor_id)
            before = await self._read_at(wanted)
            members = await self._known(platform.org, wanted.members, before.members)
            group = replace(wanted, members=members, created_at=before.created_at, changed_at=unit.now)
            unit.write(self._stores.groups.save(group))
            if replace(group, changed_at=before.changed_at) != before:
                audit.done(unit, Act.GROUP_CHANGED, group.group_id)
            return unit, group

        return _saved(await self._handling.settled(decide))

    async def delete(self, platform: Platform, group: Group) -> None:
        """It is gone, also from the groups that it was in. Conflict as in `change`."""

        async def decide() -> Unit:
            unit = self._units.start(platform.org, actor_id=platform.actor_id)
            unit.write(self._stores.groups.remove(await self._read_at(group)))
            await leave_groups(self._stores, unit, group.group_id)
            audit.done(unit, Act.GROUP_REMOVED, group.group_id)
            return unit

        await self._handling.settle(decide)

    async def _read_at(self, wanted: Group) -> Group:
        group = await self._stores.groups.find(wanted.org, wanted.group_id)
        if group is None or group.revision != wanted.revision:
            raise Conflict
        return group

    async def _known(
        self, org: str, wanted: Iterable[GroupMember], before: Iterable[GroupMember]
    ) -> tuple[GroupMember, ...]:
        """Each once, and those who are new are looked up: only a person or group of this organisation is a member."""
        ids = list(dict.fromkeys(member.id for member in wanted))
        if len(ids) > MOST_MEMBERS:
            raise NotTaken("group-too-large")
        known = {member.id: member for member in before}
        new = [one for one in ids if one not in known]
        people = await self._stores.people.find_all(org, new)
        known |= {one: GroupMember(one) for one, record in people.items() if record.is_listed}
        groups = await self._stores.groups.find_all(org, [one for one in new if one not in known])
        known |= {one: GroupMember(one, is_group=True) for one in groups}
        if not known.keys() >= set(ids):
            raise NotTaken("unknown-member")
        return tuple(known[one] for one in ids)


def _saved(group: Group) -> Group:
    """As it is read from here on."""
    return replace(group, revision=group.revision + 1)
