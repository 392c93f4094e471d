"""A real SMTP server in a thread of its own: keeps what it gets, answers as told, can go and come back."""

import asyncio
import socket
import ssl
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from deploy.local.ports import choose_ports


@dataclass(frozen=True, slots=True)
class Received:
    """One mail as it came over the line."""

    recipient: str
    content: bytes

    def parsed(self) -> EmailMessage:
        """Read by the standard library, which did not write it."""
        message = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass  # without slots: aiosmtpd looks at every attribute, and Python 3.11.2 trips over the slots of a dataclass
class SmtpServer:
    """Listens on a port that stays its own while it is away."""

    port: int = field(default_factory=lambda: choose_ports(1)[0])
    received: list[Received] = field(default_factory=list)
    on_recipient: defaultdict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    """Answers to RCPT, in this order, before the address is taken."""

    on_data: defaultdict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    """Answers to DATA; `lost` takes the mail and hangs up without an answer."""

    on_sender: deque[str] = field(default_factory=deque)
    pause_s: float = 0
    """Before DATA is answered, with the mail already taken."""

    pause_each_s: float = 0
    """Before each of MAIL, RCPT and DATA is answered."""

    pause_quit_s: float = 0
    """Before QUIT is answered."""

    tls: ssl.SSLContext | None = None
    password: str = ""
    commands: Counter[str] = field(default_factory=Counter)
    connections: set[asyncio.Transport] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop | None = None
    _server: asyncio.Server | None = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen."""
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), name="smtp", daemon=True)
        self._thread.start()
        assert started.wait(10)

    def stop(self) -> None:
        """Cut every connection and be gone."""
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
            self._loop = None

    def hang_up(self) -> None:
        """Cut every connection, and go on listening."""
        assert self._loop
        self._loop.call_soon_threadsafe(self._cut)

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What came for somebody, parsed."""
        return [one.parsed() for one in list(self.received) if one.recipient == address]

    def message_ids(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(str(one.parsed()["Message-ID"]) for one in list(self.received))

    def _run(self, started: threading.Event) -> None:
        self._loop = loop = asyncio.new_event_loop()
        self._server = loop.run_until_complete(
            loop.create_server(self._protocol, "127.0.0.1", self.port, family=socket.AF_INET)
        )
        started.set()
        try:
            loop.run_forever()
        finally:
            self._server.close()
            self._cut()
            for task in asyncio.all_tasks(loop):
                task.cancel()
            loop.run_until_complete(asyncio.sleep(0.05))
            loop.close()

    def _cut(self) -> None:
        for transport in list(self.connections):
            transport.abort()

    def _cut_one(self, connection: SMTP) -> None:
        assert isinstance(connection.transport, asyncio.Transport)
        connection.transport.abort()

    def _protocol(self) -> SMTP:
        return _Smtp(
            self,
            enable_SMTPUTF8=True,
            tls_context=self.tls,
            require_starttls=self.tls is not None,
            auth_required=bool(self.password),
            auth_require_tls=self.tls is not None,
            authenticator=self._authenticate,
        )

    def _authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> object:
        right = isinstance(data, LoginPassword) and data.password.decode() == self.password
        return AuthResult(success=right, handled=right)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands["MAIL"] += 1
        await asyncio.sleep(self.pause_each_s)
        if self.on_sender:
            return self.on_sender.popleft()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.pause_each_s)
        if self.on_recipient[address]:
            return self.on_recipient[address].popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.pause_quit_s)
        return "221 Bye"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (recipient,) = envelope.rcpt_tos
        answer = self.on_data[recipient].popleft() if self.on_data[recipient] else ""
        if answer and answer != "lost":
            return answer
        self.received.append(Received(recipient, envelope.original_content or b""))
        if answer == "lost":
            self._cut_one(server)
        await asyncio.sleep(self.pause_s + self.pause_each_s)
        return "250 OK"


class _Smtp(SMTP):
    """Tells its server of connections, so that it can cut them."""

    def __init__(self, server: SmtpServer, **options: Any) -> None:
        super().__init__(server, **options)
        self._owner = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._owner.connections.add(transport)
        self._owner.commands["connections"] += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._owner.connections = {one for one in self._owner.connections if not one.is_closing()}
        super().connection_lost(error)


@contextmanager
def smtp_server(**options: Any) -> Iterator[SmtpServer]:
    """A running server."""
    server = SmtpServer(**options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
