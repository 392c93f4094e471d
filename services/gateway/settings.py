"""What the gateway is told from outside, on top of what every service is told."""

from datetime import timedelta
from typing import Annotated, Self

from pydantic import Base64Bytes, Field, SecretStr, StringConstraints, field_validator, model_validator

from libs.common.settings import CommonSettings, Env

SHORTEST_TOKEN_KEY = 32
SHORTEST_OPERATOR_KEY = 20


class Settings(CommonSettings):
    """Settings of the gateway."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)

    token_key: Base64Bytes = Field(repr=False)
    """At least 32 bytes, base64: signs and checks the tokens that members show."""

    token_issuer: Annotated[str, StringConstraints(min_length=1)] = "bothways"  # noqa: S105 - a name
    token_audience: Annotated[str, StringConstraints(min_length=1)] = "bothways"  # noqa: S105 - a name
    token_lifetime: timedelta = Field(default=timedelta(hours=12), gt=timedelta(0), le=timedelta(days=1))

    operator_key: SecretStr
    """Whoever shows it runs the house: registers platforms, names administrators, steps time where that is allowed."""

    local_sign_in: bool | None = None
    """Sign-in without any proof, for trying things out. On where `env` is local or test, and nowhere else."""

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

    @field_validator("token_key")
    @classmethod
    def _is_long_enough(cls, key: bytes) -> bytes:
        if len(key) < SHORTEST_TOKEN_KEY:
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
        return self

    @property
    def has_local_sign_in(self) -> bool:
        """Anybody may sign in as anybody here."""
        return self.env is not Env.PRODUCTION and self.local_sign_in is not False

    @property
    def webhooks_go_anywhere(self) -> bool:
        """Also to this machine and without TLS, for trying things out."""
        return self.env is not Env.PRODUCTION
