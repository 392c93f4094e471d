"""Looks for words everywhere the house leaves anything: databases, broker, logs, mails, metrics."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
from bson.raw_bson import RawBSONDocument
from pymongo import AsyncMongoClient

from deploy.local.rabbit import UNENCRYPTED
from tests.support.running import PATIENCE_S
from tests.support.system import System


async def found_at_rest(system: System, words: bytes) -> list[str]:
    """Every place that has these words in the clear."""
    places = [place async for place in in_databases(system, words, history=True)]
    folders = {"broker": system.servers.rabbit.node.folder, "database files": system.servers.mongo.node.folder}
    folders["logs and mails"] = system.folder
    places += [f"{name}: {path}" for name, folder in folders.items() for path in _in_files(folder, words)]
    return places + [place async for place in _in_metrics(system, words)]


async def in_databases(system: System, words: bytes, *, history: bool = False) -> AsyncIterator[str]:
    """All of them, the server's own too, as they lie there; its log of operations only where that is asked for."""
    async with AsyncMongoClient[RawBSONDocument](
        system.servers.stack.mongo_url, document_class=RawBSONDocument
    ) as client:
        for name in await client.list_database_names():
            for collection in await client[name].list_collection_names():
                # What the server keeps of itself its administrator may not read, but for its log of operations.
                is_history = (name, collection) == ("local", "oplog.rs")
                if collection.startswith("system.") or (name == "local" and not (history and is_history)):
                    continue
                async for row in client[name][collection].find({}):
                    if words in row.raw:
                        yield f"{name}.{collection}"
                        break


def _in_files(folder: Path, words: bytes) -> Iterator[str]:
    for path in sorted(Path(inside, name) for inside, _, names in os.walk(folder) for name in names):
        with suppress(FileNotFoundError):  # its server has done with it since
            if path.is_file() and words in path.read_bytes():
                yield path.relative_to(folder).as_posix()


async def _in_metrics(system: System, words: bytes) -> AsyncIterator[str]:
    async with httpx2.AsyncClient(timeout=PATIENCE_S, verify=UNENCRYPTED) as http:
        for (service, _), port in system.ports.items():
            if words in (await http.get(f"http://127.0.0.1:{port}/metrics")).content:
                yield f"metrics of {service}"
