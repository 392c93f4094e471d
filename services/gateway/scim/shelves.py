"""What lies behind each type of resource: its documents, and the use cases that change them."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from scim2_models import Resource

from services.gateway.domain import groups
from services.gateway.domain.accounts import correction
from services.gateway.domain.people import Record
from services.gateway.domain.platforms import Platform
from services.gateway.records import Records
from services.gateway.scim.groups import group_of, wanted_of
from services.gateway.scim.users import told_of, user_of
from services.gateway.use_cases.grouping import Grouping
from services.gateway.use_cases.provisioning import Provisioning


class Shelf(Protocol):
    """The documents behind one type of resource."""

    @property
    def records(self) -> Records[Any]:
        """All of them."""
        ...

    def resource(self, document: Any) -> Resource[Any]:
        """One of them as SCIM has it."""
        ...

    async def create(self, resource: Resource[Any]) -> Any:
        """A new one."""
        ...

    async def update(self, before: Any, resource: Resource[Any]) -> Any:
        """As it is to be."""
        ...

    async def delete(self, before: Any) -> None:
        """Not there any more."""
        ...


@dataclass(frozen=True, slots=True)
class Users:
    """People."""

    platform: Platform
    records: Records[Record]
    provisioning: Provisioning

    def resource(self, document: Record) -> Resource[Any]:
        """As a user."""
        return user_of(document)

    async def create(self, resource: Any) -> Record:
        """Somebody joins; who is not said to be inactive is active."""
        told = told_of(resource)
        return await self.provisioning.create(
            self.platform, replace(told, account=replace(told.account, hides_active=False))
        )

    async def update(self, before: Record, resource: Any) -> Record:
        """Says what differs."""
        said = correction(told_of(user_of(before)), told_of(resource))
        return await self.provisioning.correct(self.platform, before.person_id, before.revision, said)

    async def delete(self, before: Record) -> None:
        """They leave and are not seen any more."""
        await self.provisioning.delete(self.platform, before.person_id, before.revision)


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups."""

    platform: Platform
    records: Records[groups.Group]
    grouping: Grouping

    def resource(self, document: groups.Group) -> Resource[Any]:
        """As SCIM has it."""
        return group_of(document)

    async def create(self, resource: Any) -> groups.Group:
        """A new one."""
        return await self.grouping.create(self.platform, wanted_of(self.platform.org, resource))

    async def update(self, before: groups.Group, resource: Any) -> groups.Group:
        """As it is to be."""
        wanted = wanted_of(self.platform.org, resource)
        return await self.grouping.change(self.platform, replace(wanted, revision=before.revision))

    async def delete(self, before: groups.Group) -> None:
        """It is gone."""
        await self.grouping.delete(self.platform, before)
