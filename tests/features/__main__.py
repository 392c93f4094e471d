"""`make features`: every promise with the tests that show it, or "none"."""

import io
import sys
from collections import defaultdict
from collections.abc import Iterable
from contextlib import redirect_stdout

import pytest
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.features.table import Kind, Row, rows

MARKER = "feature"


class Collector:
    """A pytest plugin that keeps what is collected, and runs nothing."""

    def __init__(self) -> None:
        self.shown: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            name = item.nodeid.split("[")[0]
            for marker in item.iter_markers(MARKER):
                for feature in marker.args:
                    if name not in self.shown[feature]:
                        self.shown[feature].append(name)


def collect(arguments: Iterable[str] = ("tests",)) -> dict[str, list[str]]:
    """The tests that show each feature, by its id."""
    collector, said = Collector(), io.StringIO()
    with redirect_stdout(said):
        code = pytest.main(["--collect-only", "--quiet", *arguments], plugins=[collector])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit(said.getvalue()[-3000:])
    return collector.shown


def drawn(table: list[Row], shown: dict[str, list[str]]) -> Table:
    drawing = Table("feature", "", "what it is", "shown by", show_lines=True, title="What Bothways promises")
    for row in table:
        tests = "\n".join(escape(name) for name in shown.get(row.id, [])) or "[red]none[/]"
        drawing.add_row(row.id, row.kind, escape(row.words), tests)
    return drawing


def counted(table: list[Row], shown: dict[str, list[str]]) -> str:
    """`MUST 3 of 54, DIFF 1 of 13, OURS 0 of 15`."""
    counts = []
    for kind in Kind:
        of_kind = [row.id for row in table if row.kind is kind]
        counts.append(f"{kind} {sum(bool(shown.get(feature)) for feature in of_kind)} of {len(of_kind)}")
    return ", ".join(counts)


def main() -> int:
    table, shown = rows(), collect()
    console = Console()
    console.print(drawn(table, shown))
    console.print(f"Shown by a test: {counted(table, shown)}", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
