"""What every service is told from outside, by environment variables with the prefix `BOTHWAYS_`."""

import os
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AmqpDsn, Base64Bytes, Field, MongoDsn, StringConstraints, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SecretsSettingsSource, SettingsConfigDict

SECRETS_DIR = "BOTHWAYS_SECRETS_DIR"
"""A folder with a file for each setting that is not in the environment, by the setting's name: `bothways_ask_key`."""


class Env(StrEnum):
    """Where this runs. Only `local` and `test` know stepped time and sign-in without a provider."""

    LOCAL = "local"
    TEST = "test"
    PRODUCTION = "production"


class CommonSettings(BaseSettings):
    """Settings of every service. Secrets have no default: a service without them does not start."""

    model_config = SettingsConfigDict(env_prefix="BOTHWAYS_", extra="ignore", frozen=True, hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, the environment, and where `BOTHWAYS_SECRETS_DIR` names a folder the files in it."""
        folder = os.environ.get(SECRETS_DIR)
        files = (SecretsSettingsSource(settings_cls, folder),) if folder else ()
        return (init_settings, env_settings, *files)

    env: Env = Env.PRODUCTION
    amqp_url: AmqpDsn
    mongo_url: MongoDsn
    database: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
    ask_key: Base64Bytes = Field(repr=False)
    """32 bytes, base64: encrypts what gateway and services ask of each other."""

    health_host: str = "127.0.0.1"
    health_port: int = 0
    """0 takes any free port: several replicas on one machine do not fight."""

    prefetch: int = Field(default=400, ge=1, le=2000)
    """Deliveries one process holds at once. Half of them fit in one transaction, so that the others are decided while
    it is on its way."""

    retry_delays: tuple[float, ...] = (1, 5, 30, 300, 1800)
    """Seconds before each further attempt. Changing them makes new delay queues; run `topology apply`."""

    drain_timeout: timedelta = timedelta(seconds=15)
    """How long a handler may go on after SIGTERM."""

    log_format: str = Field(default="", pattern="^(json|console)?$")
    otlp_endpoint: str | None = None

    @field_validator("ask_key")
    @classmethod
    def _is_32_bytes(cls, key: bytes) -> bytes:
        if len(key) != 32:
            raise ValueError("BOTHWAYS_ASK_KEY must be 32 bytes in base64: `openssl rand -base64 32` makes one")
        return key

    @property
    def time_may_be_stepped(self) -> bool:
        """Business time is moved by hand only where nobody's real time depends on it."""
        return self.env in (Env.LOCAL, Env.TEST)
