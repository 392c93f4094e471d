"""Who may do what, by the table alone; and that routes have no other rule."""

from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from services.gateway.api import ROUTERS
from services.gateway.deps import may
from services.gateway.domain.access import WHO_MAY, Permission, Role, Scope, is_granted, refusal, roles_with

BY_DEPENDENCY = {may(permission): permission for permission in Permission}
OF_SOMEBODYS_OWN = ("/v1/journal", "/v1/pairs", "/v1/inbox", "/v1/requests", "/v1/me", "/v1/preparation", "/v1/blocks")


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
    assert not is_granted(Permission.TAKE_PART, frozenset({role}))


@pytest.mark.parametrize("prefix", OF_SOMEBODYS_OWN)
def test_what_is_somebodys_own_is_opened_by_taking_part_alone(prefix: str) -> None:
    """So an administrator reads their own journal and nobody else's."""
    own = [route for route in ROUTES if route.path.startswith(prefix)]
    assert own
    assert {permission for route in own for permission in permissions_of(route.dependant)} == {Permission.TAKE_PART}
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
