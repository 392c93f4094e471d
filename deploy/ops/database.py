"""`python -m deploy.ops database`: what MongoDB needs before the services can use it."""

import time
from typing import Any
from urllib.parse import urlsplit

import typer
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access
from deploy.ops.shown import console

ALREADY_INITIALIZED, USUAL_PORT = 23, 27017
PATIENCE_S = 30.0

app = typer.Typer(help="What MongoDB needs before the services can use it.", no_args_is_help=True)


@app.callback()
def database() -> None:
    """What MongoDB needs before the services can use it."""


@app.command()
def init(context: typer.Context) -> None:
    """Make a lone MongoDB a replica set of one; repeating it changes nothing.

    Transactions and change streams need a replica set. One with several members is set up by whoever runs it.
    """
    with troubles_in_words():
        access: Access = context.obj
        name = make_replica_set(access.need("mongo_url"))
        console.print(f"MongoDB is the primary of replica set {name}.")


def make_replica_set(url: str, patience: float = PATIENCE_S) -> str:
    """The name that the server was started with; returns when it takes writes."""
    where = urlsplit(url)
    host = f"{where.hostname}:{where.port or USUAL_PORT}"
    try:
        with MongoClient[dict[str, Any]](url, directConnection=True) as client:
            name = _initiate(client, host)
            _wait_for_primary(client, time.monotonic() + patience)
            return name
    except PyMongoError as error:
        raise Trouble(f"MongoDB at {host} cannot be prepared: {error}") from error


def _initiate(client: MongoClient[dict[str, Any]], host: str) -> str:
    options = client.admin.command("getCmdLineOpts")["parsed"]
    name = options.get("replication", {}).get("replSet")
    if not name:
        raise Trouble(f"MongoDB at {host} was started without --replSet.", "mongod --replSet rs0")
    try:
        client.admin.command("replSetInitiate", {"_id": name, "members": [{"_id": 0, "host": host}]})
    except OperationFailure as error:
        if error.code != ALREADY_INITIALIZED:
            raise
    return str(name)


def _wait_for_primary(client: MongoClient[dict[str, Any]], deadline: float) -> None:
    while not client.admin.command("hello")["isWritablePrimary"]:
        if time.monotonic() > deadline:
            raise Trouble("MongoDB has not become the primary: another member may be missing.")
        time.sleep(0.05)
