"""Who may do what: the one table of roles, scopes and permissions. Pure.

A route says which permission it needs and has no rule of its own. What is somebody's own (pairs, journal, inbox) is
looked up by who asks, so no role opens it: an administrator is a member like any other there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to an organisation or to the house."""

    MEMBER = "member"
    ORGANISER = "organiser"
    """Of one programme."""

    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    INTEGRATION = "integration"
    """A program with the API key of its platform: it may what the scopes of that platform say."""

    OPERATOR = "operator"


class Scope(StrEnum):
    """What a platform may do in its organisation."""

    SEND_EVENTS = "send-events"
    READ_FACTS = "read-facts"
    PROVISION = "provision"
    ACT_FOR_PEOPLE = "act-for-people"


class Permission(StrEnum):
    """What a route needs."""

    TAKE_PART = "take-part"
    """Everything that is one's own, and looking for people."""

    REACH_OTHERS = "reach-others"
    """Ask, answer, meet, write: what somebody who is suspended may not."""

    READ_FACTS = "read-facts"
    SEND_EVENTS = "send-events"
    PROVISION = "provision"
    """Say who is in the organisation (SCIM)."""

    IMPORT_PEOPLE = "import-people"
    """The same by a file."""

    ACT_FOR_PEOPLE = "act-for-people"
    """Ask in somebody's name without their word."""

    RUN_PROGRAMME = "run-programme"
    """See to the programme that the path names."""

    SEE_INSIGHT = "see-insight"
    """How it goes in the whole organisation, in numbers; who runs a programme sees that of theirs."""

    SEE_NAMES = "see-names"
    """What everybody in the organisation is called; who runs a programme sees that of those in theirs."""

    SET_UP_PROGRAMMES = "set-up-programmes"
    """And say who runs them."""

    SET_PROGRAMME = "set-programme"
    MAKE_ROUNDS = "make-rounds"
    NAME_TOPICS = "name-topics"
    SET_COMMUNICATION = "set-communication"
    """Plan, words and defaults of what everybody is told."""

    ANNOUNCE = "announce"
    SEE_DELIVERIES = "see-deliveries"
    SEE_REJECTED = "see-rejected"
    """What platforms sent in vain."""

    SEE_PLATFORMS = "see-platforms"
    MANAGE_PLATFORMS = "manage-platforms"
    """Register and revoke them, make their keys, say what they may; also that they act for people."""

    MANAGE_WEBHOOKS = "manage-webhooks"
    """Say where the facts are sent that platforms may read."""

    ERASE_PEOPLE = "erase-people"
    """Have somebody forgotten who has no access to ask for it, and read the receipts."""

    MODERATE = "moderate"
    """Read what was reported, but for what concerns oneself, and decide about it."""

    SET_SAFEGUARDING = "set-safeguarding"
    """Say where to get help that is not the employer's."""

    SEE_ROLES = "see-roles"
    GRANT_ROLES = "grant-roles"
    READ_AUDIT = "read-audit"
    STEP_TIME = "step-time"
    MANAGE_ORGANISATIONS = "manage-organisations"
    """Register them, give them mail domains, say where their people sign in."""

    SET_ORGANISATION = "set-organisation"
    """One's own name for it, and the secret that its provider knows the house by."""


Grant = Role | Scope

WHO_MAY: Mapping[Permission, frozenset[Grant]] = {
    Permission.TAKE_PART: frozenset({Role.MEMBER}),
    Permission.REACH_OTHERS: frozenset({Role.MEMBER}),
    Permission.READ_FACTS: frozenset({Role.MEMBER, Scope.READ_FACTS}),
    Permission.SEND_EVENTS: frozenset({Scope.SEND_EVENTS}),
    Permission.PROVISION: frozenset({Scope.PROVISION}),
    Permission.IMPORT_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Permission.ACT_FOR_PEOPLE: frozenset({Scope.ACT_FOR_PEOPLE}),
    Permission.RUN_PROGRAMME: frozenset({Role.ORGANISER, Role.ADMINISTRATOR}),
    Permission.SEE_INSIGHT: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_NAMES: frozenset({Role.ADMINISTRATOR}),
    Permission.SET_UP_PROGRAMMES: frozenset({Role.ADMINISTRATOR}),
    Permission.SET_PROGRAMME: frozenset({Role.ADMINISTRATOR}),
    Permission.MAKE_ROUNDS: frozenset({Role.ADMINISTRATOR}),
    Permission.NAME_TOPICS: frozenset({Role.ADMINISTRATOR}),
    Permission.SET_COMMUNICATION: frozenset({Role.ADMINISTRATOR}),
    Permission.ANNOUNCE: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_DELIVERIES: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_REJECTED: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_PLATFORMS: frozenset({Role.ADMINISTRATOR, Role.OPERATOR}),
    Permission.MANAGE_PLATFORMS: frozenset({Role.ADMINISTRATOR, Role.OPERATOR}),
    Permission.MANAGE_WEBHOOKS: frozenset({Role.ADMINISTRATOR, Scope.READ_FACTS}),
    Permission.ERASE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Permission.MODERATE: frozenset({Role.MODERATOR}),
    Permission.SET_SAFEGUARDING: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_ROLES: frozenset({Role.ADMINISTRATOR, Role.OPERATOR}),
    Permission.GRANT_ROLES: frozenset({Role.ADMINISTRATOR, Role.OPERATOR}),
    Permission.READ_AUDIT: frozenset({Role.ADMINISTRATOR}),
    Permission.STEP_TIME: frozenset({Role.OPERATOR}),
    Permission.MANAGE_ORGANISATIONS: frozenset({Role.OPERATOR}),
    Permission.SET_ORGANISATION: frozenset({Role.ADMINISTRATOR}),
}

NOT_WHILE_SUSPENDED = frozenset({Permission.REACH_OTHERS, Permission.MODERATE})
"""What a suspension takes from whoever has it."""

PEOPLE = frozenset({Role.MEMBER, Role.ORGANISER, Role.MODERATOR, Role.ADMINISTRATOR})
"""The roles that people have. Who has a further one is a member, too."""

REFUSALS: Mapping[Role, str] = {
    Role.MEMBER: "members-only",
    Role.ORGANISER: "organisers-only",
    Role.MODERATOR: "moderators-only",
    Role.ADMINISTRATOR: "administrators-only",
    Role.INTEGRATION: "platforms-only",
    Role.OPERATOR: "operators-only",
}


def is_granted(permission: Permission, held: frozenset[Grant]) -> bool:
    """One of what somebody holds has it."""
    return not WHO_MAY[permission].isdisjoint(held)


def is_of_administration(permission: Permission) -> bool:
    """What is done with it is answered for in the audit log."""
    grants = WHO_MAY[permission]
    return Role.ADMINISTRATOR in grants and Role.MEMBER not in grants


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Who may have it, the closest to everybody first."""
    grants = WHO_MAY[permission]
    has_scope = any(isinstance(grant, Scope) for grant in grants)
    return tuple(role for role in Role if role in grants or (role is Role.INTEGRATION and has_scope))


def refusal(permission: Permission, held: frozenset[Grant]) -> str:
    """The code of the no to somebody who holds this."""
    roles = roles_with(permission)
    return "scope-needed" if Role.INTEGRATION in roles and Role.INTEGRATION in held else REFUSALS[roles[0]]


@dataclass(frozen=True, slots=True)
class Doer:
    """Who runs an organisation, and why they do what they do: what the audit log says of it."""

    actor_id: str
    org: str | None = None
    """The one that they administer. The operator, who runs the house, has none."""

    ticket: str | None = None
