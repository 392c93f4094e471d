"""Mail by SMTP: a few connections that stay open, and every answer sorted into what it means for a mail."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from services.notifications.channels.mime import BAD_ADDRESS, compose
from services.notifications.ports import Mail, NotNow, Undeliverable, Unreachable

GOODBYE_S = 2.0
TOO_LARGE = 552
SIGN_IN = frozenset({530, 534, 535, 538})
"""The server wants to know who is sending before it says anything about a mail."""

ENHANCED = re.compile(r"5\.\d{1,3}\.\d{1,3}(?=\s|$)")
NO_MAILBOX = frozenset({550, 551, 553})
NOBODY = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""No such mailbox or domain, moved, or switched off (RFC 3463): what counts where a server says more than its code."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed over, and how."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    implicit_tls: bool = False
    start_tls: bool | None = None
    """None takes it where it is offered."""

    timeout_s: float = 60


class SmtpMails:
    """Hands mails to one server, on up to `connections` connections at once."""

    def __init__(self, server: Server, sender: Address, connections: int) -> None:
        self._server, self._sender = server, sender
        self._idle: list[SMTP] = []
        self._free = asyncio.Semaphore(connections)

    async def send(self, mail: Mail) -> None:
        """Taken over by the server when this returns."""
        message = compose(mail, self._sender)
        async with self._free:
            client = await self._connected()
            try:
                await self._hand_over(client, message)
            finally:
                self._keep(client)

    async def close(self) -> None:
        """Say goodbye on every connection; a server that does not answer is left without it."""
        clients, self._idle = self._idle, []
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await asyncio.gather(*(client.quit() for client in clients), return_exceptions=True)
        for client in clients:
            client.close()

    async def _connected(self) -> SMTP:
        while self._idle:
            client = self._idle.pop()
            if client.is_connected:
                return client
        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.implicit_tls,
            start_tls=server.start_tls,
            timeout=server.timeout_s,
        )
        try:
            async with asyncio.timeout(server.timeout_s):
                await client.connect()
        except (SMTPException, OSError, TimeoutError) as error:
            # A refused sign-in or greeting too: it says nothing about the mail.
            client.close()
            raise Unreachable(_described(error)) from error
        except BaseException:
            client.close()
            raise
        return client

    async def _hand_over(self, client: SMTP, message: EmailMessage) -> None:
        (recipient,) = message["To"].addresses
        try:
            async with asyncio.timeout(self._server.timeout_s):
                await client.send_message(message, sender=self._sender.addr_spec, recipients=[recipient.addr_spec])
        except SMTPRecipientsRefused as refused:
            raise _of_recipient(refused.recipients[0]) from refused
        except SMTPResponseException as refused:
            raise _refusal(refused) from refused
        except (SMTPNotSupported, ValueError) as error:
            raise Undeliverable(BAD_ADDRESS, is_final_for_address=True) from error
        except (SMTPException, OSError, TimeoutError) as error:
            # Cut off in the middle: the server may have it or not. The next try carries the same Message-ID.
            client.close()
            raise NotNow("smtp-cut-off") from error
        except BaseException:
            client.close()  # in the middle of a mail it is of no use to the next one
            raise

    def _keep(self, client: SMTP) -> None:
        if client.is_connected:
            self._idle.append(client)


Verdict = Undeliverable | NotNow | Unreachable


def _refusal(refused: SMTPResponseException) -> Verdict:
    """A sender or greeting that is refused is about this house, not about the mail."""
    of_the_house = isinstance(refused, SMTPSenderRefused | SMTPHeloError) and refused.code != TOO_LARGE
    return Unreachable(_described(refused)) if of_the_house else _verdict(refused.code)


def _verdict(code: int) -> Verdict:
    """5xx is for ever; 4xx, and what is no answer at all, is for now."""
    if code in SIGN_IN:
        return Unreachable(f"smtp-{code}")
    return Undeliverable(f"smtp-{code}") if 500 <= code < 600 else NotNow(f"smtp-{code}")


def _of_recipient(refused: SMTPRecipientRefused) -> Verdict:
    """What is said of an address holds for every mail to it, unless it is about room, or what this house may do."""
    verdict = _verdict(refused.code)
    status = ENHANCED.match(refused.message)
    nobody = status[0] in NOBODY if status else refused.code in NO_MAILBOX
    if isinstance(verdict, Undeliverable) and nobody:
        return Undeliverable(verdict.code, is_final_for_address=True)
    return verdict


def _described(error: BaseException) -> str:
    code = f" {error.code}" if isinstance(error, SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"
