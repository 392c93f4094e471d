"""The yardstick: one FastAPI route with one `find_one`, on the server and driver that the gateway has."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from libs.common.collector import calm_collector
from libs.common.mongo import Row, connect, database_of

THINGS = "things"


def make_app() -> FastAPI:
    """Without anything around it."""

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        async with connect(os.environ["BENCH_MONGO_URL"], "bare") as client:
            app.state.things = database_of(client, os.environ["BENCH_DATABASE"])[THINGS]
            yield

    app = FastAPI(lifespan=opened)

    @app.get("/things/{thing_id}")
    async def read_thing(thing_id: str) -> Row | None:
        found: Row | None = await app.state.things.find_one({"_id": thing_id})
        return found

    return app


async def main(port: int) -> None:
    """Serve until SIGTERM."""
    calm_collector()
    config = uvicorn.Config(make_app(), host="127.0.0.1", port=port, log_config=None, access_log=False)
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
