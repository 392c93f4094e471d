"""What the repository itself promises: nothing of one machine or one registry in it, and no loose ends."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from libs.common.contracts import ALL, Service
from libs.common.topology import SUBSCRIPTIONS

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    ".git",
    ".venv",
    ".local",
    ".cache",
    ".hypothesis",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".import_linter_cache",
    "node_modules",
    "dist",
}
LONGEST_TEXT = 2_000_000


def dotted(*parts: str) -> str:
    """A name that may stand in no file, this one included."""
    return ".".join(parts)


REGISTRIES = (
    dotted("pypi", "org"),
    dotted("pythonhosted", "org"),
    dotted("npmjs", "org"),
    dotted("npmjs", "com"),
    dotted("deb", "debian", "org"),
    dotted("archive", "ubuntu", "com"),
    dotted("proxy", "golang", "org"),
)
LOOSE_ENDS = ("TO" + "DO", "FIX" + "ME", "X" * 3)
SKIPS = ("mark." + "skip", "mark." + "xfail", "pytest." + "skip(", "pytest." + "importorskip", "pytest." + "xfail(")
MACHINE_PATHS = re.compile(r"(?<![\w.~})-])/(?:work|root|mnt|Users|opt/pypi)/")


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """(path, text) of every file that belongs to the repository."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if NOT_OURS & set(inside.parts) or not path.is_file() or path.stat().st_size > LONGEST_TEXT:
            continue
        try:
            yield str(inside), path.read_text()
        except UnicodeDecodeError:
            continue


def offences(root: Path) -> list[str]:
    """Path and offence of everything that may not be in a commit."""
    found: list[str] = []
    for path, text in texts(root):
        found += [f"{path}: {host}" for host in REGISTRIES if host in text]
        found += [f"{path}: {words}" for words in LOOSE_ENDS if re.search(rf"\b{words}\b", text)]
        found += [f"{path}: {match[0]}" for match in MACHINE_PATHS.finditer(text)]
        found += [f"{path}: {root}" for _ in [0] if len(root.parts) > 2 and f"{root}/" in text]
        if path.endswith(".py"):
            found += [f"{path}: {skip}" for skip in SKIPS if skip in text]
        if path.startswith("deploy/requirements/"):
            found += [f"{path}: {line}" for line in text.splitlines() if "://" in line]
        if Path(path).name in ("uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"):
            found.append(f"{path}: records addresses")
    return found


def test_nothing_is_here_that_may_not_be_in_a_commit() -> None:
    assert offences(ROOT) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("README.md", f"see https://{REGISTRIES[0]}/project/uv"),
        ("deploy/Dockerfile", "COPY " + "/work" + "/main/libs ."),
        ("libs/common/x.py", f"# {LOOSE_ENDS[0]}: later"),
        ("tests/unit/test_x.py", f"@pytest.{SKIPS[0]}(reason='slow')"),
        ("deploy/requirements/dev.txt", "uv @ https://example.org/uv.whl"),
        ("uv.lock", "version = 1"),
    ],
)
def test_an_offence_is_found(tmp_path: Path, file: str, text: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert [offence.split(":")[0] for offence in offences(tmp_path)] == [file]


def test_this_checkouts_own_path_is_an_offence(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(f"cd {tmp_path}/libs")
    assert offences(tmp_path) == [f"notes.md: {tmp_path}"]


def test_every_folder_with_code_is_a_package_that_says_what_it_holds() -> None:
    folders = {path.parent for name in ("deploy", "libs", "services", "tests") for path in (ROOT / name).rglob("*.py")}
    silent = [
        str(folder.relative_to(ROOT))
        for folder in sorted(folders)
        if not NOT_OURS & set(folder.parts) and not _docstring(folder / "__init__.py")
    ]
    assert silent == []


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text())) if path.exists() else None


@pytest.mark.parametrize("service", Service)
def test_every_service_has_its_card(service: Service) -> None:
    card = (ROOT / "services" / service / "README.md").read_text()
    assert card.startswith(f"# {service}\n")
    rows = dict(re.findall(r"^\| \*\*(\w+)\*\* \| (.+) \|$", card, flags=re.MULTILINE))
    assert {"Consumes", "Publishes", "Stores"} <= rows.keys()
    assert "Settings" in rows or "\n## Settings\n" in card
    assert "\n## When something is down\n" in card
    assert _events(rows["Publishes"]) == {contract.event for contract in ALL if service in contract.publishers}
    if service is not Service.GATEWAY:  # which consumes everything
        assert _events(rows["Consumes"]) == {contract.event for contract in SUBSCRIPTIONS[service]}


def _events(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell)) & {contract.event for contract in ALL}


def makefile_targets() -> dict[str, str]:
    """What each target says of itself; nothing where it is silent."""
    found = re.findall(r"^([\w.-]+):(?!=)([^\n]*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    return {name: rest.partition("## ")[2].strip() for name, rest in found if not name.startswith(".")}


def test_every_target_says_what_it_does_and_make_lists_it() -> None:
    targets = makefile_targets()
    assert {"up", "test", "lint", "lock", "features"} <= targets.keys()
    assert [name for name, words in targets.items() if not words] == []
    said = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert [
        name for name, words in targets.items() if not re.search(rf"\b{name}\s+{re.escape(words)}", said.stdout)
    ] == []


def test_every_target_is_phony() -> None:
    phony = set(" ".join(re.findall(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)).split())
    assert makefile_targets().keys() <= phony
