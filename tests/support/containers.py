"""The test servers as containers (`BOTHWAYS_TEST_BACKEND=docker`), for machines with a Docker engine."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pymongo
from docker.errors import DockerException
from pymongo.errors import PyMongoError
from testcontainers.community.rabbitmq import RabbitMqContainer
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

from deploy.local.trouble import Trouble
from tests.support.stack import TestStack

AMQP, MANAGEMENT, MONGO = 5672, 15672, 27017
REPLICA_SET = "rs0"


@contextmanager
def running() -> Iterator[TestStack]:
    rabbit_image = os.environ.get("BOTHWAYS_TEST_RABBITMQ_IMAGE", "rabbitmq:4-management")
    mongo_image = os.environ.get("BOTHWAYS_TEST_MONGO_IMAGE", "mongo:6.0.5")
    password = secrets.token_urlsafe(16)
    try:
        rabbit = RabbitMqContainer(rabbit_image, port=AMQP, username="admin", password=password)
        rabbit.with_exposed_ports(AMQP, MANAGEMENT)
        mongo = DockerContainer(mongo_image).with_exposed_ports(MONGO)
        mongo.with_command(f"mongod --bind_ip_all --replSet {REPLICA_SET}")
        mongo.waiting_for(LogMessageWaitStrategy("Waiting for connections"))
        with rabbit, mongo:
            yield _describe(rabbit, mongo, password)
    except (DockerException, PyMongoError, httpx2.HTTPError) as error:
        raise Trouble(f"Docker cannot run the test servers: {error}", "make test") from error


def _describe(rabbit: Any, mongo: Any, password: str) -> TestStack:
    host = rabbit.get_container_host_ip()
    mongo_url = f"mongodb://{host}:{mongo.get_exposed_port(MONGO)}/?directConnection=true"
    stack = TestStack(
        broker_version="",
        database_version=_initiate(mongo_url),
        broker_url=f"amqp://admin:{password}@{host}:{rabbit.get_exposed_port(AMQP)}",
        management_url=f"http://{host}:{rabbit.get_exposed_port(MANAGEMENT)}",
        mongo_url=mongo_url,
        backend="containers",
    )
    stack.broker_version = stack.api("GET", "/overview").json()["rabbitmq_version"]
    return stack


def _initiate(url: str) -> str:
    """Makes the lone server a replica set, which transactions and change streams need."""
    with pymongo.MongoClient[dict[str, Any]](url) as client:
        members = [{"_id": 0, "host": f"127.0.0.1:{MONGO}"}]
        client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        while not client.admin.command("hello")["isWritablePrimary"]:
            time.sleep(0.02)
        return str(client.server_info()["version"])
