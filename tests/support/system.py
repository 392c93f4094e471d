"""The whole system on servers of its own: every process can be killed, started again and multiplied."""

import asyncio
import base64
import os
import secrets
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import aio_pika
import httpx2

from deploy.local.child import Child
from deploy.local.places import ROOT
from deploy.local.ports import choose_ports
from deploy.local.rabbit import UNENCRYPTED
from libs.common import topology
from libs.common.contracts import Service
from libs.common.mongo import Client, Database, connect, database_of
from tests.support.running import PATIENCE_S, eventually
from tests.support.stack import OwnServers, own_servers

VHOST = "bothways-test"
BOOT_S = 300.0
"""Sixteen processes on two cores take 20 s; on a machine that is busy otherwise, or compiles anew, a multiple."""


@dataclass(slots=True)
class System:
    """Four services with their replicas, a broker, a database and a mailbox."""

    servers: OwnServers
    folder: Path
    smtp_port: int
    client: Client
    secrets: dict[str, str]
    environment: dict[str, str] = field(default_factory=dict)
    """What every service is told on top."""

    replicas: dict[tuple[Service, int], Child] = field(default_factory=dict)
    ports: dict[tuple[Service, int], int] = field(default_factory=dict)
    mailbox: Child | None = None

    @property
    def amqp_url(self) -> str:
        """The administrator's way to the broker."""
        return self.servers.stack.amqp_url(VHOST)

    def url(self, replica: int = 0) -> str:
        """Where a gateway replica serves."""
        return f"http://127.0.0.1:{self.ports[Service.GATEWAY, replica]}"

    def database(self, service: Service) -> Database:
        """A service's database."""
        return database_of(self.client, f"bothways_{service}")

    def start(self, service: Service, replica: int = 0) -> None:
        """One process of a service; started again it keeps its port."""
        key = (service, replica)
        if key not in self.ports:
            (self.ports[key],) = choose_ports(1)
        setting = "BOTHWAYS_PORT" if service is Service.GATEWAY else "BOTHWAYS_HEALTH_PORT"
        environment = {
            **os.environ,
            "BOTHWAYS_ENV": "test",
            "BOTHWAYS_AMQP_URL": self.amqp_url,
            "BOTHWAYS_MONGO_URL": self.servers.stack.mongo_url,
            "BOTHWAYS_DATABASE": f"bothways_{service}",
            "BOTHWAYS_RETRY_DELAYS": "[0.2,0.5,1,2,5,10]",
            "BOTHWAYS_SMTP_HOST": "127.0.0.1",
            "BOTHWAYS_SMTP_PORT": str(self.smtp_port),
            "BOTHWAYS_PUBLIC_URL": self.url(),
            "BOTHWAYS_LOG_FORMAT": "json",
            # No busy machine is taken for a service that is away, or for a house that is full.
            "BOTHWAYS_ASK_TIMEOUT": f"PT{PATIENCE_S:g}S",
            "BOTHWAYS_REQUESTS_WAIT": f"PT{PATIENCE_S:g}S",
            setting: str(self.ports[key]),
            **self.secrets,
            **self.environment,
        }
        log = self.folder / "logs" / f"{service}-{replica}.log"
        child = Child([sys.executable, "-m", f"services.{service}"], log=log, env=environment, folder=ROOT)
        child.start()
        self.replicas[key] = child

    def kill(self, service: Service, replica: int = 0) -> None:
        """SIGKILL: nothing is drained."""
        self.replicas[service, replica].kill()

    async def ready(self) -> None:
        """Until the gateway has heard of every process that was started; says what it heard instead."""
        started = Counter(service for service, _ in self.replicas)
        heard = "nothing"

        async def all_there() -> bool:
            nonlocal heard
            self.require_alive()
            try:
                async with httpx2.AsyncClient(verify=UNENCRYPTED) as http:
                    answer = await http.get(f"{self.url()}/v1/status", timeout=PATIENCE_S)
            except httpx2.HTTPError as error:
                heard = f"{type(error).__name__} from the gateway"
                return False
            heard = answer.text
            services = answer.json()["services"] if answer.is_success else {}
            return all(service in services and services[service]["ready"] == started[service] for service in started)

        try:
            await eventually(all_there, within_s=BOOT_S, what="a ready system")
        except AssertionError as late:
            logs = (f"{key[0]}-{key[1]}: {child.last_words(4)}" for key, child in self.replicas.items())
            raise AssertionError("\n".join((str(late), f"heard: {heard}", *logs))) from None

    def require_alive(self) -> None:
        """Say which process ended by itself, and its last words."""
        for (service, replica), child in self.replicas.items():
            if child.has_ended_by_itself:
                raise AssertionError(f"{service}-{replica} ended with {child.exit_code}:\n{child.last_words(30)}")

    def mails(self) -> list[Message]:
        """Every mail that arrived, parsed by the standard library."""
        return [message_from_bytes(path.read_bytes()) for path in sorted((self.folder / "mail").glob("*.eml"))]

    async def waiting_messages(self) -> int:
        """Messages in any queue of the house."""
        connection = await aio_pika.connect(self.amqp_url)
        async with connection:
            channel = await connection.channel()
            counts = []
            for queue in topology.queues(SYSTEM_DELAYS):
                found = await channel.get_queue(queue.name)
                counts.append(found.declaration_result.message_count or 0)
        return sum(counts)

    def stop(self) -> None:
        """All asked at once, then each waited for."""
        children = [*self.replicas.values(), *([self.mailbox] if self.mailbox else [])]
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop(20)


SYSTEM_DELAYS = (0.2, 0.5, 1, 2, 5, 10)


def make_secrets() -> dict[str, str]:
    """What a system needs to start, made for this one."""
    return {
        "BOTHWAYS_ASK_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "BOTHWAYS_MASTER_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "BOTHWAYS_TOKEN_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "BOTHWAYS_OPERATOR_KEY": secrets.token_urlsafe(32),
    }


@asynccontextmanager
async def system(
    folder: Path, *, replicas: int = 1, environment: Mapping[str, str] | None = None
) -> AsyncIterator[System]:
    """A running system in a folder of its own, told this on top; nothing of it outlives the block."""
    with own_servers() as servers:
        servers.stack.api("PUT", f"/vhosts/{VHOST}")
        connection = await aio_pika.connect(servers.stack.amqp_url(VHOST))
        async with connection:
            await topology.declare(await connection.channel(), SYSTEM_DELAYS)
        client = connect(servers.stack.mongo_url, "tests")
        smtp, gateway = choose_ports(2)
        ports = {(Service.GATEWAY, 0): gateway}
        made = System(servers, folder, smtp, client, make_secrets(), dict(environment or {}), ports=ports)
        command = [sys.executable, "-m", "deploy.local.mailbox", "--port", str(made.smtp_port)]
        mail = [*command, "--folder", str(folder / "mail")]
        made.mailbox = Child(mail, log=folder / "logs" / "mailbox.log", folder=ROOT)
        try:
            made.mailbox.start()
            for service in Service:
                for replica in range(replicas):
                    made.start(service, replica)
            await made.ready()
            yield made
        finally:
            await asyncio.to_thread(made.stop)
            await client.close()
