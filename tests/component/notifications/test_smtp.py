"""What every answer of a real mail server means for a mail."""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.notifications.channels.smtp import Server, SmtpMails
from services.notifications.domain.plan import About
from services.notifications.ports import Mail, NotNow, Undeliverable, Unreachable
from services.notifications.words import Writer
from tests.support.notifications import ADA, BOB, make_delivery, make_person
from tests.support.running import PATIENCE_S, eventually
from tests.support.smtp import SmtpServer, smtp_server

SENDER = Address("Bothways", addr_spec="mentoring@example.org")
WRITER = Writer("https://mentoring.example.org")


def mail_to(address: str) -> Mail:
    delivery = make_delivery("request-opened-mentor", About(ADA, BOB, topics=("Python",)))
    return WRITER.mail(delivery, make_person(ADA, email=address), {BOB: make_person(BOB, name="Björn")})


@asynccontextmanager
async def mails_of(server: SmtpServer, **options: Any) -> AsyncIterator[SmtpMails]:
    mails = SmtpMails(Server("127.0.0.1", server.port, **{"timeout_s": PATIENCE_S} | options), SENDER, 2)
    try:
        yield mails
    finally:
        await mails.close()


async def test_a_mail_arrives_as_it_was_written(mail_server: SmtpServer) -> None:
    async with mails_of(mail_server) as mails:
        await mails.send(mail_to("ada@example.org"))
    (parsed,) = mail_server.mails_to("ada@example.org")
    assert parsed["Subject"] == "Björn would like to learn from you"
    assert parsed["Message-ID"] == "<dlv_1@example.org>"
    text = parsed.get_body(("plain",))
    assert text
    assert "Björn would like to learn from you about Python." in text.get_content()
    assert all(len(line) < 999 for line in mail_server.received[0].content.split(b"\r\n")), "RFC 5321, 4.5.3.1.6"
    assert mail_server.received[0].content.isascii(), "it passes servers that know ASCII alone"


async def test_connections_are_kept_and_shared(mail_server: SmtpServer) -> None:
    async with mails_of(mail_server) as mails:
        await asyncio.gather(*(mails.send(mail_to(f"p{n}@example.org")) for n in range(20)))
        assert len(mail_server.received) == 20
        assert mail_server.commands["connections"] <= 2
        mail_server.hang_up()
        await eventually(lambda: no_line_stands(mails), what="every line cut")
        await mails.send(mail_to("after@example.org"))
    assert mail_server.mails_to("after@example.org"), "a connection that was lost is replaced"


async def no_line_stands(mails: SmtpMails) -> bool:
    return not any(client.is_connected for client in mails._idle)


@pytest.mark.parametrize("stage", ["on_recipient", "on_data"])
@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        ("550 5.1.1 no such person", Undeliverable, "smtp-550"),
        ("552 5.2.2 full", Undeliverable, "smtp-552"),
        ("450 4.2.0 greylisted", NotNow, "smtp-450"),
        ("421 4.3.2 closing", NotNow, "smtp-421"),
        ("451 4.3.0 try later", NotNow, "smtp-451"),
    ],
)
async def test_5xx_is_for_ever_and_4xx_is_for_now(
    mail_server: SmtpServer, stage: str, answer: str, error: type[Exception], code: str
) -> None:
    getattr(mail_server, stage)["ada@example.org"].append(answer)
    async with mails_of(mail_server) as mails:
        with pytest.raises(error, match=code):
            await mails.send(mail_to("ada@example.org"))
        assert mail_server.received == []
        await mails.send(mail_to("bob@example.org"))
        await mails.send(mail_to("ada@example.org"))
    assert len(mail_server.received) == 2, "the next mail is not harmed by the refusal of this one"


@pytest.mark.parametrize(
    ("answer", "is_final"),
    [
        ("550 5.1.1 no such person", True),
        ("550 no such person", True),
        ("553 5.1.3 not an address", True),
        ("550 5.1.10 null mx", True),
        ("550 5.2.1 switched off", True),
        ("550 5.7.1 not from you", False),
        ("550 5.1.8 sender unknown", False),
        ("552 5.2.2 full", False),
        ("554 no", False),
    ],
)
async def test_what_a_server_says_of_a_recipient_may_hold_for_every_mail(
    mail_server: SmtpServer, answer: str, is_final: bool
) -> None:
    mail_server.on_recipient["ada@example.org"].append(answer)
    mail_server.on_data["bob@example.org"].append(answer)
    async with mails_of(mail_server) as mails:
        with pytest.raises(Undeliverable) as of_recipient:
            await mails.send(mail_to("ada@example.org"))
        with pytest.raises(Undeliverable) as of_content:
            await mails.send(mail_to("bob@example.org"))
    assert of_recipient.value.is_final_for_address is is_final
    assert not of_content.value.is_final_for_address, "of what is in a mail it is said of this mail alone"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 5.7.1 sender not allowed", Unreachable),
        ("530 5.7.0 sign in first", Unreachable),
        ("451 4.7.1 later", Unreachable),
        ("552 5.3.4 too large", Undeliverable),
    ],
)
async def test_a_refused_sender_is_the_fault_of_this_house_and_of_no_mail(
    mail_server: SmtpServer, answer: str, error: type[Exception]
) -> None:
    mail_server.on_sender.append(answer)
    async with mails_of(mail_server) as mails:
        with pytest.raises(error):
            await mails.send(mail_to("ada@example.org"))


async def test_a_server_that_is_away_is_unreachable_and_no_mail_is_blamed(mail_server: SmtpServer) -> None:
    mail_server.stop()
    async with mails_of(mail_server) as mails:
        with pytest.raises(Unreachable):
            await mails.send(mail_to("ada@example.org"))
        mail_server.start()
        await mails.send(mail_to("ada@example.org"))
    assert len(mail_server.received) == 1


async def test_a_line_cut_after_data_leaves_doubt_and_the_next_try_has_the_same_message_id(
    mail_server: SmtpServer,
) -> None:
    mail_server.on_data["ada@example.org"].append("lost")
    async with mails_of(mail_server) as mails:
        with pytest.raises(NotNow, match="smtp-cut-off"):
            await mails.send(mail_to("ada@example.org"))
        await mails.send(mail_to("ada@example.org"))
    assert mail_server.message_ids() == {"<dlv_1@example.org>": 2}


async def test_a_server_that_does_not_answer_is_given_up_in_time(mail_server: SmtpServer) -> None:
    mail_server.pause_s = 3600
    async with mails_of(mail_server, timeout_s=5) as mails:
        with pytest.raises(NotNow):
            await asyncio.wait_for(mails.send(mail_to("ada@example.org")), PATIENCE_S)
        mail_server.pause_s = 0
        await mails.send(mail_to("bob@example.org"))


async def test_a_server_that_dribbles_its_answers_is_given_up_in_time_too(mail_server: SmtpServer) -> None:
    mail_server.pause_each_s = 3
    async with mails_of(mail_server, timeout_s=5) as mails:
        with pytest.raises(NotNow):
            await mails.send(mail_to("ada@example.org"))


async def test_a_server_that_dribbles_its_greeting_is_given_up_in_time_and_no_mail_is_blamed() -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (b"220 slow\r\n", b"250 slow\r\n"):
            await asyncio.sleep(0.6)
            writer.write(answer)
            await reader.readline()
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        mails = SmtpMails(Server("127.0.0.1", port, timeout_s=0.8), SENDER, 1)
        with pytest.raises(Unreachable):
            await mails.send(mail_to("ada@example.org"))


async def test_goodbye_to_a_server_that_does_not_answer_any_more_takes_seconds_and_not_its_timeout(
    mail_server: SmtpServer,
) -> None:
    async with mails_of(mail_server, timeout_s=120) as mails:
        await mails.send(mail_to("ada@example.org"))
        mail_server.pause_quit_s = 120
        async with asyncio.timeout(PATIENCE_S):
            await mails.close()


async def test_a_send_that_is_cancelled_harms_no_later_one(mail_server: SmtpServer) -> None:
    mail_server.pause_s = 3600

    async def is_on_its_way() -> bool:
        return bool(mail_server.received)

    async with mails_of(mail_server) as mails:
        sending = asyncio.create_task(mails.send(mail_to("ada@example.org")))
        await eventually(is_on_its_way, what="a mail whose answer is awaited")
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        mail_server.pause_s = 0
        await mails.send(mail_to("bob@example.org"))
    assert [one.recipient for one in mail_server.received] == ["ada@example.org", "bob@example.org"]


@pytest.mark.parametrize("address", ["zoë@example.org", "ada@müller.example", "o'brien+x@example.org"])
async def test_addresses_of_every_kind_are_delivered(mail_server: SmtpServer, address: str) -> None:
    async with mails_of(mail_server) as mails:
        await mails.send(mail_to(address))
    (received,) = mail_server.received
    assert received.recipient == address.replace("müller", "xn--mller-kva")


async def test_where_tls_is_required_nothing_is_said_without_it(mail_server: SmtpServer) -> None:
    async with mails_of(mail_server, start_tls=True) as mails:
        with pytest.raises(Unreachable):
            await mails.send(mail_to("ada@example.org"))
    assert mail_server.received == []


async def test_sign_in_goes_over_tls_and_a_wrong_password_blames_no_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, context = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with smtp_server(tls=context, password="right") as server:
        async with mails_of(server, start_tls=True, user="bothways", password="right") as mails:
            await mails.send(mail_to("ada@example.org"))
        async with mails_of(server, start_tls=True, user="bothways", password="wrong") as mails:
            with pytest.raises(Unreachable):
                await mails.send(mail_to("bob@example.org"))
    assert [one.recipient for one in server.received] == ["ada@example.org"]


async def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(tmp_path: Path) -> None:
    _, context = make_certificate(tmp_path)
    with smtp_server(tls=context) as server:
        async with mails_of(server, start_tls=True) as mails:
            with pytest.raises(Unreachable):
                await mails.send(mail_to("ada@example.org"))
    assert server.received == []


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """For 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, secret)
    return certificate, context
