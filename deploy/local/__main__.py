"""The command line of the one-machine stack: `python -m deploy.local up`."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from deploy.local import lease
from deploy.local.places import state_folder
from deploy.local.setup import setup as set_up
from deploy.local.stack import Stack
from deploy.local.status import rows
from deploy.local.trouble import Trouble
from deploy.local.up import up as run_stack

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()
errors = Console(stderr=True)


@contextmanager
def troubles_in_words() -> Iterator[None]:
    try:
        yield
    except Trouble as trouble:
        errors.print(f"[bold red]✗[/] {escape(trouble.problem)}", highlight=False)
        if trouble.remedy:
            errors.print(f"  Try: [bold]{escape(trouble.remedy)}[/]", highlight=False)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@app.command()
def setup() -> None:
    """Fetch RabbitMQ and check that MongoDB runs here; nothing is installed on the machine."""
    with troubles_in_words():
        set_up(console)


@app.command()
def up(
    servers_only: Annotated[
        bool, typer.Option("--servers-only", help="RabbitMQ, MongoDB and the mailbox alone.")
    ] = False,
) -> None:
    """Start everything and stay with it until Ctrl-C."""
    with troubles_in_words():
        run_stack(console, servers_only)


@app.command()
def down() -> None:
    """Stop a running stack and wait until it has gone."""
    with troubles_in_words():
        console.print("Stopped." if lease.stop_holder() else "Nothing is running.")


@app.command()
def reset() -> None:
    """Stop, then forget: data, mail, logs, credentials."""
    with troubles_in_words():
        lease.stop_holder()
        shutil.rmtree(state_folder(), ignore_errors=True)
        console.print(f"{state_folder()} is empty; the next `make up` starts anew.")


@app.command()
def status() -> None:
    """What runs where."""
    with troubles_in_words():
        table = Table("part", "state", "where", box=None)
        for row in rows(Stack.load(), lease.holder()):
            table.add_row(*row)
        console.print(table)


if __name__ == "__main__":
    sys.exit(app())
