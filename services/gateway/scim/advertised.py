"""What `/scim/v2` says of itself: the attributes that are kept and no others, and what can be done with them."""

from typing import Annotated, Any, Union

from pydantic import Field, model_validator
from scim2_models import (
    URN,
    AnyExtension,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    Filter,
    Mutability,
    Pagination,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

MOST_OPERATIONS = 1_000
LARGEST_BULK = 1024 * 1024
LARGEST_PAGE = 200
LONGEST = 254
CURSOR_LASTS_S = 3_600


class Name(ComplexAttribute):
    """The parts of a name, kept as the directory gives them."""

    formatted: str | None = Field(None, max_length=LONGEST)
    """The whole name."""

    family_name: str | None = Field(None, max_length=LONGEST)
    """The family name."""

    given_name: str | None = Field(None, max_length=LONGEST)
    """The given name."""


class Email(ComplexAttribute):
    """A mail address."""

    value: Annotated[str | None, Required.true] = None
    """The address itself."""

    type: str | None = Field(None, examples=["work", "home", "other"], max_length=LONGEST)
    """What it is for."""

    primary: bool | None = None
    """The one to prefer."""


class User(Resource[AnyExtension]):
    """A person."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    external_id: Annotated[str | None, CaseExact.true] = Field(None, max_length=LONGEST)
    """The id of the directory."""

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = Field(None, max_length=LONGEST)
    """The name in the directory, which nobody else of the organisation has."""

    name: Name | None = None
    """The parts of the name."""

    display_name: str | None = Field(None, max_length=LONGEST)
    """The name that others see. Without it, the formatted name stands, or the given and family name."""

    title: str | None = Field(None, max_length=LONGEST)
    """What they are at work."""

    preferred_language: str | None = Field(None, examples=["en", "de", "de, en"])
    """The languages they speak, the best first; the house writes in the first."""

    locale: str | None = Field(None, examples=["en-GB", "en-US", "de-DE", "de-AT"])
    """The language in which the house writes where no preferredLanguage is given."""

    timezone: str | None = Field(None, examples=["Europe/Berlin", "Europe/London", "America/New_York", "Asia/Tokyo"])
    """The IANA time zone, which decides when quiet hours are."""

    active: bool | None = None
    """False for somebody who has left: nobody is matched with them any more."""

    emails: Annotated[list[Email] | None, Required.true] = None
    """One address is kept: that for work, else the primary one, else the first."""


class Manager(ComplexAttribute):
    """Whom somebody reports to: the two are never matched."""

    value: Annotated[str | None, CaseExact.true] = None
    """The id of the manager."""

    ref: Reference[User] | None = Field(None, serialization_alias="$ref", validation_alias="$ref")  # type: ignore[type-arg]
    """Where the manager is found."""

    @model_validator(mode="before")
    @classmethod
    def _plain_id(cls, value: object) -> object:
        """Entra sends the id alone."""
        return {"value": value} if isinstance(value, str) else value


class EnterpriseUser(Extension):
    """What an organisation knows of a person."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    department: str | None = Field(None, max_length=LONGEST)
    """Where they work."""

    manager: Manager | None = None
    """Whom they report to."""


class GroupMember(ComplexAttribute):
    """Somebody in a group."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    """The id of the person or group."""

    ref: Annotated[Reference[Union["User", "Group"]] | None, Mutability.immutable] = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    """Where the member is found."""

    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User", "Group"])
    """What the member is."""


class Group(Resource[Any]):
    """A group of people."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    external_id: Annotated[str | None, CaseExact.true] = Field(None, max_length=LONGEST)
    """The id of the directory."""

    display_name: Annotated[str | None, Required.true] = Field(None, max_length=LONGEST)
    """What it is called."""

    members: list[GroupMember] | None = None
    """Who is in it."""


CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=True, max_operations=MOST_OPERATIONS, max_payload_size=LARGEST_BULK),
    filter=Filter(supported=True, max_results=LARGEST_PAGE),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=False),
    etag=ETag(supported=True),
    pagination=Pagination(
        cursor=True,
        index=True,
        default_pagination_method=Pagination.DefaultPaginationMethod.index,
        default_page_size=LARGEST_PAGE // 2,
        max_page_size=LARGEST_PAGE,
        cursor_timeout=CURSOR_LASTS_S,
    ),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="API key",
            description="The API key of a platform with the scope `provision`, as a bearer token.",
            primary=True,
        )
    ],
)
PROVIDER = ScimProvider(
    models=[User, EnterpriseUser, Group],
    resource_types=[ResourceType.from_resource(User[EnterpriseUser]), ResourceType.from_resource(Group)],
    config=CONFIG,
    # As the large directories send it: attributes that are not kept, members to remove as a value, an address that
    # is to be replaced and is not there yet.
    policy=ScimPolicy(
        unknown=ScimPolicy.Unknown.ignore,
        remove_value_as_filter=ScimPolicy.RemoveValue.apply,
        unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
    ),
)
