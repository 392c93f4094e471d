"""A private MongoDB: one mongod as a replica set of one, with users, as a child process."""

import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.child import Child
from deploy.local.mongod import Mongod
from deploy.local.ports import answers, choose_ports, keep_or_choose
from deploy.local.trouble import Trouble

ROOT_USER = "root"
REPLICA_SET = "rs0"
UNAUTHORIZED, AUTHENTICATION_FAILED, ALREADY_INITIALIZED, NOT_YET_INITIALIZED, USER_EXISTS = 13, 18, 23, 94, 51003
STARTS = 3


class MongoNode:
    """`start`, then the URLs are good; `kill` and `start` again keep port, users and data."""

    def __init__(
        self,
        mongod: Mongod,
        folder: Path,
        *,
        root_password: str,
        service_passwords: Mapping[str, str],
        port: int | None = None,
    ) -> None:
        self.mongod = mongod
        self.folder = folder
        self.root_password = root_password
        self.service_passwords = dict(service_passwords)
        self.port = port or choose_ports(1)[0]
        self._server = self._child()

    @property
    def version(self) -> str:
        return self.mongod.version

    @property
    def pid(self) -> int | None:
        return self._server.pid

    @property
    def is_running(self) -> bool:
        return self._server.is_running

    @property
    def url(self) -> str:
        """For a user who may do everything."""
        return f"mongodb://{ROOT_USER}:{self.root_password}@127.0.0.1:{self.port}/?replicaSet={REPLICA_SET}&authSource=admin"

    def service_url(self, service: str) -> str:
        """For a service, which may read and write its own database and no other."""
        login = f"{service}:{self.service_passwords[service]}"
        return f"mongodb://{login}@127.0.0.1:{self.port}/?replicaSet={REPLICA_SET}&authSource=admin"

    def start(self) -> None:
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        self.port = keep_or_choose((self.port,))[0]
        self._write_key()
        self._server = self._child()
        self._server.start()

    def wait_until_ready(self, patience: float = 60.0) -> None:
        deadline = time.monotonic() + patience
        self._wait_until_it_listens(deadline)
        try:
            self._become_primary(deadline)
            self._make_users()
        except PyMongoError as error:
            self.kill()
            raise Trouble(f"MongoDB started but could not be prepared: {error}", "make reset") from error

    def ask_to_stop(self) -> None:
        self._server.ask_to_stop()

    def stop(self) -> None:
        self._server.stop()

    def kill(self) -> None:
        """As a power cut would: no goodbye, the data stays."""
        self._server.kill()

    def _child(self) -> Child:
        options = {
            "--dbpath": str(self.folder / "db"),
            "--port": str(self.port),
            "--bind_ip": "127.0.0.1",
            "--replSet": REPLICA_SET,
            "--keyFile": str(self.folder / "key"),
            "--oplogSize": "256",
            "--wiredTigerCacheSizeGB": "0.25",
        }
        arguments = [word for option in options.items() for word in option]
        parameters = {
            "diagnosticDataCollectionEnabled": "false",
            # A service killed inside a transaction would lock what it touched for a minute.
            "transactionLifetimeLimitSeconds": "5",
            # Nobody reads the past here; for five minutes it would keep the files of databases that were dropped.
            "minSnapshotHistoryWindowInSeconds": "0",
        }
        for name, value in parameters.items():
            arguments += ["--setParameter", f"{name}={value}"]
        command = [str(self.mongod.program), "--quiet", "--nounixsocket", *arguments]
        return Child(command, log=self.folder / "mongod.log", folder=self.folder)

    def _write_key(self) -> None:
        (self.folder / "db").mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        key = self.folder / "key"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_hex(32))

    def _wait_until_it_listens(self, deadline: float) -> None:
        starts = 1
        while not answers(self.port):
            if not self._server.is_running and starts < STARTS and "already in use" in self._server.last_words():
                starts += 1
                self.launch()
            elif not self._server.is_running or time.monotonic() > deadline:
                self.kill()
                raise Trouble(f"MongoDB did not start:\n{self._server.last_words(5)}", f"less {self._server.log}")
            time.sleep(0.02)

    def _become_primary(self, deadline: float) -> None:
        host = f"127.0.0.1:{self.port}"
        with self._client() as client:
            try:
                members = [{"_id": 0, "host": host}]
                client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
            except OperationFailure as error:
                if error.code not in (UNAUTHORIZED, ALREADY_INITIALIZED):
                    raise
                self._follow_the_port(host, deadline)
            while not client.admin.command("hello")["isWritablePrimary"]:
                self._pause(deadline)

    def _follow_the_port(self, host: str, deadline: float) -> None:
        """A replica set remembers its members' addresses; ours moves when its old port was taken."""
        if not self._root_can_sign_in():
            return
        with self._client(authenticated=True) as client:
            config = self._remembered_config(client, deadline)
            if config["members"][0]["host"] != host:
                config["members"][0]["host"] = host
                config["version"] += 1
                client.admin.command("replSetReconfig", config, force=True)

    def _remembered_config(self, client: MongoClient[dict[str, Any]], deadline: float) -> dict[str, Any]:
        while True:
            try:
                config: dict[str, Any] = client.admin.command("replSetGetConfig")["config"]
            except OperationFailure as error:
                if error.code != NOT_YET_INITIALIZED:
                    raise
                self._pause(deadline)
            else:
                return config

    def _pause(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            raise Trouble("MongoDB did not become primary.", f"less {self._server.log}")
        time.sleep(0.02)

    def _make_users(self) -> None:
        """Safe to repeat: a start that was broken off half-way is completed by the next."""
        if not self._root_can_sign_in():
            with self._client() as client:  # MongoDB lets a local stranger make the very first user
                client.admin.command("createUser", ROOT_USER, pwd=self.root_password, roles=["root"])
        with self._client(authenticated=True) as client:
            for service, password in self.service_passwords.items():
                self._make_service_user(client, service, password)

    def _root_can_sign_in(self) -> bool:
        try:
            with self._client(authenticated=True) as client:
                client.admin.command("ping")
        except OperationFailure as error:
            if error.code == AUTHENTICATION_FAILED:
                return False
            raise
        return True

    def _make_service_user(self, client: MongoClient[dict[str, Any]], service: str, password: str) -> None:
        roles = [{"role": role, "db": f"bothways_{service}"} for role in ("readWrite", "dbAdmin")]
        try:
            client.admin.command("createUser", service, pwd=password, roles=roles)
        except OperationFailure as error:
            if error.code != USER_EXISTS:
                raise
            client.admin.command("updateUser", service, pwd=password, roles=roles)

    def _client(self, authenticated: bool = False) -> MongoClient[dict[str, Any]]:
        """A client for a few commands; one that saw the server before it was primary is of no use after."""
        login = f"{ROOT_USER}:{self.root_password}@" if authenticated else ""
        url = f"mongodb://{login}127.0.0.1:{self.port}/?directConnection=true"
        return MongoClient(url, serverSelectionTimeoutMS=5000)
