"""Makes this machine ready: the servers' programs, and the system libraries they need."""

import os
import shutil
import subprocess
import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.local.mongod import Mongod, find_mongod, missing_libraries, packages_for, program
from deploy.local.rabbit_tree import RabbitTree, fetch_tree, find_tree
from deploy.local.trouble import Trouble, troubles_in_words


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
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(console, packages_for(missing))
    return find_mongod()


def _install(console: Console, packages: list[str]) -> None:
    names = " ".join(packages)
    with console.status(f"Installing {names}, which MongoDB needs"):
        for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
            env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            done = subprocess.run(["apt-get", *arguments], env=env, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Trouble(f"apt-get could not install {names}:\n{done.stderr}", f"apt-get install -y {names}")


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
