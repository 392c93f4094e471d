"""Makes this machine ready: the servers' programs, and the system libraries they need."""

import os
import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.local.apt import install, may_install
from deploy.local.mongod import Mongod, find_mongod, missing_libraries, packages_for, program
from deploy.local.rabbit_tree import RabbitTree, fetch_tree, find_tree
from deploy.local.trouble import troubles_in_words


def setup(console: Console) -> None:
    """Safe to repeat and to interrupt; with nothing to do it only looks."""
    if not os.environ.get("BOTHWAYS_MONGO_URL"):
        mongod = _mongod(console)
        console.print(f"MongoDB {mongod.version}: ready")
    if not os.environ.get("BOTHWAYS_AMQP_URL"):
        tree = find_tree() or _fetch(console)
        console.print(f"RabbitMQ {tree.version}: ready")


def _mongod(console: Console) -> Mongod:
    missing = missing_libraries(program())
    if missing and may_install():
        install(console, packages_for(missing), "MongoDB needs")
    return find_mongod()


def _fetch(console: Console) -> RabbitTree:
    started = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console.print("→ Fetching RabbitMQ from this machine's own package mirror, about 45 MB")
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Fetching RabbitMQ", total=1.0)
        tree = fetch_tree(lambda what, done: progress.update(task, description=what, completed=done))
    console.print(f"  done in {time.monotonic() - started:.0f} s")
    return tree


if __name__ == "__main__":
    with troubles_in_words():
        setup(Console())
