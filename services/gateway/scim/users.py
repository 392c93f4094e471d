"""A person as a SCIM user, and back."""

from typing import Any

from scim2_models import Meta, Resource

from services.gateway.domain.accounts import Account, Told
from services.gateway.domain.people import Record
from services.gateway.scim.advertised import Email, EnterpriseUser, Manager, Name, User

Person = User[EnterpriseUser]
WHERE = {
    "name": "displayName",
    "email": "emails.value",
    "title": "title",
    "department": "department",
    "time_zone": "timezone",
    "languages": "preferredLanguage",
    "locale": "locale",
    "manager_id": "manager.value",
}
"""Where a directory finds the fields of a record."""


def user_of(record: Record) -> Resource[Any]:
    """As a directory sees somebody: what stands, whoever said it, and what the directory itself gave."""
    fields, account = record.fields, record.account or Account(locale=record.fields.get("locale"))
    user = Person(
        id=record.person_id,
        external_id=account.external_id,
        user_name=record.user_name,
        name=_name(account),
        display_name=None if account.hides_name else fields["name"],
        title=fields.get("title") or None,
        preferred_language=", ".join(fields.get("languages", ())) or None,
        locale=account.locale,
        timezone=fields.get("time_zone"),
        active=False if not record.is_here else None if account.hides_active else True,
        emails=[Email(value=fields["email"], type=account.email_type, primary=account.is_primary_email)],
        meta=Meta(
            resource_type="User",
            created=account.created_at or record.joined_at or record.changed_at,
            last_modified=record.changed_at,
            version=f'W/"{record.revision}"',
        ),
    )
    department, manager_id = fields.get("department") or None, fields.get("manager_id")
    if department or manager_id:
        manager = Manager(value=manager_id, ref=f"Users/{manager_id}") if manager_id else None
        user[EnterpriseUser] = EnterpriseUser(department=department, manager=manager)
    return user


def told_of(user: Any) -> Told:
    """What a directory says of somebody, where its user is as this one. Only what is there is said."""
    enterprise = user[EnterpriseUser] or EnterpriseUser()
    name, email, languages = user.name or Name(), _best(user.emails or []), _languages(user.preferred_language)
    locale = _tag(user.locale)
    account = Account(
        user_name=user.user_name,
        external_id=user.external_id,
        formatted=name.formatted,
        given_name=name.given_name,
        family_name=name.family_name,
        locale=locale,
        email_type=email.type,
        is_primary_email=email.primary,
        hides_name=user.display_name is None,
        hides_active=user.active is None,
    )
    words = {
        "name": user.display_name or _whole(name) or user.user_name,
        "email": email.value,
        "title": user.title,
        "department": enterprise.department,
        "time_zone": user.timezone,
        "languages": languages,
        "locale": languages[0] if languages else locale,
        "manager_id": _id_of(enterprise.manager),
    }
    always = {"name", "email"}
    return Told(
        account, {key: value for key, value in words.items() if value or key in always}, user.active is not False
    )


def _name(account: Account) -> Name | None:
    if not (account.formatted or account.given_name or account.family_name):
        return None
    return Name(formatted=account.formatted, given_name=account.given_name, family_name=account.family_name)


def _whole(name: Name) -> str:
    return name.formatted or " ".join(part for part in (name.given_name, name.family_name) if part)


def _best(emails: list[Email]) -> Email:
    """The one that is kept: mentoring is work, so that for work comes first."""
    return max(emails, key=lambda email: (email.type == "work", bool(email.primary)), default=Email())


def _languages(preferred: str | None) -> list[str]:
    """The languages of `de, en-GB;q=0.8`, the most liked first."""
    liked = []
    for part in (preferred or "").split(","):
        name, _, weight = part.partition(";q=")
        liked.append((-float(weight) if weight.strip().replace(".", "", 1).isdecimal() else -1.0, _tag(name.strip())))
    return [name for _, name in sorted(liked, key=lambda one: one[0]) if name]


def _tag(locale: str | None) -> str | None:
    """Some directories write `en_US`."""
    return locale.replace("_", "-") if locale else None


def _id_of(manager: Manager | None) -> str | None:
    if manager is None:
        return None
    return manager.value or (manager.ref.rpartition("/")[2] if manager.ref else None)
