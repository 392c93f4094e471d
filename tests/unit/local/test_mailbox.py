"""Whoever looks into the folder of mails sees whole ones alone."""

import asyncio
from pathlib import Path
from threading import Thread

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.mailbox import Mailbox

MAILS, SIZE = 400, 100_000


def test_a_mail_is_whole_as_soon_as_it_can_be_seen(tmp_path: Path) -> None:
    writing = Thread(target=lambda: asyncio.run(write_all(tmp_path)))
    writing.start()
    while writing.is_alive():
        assert {len(path.read_bytes()) for path in tmp_path.glob("*.eml")} <= {SIZE}
    writing.join()
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"] * MAILS


async def write_all(folder: Path) -> None:
    mailbox, loop = Mailbox(folder), asyncio.get_running_loop()
    envelope, session = Envelope(), Session(loop)
    envelope.original_content, envelope.rcpt_tos = b"x" * SIZE, ["ada@example.org"]
    for _ in range(MAILS):
        await mailbox.handle_DATA(SMTP(mailbox, loop=loop), session, envelope)
