"""What notifications is told from outside, on top of what every service is told."""

import base64
from datetime import timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from enum import StrEnum
from typing import Annotated, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import AnyHttpUrl, Field, SecretStr, StringConstraints, field_validator, model_validator

from libs.common.settings import CommonSettings, Env


class Tls(StrEnum):
    """How the way to the mail server is protected."""

    AUTO = "auto"
    """STARTTLS where the server offers it."""

    REQUIRED = "required"
    """STARTTLS, or no mail."""

    IMPLICIT = "implicit"
    """TLS from the first byte (usually port 465)."""


class Settings(CommonSettings):
    """Settings of notifications."""

    smtp_host: Annotated[str, StringConstraints(min_length=1)]
    smtp_port: int = Field(default=25, ge=1, le=65535)
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: Tls = Tls.AUTO
    smtp_connections: int = Field(default=4, ge=1, le=50)
    """Mails on their way at once; a kill can double no more than these."""

    smtp_timeout: timedelta = timedelta(seconds=60)
    """A server that checks mails for viruses takes its time, and giving up too early sends a mail twice."""

    mail_from: str = "Bothways <bothways@localhost>"
    public_url: AnyHttpUrl = AnyHttpUrl("http://127.0.0.1:8000")
    delivery_lease: timedelta = timedelta(seconds=15)
    """How long what a process that died was sending waits for another one; renewed while it is being sent."""

    delivery_look: timedelta = timedelta(seconds=1)
    """How often is looked for what was left waiting, or has to be tried again. What is new goes at once."""

    push_timeout: timedelta = timedelta(seconds=15)
    """For one push to one device."""

    chat_timeout: timedelta = timedelta(seconds=3)
    """For one message to one chat; whoever links one waits for it."""

    vapid_key: SecretStr | None = None
    """By which push services know this house: a private key on P-256 as PEM, or its 32 bytes in base64 (`openssl rand
    -base64 32` makes one). Without it nothing is pushed; with another one every device has to be added again."""

    push_anywhere: bool = False
    """Also to this machine, and without TLS: for trying things out, and nowhere else."""

    chat_hosts: tuple[str, ...] = ()
    """Hosts, with their port where it is not the usual one, of chats that an organisation runs itself (Mattermost,
    Matrix, Rocket.Chat, Nextcloud, Zulip). An address that somebody links leads there, or to a public service."""

    @field_validator("vapid_key")
    @classmethod
    def _is_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            _private_key(value)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise ValueError(
                "BOTHWAYS_VAPID_KEY must be a private key on P-256 as PEM, or 32 bytes in base64"
            ) from None
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        try:
            _address(value)
        except (ValueError, HeaderParseError, IndexError):
            raise ValueError("BOTHWAYS_MAIL_FROM must look like `Bothways <mentoring@example.org>`") from None
        return value

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        missing = {"mail_from", "public_url"} - self.model_fields_set
        if self.env is Env.PRODUCTION and missing:
            names = ", ".join(sorted(f"BOTHWAYS_{name.upper()}" for name in missing))
            raise ValueError(f"set {names}: mails go out with them")
        if self.smtp_password and self.smtp_tls is Tls.AUTO:
            raise ValueError("a password needs BOTHWAYS_SMTP_TLS=required or implicit: it must not travel in the clear")
        if self.push_anywhere and not self.time_may_be_stepped:
            raise ValueError("BOTHWAYS_PUSH_ANYWHERE is for BOTHWAYS_ENV=local or test: devices could name any host")
        return self

    @property
    def vapid(self) -> EllipticCurvePrivateKey | None:
        """The key that pushes are signed with."""
        return _private_key(self.vapid_key)

    @property
    def sender(self) -> Address:
        """Who mails come from."""
        return _address(self.mail_from)


def _address(value: str) -> Address:
    if not value.isprintable():
        raise ValueError("more than one line")
    name, spec = parseaddr(value)
    return Address(name, addr_spec=spec)


def _private_key(value: SecretStr | None) -> EllipticCurvePrivateKey | None:
    if value is None or not value.get_secret_value().strip():
        return None
    text = value.get_secret_value().strip()
    if text.startswith("-----BEGIN"):
        key = load_pem_private_key(text.encode(), password=None)
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise ValueError("another kind of key")
        return key
    raw = base64.b64decode(text.translate(str.maketrans("-_", "+/")) + "=" * (-len(text) % 4), validate=True)
    if len(raw) != 32:
        raise ValueError("another length")
    return derive_private_key(int.from_bytes(raw), SECP256R1())
