"""Which browser the tests drive."""

from pathlib import Path

import pytest
from rich.console import Console

from deploy.local.chromium import find_chromium, flags, require
from deploy.local.trouble import Trouble


@pytest.fixture(autouse=True)
def _none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOTHWAYS_CHROMIUM", raising=False)


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o700)
    return path


def test_the_one_that_is_named_comes_before_the_one_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    on_the_path = program(tmp_path, "chromium")
    assert find_chromium() == on_the_path
    named = program(tmp_path, "my-browser")
    monkeypatch.setenv("BOTHWAYS_CHROMIUM", str(named))
    assert find_chromium() == named


def test_what_is_named_and_not_there_is_said_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "chromium")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BOTHWAYS_CHROMIUM", str(tmp_path / "gone"))
    with pytest.raises(Trouble, match="gone") as trouble:
        require(Console())
    assert trouble.value.remedy == "unset BOTHWAYS_CHROMIUM"


def test_without_one_the_line_that_installs_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble) as trouble:
        find_chromium()
    assert trouble.value.remedy.endswith("apt-get install -y chromium")


def test_with_one_there_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "apt-get").write_text("#!/bin/sh\nexit 1\n")
    found = program(tmp_path, "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert require(Console()) == found


def test_where_apt_fails_its_words_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "apt-get").write_text("#!/bin/sh\necho no mirror >&2\nexit 100\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(Trouble, match="no mirror"):
        require(Console())


@pytest.mark.parametrize(("user", "is_without"), [(0, True), (1000, False)])
def test_only_root_goes_without_the_sandbox(user: int, is_without: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert ("--no-sandbox" in flags()) is is_without
