"""Who may do what, by the table alone; and that routes have no other rule."""

from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from services.gateway.api import ROUTERS
from services.gateway.deps import may
from services.gateway.domain.access import WHO_MAY, Permission, Role, Scope, is_granted, refusal, roles_with

OWN = {Permission.TAKE_PART, Permission.REACH_OTHERS}
BY_DEPENDENCY = {may(permission): permission for permission in Permission}
OF_SOMEBODYS_OWN = (
    "/v1/journal",
    "/v1/pairs",
    "/v1/inbox",
    "/v1/requests",
    "/v1/me",
    "/v1/preparation",
    "/v1/blocks",
    "/v1/reports",
)


def permissions_of(dependant: Dependant) -> Iterator[Permission]:
    if dependant.call in BY_DEPENDENCY:
        yield BY_DEPENDENCY[dependant.call]
    for below in dependant.dependencies:
        yield from permissions_of(below)


ROUTES = [route for module in ROUTERS for route in module.router.routes if isinstance(route, APIRoute)]


def test_the_table_says_of_every_permission_who_has_it() -> None:
    assert set(WHO_MAY) == set(Permission)
    assert all(roles_with(permission) for permission in Permission)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEMBER])
def test_no_role_but_that_of_a_member_opens_what_is_somebodys_own(role: Role) -> None:
    assert not any(is_granted(permission, frozenset({role})) for permission in OWN)


@pytest.mark.parametrize("prefix", OF_SOMEBODYS_OWN)
def test_what_is_somebodys_own_is_opened_by_taking_part_alone(prefix: str) -> None:
    """So an administrator reads their own journal and nobody else's."""
    own = [route for route in ROUTES if route.path.startswith(prefix)]
    assert own
    assert {permission for route in own for permission in permissions_of(route.dependant)} <= OWN
    assert all(set(permissions_of(route.dependant)) for route in own)


@pytest.mark.parametrize(
    ("permission", "held", "code"),
    [
        (Permission.TAKE_PART, {Role.OPERATOR}, "members-only"),
        (Permission.RUN_PROGRAMME, {Role.MEMBER}, "organisers-only"),
        (Permission.MANAGE_PLATFORMS, {Role.MEMBER}, "administrators-only"),
        (Permission.SEND_EVENTS, {Role.MEMBER}, "platforms-only"),
        (Permission.SEND_EVENTS, {Role.INTEGRATION, Scope.READ_FACTS}, "scope-needed"),
        (Permission.MANAGE_PLATFORMS, {Role.INTEGRATION, *Scope}, "administrators-only"),
        (Permission.STEP_TIME, {Role.ADMINISTRATOR}, "operators-only"),
    ],
)
def test_a_no_says_who_may(permission: Permission, held: set[Role | Scope], code: str) -> None:
    assert not is_granted(permission, frozenset(held))
    assert refusal(permission, frozenset(held)) == code


NOBODY_ELSE_IS_REACHED = {
    "their own record, sessions, devices and rights": "/v1/me",
    "their own reading": "/v1/inbox",
    "ending is always open": "POST /v1/pairs/{pair_id}/end",
    "taking back is always open": "POST /v1/requests/{request_id}/withdrawal",
    "leaving is always open": "POST /v1/circles/{circle_id}/end",
    "somebody who cannot come says so": "POST /v1/pairs/{pair_id}/sessions/{session_id}/cancellation",
    "a mark of what was read": "PUT /v1/pairs/{pair_id}/thread/read",
    "a mark of what was read, before a pair": "PUT /v1/requests/{request_id}/thread/read",
    "their own answer, which nobody reads": "PUT /v1/pairs/{pair_id}/pulse",
    "their own answer about the fit": "PUT /v1/pairs/{pair_id}/fit",
    "their own preparation": "/v1/preparation",
    "their own journal": "/v1/journal/entries",
    "their own keys": "PUT /v1/journal/keys",
    "whom they block": "PUT /v1/blocks",
    "whom they report": "POST /v1/reports",
    "a search": "POST /v1/topics/found",
    "a look into a dictionary": "POST /v1/topics/words",
    "being in a programme asks nobody": "PUT /v1/programmes/{programme_id}/members/me",
    "signing out": "POST /v1/sign-out",
}
"""What somebody may do who is suspended, by the beginning of a route. Whatever is taken away (DELETE) is open, too."""


def test_who_is_suspended_reaches_nobody_unless_the_table_says_why() -> None:
    open_to_them = {
        f"{method} {route.path}"
        for route in ROUTES
        for method in (route.methods or set()) - {"GET", "HEAD", "DELETE"}
        if set(permissions_of(route.dependant)) == {Permission.TAKE_PART}
    }
    said = tuple(NOBODY_ELSE_IS_REACHED.values())

    def reasons(name: str) -> set[str]:
        return {one for one in said if name.startswith(one) or name.split()[1].startswith(one)}

    assert {name for name in open_to_them if not reasons(name)} == set()
    assert set().union(*map(reasons, open_to_them)) == set(said), "a reason for what is gone"
