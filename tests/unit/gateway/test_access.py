"""Who may do what, by the table alone."""

import pytest

from services.gateway.domain.access import WHO_MAY, Permission, Role, is_granted

OWN = (Permission.TAKE_PART, Permission.ACT_FOR_PEOPLE)


def test_the_table_says_of_every_permission_who_has_it() -> None:
    assert set(WHO_MAY) == set(Permission)
    assert all(WHO_MAY.values())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEMBER])
def test_no_role_but_that_of_a_member_opens_what_is_somebodys_own(role: Role) -> None:
    assert not any(is_granted(permission, frozenset({role})) for permission in OWN)
