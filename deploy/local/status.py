"""What of the stack runs, as rows for a table."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2

from deploy.local.ports import answers
from deploy.local.stack import Stack


def rows(stack: Stack | None, holder: int | None) -> Iterator[tuple[str, str, str]]:
    yield "make up", f"process {holder}" if holder else "not running", ""
    if stack is None:
        return
    yield f"RabbitMQ {stack.rabbitmq.version}", _listening(stack.rabbitmq.amqp_url), stack.rabbitmq.management_url
    yield f"MongoDB {stack.mongodb.version}", _listening(stack.mongodb.url), _address(stack.mongodb.url)
    yield "mailbox", _word(answers(stack.smtp.port)), f"{stack.smtp.host}:{stack.smtp.port}"
    for service, access in stack.services.items():
        yield service, _readiness(access.url), access.url


def _address(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname or "")


def _listening(url: str) -> str:
    """Only our own servers are on a port of this machine that we chose; others are taken at their word."""
    parts = urlsplit(url)
    if parts.hostname == "127.0.0.1" and parts.port:
        return _word(answers(parts.port))
    return "elsewhere" if url else "stopped"


def _word(is_up: bool) -> str:
    return "running" if is_up else "stopped"


def _readiness(url: str) -> str:
    try:
        answer = httpx2.get(f"{url}/readyz", timeout=2)
    except httpx2.HTTPError:
        return "stopped"
    return "ready" if answer.status_code == httpx2.codes.OK else "not ready"
