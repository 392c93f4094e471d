"""Groups of people, as a directory keeps them. Pure."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from services.gateway.domain.keys import display_name_key, external_id_key, id_key, member_key

MOST_MEMBERS = 10_000


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A person, or a group within a group."""

    id: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One group of an organisation. Nothing follows from it by itself: it is there to be chosen."""

    org: str
    group_id: str
    display_name: str
    external_id: str | None = None
    members: tuple[GroupMember, ...] = ()
    created_at: datetime | None = None
    changed_at: datetime | None = None
    revision: int = 0

    @property
    def is_listed(self) -> bool:
        """A group that is deleted is gone."""
        return True

    @property
    def unique_name(self) -> None:
        """Groups may share a name."""
        return None

    @property
    def search_keys(self) -> tuple[str, ...]:
        """What it is found by at once."""
        keys = [id_key(self.group_id), display_name_key(self.display_name)]
        keys += [external_id_key(self.external_id)] if self.external_id else []
        return (*keys, *(member_key(member.id) for member in self.members))

    def without(self, ids: Container[str]) -> "Group":
        """The others of its members stay."""
        return replace(self, members=tuple(member for member in self.members if member.id not in ids))
