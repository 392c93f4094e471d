"""The job of every peer: one document per event, written so that a repeat changes nothing."""

import os
from functools import cache
from typing import Any

import pymongo
from pymongo import WriteConcern

from tests.bench.events import meeting

AMQP_URL = os.environ["BENCH_AMQP_URL"]
MONGO_URL = os.environ["BENCH_MONGO_URL"]
DATABASE = os.environ["BENCH_DATABASE"]
QUEUE = "bench"
DOCUMENTS = "documents"
DURABLE = WriteConcern("majority", j=True)
PREFETCH = 200

Row = dict[str, Any]


def event() -> Row:
    """A new event as the frameworks that choose their own envelope take it."""
    return meeting().model_dump(mode="json")


def upsert(event: Row) -> tuple[Row, Row]:
    """Filter and update of the write."""
    return {"_id": event["id"]}, {"$setOnInsert": {**event["data"], "org": event["org"]}}


@cache
def _documents() -> Any:
    client: pymongo.MongoClient[Row] = pymongo.MongoClient(MONGO_URL)
    return client[DATABASE].get_collection(DOCUMENTS, write_concern=DURABLE)


def write(event: Row) -> None:
    """For workers made of threads."""
    _documents().update_one(*upsert(event), upsert=True)


@cache
def _documents_async() -> Any:
    client: pymongo.AsyncMongoClient[Row] = pymongo.AsyncMongoClient(MONGO_URL)
    return client[DATABASE].get_collection(DOCUMENTS, write_concern=DURABLE)


async def write_async(event: Row) -> None:
    """For workers with an event loop."""
    await _documents_async().update_one(*upsert(event), upsert=True)
