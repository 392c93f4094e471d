"""Tokens: ours, whole, in time, and nothing else."""

import base64
import json
import time
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from pydantic import ValidationError

from services.gateway.settings import Settings
from services.gateway.sign_in import InvalidToken, Tokens

KEY = b"k" * 32
TOKENS = Tokens(KEY, "bothways", "bothways", timedelta(hours=1))


def made(claims: dict[str, Any], algorithm: str = "HS256", key: bytes = KEY) -> str:
    now = int(time.time())
    usual = {"iss": "bothways", "aud": "bothways", "sub": "mia", "org": "acme", "iat": now, "exp": now + 86_400}
    content = {name: value for name, value in (usual | claims).items() if value is not None}
    return jwt.encode({"alg": algorithm}, content, OctKey.import_key(key), algorithms=[algorithm])


def forged(header: dict[str, Any], signature: str = "") -> str:
    def part(content: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    claims = {"iss": "bothways", "aud": "bothways", "sub": "mia", "org": "acme", "exp": int(time.time()) + 86_400}
    return f"{part(header)}.{part(claims)}.{signature}"


def test_what_was_issued_is_read_back() -> None:
    proof = TOKENS.read(TOKENS.issue("acme", "mia"))
    assert (proof.org, proof.person_id) == ("acme", "mia")
    assert 3500 < proof.expires_at - time.time() <= 3600


def test_a_token_made_elsewhere_with_the_same_key_is_as_good() -> None:
    assert TOKENS.read(made({})).person_id == "mia"


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (made({}, key=b"x" * 32), "invalid-token"),
        (made({}, algorithm="HS384"), "invalid-token"),
        (forged({"alg": "none"}), "invalid-token"),
        (forged({"alg": "HS256", "crit": 1}, "AAAA"), "invalid-token"),
        (made({"exp": int(time.time()) - 31}), "expired-token"),
        (made({"nbf": int(time.time()) + 86_400}), "invalid-token"),
        (made({"iat": int(time.time()) + 86_400}), "invalid-token"),
        (made({"aud": "other"}), "invalid-token"),
        (made({"iss": "other"}), "invalid-token"),
        (made({"exp": None}), "invalid-token"),
        (made({"aud": None}), "invalid-token"),
        (made({"iss": None}), "invalid-token"),
        (made({"sub": None}), "invalid-token"),
        (made({"org": None}), "invalid-token"),
        (made({"org": ["acme"]}), "invalid-token"),
        (made({})[:-2], "invalid-token"),
        ("", "invalid-token"),
        ("a.b.c", "invalid-token"),
        ("ü.ü.ü", "invalid-token"),
    ],
)
def test_anything_else_is_not(token: str, code: str) -> None:
    with pytest.raises(InvalidToken) as refused:
        TOKENS.read(token)
    assert refused.value.code == code


def settings(**values: Any) -> Settings:
    usual: dict[str, Any] = {
        "env": "local",
        "amqp_url": "amqp://localhost",
        "mongo_url": "mongodb://localhost",
        "database": "bothways_gateway",
        "ask_key": base64.b64encode(KEY),
        "token_key": base64.b64encode(KEY),
        "operator_key": "o" * 20,
    }
    return Settings(**(usual | values))


PRODUCTION = {"env": "production", "token_key": None, "public_url": "https://mentoring.example.org/"}


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://mentoring.example.org/", "https://mentoring.example.org"),
        ("https://mentoring.example.org:8443", "https://mentoring.example.org:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_the_house_is_named_as_browsers_name_it(url: str, origin: str) -> None:
    assert settings(public_url=url).origin == origin


def test_an_empty_key_is_none() -> None:
    assert settings(**PRODUCTION | {"token_key": ""}).token_key is None


def test_sign_in_without_proof_is_for_trying_things_out() -> None:
    assert settings().has_local_sign_in
    assert settings(env="test").has_local_sign_in
    assert not settings(local_sign_in=False).has_local_sign_in
    assert not settings(**PRODUCTION).has_local_sign_in


@pytest.mark.parametrize(
    "values",
    [
        PRODUCTION | {"local_sign_in": True},
        PRODUCTION | {"token_key": base64.b64encode(KEY)},
        PRODUCTION | {"public_url": "http://mentoring.example.org"},
        {"token_key": None},
        {"session_lifetime": timedelta(days=31)},
        {"token_key": base64.b64encode(b"short")},
        {"operator_key": "guessed"},
        {"token_lifetime": timedelta(days=2)},
        {"port": 0},
    ],
)
def test_settings_that_are_not_safe_do_not_start(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        settings(**values)


def test_keys_do_not_show_in_what_is_printed() -> None:
    shown = repr(settings())
    assert "o" * 20 not in shown
    assert "k" * 32 not in shown
