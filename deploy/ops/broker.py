"""RabbitMQ as its administrator: declares over AMQP; users and permissions over the management API."""

import asyncio
import json
import os
import secrets
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

import aio_pika
import httpx2
from aio_pika.abc import AbstractChannel
from aio_pika.exceptions import AMQPError, ChannelPreconditionFailed

from deploy.local.trouble import Trouble
from libs.common import topology
from libs.common.contracts import Service
from libs.common.settings import CommonSettings
from libs.common.topology import Permissions

TIMEOUT_S = 10
USER_LIMITS = {"max-connections": 10, "max-channels": 50}
"""What one platform may hold open; one that leaks connections takes none from the others."""


def retry_delays() -> Sequence[float]:
    """As the services read them: there is a delay queue for each."""
    given = os.environ.get("BOTHWAYS_RETRY_DELAYS")
    if not given:
        return tuple(CommonSettings.model_fields["retry_delays"].default)
    try:
        return tuple(float(delay) for delay in json.loads(given))
    except (TypeError, ValueError):
        raise Trouble(
            f"BOTHWAYS_RETRY_DELAYS={given} is no list of seconds.", "BOTHWAYS_RETRY_DELAYS=[1,5,30]"
        ) from None


class Broker:
    """One virtual host."""

    def __init__(self, amqp_url: str, management_url: str = "") -> None:
        self._url, self._management = amqp_url, management_url.rstrip("/")
        parts = urlsplit(amqp_url)
        self._auth = unquote(parts.username or ""), unquote(parts.password or "")
        self.vhost = unquote(parts.path.removeprefix("/")) or "/"

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        """Read once: that takes longer than a call."""
        return httpx2.create_ssl_context()

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[AbstractChannel]:
        """For declaring; what the broker says no to is told in words."""
        try:
            connection = await aio_pika.connect(self._url, timeout=TIMEOUT_S)
            async with connection:
                yield await connection.channel()
        except ChannelPreconditionFailed as error:
            raise Trouble(f"Something of this name exists and is different: {error}", "drain and delete it") from error
        except (AMQPError, OSError, TimeoutError) as error:
            where = urlsplit(self._url)
            problem = f"RabbitMQ at {where.hostname}:{where.port} does not answer: {_told(error)}"
            raise Trouble(problem, "make status") from error

    async def apply_topology(self) -> list[str]:
        """Every exchange and queue of the house."""
        async with self.channel() as channel:
            return await topology.declare(channel, retry_delays())

    def grant_services(self) -> list[str]:
        """Least privilege to the services' users; to those that have a user of their own here."""
        users = {user["name"] for user in self._call("GET", "/users").json()}
        own = [service for service in Service if service in users]
        for service in own:
            self._grant(service, topology.permissions_of(service))
        return [str(service) for service in own]

    async def open_platform(self, platform_id: str) -> str:
        """The platform's exchange and its restricted user, with a new password; its AMQP URL."""
        async with self.channel() as channel:
            await topology.declare_platform(channel, platform_id)
        return await asyncio.to_thread(self._make_user, platform_id)

    def close_platform(self, platform_id: str) -> None:
        """Its user and its open connections go. The exchange stays: what is on the way ends as it should."""
        user = self._user_of(platform_id)
        self._call("DELETE", f"/users/{user}", may_be_missing=True)
        self._call("DELETE", f"/connections/username/{user}", may_be_missing=True)

    def _user_of(self, platform_id: str) -> str:
        """A platform's user as it stands in an address; here alone, for a broker's users are those of all its hosts.

        One name for the platform of a test and of a production house would let either change the other's password.
        The middle keeps a platform called `gateway` from being the gateway.
        """
        return quote(f"{self.vhost}.platform-{platform_id}", safe="")

    def _make_user(self, platform_id: str) -> str:
        user, password = self._user_of(platform_id), secrets.token_urlsafe(24)
        self._call("PUT", f"/users/{user}", {"password": password, "tags": ""})
        self._grant(user, topology.permissions_of_platform(platform_id))
        for name, value in USER_LIMITS.items():
            self._call("PUT", f"/user-limits/{user}/{name}", {"value": value})
        where = urlsplit(self._url)
        host = f"{where.hostname}:{where.port}" if where.port else where.hostname
        return f"{where.scheme}://{user}:{password}@{host}/{quote(self.vhost, safe='')}"

    def _grant(self, user: str, permissions: Permissions) -> None:
        patterns = {"configure": permissions.configure, "write": permissions.write, "read": permissions.read}
        self._call("PUT", f"/permissions/{quote(self.vhost, safe='')}/{user}", patterns)

    def _call(self, method: str, path: str, body: object = None, *, may_be_missing: bool = False) -> httpx2.Response:
        url = f"{self._management}/api{path}"
        try:
            answer = httpx2.request(
                method, url, auth=self._auth, json=body, timeout=TIMEOUT_S, verify=self._certificates
            )
        except httpx2.HTTPError as error:
            problem = f"RabbitMQ's management API at {self._management} does not answer: {_told(error)}"
            raise Trouble(problem, "make status") from error
        if answer.is_error and not (may_be_missing and answer.status_code == httpx2.codes.NOT_FOUND):
            said = f"{answer.status_code} {answer.text[:200]}"
            raise Trouble(f"RabbitMQ's management API refused {method} {path}: {said}")
        return answer


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
