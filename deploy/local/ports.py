"""TCP ports on this machine: free ones for the servers, and a clear word when a wanted one is taken."""

import random
import socket
from collections import deque
from collections.abc import Collection

from deploy.local.trouble import Trouble

# Below the range from which the kernel takes ports for outgoing connections (32768 and up on Linux),
# so that no connection of anybody can take a port between our choice and the server's start.
LOWEST, HIGHEST = 20_000, 32_000

HELD = 100
"""Chosen ports this process holds until it ends, so that no other process chooses them before they are used."""

_held: deque[socket.socket] = deque()


def is_free(port: int) -> bool:
    """True when a server could listen on this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """True when something accepts connections on this port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True
    except OSError:
        return False


def choose_ports(count: int, avoid: Collection[int] = ()) -> tuple[int, ...]:
    """That many different free ports, which no process chooses a second time while they are held."""
    candidates = random.SystemRandom().sample(range(LOWEST, HIGHEST), 200 + count)
    free = (port for port in candidates if port not in avoid and _hold(port))
    chosen = tuple(port for _, port in zip(range(count), free, strict=False))
    if len(chosen) < count:
        raise Trouble(f"No {count} free TCP ports between {LOWEST} and {HIGHEST}.", "ss -ltnp")
    return chosen


def _hold(port: int) -> bool:
    """True when nobody has this port; it is bound from now on, which keeps nobody from serving on it who reuses it.

    Servers bind with SO_REUSEADDR, which the kernel allows beside a bound socket that has it too and does not listen.
    Choosing binds without, which it does not allow.
    """
    holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        holder.bind(("127.0.0.1", port))
    except OSError:
        holder.close()
        return False
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    _held.append(holder)
    if len(_held) > HELD:
        _held.popleft().close()
    return True


def keep_or_choose(wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The wanted ports, each replaced by another where somebody else has taken it meanwhile."""
    return tuple(port if is_free(port) else choose_ports(1, avoid=wanted)[0] for port in wanted)


def require_free(port: int, variable: str) -> None:
    if not is_free(port):
        raise Trouble(f"Port {port} is taken by another program.", f"make up {variable}={port + 1000}")
