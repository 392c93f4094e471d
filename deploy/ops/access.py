"""Where the operator's tools find servers and secrets: options, else the environment, else `.local/stack.json`."""

import os
from dataclasses import dataclass
from typing import Self

from deploy.local.stack import Stack
from deploy.local.trouble import Trouble
from libs.common.contracts import Service

ENVIRONMENT = {
    "amqp_url": "BOTHWAYS_AMQP_URL",
    "management_url": "BOTHWAYS_RABBITMQ_MANAGEMENT_URL",
    "mongo_url": "BOTHWAYS_MONGO_URL",
    "gateway_url": "BOTHWAYS_GATEWAY_URL",
    "operator_key": "BOTHWAYS_OPERATOR_KEY",
    "ask_key": "BOTHWAYS_ASK_KEY",
    "database_prefix": "BOTHWAYS_DATABASE_PREFIX",
}


@dataclass(frozen=True, slots=True)
class Access:
    """What is known of the servers; a tool that needs what is not says how to give it."""

    amqp_url: str = ""
    """The administrator's, with the virtual host."""

    management_url: str = ""
    mongo_url: str = ""
    gateway_url: str = ""
    operator_key: str = ""
    ask_key: str = ""
    database_prefix: str = "bothways"

    @classmethod
    def find(cls, options: dict[str, str | None]) -> Self:
        """For each the first place that names it."""
        stack = Stack.load()
        known = _of_stack(stack) if stack else {}
        known |= {name: value for name, key in ENVIRONMENT.items() if (value := os.environ.get(key))}
        known |= {name: value for name, value in options.items() if value}
        return cls(**{name: value for name, value in known.items() if value})

    def need(self, name: str) -> str:
        """What `name` is; Trouble where nobody said it."""
        value = str(getattr(self, name))
        if not value:
            key = ENVIRONMENT[name]
            raise Trouble(f"{key} is not set, and no local stack was found.", f"export {key}=…   (or: make up)")
        return value

    def database(self, service: Service) -> str:
        """The name of a service's database."""
        return f"{self.database_prefix}_{service}"


def _of_stack(stack: Stack) -> dict[str, str]:
    return {
        "amqp_url": stack.rabbitmq.amqp_url,
        "management_url": stack.rabbitmq.management_url,
        "mongo_url": stack.mongodb.url,
        "gateway_url": stack.gateway_url,
        "operator_key": stack.secrets.get("BOTHWAYS_OPERATOR_KEY", ""),
        "ask_key": stack.secrets.get("BOTHWAYS_ASK_KEY", ""),
    }
