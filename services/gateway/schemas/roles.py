"""Who has a role in an organisation."""

from libs.common.contracts.base import Id, Instant, OrgId
from services.gateway.domain.access import Role
from services.gateway.schemas.shown import Body, Shown


class Appoint(Body):
    """Give somebody a role. The operator says in which organisation; administrators have their own."""

    org: OrgId | None = None
    person_id: Id


class Appointed(Shown):
    """Somebody has a role."""

    org: OrgId
    person_id: Id
    role: Role


class Holder(Shown):
    """One of those who have a role."""

    person_id: Id
    granted_at: Instant


class Holders(Shown):
    """Those who have a role in an organisation, whoever has it longest first."""

    data: list[Holder]
    next_cursor: str | None
