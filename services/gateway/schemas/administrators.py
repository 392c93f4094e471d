"""Who administers an organisation."""

from libs.common.contracts.base import Id, OrgId
from services.gateway.schemas.shown import Body


class GrantAdministration(Body):
    """Make somebody an administrator of their organisation."""

    org: OrgId
    person_id: Id
