"""Settings that would send mails from nowhere, or a password in the clear, are refused."""

import base64
import os
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import ValidationError

from services.notifications.settings import Settings

KNOWN: dict[str, Any] = {
    "env": "local",
    "amqp_url": "amqp://127.0.0.1/",
    "mongo_url": "mongodb://127.0.0.1/",
    "database": "bothways_notifications",
    "ask_key": base64.b64encode(b"k" * 32).decode(),
    "smtp_host": "127.0.0.1",
}
SAFE: dict[str, Any] = {
    "mail_from": "Mentoring <mentoring@example.org>",
    "public_url": "https://mentoring.example.org",
}


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in os.environ:
        if name.startswith("BOTHWAYS_"):
            monkeypatch.delenv(name)


def settings(*, without: str = "", **fields: Any) -> Settings:
    return Settings(**{name: value for name, value in (KNOWN | fields).items() if name != without})


def test_on_one_machine_only_the_mail_server_has_to_be_named() -> None:
    assert settings().sender.domain == "localhost"
    with pytest.raises(ValidationError, match="smtp_host"):
        settings(without="smtp_host")


@pytest.mark.parametrize("missing", SAFE)
def test_production_does_not_start_without_an_address_of_its_own(missing: str) -> None:
    with pytest.raises(ValidationError, match=f"BOTHWAYS_{missing.upper()}"):
        settings(without=missing, env="production", **SAFE)
    assert settings(env="production", **SAFE).sender.display_name == "Mentoring"


@pytest.mark.parametrize("value", ["", "nobody", "a b@c", "Bothways <>", "x@y\r\nBcc: z@y"])
def test_a_sender_that_is_no_address_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(ValidationError, match=r"mentoring@example\.org"):
        settings(mail_from=value)


def test_a_password_never_travels_in_the_clear_or_into_a_log() -> None:
    access = {"smtp_user": "bothways", "smtp_password": "s3cret"}
    with pytest.raises(ValidationError, match="BOTHWAYS_SMTP_TLS"):
        settings(**access)
    assert "s3cret" not in repr(settings(**access, smtp_tls="required"))


def pem_of(curve: ec.EllipticCurve) -> str:
    key = ec.generate_private_key(curve)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def test_the_key_of_pushes_is_known_in_every_form_that_tools_write() -> None:
    raw = bytes(range(1, 33))
    forms = [base64.b64encode(raw), base64.urlsafe_b64encode(raw), base64.urlsafe_b64encode(raw).rstrip(b"=")]
    keys = [settings(vapid_key=form.decode()).vapid for form in forms]
    assert {key.private_numbers().private_value for key in keys if key} == {int.from_bytes(raw)}
    assert settings(vapid_key=pem_of(ec.SECP256R1())).vapid is not None
    assert settings().vapid is settings(vapid_key=" ").vapid is None


@pytest.mark.parametrize("value", ["short", base64.b64encode(bytes(32)).decode(), "-----BEGIN", pem_of(ec.SECP384R1())])
def test_another_key_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(ValidationError, match="BOTHWAYS_VAPID_KEY") as refused:
        settings(vapid_key=value)
    assert value not in str(refused.value)


def test_nobody_pushes_into_the_network_of_a_production() -> None:
    assert settings(push_anywhere=True).push_anywhere
    with pytest.raises(ValidationError, match="BOTHWAYS_PUSH_ANYWHERE"):
        settings(env="production", push_anywhere=True, **SAFE)
