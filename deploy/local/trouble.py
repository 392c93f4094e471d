"""What stands in the way of the stack, in words, with the one command that mends it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape


class Trouble(Exception):
    """Raised for everything a person can mend; the command line prints it without a stack trace."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@contextmanager
def troubles_in_words() -> Iterator[None]:
    """For a command line: ends the process with code 1 after saying what is wrong and what mends it."""
    try:
        yield
    except Trouble as trouble:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        console.print(f"[bold red]✗[/] {escape(trouble.problem.strip())}")
        if trouble.remedy:
            console.print(f"  Try: [bold]{escape(trouble.remedy)}[/]")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
