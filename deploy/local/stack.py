"""What `.local/stack.json` holds: addresses, credentials and secrets of this machine's stack."""

import base64
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from pydantic import BaseModel

from deploy.local.definitions import ADMIN
from deploy.local.mongo import MongoNode
from deploy.local.mongod import find_mongod
from deploy.local.places import require_no_blank, state_folder
from deploy.local.ports import choose_ports
from deploy.local.rabbit import RabbitNode, RabbitPorts
from deploy.local.rabbit_tree import require_tree
from libs.common.contracts import Service

SECRETS = (
    "BOTHWAYS_ASK_KEY",
    "BOTHWAYS_TOKEN_KEY",
    "BOTHWAYS_OPERATOR_KEY",
    "BOTHWAYS_MASTER_KEYS",
    "BOTHWAYS_VAPID_KEY",
)


class Rabbitmq(BaseModel):
    """`amqp_url` is the administrator's; `pid` is None when the broker is not ours."""

    version: str = ""
    amqp_url: str = ""
    management_url: str = ""
    admin_user: str = ADMIN
    admin_password: str
    pid: int | None = None
    ports: RabbitPorts


class Mongodb(BaseModel):
    """`url` is for a user who may do everything."""

    version: str = ""
    url: str = ""
    root_password: str
    pid: int | None = None
    port: int


class Access(BaseModel):
    """How one service reaches the servers, and where it answers itself."""

    password: str
    url: str = ""
    amqp_url: str = ""
    mongo_url: str = ""


class Smtp(BaseModel):
    host: str = "127.0.0.1"
    port: int


class Stack(BaseModel):
    """Made once, then kept: a restart finds the same ports, users and secrets."""

    rabbitmq: Rabbitmq
    mongodb: Mongodb
    services: dict[str, Access]
    smtp: Smtp
    secrets: dict[str, str]
    gateway_url: str = ""

    @classmethod
    def new(cls) -> Self:
        *rabbit, mongo, smtp = choose_ports(7)
        return cls(
            rabbitmq=Rabbitmq(admin_password=_password(), ports=RabbitPorts(*rabbit)),
            mongodb=Mongodb(root_password=_password(), port=mongo),
            services={service: Access(password=_password()) for service in Service},
            smtp=Smtp(port=smtp),
            secrets=_new_secrets(SECRETS),
        )

    @classmethod
    def load(cls) -> Self | None:
        file = stack_file()
        if not file.exists():
            return None
        stack = cls.model_validate_json(file.read_text())
        if missing := _new_secrets(set(SECRETS) - stack.secrets.keys()):
            # Made by an older checkout, which knew fewer: kept at once, for what is sealed by one needs it for ever.
            stack.secrets |= missing
            stack.save()
        return stack

    def save(self) -> None:
        """Readable by its owner only, and never half-written."""
        file = stack_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as content:
            content.write(self.model_dump_json(indent=2))
        unfinished.replace(file)

    def passwords(self) -> dict[str, str]:
        return {service: access.password for service, access in self.services.items()}

    def rabbit_node(self) -> RabbitNode:
        require_no_blank(state_folder(), "BOTHWAYS_STATE")
        return RabbitNode(
            require_tree(),
            state_folder() / "data" / "rabbitmq",
            admin_password=self.rabbitmq.admin_password,
            service_passwords=self.passwords(),
            ports=self.rabbitmq.ports,
        )

    def mongo_node(self) -> MongoNode:
        return MongoNode(
            find_mongod(),
            state_folder() / "data" / "mongodb",
            root_password=self.mongodb.root_password,
            service_passwords=self.passwords(),
            port=self.mongodb.port,
        )


def stack_file() -> Path:
    return state_folder() / "stack.json"


def _new_secrets(names: Iterable[str]) -> dict[str, str]:
    return {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in names}


def _password() -> str:
    return secrets.token_urlsafe(24)
