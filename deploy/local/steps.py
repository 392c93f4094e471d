"""What `make up` tells while it works: a spinner for as long as a step takes, then one line that stays."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


class Steps:
    """Where nobody watches (a pipe, a log file) only the lines that stay are written."""

    def __init__(self, console: Console) -> None:
        self.console = console

    @contextmanager
    def step(self, doing: str, done: str) -> Iterator[None]:
        """Shows `doing` while the block runs, and `done` with its seconds once it has ended well."""
        started = time.monotonic()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal) as progress:
            progress.add_task(doing, total=None)
            yield
        self.console.print(f"[green]✓[/] {done} [dim]{time.monotonic() - started:.1f} s[/]", highlight=False)
