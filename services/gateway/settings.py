"""What the gateway is told from outside, on top of what every service is told."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Self

from pydantic import AnyHttpUrl, Base64Bytes, Field, SecretStr, StringConstraints, field_validator, model_validator

from libs.common.settings import CommonSettings, Env
from services.gateway.domain.demo import DemoPerson

SHORTEST_TOKEN_KEY = 32
SHORTEST_OPERATOR_KEY = 20


class Settings(CommonSettings):
    """Settings of the gateway."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)

    public_url: AnyHttpUrl = AnyHttpUrl("http://127.0.0.1:8000")
    """Where people reach this house. A production is reached over TLS."""

    token_key: Base64Bytes | None = Field(default=None, repr=False)
    """At least 32 bytes, base64: signs and checks the tokens of the local sign-in. A production has no such key, so
    that nobody can make a token for it: there the providers of the organisations sign people in."""

    token_issuer: Annotated[str, StringConstraints(min_length=1)] = "bothways"  # noqa: S105 - a name
    token_audience: Annotated[str, StringConstraints(min_length=1)] = "bothways"  # noqa: S105 - a name
    token_lifetime: timedelta = Field(default=timedelta(hours=12), gt=timedelta(0), le=timedelta(days=1))

    operator_key: SecretStr
    """Whoever shows it runs the house: registers platforms, names administrators, steps time where that is allowed."""

    local_sign_in: bool | None = None
    """Sign-in without any proof, for trying things out. On where `env` is local or test, and nowhere else."""

    demo_people: tuple[DemoPerson, ...] = ()
    """Whom the sign-in page offers where anybody may sign in as anybody."""

    web_client: Path = Path("services/gateway/web/dist")
    """Where the built web client lies."""

    session_idle: timedelta = Field(default=timedelta(hours=8), gt=timedelta(0))
    """A session in a browser that is not used for so long ends."""

    session_lifetime: timedelta = Field(default=timedelta(days=7), gt=timedelta(0), le=timedelta(days=30))
    """Any session in a browser ends after this."""

    nearby_providers: bool = False
    """Providers that sign people in may also be in this network; without TLS only where `env` is local or test."""

    requests_at_once: int = Field(default=16, ge=1, le=5000)
    """Requests that one process works on at once; others wait in turn. What waits for somebody else does not count.
    `make bench-gateway` measures it: fewer leave the machine idle, more only wait in another place."""

    requests_wait: timedelta = Field(default=timedelta(milliseconds=500), ge=timedelta(0))
    """Whoever comes while the first in turn has waited for longer is told to come back."""

    ask_timeout: timedelta = Field(default=timedelta(seconds=5), gt=timedelta(0))
    """Whoever waits for longer for the answer of a service is told to come back."""

    streams_per_person: int = Field(default=10, ge=1)
    """Live streams of one person to one process; one more ends the oldest."""

    backlog_events: int = Field(default=10_000, ge=1)
    """So many events wait for a broker that is away, the oldest for longer than `backlog_age`: then whatever would add
    to them is put off."""

    backlog_age: timedelta = Field(default=timedelta(minutes=1), gt=timedelta(0))

    work_at_once: int = Field(default=16, ge=1, le=500)
    """Units of work that one process takes on at once; three times as many may wait, the rest is told to come back."""

    webhook_timeout: timedelta = Field(default=timedelta(seconds=15), gt=timedelta(0), le=timedelta(minutes=1))
    """For one fact to one webhook. Four times as long, and what a process that died was sending is sent by another."""

    webhook_pauses: Annotated[tuple[float, ...], Field(min_length=1, max_length=20)] = (
        5,
        60,
        300,
        1800,
        3600,
        7200,
        14400,
        28800,
        28800,
    )
    """Seconds until a fact that a webhook did not take is sent again; together some 24 hours."""

    requests_per_person: int = Field(default=1_200, ge=1)
    """Of one person in a minute and replica."""

    costly_requests_per_person: int = Field(default=240, ge=1)
    """Of those that search, solve or hand out much."""

    requests_per_key: int = Field(default=6_000, ge=1)
    """Of one platform; how many events are in them is a limit of its own, which is the platform's."""

    requests_per_organisation: int = Field(default=60_000, ge=1)
    """Of all people and platforms of one organisation together."""

    sign_ins_per_address: int = Field(default=1_200, ge=1)
    """Attempts from one address. Many people share one."""

    wrong_credentials_per_address: int = Field(default=300, ge=1)
    """Keys or tokens from one address that prove nothing; then no others of that kind are looked at from there."""

    @field_validator("token_key", mode="before")
    @classmethod
    def _is_there(cls, key: object) -> object:
        return None if key == "" else key

    @field_validator("token_key")
    @classmethod
    def _is_long_enough(cls, key: bytes | None) -> bytes | None:
        if key is not None and len(key) < SHORTEST_TOKEN_KEY:
            raise ValueError(
                "BOTHWAYS_TOKEN_KEY must be 32 bytes or more in base64: `openssl rand -base64 32` makes one"
            )
        return key

    @field_validator("operator_key")
    @classmethod
    def _is_not_guessed(cls, key: SecretStr) -> SecretStr:
        if len(key.get_secret_value()) < SHORTEST_OPERATOR_KEY:
            raise ValueError("BOTHWAYS_OPERATOR_KEY must have 20 characters or more: `openssl rand -hex 32` makes one")
        return key

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.local_sign_in and self.env is Env.PRODUCTION:
            raise ValueError(
                "BOTHWAYS_LOCAL_SIGN_IN lets anybody sign in as anybody: it needs BOTHWAYS_ENV=local or test"
            )
        if self.token_key is not None and self.env is Env.PRODUCTION:
            raise ValueError("remove BOTHWAYS_TOKEN_KEY: it is for the local sign-in, which no production has")
        if self.has_local_sign_in and self.token_key is None:
            raise ValueError("set BOTHWAYS_TOKEN_KEY, which the local sign-in needs, or BOTHWAYS_LOCAL_SIGN_IN=false")
        if self.env is Env.PRODUCTION and self.public_url.scheme != "https":
            raise ValueError("set BOTHWAYS_PUBLIC_URL to where people reach this house over TLS: `https://…`")
        return self

    @property
    def origin(self) -> str:
        """Where people reach this house, as browsers name it."""
        url = self.public_url
        usual = {"http": 80, "https": 443}[url.scheme]
        return f"{url.scheme}://{url.host}" + ("" if url.port in (None, usual) else f":{url.port}")

    @property
    def has_local_sign_in(self) -> bool:
        """Anybody may sign in as anybody here."""
        return self.env is not Env.PRODUCTION and self.local_sign_in is not False

    @property
    def webhooks_go_anywhere(self) -> bool:
        """Also to this machine and without TLS, for trying things out."""
        return self.env is not Env.PRODUCTION
