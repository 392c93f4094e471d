"""Administrators and moderators of an organisation: appointed, and dismissed. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.gateway.domain.access import Role
from services.gateway.domain.refusals import NotTaken


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody has a role since a time."""

    person_id: str
    role: Role
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class Appointments:
    """All of an organisation, as one state with a version."""

    org: str
    made: tuple[Appointment, ...] = ()
    version: int = 0
    revision: int = 0

    def to(self, role: Role) -> tuple[Appointment, ...]:
        """Those to a role."""
        return tuple(one for one in self.made if one.role is role)

    def ids(self, role: Role) -> tuple[str, ...]:
        """Who has a role."""
        return tuple(one.person_id for one in self.to(role))

    def roles_of(self, person_id: str) -> frozenset[Role]:
        """What somebody was made."""
        return frozenset(one.role for one in self.made if one.person_id == person_id)

    def granted(self, role: Role, person_id: str, at: datetime) -> "Appointments":
        """From now on. Unchanged where they had it."""
        if person_id in self.ids(role):
            return self
        return replace(self, made=(*self.made, Appointment(person_id, role, at)), version=self.version + 1)

    def without(self, person_id: str) -> "Appointments":
        """Nothing of somebody any more. Unchanged where there was nothing."""
        kept = tuple(one for one in self.made if one.person_id != person_id)
        return self if kept == self.made else replace(self, made=kept, version=self.version + 1)

    def revoked(self, role: Role, person_id: str) -> "Appointments":
        """Not any more. Unchanged where they had it not."""
        kept = tuple(one for one in self.made if (one.role, one.person_id) != (role, person_id))
        return self if kept == self.made else replace(self, made=kept, version=self.version + 1)


def require_administrator(before: Appointments, person_id: str) -> None:
    """Whoever decides still administers: two who dismiss each other at once do not both succeed."""
    if person_id not in before.ids(Role.ADMINISTRATOR):
        raise NotTaken("not-administrator")


def require_somebody_left(after: Appointments) -> None:
    """No administrator dismisses the last one."""
    if not after.ids(Role.ADMINISTRATOR):
        raise NotTaken("last-administrator")
