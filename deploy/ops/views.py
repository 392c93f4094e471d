"""`python -m deploy.ops views`: what clients read, made anew from the log."""

import asyncio
from typing import Annotated

import typer
from pymongo.errors import PyMongoError
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Shown

from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access
from deploy.ops.shown import console
from libs.common.contracts import Service
from libs.common.mongo import connect, database_of
from services.gateway.views.rebuilding import Progress, Rebuild

app = typer.Typer(help="What clients read, made from the log of all facts.", no_args_is_help=True)


@app.callback()
def views() -> None:
    """What clients read, made from the log of all facts."""


@app.command()
def rebuild(
    context: typer.Context,
    anew: Annotated[bool, typer.Option("--anew", help="Not from where an interrupted one stopped.")] = False,
) -> None:
    """Make all views anew from the log, with reads and writes going on. Can be stopped and begun again at any time."""
    with troubles_in_words():
        try:
            asyncio.run(_rebuild(context.obj, anew))
        except PyMongoError as error:
            raise Trouble(f"MongoDB does not answer: {type(error).__name__}", "make rebuild-views") from error


async def _rebuild(access: Access, anew: bool) -> None:
    client = connect(access.need("mongo_url"), "ops")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Shown(*columns, console=console) as shown:
            bars: dict[str, TaskID] = {}

            def tell(progress: Progress) -> None:
                if progress.org not in bars:
                    bars[progress.org] = shown.add_task(progress.org)
                shown.update(bars[progress.org], total=progress.until, completed=progress.done)

            rebuilt = await Rebuild(database_of(client, access.database(Service.GATEWAY)), tell).run(anew=anew)
    finally:
        await client.close()
    rate = rebuilt.facts / rebuilt.seconds
    console.print(f"Views are read from set {rebuilt.live}: {rebuilt.facts:,} facts, {rate:,.0f} a second.")
