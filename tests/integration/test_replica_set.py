"""`deploy.ops database init` turns a lone MongoDB into a replica set, once."""

from collections.abc import Iterator
from pathlib import Path

import pymongo
import pytest

from deploy.local.child import Child
from deploy.local.mongod import find_mongod
from deploy.local.ports import choose_ports
from deploy.local.trouble import Trouble
from deploy.ops.database import make_replica_set


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mongod")


def mongod(folder: Path, port: int, *arguments: str) -> Child:
    """A server that nobody has prepared."""
    (folder / "db").mkdir()
    options = ["--dbpath", str(folder / "db"), "--port", str(port), "--bind_ip", "127.0.0.1", "--nounixsocket"]
    return Child([str(find_mongod().program), "--quiet", *options, *arguments], log=folder / "log", folder=folder)


@pytest.fixture
def lone(folder: Path) -> Iterator[str]:
    port = choose_ports(1)[0]
    server = mongod(folder, port, "--replSet", "rs7")
    server.start()
    yield f"mongodb://127.0.0.1:{port}/"
    server.kill()


def test_a_lone_server_becomes_a_replica_set_and_a_repeat_changes_nothing(lone: str) -> None:
    assert make_replica_set(lone) == "rs7"
    assert make_replica_set(lone) == "rs7"
    with pymongo.MongoClient[dict[str, int]](lone, replicaSet="rs7") as client, client.start_session() as session:
        session.with_transaction(lambda inside: client["t"]["t"].insert_one({"_id": 1}, session=inside))
        assert client["t"]["t"].count_documents({}) == 1


def test_a_server_without_a_set_is_named(folder: Path) -> None:
    port = choose_ports(1)[0]
    server = mongod(folder, port)
    server.start()
    try:
        with pytest.raises(Trouble, match="without --replSet"):
            make_replica_set(f"mongodb://127.0.0.1:{port}/")
    finally:
        server.kill()
