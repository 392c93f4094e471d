"""`python -m deploy.ops keys`: the master keys that wrap the keys of what people write."""

import base64
import secrets
from typing import Any

import typer
from pymongo import MongoClient
from pymongo.errors import PyMongoError
from rich.table import Table

from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access
from deploy.ops.shown import console
from libs.common.contracts import Service
from libs.common.crypto import master_id

KEY_BYTES = 32
ROTATION = """
To put a new master key in the place of an old one, without stopping anything:
  1. python -m deploy.ops keys new                   and keep it where you keep your keys
  2. BOTHWAYS_MASTER_KEYS="<old> <new>"              and restart the replicas of journal, one by one
  3. BOTHWAYS_MASTER_KEYS="<new> <old>"              and again: data keys are now wrapped anew, in the background
  4. python -m deploy.ops keys status                until nothing is left under the old one
  5. BOTHWAYS_MASTER_KEYS="<new>"                    and keep the old one for as long as you keep old backups
"""

app = typer.Typer(help="The master keys that wrap the keys of what people write.", no_args_is_help=True)


@app.command()
def new() -> None:
    """Make a master key; it is shown once and kept nowhere."""
    key = secrets.token_bytes(KEY_BYTES)
    typer.echo(base64.b64encode(key).decode())
    typer.echo(f"its id: {master_id(key)}", err=True)


@app.command()
def rotation() -> None:
    """How to put a new master key in the place of an old one."""
    typer.echo(ROTATION.strip())


@app.command()
def status(context: typer.Context) -> None:
    """Under which master keys there are data keys: one of which none is left may be taken out."""
    with troubles_in_words():
        access: Access = context.obj
        shown = Table("master key", "data keys")
        for name, count in in_use(access.need("mongo_url"), access.database(Service.JOURNAL)).items():
            shown.add_row(name, f"{count:,}")
        console.print(shown)


def in_use(url: str, database: str) -> dict[str, int]:
    """How many data keys each master key wraps; those that were destroyed apart."""
    group = {"$group": {"_id": "$master_id", "count": {"$sum": 1}}}
    try:
        with MongoClient[dict[str, Any]](url) as client:
            rows = list(client[database]["keys"].aggregate([group, {"$sort": {"_id": 1}}]))
    except PyMongoError as error:
        raise Trouble(f"MongoDB does not answer: {error}") from error
    return {row["_id"] or "(destroyed)": row["count"] for row in rows}
