"""The table holds all promises, and a test can only claim to show one of them."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.features.__main__ import collect, counted
from tests.features.table import Kind, Row, rows

TESTS = Path(__file__).resolve().parents[2]
PROMISED = {
    "Programme": (7, 3),
    "Matching": (10, 1),
    "Request": (6, 0),
    "Pair": (10, 3),
    "Communication": (5, 1),
    "Preparation": (3, 1),
    "Insight": (4, 2),
    "Recognition": (1, 0),
    "Platform": (8, 2),
}
"""Rows of the product's table by area: (MUST, DIFF)."""


def claims(source: str) -> Iterator[str]:
    """The features that the markers in a file name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.feature"):
            yield from (ast.literal_eval(argument) for argument in node.args)


def test_the_table_has_every_row_of_the_product() -> None:
    counts = Counter((row.area, row.kind) for row in rows())
    assert {area: (counts[area, Kind.MUST], counts[area, Kind.DIFF]) for area in PROMISED} == PROMISED
    assert counts["Ours", Kind.OURS] == 15
    assert counts.total() == 67 + 15


def test_every_row_has_an_id_of_its_own_under_its_area() -> None:
    table = rows()
    assert len({row.id for row in table}) == len({row.words for row in table}) == len(table)
    assert all(row.id.split(".")[0] == row.area.lower() for row in table)


def test_a_marker_names_a_row_that_exists() -> None:
    known = {row.id for row in rows()}
    files = sorted(TESTS.rglob("test_*.py"))
    unknown = {str(file.relative_to(TESTS)): set(claims(file.read_text())) - known for file in files}
    assert {file: ids for file, ids in unknown.items() if ids} == {}


def test_a_marker_is_found() -> None:
    source = 'pytestmark = pytest.mark.feature("a.b")\n@pytest.mark.feature("c.d", "e.f")\ndef test_it(): ...\n'
    assert list(claims(source)) == ["a.b", "c.d", "e.f"]


def test_tests_are_counted_per_feature(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        'import pytest\n\n\n@pytest.mark.feature("pair.goals", "ours.spark")\n'
        '@pytest.mark.parametrize("n", [1, 2])\ndef test_one(n):\n    raise AssertionError("never run")\n'
    )
    shown = collect([str(tmp_path), "-c", str(TESTS.parent / "pyproject.toml"), "--rootdir", str(tmp_path)])
    assert shown == {"pair.goals": ["test_it.py::test_one"], "ours.spark": ["test_it.py::test_one"]}
    table = [
        Row(id="pair.goals", area="Pair", words="goals", kind=Kind.MUST),
        Row(id="pair.notes", area="Pair", words="notes", kind=Kind.MUST),
        Row(id="ours.spark", area="Ours", words="spark", kind=Kind.OURS),
    ]
    assert counted(table, shown) == "MUST 1 of 2, DIFF 0 of 0, OURS 1 of 1"
