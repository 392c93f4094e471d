"""The four services as child processes, each with its own access and its own port."""

import json
import os
import sys
import time
from dataclasses import dataclass

from deploy.local.child import Child
from deploy.local.demo.events import ORG
from deploy.local.demo.personas import personas
from deploy.local.places import ROOT, state_folder
from deploy.local.ports import require_free
from deploy.local.stack import Stack
from deploy.local.trouble import Trouble
from libs.common.contracts import Service

DRAIN_SECONDS = 25.0  # a little more than the services' own limit


@dataclass(frozen=True, slots=True)
class PortSetting:
    """The variable that moves a service's port, the name the service knows it by, and its usual value."""

    variable: str
    setting: str
    usual: int

    @property
    def port(self) -> int:
        given = os.environ.get(self.variable, "").strip() or str(self.usual)
        if not given.isdigit() or not 0 < int(given) < 65_536:
            raise Trouble(f"{self.variable}={given} is not a port.", f"make up {self.variable}={self.usual}")
        return int(given)


PORTS = {
    Service.GATEWAY: PortSetting("BOTHWAYS_PORT", "BOTHWAYS_PORT", 8000),
    Service.MATCHING: PortSetting("BOTHWAYS_MATCHING_PORT", "BOTHWAYS_HEALTH_PORT", 8001),
    Service.JOURNAL: PortSetting("BOTHWAYS_JOURNAL_PORT", "BOTHWAYS_HEALTH_PORT", 8002),
    Service.NOTIFICATIONS: PortSetting("BOTHWAYS_NOTIFICATIONS_PORT", "BOTHWAYS_HEALTH_PORT", 8003),
}


SECRET_OF = {
    "BOTHWAYS_TOKEN_KEY": Service.GATEWAY,
    "BOTHWAYS_OPERATOR_KEY": Service.GATEWAY,
    "BOTHWAYS_MASTER_KEYS": Service.JOURNAL,
    "BOTHWAYS_VAPID_KEY": Service.NOTIFICATIONS,
}
"""Secrets that one service alone is told."""


def require_free_ports() -> None:
    for setting in PORTS.values():
        require_free(setting.port, setting.variable)


def write_down_urls(stack: Stack) -> None:
    for service, setting in PORTS.items():
        stack.services[service].url = f"http://127.0.0.1:{setting.port}"
    stack.gateway_url = stack.services[Service.GATEWAY].url


def service_env(stack: Stack, service: Service) -> dict[str, str]:
    """What a service is told on top of the caller's own environment."""
    access, setting = stack.services[service], PORTS[service]
    return {
        "BOTHWAYS_ENV": "local",
        "BOTHWAYS_AMQP_URL": access.amqp_url,
        "BOTHWAYS_MONGO_URL": access.mongo_url,
        "BOTHWAYS_DATABASE": f"bothways_{service}",
        "BOTHWAYS_SMTP_HOST": stack.smtp.host,
        "BOTHWAYS_SMTP_PORT": str(stack.smtp.port),
        setting.setting: str(setting.port),
        **({"BOTHWAYS_DEMO_PEOPLE": offered_people()} if service is Service.GATEWAY else {}),
        **{name: value for name, value in stack.secrets.items() if SECRET_OF.get(name, service) == service},
    }


def offered_people() -> str:
    """Whom the sign-in page offers."""
    people = [
        {
            "org": ORG,
            "person_id": persona.person_id,
            "name": persona.person.name,
            "words": {"en": persona.english, "de": persona.german},
        }
        for persona in personas()
    ]
    return json.dumps(people)


def operator_env(stack: Stack) -> dict[str, str]:
    """For the tools that set up and inspect the stack: the administrator's access to both servers."""
    return {
        "BOTHWAYS_ENV": "local",
        "BOTHWAYS_AMQP_URL": stack.rabbitmq.amqp_url,
        "BOTHWAYS_MONGO_URL": stack.mongodb.url,
        "BOTHWAYS_RABBITMQ_MANAGEMENT_URL": stack.rabbitmq.management_url,
        "BOTHWAYS_GATEWAY_URL": stack.gateway_url,
        **stack.secrets,
    }


class Services:
    """Started together; when one ends by itself the whole stack is stopped and its last words are shown."""

    def __init__(self, stack: Stack) -> None:
        self._children = {service: self._child(stack, service) for service in Service}

    def start(self) -> None:
        for child in self._children.values():
            child.start()

    def require_alive(self) -> None:
        for service, child in self._children.items():
            if child.exit_code is not None:
                words = child.last_words()
                raise Trouble(f"{service} ended with code {child.exit_code}:\n{words}", f"less {child.log}")

    def stop(self) -> None:
        """All are asked at once, then each is given its time to drain."""
        for child in self._children.values():
            child.ask_to_stop()
        deadline = time.monotonic() + DRAIN_SECONDS
        for child in self._children.values():
            child.stop(max(0.1, deadline - time.monotonic()))

    def _child(self, stack: Stack, service: Service) -> Child:
        command = [sys.executable, "-m", f"services.{service}"]
        env = {**os.environ, "PYTHONUNBUFFERED": "1", **service_env(stack, service)}
        return Child(command, log=state_folder() / "logs" / f"{service}.log", env=env, folder=ROOT)
