"""Somebody is erased while services run in the loop of the test, with time stepped to the last look."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.erasure import ErasureDone, PersonErased
from libs.common.erasing import LAST_LOOK
from libs.common.mongo import Database
from tests.support.running import Bench, Listener, eventually

Step = Callable[[timedelta], Awaitable[None]]


async def erase(bench: Bench, person_id: str, *, times: int = 1) -> AnyEvent:
    """The gateway says so."""
    event = bench.event(PersonErased(person_id=person_id), person_id)
    await bench.publish(event, times=times)
    return event


async def erased(bench: Bench, service: Service, heard: Listener, event: AnyEvent, step: Step) -> dict[str, int]:
    """What went, once the service has said so; its last look comes at once."""
    tombstones = bench.database(service)["tombstones"]

    async def stands() -> bool:
        return await tombstones.count_documents({}) > 0

    await eventually(stands, what="a tombstone")
    await step(LAST_LOOK + timedelta(seconds=1))
    found: list[AnyEvent] = []

    async def done() -> bool:
        found[:] = [one for one in heard.of(ErasureDone) if one.causationid == event.id]
        if not found:
            await step(timedelta(seconds=1))
        return bool(found)

    await eventually(done, what=f"the end of {event.subject}")
    (answer,) = found
    assert isinstance(answer.data, ErasureDone)
    return answer.data.counts


async def places_of(database: Database, text: str) -> list[str]:
    """Every collection that has this text anywhere in it."""
    places = []
    for name in sorted(await database.list_collection_names()):
        rows: list[dict[str, Any]] = [row async for row in database[name].find({})]
        if text in json.dumps(rows, default=str):
            places.append(name)
    return places
