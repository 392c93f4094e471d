"""Connections to addresses that people bring along: to the public network alone, to the address that was checked."""

import asyncio
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from httpcore2 import (
    SOCKET_OPTION,
    AnyIOBackend,
    AsyncConnectionPool,
    AsyncNetworkBackend,
    AsyncNetworkStream,
    ConnectError,
    NetworkError,
    ProtocolError,
    Response,
    TimeoutException,
    UnsupportedProtocol,
)

MOST_CONNECTIONS, KEPT_OPEN_S = 32, 30
LARGEST_ANSWER = 64 * 1024
"""Nobody needs more to say what became of a message; whoever sends without an end is hung up on."""

LONGEST_WAIT = timedelta(days=1)
WRAPPING = tuple(map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96", "2001::/32", "2002::/16")))
"""IPv6 addresses that lead to one of IPv4, which may be anywhere."""


class NotPublic(ConnectError):
    """Nobody is sent there from here."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Anybody may reach it: neither this machine nor this network, nor many at once."""
    if isinstance(address, IPv6Address) and any(address in network for network in WRAPPING):
        return False
    return address.is_global and not address.is_multicast


class PublicNetwork(AsyncNetworkBackend):
    """Resolves a name once, looks at every address, and connects to those: no second answer can lead elsewhere."""

    def __init__(self, *, goes_anywhere: bool = False) -> None:
        self._goes_anywhere = goes_anywhere
        self._inner = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as its interface has it
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """To the first address that answers; NotPublic where one of them is not."""
        trouble: ConnectError | None = None
        for address in await self.addresses(host):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except ConnectError as error:
                trouble = error
        raise trouble or ConnectError("no address")

    async def addresses(self, host: str) -> list[str]:
        """Of a name; NotPublic, or ConnectError where it has none."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise ConnectError(type(error).__name__) from None
        addresses = [str(address[0]) for *_, address in found]
        # An address with a zone (`fe80::1%eth0`) is one of this network.
        if not self._goes_anywhere and not all("%" not in one and is_public(ip_address(one)) for one in addresses):
            raise NotPublic("not public")
        return addresses

    def require_form(self, url: str) -> str:
        """The host of an address; NotPublic where nothing would be sent to one like it, whoever it belongs to."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise NotPublic("no address") from None
        schemes = ("https", "http") if self._goes_anywhere else ("https",)
        if parts.scheme not in schemes or not host or parts.username is not None:
            raise NotPublic("no address")
        return host

    async def require(self, url: str) -> None:
        """NotPublic, or ConnectError, where nothing would be sent to this address."""
        await self.addresses(self.require_form(url))


class CutOff(Exception):
    """Nobody answered in time or to the end. Perhaps it was taken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody outside said; of the body nothing is kept."""

    status: int
    retry_after: timedelta | None = None
    """When they want it again, if they said so."""

    @property
    def is_taken(self) -> bool:
        """Theirs from here on. A redirect is not: it would lead to where nobody has looked."""
        return 200 <= self.status < 300


class Posts:
    """Sends to addresses that people bring along: to where the network lets it, once, within a time."""

    def __init__(self, network: PublicNetwork, timeout_s: float, most_connections: int = MOST_CONNECTIONS) -> None:
        self.network, self._timeout_s = network, timeout_s
        self._pool = AsyncConnectionPool(
            max_connections=most_connections, keepalive_expiry=KEPT_OPEN_S, network_backend=network
        )

    async def post(self, url: str, headers: Sequence[tuple[str, str]], content: bytes) -> Answer:
        """What was answered; NotPublic where nothing is sent to, CutOff where no answer came."""
        self.network.require_form(url)
        sent = [*headers, ("Content-Length", str(len(content)))]
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                self._pool.stream("POST", url, headers=sent, content=content) as response,
            ):
                await _read_out(response)
                return Answer(response.status, _retry_after(response))
        except (NotPublic, UnsupportedProtocol):
            raise NotPublic("no address") from None
        except (NetworkError, ProtocolError, TimeoutException, TimeoutError, OSError):
            raise CutOff from None

    async def close(self) -> None:
        """Let go of connections."""
        await self._pool.aclose()


async def _read_out(response: Response) -> None:
    """To the end, so that the connection can be used again; or so far."""
    read = 0
    async for part in response.aiter_stream():
        read += len(part)
        if read > LARGEST_ANSWER:
            return


def _retry_after(response: Response) -> timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3); None where it says nothing that can be read."""
    headers = ((name.lower(), value) for name, value in response.headers)
    said = next((value.decode("latin-1").strip() for name, value in headers if name == b"retry-after"), "")
    try:
        if said.isdigit():
            wait = timedelta(seconds=min(int(said), LONGEST_WAIT.total_seconds()))
        else:
            wait = parsedate_to_datetime(said).astimezone(UTC) - datetime.now(UTC)
    except ValueError:
        return None
    return min(max(wait, timedelta(0)), LONGEST_WAIT)
