"""`python -m deploy.ops dead-letters`: what the services gave up, straight from their databases."""

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, TypeVar

import typer
from pymongo.errors import PyMongoError
from rich.table import Table

from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access
from deploy.ops.shown import console, readable
from libs.common.contracts import Service
from libs.common.crypto import Box, Unsealable
from libs.common.dead_letters import WAITING, DeadLetter, DeadLetters
from libs.common.erasing import Tombstones
from libs.common.mongo import Client, connect, database_of

app = typer.Typer(
    help="What the services could not handle. Works on their databases, also while they are down.",
    no_args_is_help=True,
)

OfService = Annotated[Service | None, typer.Option(help="Only this service's.")]
Ids = Annotated[list[str], typer.Argument(help="As `list` shows them.")]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Desk:
    """The dead letters of some services."""

    client: Client
    letters: dict[Service, DeadLetters]

    async def find(self, key: str) -> tuple[Service, DeadLetter]:
        """The letter and whose it is."""
        for service, letters in self.letters.items():
            if found := await letters.find(key):
                return service, found
        raise Trouble(f"There is no dead letter {key}.", "python -m deploy.ops dead-letters list")

    async def all_with(self, code: str | None) -> list[str]:
        """The ids of all that wait with this reason."""
        return [each.id for letters in self.letters.values() for each in await letters.list_(code=code, limit=0)]


@app.command("list")
def list_(
    context: typer.Context,
    service: OfService = None,
    code: Annotated[str | None, typer.Option(help="Only those with this reason.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that were redriven or dropped.")] = False,
    limit: Annotated[int, typer.Option(help="The newest of each service.", min=1)] = 100,
) -> None:
    """The newest first, with the reason."""

    async def work(desk: _Desk) -> None:
        table = Table("id", "at", "service", "reason", "type", "came by", "tries", "state", box=None)
        for name, letters in desk.letters.items():
            for letter in await letters.list_(state=None if every else WAITING, code=code, limit=limit):
                table.add_row(*_row(name, letter))
        console.print(table if table.row_count else "There is none.")

    _run(context, service, work)


@app.command()
def show(context: typer.Context, key: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """One of them with its content; what people wrote to each other is left out."""

    async def work(desk: _Desk) -> None:
        service, letter = await desk.find(key)
        for name in ("id", "queue", "origin", "type", "event_id", "code", "detail", "attempts", "at", "state", "note"):
            console.print(f"{name:9} {getattr(letter, name) or '-'}", markup=False)
        try:
            console.print(readable(await desk.letters[service].body(key)), markup=False)
        except Unsealable:
            raise Trouble("BOTHWAYS_ASK_KEY is not the key it was sealed with.", "export BOTHWAYS_ASK_KEY=…") from None

    _run(context, None, work)


@app.command()
def redrive(
    context: typer.Context,
    keys: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    service: OfService = None,
    code: Annotated[str | None, typer.Option(help="All of --service with this reason.")] = None,
) -> None:
    """Back to the queue where it failed, as if for the first time. What had an effect before has no second one."""
    with troubles_in_words():
        if bool(keys) == bool(service and code):
            raise Trouble("Which?", "… redrive ID   or   … redrive --service gateway --code failed")

    async def work(desk: _Desk) -> None:
        chosen = keys or [
            each.id for letters in desk.letters.values() for each in await letters.list_(code=code, limit=0)
        ]
        for key in chosen:
            owner, letter = await desk.find(key)
            if not await desk.letters[owner].redrive(desk.client, key):
                raise Trouble(f"{key} is not waiting: it was {letter.state}.")
        console.print(f"{len(chosen)} on the way. Each service publishes its own once it runs.")

    _run(context, service, work)


@app.command()
def drop(
    context: typer.Context,
    keys: Ids,
    note: Annotated[str, typer.Option(help="Why; it stays with the letter.")],
) -> None:
    """Give it up for good."""

    async def work(desk: _Desk) -> None:
        for key in keys:
            owner, letter = await desk.find(key)
            if not await desk.letters[owner].drop(key, note):
                raise Trouble(f"{key} is not waiting: it was {letter.state}.")
        console.print(f"{len(keys)} dropped.")

    _run(context, None, work)


def _run(context: typer.Context, service: Service | None, work: Callable[[_Desk], Awaitable[None]]) -> None:
    async def with_desk() -> None:
        async with _desk(context.obj, [service] if service else list(Service)) as desk:
            await work(desk)

    with troubles_in_words():
        try:
            asyncio.run(with_desk())
        except PyMongoError as error:
            raise Trouble(f"MongoDB does not answer: {type(error).__name__}", "make status") from error


@asynccontextmanager
async def _desk(access: Access, services: Sequence[Service]) -> AsyncIterator[_Desk]:
    box = Box(_key(access.need("ask_key")))
    client = connect(access.need("mongo_url"), "ops")
    try:
        databases = {each: database_of(client, access.database(each)) for each in services}
        letters = {each: DeadLetters(each, one, box, Tombstones(one, box)) for each, one in databases.items()}
        yield _Desk(client, letters)
    finally:
        await client.close()


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise Trouble("BOTHWAYS_ASK_KEY is no key of 32 bytes in base64.", "openssl rand -base64 32")
    return key


def _row(service: Service, letter: DeadLetter) -> tuple[str, ...]:
    at = letter.at.strftime("%Y-%m-%d %H:%M:%S")
    cells = (letter.id, at, service, letter.code, letter.type, letter.origin, letter.attempts, letter.state)
    return tuple("-" if cell is None else str(cell) for cell in cells)
