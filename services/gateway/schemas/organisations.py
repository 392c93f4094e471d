"""Organisations, as the operator and their own administrators see and set them."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, SecretStr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from libs.common.contracts.base import OrgId
from services.gateway.domain.organisations import DEFAULT_ALGORITHMS, Organisation, Provider, as_domain
from services.gateway.schemas.shown import Body, Shown, fields_of

MOST_DOMAINS = 50
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=300)]
ClientSecret = Annotated[SecretStr, Field(min_length=1, max_length=500)]
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
EXAMPLE: dict[str, JsonValue] = {
    "name": "Acme",
    "mail_domains": ["acme.example", "acme.example.de"],
    "provider": {"issuer": "https://sign-in.acme.example", "client_id": "bothways", "client_secret": "…"},
}


def _domain(text: str) -> str:
    domain = as_domain(text)
    if domain is None:
        raise PydanticCustomError("no_domain", "not a domain")
    return domain


def _issuer(text: str) -> str:
    """Kept as it is written: tokens have to say the very same."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.username is None
    except ValueError:
        fits = False
    if not fits or not text.isascii() or not text.isprintable() or "?" in text or "#" in text or " " in text:
        raise PydanticCustomError("no_issuer", "not an issuer")
    return text


Issuer = Annotated[str, StringConstraints(max_length=500), AfterValidator(_issuer)]
Domain = Annotated[str, StringConstraints(max_length=253), AfterValidator(_domain)]


class SetProvider(Body):
    """The OpenID provider that signs an organisation's people in.

    There the house needs a client with the code flow, PKCE and the redirect address `…/v1/sign-in/callback`; its ID
    tokens or its `userinfo` say `email` and `email_verified`.
    """

    issuer: Issuer = Field(description="Exactly as its tokens say it.")
    client_id: Word
    client_secret: ClientSecret | None = Field(
        None, description="Never shown again. Left out it stays as it is; null takes it away."
    )
    audience: Word | None = Field(None, description="Of access tokens that apps may show here; without it none.")
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1, max_length=9)] = ("RS256",)

    @model_validator(mode="after")
    def _is_not_for_both(self) -> Self:
        if self.audience == self.client_id:
            raise PydanticCustomError("another_audience", "the audience is the client")
        return self

    def provider(self) -> Provider:
        """As the house keeps it, without the secret."""
        return Provider(self.issuer, self.client_id, audience=self.audience, algorithms=self.algorithms)

    @property
    def secret(self) -> str | None:
        """As it goes into the box."""
        return self.client_secret.get_secret_value() if self.client_secret else None


class SetOrganisation(Body):
    """All of an organisation."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    name: Name
    mail_domains: Annotated[tuple[Domain, ...], Field(max_length=MOST_DOMAINS)] = ()
    provider: SetProvider | None = None

    def organisation(self, org: str, revision: int = 0) -> Organisation:
        """As the house keeps it, without the secret."""
        provider = self.provider.provider() if self.provider else None
        return Organisation(org, self.name, tuple(sorted(set(self.mail_domains))), provider, revision)


class RegisterOrganisation(SetOrganisation):
    """A new one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"org": "acme", **EXAMPLE}]})

    org: OrgId


class SetOwnOrganisation(Body):
    """What administrators set. Mail domains and the provider are the operator's to set."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Acme"}]})

    name: Name
    client_secret: ClientSecret | None = Field(
        None, description="A new secret of the client at your provider. Left out it stays as it is."
    )


class ShownProvider(Shown):
    """A provider, without the secret."""

    issuer: str
    client_id: str
    has_secret: bool
    audience: str | None
    algorithms: tuple[str, ...] = DEFAULT_ALGORITHMS


class ShownOrganisation(Shown):
    """An organisation."""

    org: str
    name: str
    mail_domains: tuple[str, ...]
    provider: ShownProvider | None
    version: int

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        """Without what is sealed."""
        found = organisation.provider
        provider = found and ShownProvider.model_validate(
            {**fields_of(found, ShownProvider), "has_secret": found.sealed_secret is not None}
        )
        return cls.model_validate({**fields_of(organisation, cls), "provider": provider})


class ShownOrganisations(Shown):
    """By id."""

    data: list[ShownOrganisation]
    next_cursor: str | None = Field(description="Give it as `cursor` to read on; null at the end.")
