"""A group of the house as a SCIM group, and back."""

from typing import Any

from scim2_models import Meta, Resource

from services.gateway.domain import groups as domain
from services.gateway.scim.advertised import Group, GroupMember


def group_of(group: domain.Group) -> Resource[Any]:
    """As a directory sees it."""
    return Group(
        id=group.group_id,
        external_id=group.external_id,
        display_name=group.display_name,
        members=[_member(member) for member in group.members] or None,
        meta=Meta(
            resource_type="Group",
            created=group.created_at,
            last_modified=group.changed_at,
            version=f'W/"{group.revision}"',
        ),
    )


def wanted_of(org: str, resource: Any) -> domain.Group:
    """As a directory wants it to be. What a member is, the house knows itself."""
    ids = [member.value or (member.ref or "").rpartition("/")[2] for member in resource.members or ()]
    members = tuple(domain.GroupMember(one) for one in ids)
    return domain.Group(org, resource.id or "", resource.display_name, resource.external_id, members)


def _member(member: domain.GroupMember) -> GroupMember:
    kind = "Group" if member.is_group else "User"
    return GroupMember(value=member.id, ref=f"{kind}s/{member.id}", type=kind)
