"""Connections to addresses that people bring along: to the public network alone, to the address that was checked."""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from httpcore2 import SOCKET_OPTION, AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError

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

    async def require(self, url: str) -> None:
        """NotPublic, or ConnectError, where nothing would be sent to this address."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise NotPublic("no address") from None
        schemes = ("https", "http") if self._goes_anywhere else ("https",)
        if parts.scheme not in schemes or not host or parts.username is not None:
            raise NotPublic("no address")
        await self.addresses(host)
