"""A real SMTP server for one machine: keeps every mail it is given as a file, delivers none."""

import argparse
import asyncio
import itertools
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """Each mail becomes `<time>-<n>-<recipient>.eml`, complete as soon as it can be seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        arrived = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        recipient = "".join(c if c.isalnum() or c in "@.-+_" else "_" for c in ",".join(envelope.rcpt_tos))[:80]
        name = f"{arrived}-{next(self._numbers)}-{recipient}.eml"
        # Not `*.eml` before it is whole: who looks for mails would find it, and then miss it.
        unfinished = self.folder / f"{name}.unfinished"
        unfinished.write_bytes(envelope.original_content or b"")
        unfinished.rename(self.folder / name)
        return f"250 OK kept as {name}"


async def serve(port: int, folder: Path) -> None:
    mailbox = Mailbox(folder)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    server = await loop.create_server(lambda: SMTP(mailbox, enable_SMTPUTF8=True), "127.0.0.1", port)
    async with server:
        await stopped.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    os.umask(0o077)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(serve(arguments.port, arguments.folder))
