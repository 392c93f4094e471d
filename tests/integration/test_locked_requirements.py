"""Each service runs with its own locked requirements and nothing else, and the locks are what pyproject asks for."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from libs.common.contracts import Service

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "deploy" / "requirements"
UV = Path(sys.executable).with_name("uv")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OWN_NAME = "bothways (pyproject.toml)"
IMPORT_EVERYTHING = """
import pkgutil, sys
from importlib import import_module
package = import_module(f"services.{sys.argv[1]}")
names = [found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
for name in names:
    import_module(name)
assert {f"{package.__name__}.__main__", f"{package.__name__}.app"} <= set(names), names
"""


ENTRY = re.compile(r"^([\w.-]+)(?:\[[^]]*])?==([^\s;]+)(.*?)(?=^\S|\Z)", flags=re.MULTILINE | re.DOTALL)


@dataclass(slots=True)
class Pin:
    """What a lock says of one package. Some have another version on another machine."""

    versions: set[Version] = field(default_factory=set)
    hashes: int = 0
    asked_for_by: set[str] = field(default_factory=set)


def pins(lock: str) -> dict[str, Pin]:
    """By canonical name."""
    found: dict[str, Pin] = defaultdict(Pin)
    for name, version, rest in ENTRY.findall((LOCKS / f"{lock}.txt").read_text()):
        pin = found[canonicalize_name(name)]
        pin.versions.add(Version(version))
        pin.hashes += rest.count("--hash=sha256:")
        pin.asked_for_by |= {line.strip("# ") for line in rest.partition("# via")[2].splitlines() if line.strip("# ")}
    return found


def asked(*extras: str) -> list[Requirement]:
    """What pyproject asks for, the project's own extras resolved."""
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    found = [Requirement(line) for line in lines]
    nested = [extra for one in found if one.name == PROJECT["name"] for extra in one.extras if extra not in extras]
    if nested:
        return asked(*extras, *nested)
    return [one for one in found if one.name != PROJECT["name"]]


@pytest.mark.parametrize("lock", ["dev", *Service])
def test_a_lock_is_what_pyproject_asks_for(lock: str) -> None:
    locked, wanted = pins(lock), asked(lock)
    missing = [str(one) for one in wanted if canonicalize_name(one.name) not in locked]
    assert missing == [], "run `make lock`"
    outside = [str(one) for one in wanted if not _suits(one, locked[canonicalize_name(one.name)])]
    assert outside == [], "run `make lock`"
    direct = {name for name, pin in locked.items() if OWN_NAME in pin.asked_for_by}
    assert direct == {canonicalize_name(one.name) for one in wanted}, "run `make lock`"


def _suits(wanted: Requirement, pin: Pin) -> bool:
    return all(wanted.specifier.contains(version) for version in pin.versions)


@pytest.mark.parametrize("lock", ["dev", *Service])
def test_everything_in_a_lock_has_hashes_and_somebody_who_asked(lock: str) -> None:
    assert [name for name, pin in pins(lock).items() if not pin.hashes or not pin.asked_for_by] == []


@pytest.mark.parametrize("service", Service)
def test_a_service_runs_on_what_developers_test(service: Service) -> None:
    tested = pins("dev")
    untested = {name: pin.versions - tested[name].versions for name, pin in pins(service).items()}
    assert {name: versions for name, versions in untested.items() if versions} == {}


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("environments")


def environment(folder: Path, service: str) -> Path:
    """The Python of an environment with the service's lock and nothing else; made once."""
    made = folder / service
    if not made.exists():
        _uv("venv", "--quiet", "--python", sys.executable, str(made))
        lock = str(LOCKS / f"{service}.txt")
        _uv("pip", "sync", "--quiet", "--require-hashes", "--python", str(made / "bin" / "python"), lock)
    return made / "bin" / "python"


def _uv(*arguments: str) -> None:
    subprocess.run([str(UV), *arguments, "--system-certs"], check=True, capture_output=True, text=True, cwd=LOCKS)


def copy_of(folder: Path, service: str) -> Path:
    """What an image of the service holds."""
    rubbish = shutil.ignore_patterns("__pycache__", "node_modules")
    for part in ("libs", f"services/{service}"):
        shutil.copytree(ROOT / part, folder / part, ignore=rubbish)
    shutil.copy2(ROOT / "services" / "__init__.py", folder / "services")
    return folder


def import_all(python: Path, folder: Path, service: str) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-W", "error", "-c", IMPORT_EVERYTHING, service]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)


@pytest.mark.timeout(300)  # where nothing is cached yet, the packages are fetched first
@pytest.mark.parametrize("service", Service)
def test_a_service_imports_with_its_own_lock_alone(service: Service, environments: Path, tmp_path: Path) -> None:
    done = import_all(environment(environments, service), copy_of(tmp_path, service), service)
    assert done.returncode == 0, done.stderr


@pytest.mark.timeout(300)
def test_the_environments_hold_no_more_than_their_lock(environments: Path, tmp_path: Path) -> None:
    """The gateway cannot run in journal's, so the test above would notice a line that is missing."""
    done = import_all(environment(environments, "journal"), copy_of(tmp_path, "gateway"), "gateway")
    assert "ModuleNotFoundError" in done.stderr
