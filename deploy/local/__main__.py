"""The command line of the one-machine stack: `python -m deploy.local up`."""

import shutil
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from deploy.local import lease
from deploy.local.places import state_folder
from deploy.local.setup import setup as set_up
from deploy.local.stack import Stack
from deploy.local.status import rows
from deploy.local.trouble import Trouble, troubles_in_words
from deploy.local.up import run_tool, up_detached
from deploy.local.up import up as run_stack

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()


@app.command()
def setup() -> None:
    """Fetch RabbitMQ and check that MongoDB runs here; nothing is installed on the machine."""
    with troubles_in_words():
        set_up(console)


@app.command()
def up(
    servers_only: Annotated[bool, typer.Option("--servers-only", help="RabbitMQ, MongoDB, mailbox.")] = False,
    detach: Annotated[bool, typer.Option("--detach", help="Return once it is ready.")] = False,
) -> None:
    """Start everything and stay with it until Ctrl-C."""
    with troubles_in_words():
        if detach:
            up_detached(console, ["--servers-only"] if servers_only else [])
        else:
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


@app.command()
def story() -> None:
    """Play the main story against the running system; fails loudly when a step is missing."""
    with troubles_in_words():
        stack = Stack.load()
        if stack is None or not lease.is_ready():
            raise Trouble("Bothways is not running.", "make up")
        run_tool(stack, "deploy.local.story")


if __name__ == "__main__":
    sys.exit(app())
