"""Which package archive RabbitMQ is fetched from, by what apt on this machine is told."""

from pathlib import Path

import pytest

from deploy.local.archive import archives_to_try

BOOKWORM = {"ID": "debian", "VERSION_CODENAME": "bookworm"}
NOBLE = {"ID": "ubuntu", "VERSION_CODENAME": "noble"}

DEBIAN_SOURCES = """\
Types: deb
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main
"""
VENDOR_SOURCES = """\
Types: deb
URIs: http://vendor.example/node
Suites: nodistro
Components: main

# Components: main
Types: deb
URIs: http://vendor.example/docker
Suites: bookworm
Components: stable
"""


@pytest.fixture
def apt(tmp_path: Path) -> Path:
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def write(apt: Path, name: str, text: str) -> None:
    (apt / name).write_text(text)


def test_a_newer_debian_is_tried_first_on_the_same_mirror(apt: Path) -> None:
    write(apt, "sources.list.d/debian.sources", DEBIAN_SOURCES)
    found = archives_to_try(apt, BOOKWORM)
    assert [(archive.uri, archive.suite) for archive in found] == [
        ("http://mirror.example/debian", "trixie"),
        ("http://mirror.example/debian", "bookworm"),
    ]


def test_a_vendor_with_an_earlier_name_is_never_taken_for_debian(apt: Path) -> None:
    write(apt, "sources.list.d/a-vendor.sources", VENDOR_SOURCES)
    write(apt, "sources.list.d/debian.sources", DEBIAN_SOURCES)
    assert {archive.uri for archive in archives_to_try(apt, BOOKWORM)} == {"http://mirror.example/debian"}


def test_the_older_one_line_form_is_read_too(apt: Path) -> None:
    write(
        apt,
        "sources.list",
        "# deb http://no.example x main\ndeb [arch=amd64] http://old.example/debian bookworm main\n",
    )
    assert archives_to_try(apt, BOOKWORM)[0].uri == "http://old.example/debian"


def test_a_source_that_is_switched_off_is_not_used(apt: Path) -> None:
    write(apt, "sources.list.d/debian.sources", f"Enabled: no\n{DEBIAN_SOURCES}")
    assert archives_to_try(apt, BOOKWORM) == []


def test_a_suite_asked_for_is_the_only_one_tried(apt: Path) -> None:
    write(apt, "sources.list.d/debian.sources", DEBIAN_SOURCES)
    assert [archive.suite for archive in archives_to_try(apt, BOOKWORM, "sid")] == ["sid"]


def test_ubuntu_takes_its_own_release_with_universe_and_updates(apt: Path) -> None:
    write(apt, "sources.list", "deb http://ubuntu.example/ubuntu/ noble main restricted\n")
    (found,) = archives_to_try(apt, NOBLE)
    lines = found.as_source().splitlines()
    assert "Suites: noble noble-updates" in lines
    assert "Components: main universe" in lines
    assert "Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg" in lines


def test_a_machine_without_apt_has_nothing_to_try(tmp_path: Path) -> None:
    assert archives_to_try(tmp_path, {"ID": "fedora"}) == []
