"""The run's own broker and database, and a virtual host and databases in them for every case."""

import asyncio
import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from libs.common.mongo import Client, Collection, Database, connect, database_of
from tests.bench.worker import Worker
from tests.support.running import Bench, bench
from tests.support.stack import TestStack, boot, describe, make_mongo, make_rabbit

PATIENCE_S = 60.0
LOOK_EVERY_S = 0.01


@dataclass(slots=True)
class Rig:
    """What the cases share."""

    stack: TestStack
    folder: Path
    client: Client
    opened: AsyncExitStack
    name: str = field(default_factory=lambda: f"bench-{uuid.uuid4().hex[:8]}")

    def amqp_url(self, case: str) -> str:
        """A virtual host of the case's own, made if need be."""
        vhost = f"{self.name}-{case}"
        self.stack.api("PUT", f"/vhosts/{vhost}", {})
        return self.stack.amqp_url(vhost)

    def database(self, case: str) -> Database:
        """A database of the case's own."""
        return database_of(self.client, f"{self.name}-{case}")

    async def house(self, case: str) -> Bench:
        """A virtual host with the whole topology of the house, and databases, for a case."""
        self.amqp_url(case)
        made = await self.opened.enter_async_context(bench(self.stack, f"{self.name}-{case}", f"{self.name}-{case}"))
        made.environment["BOTHWAYS_ENV"] = "production"
        return made

    async def close(self) -> None:
        """Forget the virtual hosts; the databases go with the server, or stay where the tests' stay."""
        await self.opened.aclose()
        for vhost in self.stack.api("GET", "/vhosts").json():
            if vhost["name"].startswith(self.name):
                self.stack.api("DELETE", f"/vhosts/{vhost['name']}")


@asynccontextmanager
async def rig(stack: TestStack, folder: Path) -> AsyncIterator[Rig]:
    """A rig on servers that run."""
    async with AsyncExitStack() as opened:
        client = await opened.enter_async_context(connect(stack.mongo_url, "bench"))
        made = Rig(stack, folder, client, AsyncExitStack())
        try:
            yield made
        finally:
            await made.close()


@contextmanager
def servers() -> Iterator[tuple[TestStack, Path]]:
    """A broker and a database with their data on disk, as in real life, and not in memory as for the tests."""
    with tempfile.TemporaryDirectory(prefix="bothways-bench-", ignore_cleanup_errors=True) as home:
        folder = Path(home)
        rabbit, mongo = make_rabbit(folder / "rabbitmq"), make_mongo(folder / "mongodb")
        try:
            boot(rabbit, mongo)
            yield describe(rabbit, mongo), folder
        finally:
            rabbit.kill()
            mongo.kill()


async def until(worker: Worker, check: Callable[[], Awaitable[bool]], what: str) -> None:
    """Look often until it is so."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not await check():
                worker.require_alive()
                await asyncio.sleep(LOOK_EVERY_S)
    except TimeoutError:
        raise AssertionError(f"{what}: not within {PATIENCE_S:g} s\n{worker.last_words()}") from None


async def counts_to(rows: Collection, expected: int) -> bool:
    """That many documents are there. The estimate costs nothing, but has those of open transactions too."""
    return await rows.estimated_document_count() >= expected and await rows.count_documents({}) >= expected
