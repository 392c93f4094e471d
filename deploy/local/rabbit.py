"""A private RabbitMQ node: own ports, own epmd, own data, as a child process."""

import json
import secrets
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import httpx2

from deploy.local.child import Child
from deploy.local.definitions import ADMIN, VHOST, definitions
from deploy.local.ports import choose_ports, keep_or_choose
from deploy.local.rabbit_tree import RabbitTree
from deploy.local.trouble import Trouble

PLUGINS = ("rabbitmq_management", "rabbitmq_prometheus")
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
AMQP_GREETING = b"AMQP\x00\x00\x09\x01"
STARTS = 3
STOP_PATIENCE = 15.0
UNENCRYPTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody: what runs on this machine needs no certificates, and to read them takes longer than a call."""


@dataclass(frozen=True, slots=True)
class RabbitPorts:
    amqp: int
    management: int
    prometheus: int
    distribution: int
    epmd: int

    @classmethod
    def choose(cls) -> "RabbitPorts":
        return cls(*choose_ports(5))

    def kept(self) -> "RabbitPorts":
        """The same ports, except those that somebody else has taken meanwhile."""
        return RabbitPorts(*keep_or_choose(astuple(self)))


class RabbitNode:
    """`start`, then the URLs are good; `kill` and `start` again keep ports, users and data."""

    def __init__(
        self,
        tree: RabbitTree,
        folder: Path,
        *,
        admin_password: str,
        service_passwords: Mapping[str, str],
        ports: RabbitPorts | None = None,
    ) -> None:
        self.tree = tree
        self.folder = folder
        self.admin_password = admin_password
        self.service_passwords = dict(service_passwords)
        self.ports = ports or RabbitPorts.choose()
        self._epmd = self._child("epmd")
        self._server = self._child("server")
        self._is_ready = False

    @property
    def version(self) -> str:
        return self.tree.version

    @property
    def pid(self) -> int | None:
        return self._server.pid

    @property
    def is_running(self) -> bool:
        return self._server.is_running

    @property
    def management_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.management}"

    def amqp_url(self, user: str = ADMIN, vhost: str = VHOST) -> str:
        password = self.admin_password if user == ADMIN else self.service_passwords[user]
        return f"amqp://{user}:{password}@127.0.0.1:{self.ports.amqp}/{vhost}"

    def start(self) -> None:
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Starts the processes; other servers can be started while this one boots."""
        self.ports = self.ports.kept()
        self._write_files()
        self._epmd = self._child("epmd")
        self._epmd.start()
        self._server = self._child("server")
        self._is_ready = False
        self._server.start()

    def wait_until_ready(self, patience: float = 120.0) -> None:
        deadline = time.monotonic() + patience
        starts = 1
        while not self._answers():
            if not self._server.is_running and self._lost_a_port() and starts < STARTS:
                starts += 1
                self._epmd.kill()
                self.launch()
            elif not self._server.is_running or time.monotonic() > deadline:
                self.kill()
                raise Trouble(f"RabbitMQ did not start:\n{self._server.last_words()}", f"less {self._server.log}")
            time.sleep(0.05)
        self._is_ready = True

    def ask_to_stop(self) -> None:
        """A RabbitMQ that is still booting loses the signal, so its boot is waited for."""
        deadline = time.monotonic() + STOP_PATIENCE
        while self.is_running and not self._is_ready and time.monotonic() < deadline:
            self._is_ready = self._answers()
            time.sleep(0.05)
        self._server.ask_to_stop()

    def stop(self) -> None:
        self.ask_to_stop()
        self._server.stop()
        self._epmd.stop()

    def kill(self) -> None:
        """As a power cut would: no goodbye, the data stays."""
        self._server.kill()
        self._epmd.kill()

    def api(self, method: str, path: str, body: object = None) -> httpx2.Response:
        """One call of the management API as the administrator."""
        auth = (ADMIN, self.admin_password)
        url = self.management_url + path
        return httpx2.request(method, url, auth=auth, json=body, timeout=10, verify=UNENCRYPTED)

    def _child(self, which: str) -> Child:
        epmd = ["epmd", "-port", str(self.ports.epmd), "-address", "127.0.0.1"]
        command = epmd if which == "epmd" else [str(self.tree.server)]
        return Child(command, log=self.folder / "log" / f"{which}.log", env=self._env(), folder=self.folder)

    def _env(self) -> dict[str, str]:
        """The whole environment: nothing of the machine's own RabbitMQ or of the caller's shell gets in."""
        return {
            "PATH": f"{self.tree.erlang}:{SYSTEM_PATH}",
            "LANG": "C.UTF-8",
            "HOME": str(self.folder),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "env.conf"),
            "RABBITMQ_NODENAME": "bothways@localhost",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_DIST_PORT": str(self.ports.distribution),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            # Makes the start script become the server, so that our child is the server itself.
            "RUNNING_UNDER_SYSTEMD": "1",
            "ERL_EPMD_PORT": str(self.ports.epmd),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_CRASH_DUMP_SECONDS": "0",
        }

    def _write_files(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        cookie = self.folder / ".erlang.cookie"
        if not cookie.exists():
            cookie.write_text(secrets.token_hex(20))
            cookie.chmod(0o400)
        users = definitions(self.admin_password, self.service_passwords)
        (self.folder / "definitions.json").write_text(json.dumps(users))
        (self.folder / "enabled_plugins").write_text(f"[{','.join(PLUGINS)}].\n")
        (self.folder / "env.conf").write_text("")
        settings = "\n".join(f"{key} = {value}" for key, value in self._settings().items())
        (self.folder / "rabbitmq.conf").write_text(settings + "\n")

    def _settings(self) -> dict[str, Any]:
        settings = {
            "listeners.tcp.default": f"127.0.0.1:{self.ports.amqp}",
            "management.tcp.ip": "127.0.0.1",
            "management.tcp.port": self.ports.management,
            "prometheus.tcp.ip": "127.0.0.1",
            "prometheus.tcp.port": self.ports.prometheus,
            "load_definitions": self.folder / "definitions.json",
            "log.console": "true",
            "log.console.level": "warning",
            "log.file": "false",
            "disk_free_limit.absolute": "50MB",
            "vm_memory_high_watermark.absolute": "1GiB",
            "loopback_users": "none",
        }
        if self.tree.version_tuple >= (4,):
            # RabbitMQ 4.3 refuses such queues by default; refused here too, nothing of ours can come to need them.
            settings["deprecated_features.permit.transient_nonexcl_queues"] = "false"
        return settings

    def _lost_a_port(self) -> bool:
        words = self._server.last_words(60)
        return "eaddrinuse" in words or "could_not_start_listener" in words or "already in use" in words

    def _answers(self) -> bool:
        return self._speaks_amqp() and self._overview_answers()

    def _speaks_amqp(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.ports.amqp), timeout=2) as connection:
                connection.sendall(AMQP_GREETING)
                return connection.recv(1) == b"\x01"
        except OSError:
            return False

    def _overview_answers(self) -> bool:
        try:
            return self.api("GET", "/api/overview").status_code == httpx2.codes.OK
        except httpx2.HTTPError:
            return False
