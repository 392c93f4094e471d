"""Each import rule is proven: a copy of the tree keeps it, and fails by its name as soon as somebody breaks it."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
RULES: dict[str, dict[str, Any]] = {contract["id"]: contract for contract in CONFIG["contracts"]}
ONLY_ERRORS = (
    "libs/common/asks.py",
    "libs/common/handling.py",
    "libs/common/heartbeat.py",
    "libs/common/service.py",
    "libs/common/vitals.py",
    "services/gateway/inbound.py",
    "services/gateway/problems.py",
    "services/gateway/use_cases/ingest.py",
    "services/notifications/use_cases/dispatching.py",
)
"""May name the database's errors, and nothing else of it."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line that somebody adds to a file, which may be new, and what lint-imports then says."""

    file: str
    line: str
    words: str


def importing(file: str, *modules: str) -> list[Break]:
    importer = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return [Break(file, f"import {module}", f"{importer} -> {module.split('.')[0]}") for module in modules]


BREAKS = {
    "services-apart": [
        Break(
            "services/journal/use_cases/stories.py",
            "import services.matching.domain.topics",
            "services.journal.use_cases.stories -> services.matching.domain.topics",
        ),
        Break(
            "services/gateway/store.py",
            "import services.journal.store",
            "services.gateway.store -> services.journal.store",
        ),
    ],
    "house": [
        Break("libs/common/ids.py", "import services.matching.store", "libs.common.ids -> services.matching.store"),
        Break("libs/common/topology.py", "import deploy.local.ports", "libs.common.topology -> deploy.local.ports"),
        Break("services/matching/app.py", "import deploy.local.ports", "services.matching.app -> deploy.local.ports"),
        Break("services/journal/app.py", "import tests", "services.journal.app -> tests"),
        Break("deploy/local/ports.py", "import tests", "deploy.local.ports -> tests"),
    ],
    "pure": [
        *importing("libs/common/contracts/pairs.py", *RULES["pure"]["forbidden_modules"]),
        *importing("services/matching/domain/rules.py", *RULES["pure"]["forbidden_modules"]),
        # Not by way of the bones either.
        Break(
            "services/journal/domain/stories.py",
            "import libs.common.outbox",
            "services.journal.domain.stories -> libs.common.outbox",
        ),
    ],
    "plain-domain": importing("services/notifications/domain/plan.py", "pydantic", "pydantic_core"),
    "layers": [
        Break(
            "services/matching/domain/rules.py",
            "import services.matching.store",
            "services.matching.domain.rules -> services.matching.store",
        ),
        Break(
            "services/matching/store.py",
            "import services.matching.use_cases.people",
            "services.matching.store -> services.matching.use_cases.people",
        ),
        Break(
            "services/journal/use_cases/stories.py",
            "import services.journal.handlers",
            "services.journal.use_cases.stories -> services.journal.handlers",
        ),
        Break(
            "services/gateway/use_cases/people.py",
            "import services.gateway.routes.people",
            "services.gateway.use_cases.people -> services.gateway.routes.people",
        ),
        Break(
            "services/notifications/handlers.py",
            "import services.notifications.app",
            "services.notifications.handlers -> services.notifications.app",
        ),
    ],
    "database": importing("services/matching/use_cases/people.py", "pymongo")
    + importing("services/gateway/routes/people.py", "pymongo")
    + importing("libs/common/topology.py", "pymongo"),
    "broker": importing("services/matching/use_cases/people.py", "aio_pika", "faststream")
    + importing("services/journal/handlers.py", "aio_pika", "faststream"),
    "edges": importing("services/journal/use_cases/stories.py", *RULES["edges"]["protected_modules"]),
    "no-cycles": [
        Break("libs/common/ids.py", "import libs.common.unit", "No cycles are allowed in libs.common."),
        Break(
            "services/matching/domain/topics.py",
            "import services.matching.domain.people",
            "No cycles are allowed in services.matching.domain.",
        ),
    ],
}
UNPLACED = Break("services/matching/helpers.py", '"""A module that no layer knows."""', "- services.matching.helpers")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the rules are about, under the same rules."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy2(ROOT / "pyproject.toml", folder)
    for package in ("deploy", "libs", "services"):
        for module in (ROOT / package).rglob("*.py"):
            copy = folder / module.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(module, copy)
    (folder / "tests").mkdir()
    shutil.copy2(ROOT / "tests" / "__init__.py", folder / "tests")
    return folder


def lint(folder: Path, rule: str | None = None) -> tuple[int, str]:
    """(exit code, output) of lint-imports."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), *(["--contract", rule] if rule else []), "--cache-dir", str(folder / ".cache")]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"COLUMNS": "300"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def breaking(tree: Path) -> Iterator["Breaking"]:
    made = Breaking(tree, {})
    yield made
    for path, text in made.before.items():
        if text is None:
            path.unlink()
        else:
            path.write_text(text)


@dataclass(frozen=True, slots=True)
class Breaking:
    """A tree with broken rules; afterwards it is as it was."""

    folder: Path
    before: dict[Path, str | None]

    def add(self, broken: Break) -> None:
        path = self.folder / broken.file
        text = path.read_text() if path.exists() else None
        self.before.setdefault(path, text)
        path.write_text(f"{text or ''}\n{broken.line}\n")


def test_the_tree_as_it_is_keeps_every_rule(tree: Path) -> None:
    code, said = lint(tree)
    assert (code, "0 broken" in said) == (0, True), said
    assert all(f"{rule['name']} KEPT" in said for rule in RULES.values()), said


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_named_with_every_import_that_breaks_it(rule: str, breaking: Breaking) -> None:
    for broken in BREAKS[rule]:
        breaking.add(broken)
    code, said = lint(breaking.folder, rule)
    assert code == 1, said
    assert f"{RULES[rule]['name']} BROKEN" in said
    assert [broken for broken in BREAKS[rule] if broken.words not in said] == [], said


def test_a_module_without_a_place_is_named(breaking: Breaking) -> None:
    breaking.add(UNPLACED)
    code, said = lint(breaking.folder, "layers")
    assert (code, UNPLACED.words in said) == (1, True), said


def test_every_rule_is_proven() -> None:
    assert set(BREAKS) == set(RULES)


@pytest.mark.parametrize("file", ONLY_ERRORS)
def test_who_only_may_name_the_databases_errors_does_no_more(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text())
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name for name in named if name.split(".")[0] == "pymongo"} <= {"pymongo.errors"}
