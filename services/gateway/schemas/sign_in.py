"""Signing in, where no provider does it."""

from libs.common.contracts.base import Id, OrgId
from services.gateway.schemas.shown import Body, Shown


class SignIn(Body):
    """Somebody says who they are."""

    org: OrgId
    person_id: Id


class Session(Shown):
    """A token to show from now on."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
