"""What journal must be told, from the environment or from files, and how it says what is wrong."""

import base64
from pathlib import Path

import pytest
from pydantic import ValidationError

from libs.common.settings import SECRETS_DIR
from services.journal.settings import Settings

ONE, OTHER = (base64.b64encode(letter * 32).decode() for letter in (b"a", b"b"))
KNOWN = {
    "BOTHWAYS_AMQP_URL": "amqp://guest@127.0.0.1/",
    "BOTHWAYS_MONGO_URL": "mongodb://127.0.0.1/",
    "BOTHWAYS_DATABASE": "journal",
    "BOTHWAYS_ASK_KEY": ONE,
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in KNOWN.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("between", [" ", "\n", "\r\n  "])
def test_master_keys_stand_one_after_the_other(environment: pytest.MonkeyPatch, between: str) -> None:
    environment.setenv("BOTHWAYS_MASTER_KEYS", f" {ONE}{between}{OTHER}\n")
    assert Settings().masters == (b"a" * 32, b"b" * 32)


@pytest.mark.parametrize("wrong", ["", "  ", ONE[:-4], f"{ONE} {ONE}", f"{ONE},{OTHER}", "SECRET-that-is-no-key"])
def test_what_is_no_key_is_refused_with_a_remedy_and_not_shown(environment: pytest.MonkeyPatch, wrong: str) -> None:
    environment.setenv("BOTHWAYS_MASTER_KEYS", wrong)
    with pytest.raises(ValidationError, match="openssl rand -base64 32") as raised:
        Settings()
    assert not wrong.strip() or wrong not in str(raised.value)


def test_secrets_may_stand_in_files(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bothways_master_keys").write_text(f"{ONE}\n{OTHER}\n")
    (tmp_path / "bothways_ask_key").write_text(f"{OTHER}\n")
    environment.delenv("BOTHWAYS_ASK_KEY")
    environment.setenv(SECRETS_DIR, str(tmp_path))
    settings = Settings()
    assert (settings.masters, settings.ask_key) == ((b"a" * 32, b"b" * 32), b"b" * 32)


def test_the_environment_goes_before_a_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bothways_master_keys").write_text(OTHER)
    environment.setenv(SECRETS_DIR, str(tmp_path))
    environment.setenv("BOTHWAYS_MASTER_KEYS", ONE)
    assert Settings().masters == (b"a" * 32,)


def test_the_keys_are_never_shown(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("BOTHWAYS_MASTER_KEYS", ONE)
    assert ONE not in repr(Settings())
