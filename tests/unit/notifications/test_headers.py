"""Headers as programs read them that did not write them: threads, switches, and signatures that a relay adds."""

from collections import Counter
from dataclasses import replace
from email.headerregistry import Address

import dkim
import mailparser
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from libs.common.contracts.notifications import Kind
from services.notifications.channels.mime import compose
from services.notifications.domain.plan import About
from services.notifications.ports import Mail
from services.notifications.words import Writer
from tests.support.notifications import ADA, BOB, make_delivery, make_person

SENDER = Address("Bothways", addr_spec="mentoring@example.org")
WRITER = Writer("https://mentoring.example.org")
SWITCH = "https://mentoring.example.org/unsubscribe/" + "t" * 400
SIGNED = (
    b"from to subject date message-id in-reply-to references list-id list-unsubscribe list-unsubscribe-post "
    b"auto-submitted content-type mime-version content-language"
).split()


def mail_about(subject_id: str, message: str = "dlv_1", **fields: object) -> Mail:
    about = About(ADA, BOB, topics=("Python",))
    known = {"subject_id": subject_id, "message_id": f"<{message}@example.org>", "kind": Kind.REQUESTS}
    delivery = make_delivery("request-opened-mentor", about, **known | fields)
    return WRITER.mail(delivery, make_person(ADA, name="Ädä Müller"), {BOB: make_person(BOB, name="Björn")})


def written(mail: Mail) -> bytes:
    return compose(mail, SENDER).as_bytes()


def read(mail: Mail) -> mailparser.MailParser:
    parsed = mailparser.parse_from_bytes(written(mail))
    assert not parsed.has_defects
    return parsed


def test_mails_about_one_thing_are_one_thread_and_others_are_not() -> None:
    first, second, other = mail_about("req_1", "dlv_1"), mail_about("req_1", "dlv_2"), mail_about("req_2", "dlv_3")
    threads = [read(mail).headers["References"] for mail in (first, second, other)]
    assert threads[0] == threads[1] != threads[2]
    assert read(first).headers["In-Reply-To"] == threads[0]
    assert "req_1" not in threads[0], "the id of what it is about stays in the house"
    assert len({read(mail).message_id for mail in (first, second, other)}) == 3


def test_a_talk_is_read_together_with_its_pair_and_what_is_about_the_reader_alone_with_nothing() -> None:
    assert mail_about("ses_1", thread="pair_1").thread == mail_about("pair_1").thread
    assert mail_about(ADA).thread == ""
    assert not {"References", "In-Reply-To"} & read(mail_about(ADA)).headers.keys()


def test_a_list_is_a_kind_of_an_organisation() -> None:
    lists = {read(mail_about("req_1", kind=kind, org=org)).headers["List-ID"] for kind in Kind for org in ("a", "b")}
    assert len(lists) == 2 * len(Kind)
    assert "Bothways <requests.a.bothways.example.org>" in lists


def test_a_kind_that_can_be_switched_off_has_one_click_and_another_has_no_header() -> None:
    headers = read(replace(mail_about("req_1"), refusal=SWITCH)).headers
    assert headers["List-Unsubscribe"] == f"<{SWITCH}>", "as long as it is, it is one address"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not {"List-Unsubscribe", "List-Unsubscribe-Post"} & read(mail_about("req_1")).headers.keys()


@pytest.mark.parametrize("ways", [(b"relaxed", b"relaxed"), (b"simple", b"simple")])
def test_a_relay_can_sign_all_that_matters_and_the_signature_holds_behind_another_one(
    ways: tuple[bytes, bytes],
) -> None:
    content, (private, public) = written(replace(mail_about("req_1"), refusal=SWITCH)), key_pair()
    names = Counter(
        line.split(b":")[0].lower() for line in content.split(b"\r\n\r\n")[0].split(b"\r\n") if b":" in line
    )
    assert set(SIGNED) <= names.keys()
    assert {names[name] for name in SIGNED} == {1}, "a header that stands twice can be signed in part"
    signature = dkim.sign(content, b"s1", b"example.org", private, canonicalize=ways, include_headers=SIGNED)
    relayed = b"Received: from relay.example.org by mx.example.net\r\n" + signature + content
    assert dkim.verify(relayed, dnsfunc=lambda *_, **__: public)
    changed = relayed.replace(b"List-Unsubscribe-Post: List", b"List-Unsubscribe-Post: Fist")
    assert not dkim.verify(changed, dnsfunc=lambda *_, **__: public)


def key_pair() -> tuple[bytes, bytes]:
    """A private key, and its public one as the name server has it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])
