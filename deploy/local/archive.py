"""The package archives this machine already trusts, read from apt's own settings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

DEBIAN_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
UBUNTU_KEYS = "/usr/share/keyrings/ubuntu-archive-keyring.gpg"
NEWER_DEBIAN = "trixie"  # the first Debian with RabbitMQ 4


@dataclass(frozen=True, slots=True)
class Archive:
    """One suite of one archive, as a line for apt."""

    uri: str
    suite: str
    components: str
    keys: str

    def as_source(self) -> str:
        suites = self.suite if self.keys == DEBIAN_KEYS else f"{self.suite} {self.suite}-updates"
        return (
            f"Types: deb\nURIs: {self.uri}\nSuites: {suites}\nComponents: {self.components}\nSigned-By: {self.keys}\n"
        )


def archives_to_try(apt: Path, os_release: Mapping[str, str], suite: str | None = None) -> list[Archive]:
    """Best first: the suite asked for, else a newer Debian from the same mirror, then the machine's own."""
    codename = os_release.get("VERSION_CODENAME", "")
    uri = _uri_of(apt, codename)
    if uri is None:
        return []
    if os_release.get("ID") == "ubuntu":
        return [Archive(uri, suite or codename, "main universe", UBUNTU_KEYS)]
    own = Archive(uri, codename, "main", DEBIAN_KEYS)
    wanted = [suite] if suite else dict.fromkeys([NEWER_DEBIAN, codename])
    return [replace(own, suite=name) for name in wanted]


def _uri_of(apt: Path, codename: str) -> str | None:
    """Where the suite `codename` with its component `main` comes from: neither a vendor's archive nor security."""
    found = (uri for uri, suites, components in _entries(apt) if codename in suites and "main" in components)
    return next(found, None)


def _entries(apt: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for file in sorted((apt / "sources.list.d").glob("*.sources")):
        for stanza in re.split(r"\n\s*\n", file.read_text()):
            yield from _stanza(stanza)
    for file in [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*.list"))]:
        if file.exists():
            yield from _lines(file.read_text())


def _stanza(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    fields = {
        key.lower(): value.split() for key, value in re.findall(r"^([\w-]+):((?:.|\n[ \t])*)", lines, re.MULTILINE)
    }
    is_off = fields.get("enabled") == ["no"] or "deb" not in fields.get("types", [])
    for uri in [] if is_off else fields.get("uris", []):
        yield uri, fields.get("suites", []), fields.get("components", [])


def _lines(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    for line in re.findall(r"^deb\s+(?:\[[^\]]*\]\s+)?([^#\n]*)", text, re.MULTILINE):
        words = line.split()
        if len(words) > 2:
            yield words[0], [words[1]], words[2:]
