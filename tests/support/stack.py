"""The servers the tests run on: found in the environment, started here, or in containers. Never left out."""

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from urllib.parse import quote, urlsplit

import httpx2
from filelock import FileLock
from pydantic import BaseModel

from deploy.local.mongo import MongoNode
from deploy.local.mongod import find_mongod
from deploy.local.places import ROOT
from deploy.local.rabbit import UNENCRYPTED, RabbitNode
from deploy.local.rabbit_tree import require_tree

MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, faster than any disk
ROOM_NEEDED = 1_500_000_000  # mongod alone sets 300 MB aside for its journal
BOOT_PATIENCE = 180.0


class TestStack(BaseModel):
    """One RabbitMQ and one MongoDB for a whole run; each test takes a virtual host and databases of its own."""

    __test__ = False

    broker_version: str
    database_version: str
    broker_url: str
    """Administrator's URL without a virtual host."""
    management_url: str
    mongo_url: str
    """For a user who may do everything."""
    backend: str

    @property
    def admin_user(self) -> str:
        return urlsplit(self.broker_url).username or ""

    @property
    def admin_password(self) -> str:
        return urlsplit(self.broker_url).password or ""

    def amqp_url(self, vhost: str) -> str:
        return f"{self.broker_url}/{quote(vhost, safe='')}"

    def api(self, method: str, path: str, body: object = None) -> httpx2.Response:
        """One call of RabbitMQ's management API as the administrator; raises when it is refused."""
        auth = (self.admin_user, self.admin_password)
        answer = httpx2.request(
            method, f"{self.management_url}/api{path}", auth=auth, json=body, timeout=15, verify=UNENCRYPTED
        )
        return answer.raise_for_status()


class BootFailed(Exception):
    """No servers: the run ends, because a test that did not run proves nothing."""


def find_stack(run_folder: Path, controller: int) -> TestStack:
    """The run's one stack; whoever of the workers comes first starts it, the others wait for it."""
    given = stack_of_environment()
    if given:
        return given
    ready = run_folder / "stack.json"
    with FileLock(f"{ready}.lock"):
        if not ready.exists():
            _start_server(ready, controller)
    text = ready.read_text()
    if not text.startswith("{"):
        raise BootFailed(text)
    return TestStack.model_validate_json(text)


def stack_of_environment() -> TestStack | None:
    """Servers that exist, named by `BOTHWAYS_TEST_AMQP_URL`, `…_MANAGEMENT_URL` and `…_MONGO_URL`."""
    names = ("BOTHWAYS_TEST_AMQP_URL", "BOTHWAYS_TEST_MANAGEMENT_URL", "BOTHWAYS_TEST_MONGO_URL")
    given = [os.environ.get(name, "").rstrip("/") for name in names]
    if not any(given):
        return None
    if not all(given):
        raise BootFailed(f"Set all of {', '.join(names)}, or none.")
    broker, management, mongo = given
    stack = TestStack(
        broker_version="",
        database_version="",
        broker_url=broker,
        management_url=management,
        mongo_url=mongo,
        backend="servers of the environment",
    )
    stack.broker_version = stack.api("GET", "/overview").json()["rabbitmq_version"]
    return stack


def _start_server(ready: Path, controller: int) -> None:
    """Apart from this process, because the stack has to outlive the worker that starts it."""
    log = ready.with_name("stack.log")
    command = [sys.executable, "-m", "tests.support.stack_server", str(ready), str(controller)]
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    pid = os.posix_spawn(
        sys.executable,
        command,
        {**os.environ, "PYTHONPATH": str(ROOT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), writing, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    deadline = time.monotonic() + BOOT_PATIENCE
    while not ready.exists():
        if os.waitpid(pid, os.WNOHANG) != (0, 0) or time.monotonic() > deadline:
            raise BootFailed(f"The test servers did not start:\n{log.read_text()[-3000:]}")
        time.sleep(0.05)


def data_home() -> str | None:
    """Memory when there is room for it, else the usual temporary folder."""
    has_room = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > ROOM_NEEDED
    return str(MEMORY) if has_room else None


def make_rabbit(folder: Path) -> RabbitNode:
    return RabbitNode(require_tree(), folder, admin_password=secrets.token_urlsafe(16), service_passwords={})


def make_mongo(folder: Path) -> MongoNode:
    return MongoNode(find_mongod(), folder, root_password=secrets.token_urlsafe(16), service_passwords={})


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server of one test alone, to be killed and started at will; its addresses never change.

    `start` may be called from any thread: the server belongs to a thread that lives as long as the test.
    """

    node: RabbitNode | MongoNode
    launcher: ThreadPoolExecutor

    def start(self) -> None:
        self.launcher.submit(self.node.start).result()

    def kill(self) -> None:
        self.node.kill()

    def stop(self) -> None:
        self.node.stop()

    @property
    def pid(self) -> int:
        """For signals such as SIGSTOP."""
        return self.node.pid or 0


@dataclass(frozen=True, slots=True)
class OwnServers:
    rabbit: OwnServer
    mongo: OwnServer
    stack: TestStack

    async def are_queues_kept(self) -> bool:
        """Whether the broker wrote down that it is in each of its quorum queues: to be true before it is killed.

        It does so some seconds after their birth. One that dies before has, when it comes back, queues that nobody can
        use (rabbitmq-server, issue 15725).
        """
        (names,) = self.rabbit.node.folder.glob("mnesia/*/quorum/*/names.dets")
        written = names.read_bytes()
        queues = [queue for queue in self.stack.api("GET", "/queues").json() if queue["type"] == "quorum"]
        members = [f"{queue['vhost']}_{queue['name']}".encode() for queue in queues]
        # As Erlang writes an atom: its length before its name, so that none is taken for the beginning of another.
        return bool(members) and all(bytes([len(member)]) + member in written for member in members)


@contextmanager
def own_servers() -> Iterator[OwnServers]:
    """A running broker and database of one's own; neither outlives the block or the process."""
    with (
        tempfile.TemporaryDirectory(prefix="bothways-own-", dir=data_home(), ignore_cleanup_errors=True) as home,
        ThreadPoolExecutor(1, thread_name_prefix="own-servers") as launcher,
    ):
        rabbit, mongo = make_rabbit(Path(home) / "rabbitmq"), make_mongo(Path(home) / "mongodb")
        try:
            launcher.submit(boot, rabbit, mongo).result()
            stack = describe(rabbit, mongo)
            yield OwnServers(OwnServer(rabbit, launcher), OwnServer(mongo, launcher), stack)
        finally:
            rabbit.kill()
            mongo.kill()


def boot(rabbit: RabbitNode, mongo: MongoNode) -> None:
    """Both at once: the broker takes longest, the database is ready meanwhile."""
    rabbit.launch()
    mongo.start()
    rabbit.wait_until_ready()


def describe(rabbit: RabbitNode, mongo: MongoNode) -> TestStack:
    return TestStack(
        broker_version=rabbit.version,
        database_version=mongo.version,
        broker_url=rabbit.amqp_url(vhost="").rstrip("/"),
        management_url=rabbit.management_url,
        mongo_url=mongo.url,
        backend="child processes",
    )
