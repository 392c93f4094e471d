"""`python -m deploy.ops audit`: whether the log is what it was, straight from the gateway's database or an export."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from pymongo.errors import PyMongoError

from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access
from deploy.ops.shown import console
from libs.common.chain import LOG, POSITIONS, Check, Head, Link, digest_of, link_of
from libs.common.contracts import Service
from libs.common.mongo import Database, connect, database_of

app = typer.Typer(help="Whether the log is what it was.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Whether the log is what it was."""


@app.command()
def verify(
    context: typer.Context,
    org: Annotated[str | None, typer.Option(help="Only this organisation's.")] = None,
    export: Annotated[
        Path | None, typer.Option(help="An export (`GET /v1/audit/export`), instead of the database.")
    ] = None,
    known: Annotated[
        str | None,
        typer.Option(
            help="POSITION:HASH that somebody kept: it must still be there, or be what an export goes on from."
        ),
    ] = None,
) -> None:
    """Follow the chain of every organisation from its first row. Names the first position that is not as it was.

    Whoever can write the whole database could chain it anew; a position and hash that somebody kept elsewhere shows
    that as well.
    """
    with troubles_in_words():
        anchor = _anchor(known)
        if export:
            _say(str(export), *_verified(export, anchor))
            return
        for name, head, broken in asyncio.run(_all_of(context.obj, org, anchor)):
            _say(name, head, broken)


def _say(name: str, head: Head, broken: int | None) -> None:
    if broken is not None:
        raise Trouble(f"The log of {name} is not as it was: position {broken} is the first that does not hold.")
    console.print(f"{name}: {head.position} rows, unbroken; {head.position}:{head.hash}", markup=False, soft_wrap=True)


def _anchor(known: str | None) -> Head | None:
    if known is None:
        return None
    position, _, value = known.partition(":")
    if not position.isdecimal() or not value:
        raise Trouble("--known is a position and a hash: 120:5f0c…")
    return Head(int(position), value)


def _verified(export: Path, known: Head | None) -> tuple[Head, int | None]:
    check, end = Check(known), Head(-1)
    with export.open("rb") as lines:
        for line in lines:
            read: dict[str, Any] = orjson.loads(line)
            is_first = check.at == Head()
            if "end" in read:
                end = Head(read["end"], read["hash"])
                if is_first and end == known:
                    check.at = end  # nothing came since
                break
            if is_first and known and read["position"] == known.position + 1:
                check.at = known  # what was exported goes on from there
            if not check.follow(_link(read)):
                break
    return end, check.end(end)


def _link(line: dict[str, Any]) -> Link:
    digest = digest_of(line["content"], line["salt"]) if "content" in line else line["digest"]
    return Link(line["position"], digest, line["hash"])


async def _all_of(access: Access, org: str | None, known: Head | None) -> list[tuple[str, Head, int | None]]:
    client = connect(access.need("mongo_url"), "ops")
    try:
        database = database_of(client, access.database(Service.GATEWAY))
        orgs = (
            [org] if org else sorted({*await database[POSITIONS].distinct("_id"), *await database[LOG].distinct("org")})
        )
        return [(each, *await _followed(database, each, Check(known))) for each in orgs]
    except PyMongoError as error:
        raise Trouble(f"MongoDB does not answer: {type(error).__name__}") from error
    finally:
        await client.close()


async def _followed(database: Database, org: str, check: Check) -> tuple[Head, int | None]:
    """To the end of the log, which may grow meanwhile: its head is read after the rows, until both agree."""
    while True:
        before = check.at
        rows = database[LOG].find({"org": org, "position": {"$gt": before.position}}).sort("position", 1)
        async for row in rows:
            if not check.follow(link_of(row)):
                return check.at, check.broken_at
        head = Head.of(await database[POSITIONS].find_one({"_id": org}))
        if check.at == before or check.at.position >= head.position:
            return head, check.end(head)
