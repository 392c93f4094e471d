"""Administrative acts for the audit log: `audit.done(unit, Act.X, target)` in the unit that does them."""

from enum import StrEnum

from libs.common.contracts.audit import AdministrativeActDone
from libs.common.unit import Unit


class Act(StrEnum):
    """What those who run an organisation do to it. One that was published once keeps its name."""

    ROLE_GRANTED_ADMINISTRATOR = "role-granted-administrator"
    ROLE_REVOKED_ADMINISTRATOR = "role-revoked-administrator"
    ROLE_GRANTED_MODERATOR = "role-granted-moderator"
    ROLE_REVOKED_MODERATOR = "role-revoked-moderator"
    PLATFORM_REGISTERED = "platform-registered"
    PLATFORM_REVOKED = "platform-revoked"
    PLATFORM_SCOPES_CHANGED = "platform-scopes-changed"
    ACTING_GRANTED = "acting-granted"
    """A platform may act for people."""

    KEY_MADE = "key-made"
    KEY_REVOKED = "key-revoked"
    WEBHOOK_REGISTERED = "webhook-registered"
    WEBHOOK_CHANGED = "webhook-changed"
    WEBHOOK_REMOVED = "webhook-removed"
    WEBHOOK_SECRET_MADE = "webhook-secret-made"  # noqa: S105 - a name
    WEBHOOK_REPLAYED = "webhook-replayed"
    INBOUND_SECRET_MADE = "inbound-secret-made"  # noqa: S105 - a name
    PROGRAMME_SET_UP = "programme-set-up"
    PROGRAMME_CHANGED = "programme-changed"
    PROGRAMME_OPENED = "programme-opened"
    PROGRAMME_CLOSED = "programme-closed"
    ORGANISERS_NAMED = "organisers-named"
    TOPICS_CHANGED = "topics-changed"
    ROUND_MADE = "round-made"
    ROUND_ADJUSTED = "round-adjusted"
    ROUND_PUBLISHED = "round-published"
    DEFAULTS_CHANGED = "defaults-changed"
    PLAN_CHANGED = "plan-changed"
    WORDING_CHANGED = "wording-changed"
    ANNOUNCEMENT_MADE = "announcement-made"
    ANNOUNCEMENT_WITHDRAWN = "announcement-withdrawn"
    AUDIT_EXPORTED = "audit-exported"
    ORGANISATION_REGISTERED = "organisation-registered"
    ORGANISATION_CHANGED = "organisation-changed"
    SIGN_IN_CHANGED = "sign-in-changed"
    ACCOUNT_RELEASED = "account-released"
    """Somebody's account of the provider is theirs no longer here: their next sign-in links anew."""
    PERSON_PROVISIONED = "person-provisioned"
    """By a directory, as the five that follow."""

    PERSON_CORRECTED = "person-corrected"
    PERSON_DEPROVISIONED = "person-deprovisioned"
    GROUP_MADE = "group-made"
    GROUP_CHANGED = "group-changed"
    GROUP_REMOVED = "group-removed"
    PEOPLE_IMPORTED = "people-imported"
    """By a file, of which the target is the digest. The facts of the people name who sent it, too."""

    ERASURE_ASKED = "erasure-asked"
    ERASURE_TAKEN_BACK = "erasure-taken-back"
    SAFEGUARDING_CHANGED = "safeguarding-changed"
    REPORT_OPENED = "report-opened"
    """A moderator read what it says."""

    REPORT_TAKEN = "report-taken"
    REPORT_NOTED = "report-noted"
    REPORT_DISMISSED = "report-dismissed"
    REPORT_WARNED = "report-warned"
    REPORT_SUSPENDED = "report-suspended"
    REPORT_ENDED_PAIR = "report-ended-pair"
    REPORT_PASSED_ON = "report-passed-on"
    """To somebody outside this house."""

    PERSON_REINSTATED = "person-reinstated"


def done(unit: Unit, act: Act, target: str, ticket: str | None = None, reason: str | None = None) -> None:
    """`unit.actor_id` did `act` to what has the id `target`: a fact of the same transaction as the act itself."""
    if unit.actor_id is None:
        raise AssertionError(f"nobody did {act}")
    unit.publish(AdministrativeActDone(act=act, target=target, ticket=ticket, reason=reason), target)
