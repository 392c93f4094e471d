"""Organisations: their mail domains, and the provider that signs their people in. Pure."""

from dataclasses import dataclass, replace

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""All that a provider may sign with: whoever knows what checks a signature cannot make one."""

DEFAULT_ALGORITHMS = ("RS256",)


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider, and what this house is to it."""

    issuer: str
    client_id: str
    sealed_secret: bytes | None = None
    """None for a client without one, whose codes PKCE alone protects."""

    audience: str | None = None
    """Of the access tokens that apps show. None: no app of this organisation may show any."""

    algorithms: tuple[str, ...] = DEFAULT_ALGORITHMS

    @property
    def trusted(self) -> tuple[str, ...]:
        """What tokens are known by: one of these belongs to one organisation of the whole house."""
        audiences = [self.client_id, *([self.audience] if self.audience else [])]
        return tuple(trust(self.issuer, audience) for audience in audiences)


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the house knows of an organisation. One without a record has people all the same, and no provider."""

    org: str
    name: str
    mail_domains: tuple[str, ...] = ()
    """Of its people; each belongs to one organisation of the whole house."""

    provider: Provider | None = None
    revision: int = 0

    @property
    def version(self) -> int:
        """How often it was saved."""
        return self.revision

    def leads_elsewhere(self, after: "Organisation") -> bool:
        """Who was signed in by the provider of before was not signed in by the one of `after`."""
        return _place(self.provider) != _place(after.provider)

    def with_secret(self, sealed: bytes | None) -> "Organisation":
        """The same provider knows this house by another secret."""
        return self if self.provider is None else replace(self, provider=replace(self.provider, sealed_secret=sealed))


def trust(issuer: str, audience: str) -> str:
    """Tokens by this issuer for this audience, as one word."""
    return f"{issuer}\x1f{audience}"


def mail_domain(address: str) -> str | None:
    """The domain of an address as the mail system knows it; None where it has none."""
    _, at, domain = address.rpartition("@")
    return as_domain(domain) if at else None


def as_domain(text: str) -> str | None:
    """A domain in one spelling: lower case, and other scripts as the mail system writes them."""
    try:
        domain = text.strip().rstrip(".").lower().encode("idna").decode()
    except UnicodeError:
        return None
    return domain if "." in domain else None


def _place(provider: Provider | None) -> tuple[str, str] | None:
    return (provider.issuer, provider.client_id) if provider else None
