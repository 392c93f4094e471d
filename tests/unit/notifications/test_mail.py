"""Mails as another library reads them: both forms, honest headers, the same on every try."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.channels.mime import compose
from services.notifications.domain.people import Person, single_line
from services.notifications.domain.plan import About
from services.notifications.ports import Mail, Undeliverable
from services.notifications.words import Writer
from tests.support.notifications import ADA, BOB, START, make_delivery, make_person

SENDER = Address("Bothways", addr_spec="mentoring@example.org")
WRITER = Writer("https://mentoring.example.org")


def mail_to(reader: Person, partner: Person, about: About | None = None) -> Mail:
    about = about or About(ADA, BOB, topics=("Python", "R & D <b>"), path="/requests/req_1?a=1&b=2")
    delivery = make_delivery("request-opened-mentor", about)
    return WRITER.mail(delivery, reader, {ADA: reader, BOB: partner})


def read(mail: Mail) -> EmailMessage:
    parsed = message_from_bytes(compose(mail, SENDER).as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert parsed.defects == []
    return parsed


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part
    return str(part.get_content())


class Page(HTMLParser):
    """What stands in a page, and how."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_a_mail_says_what_it_is() -> None:
    parsed = read(mail_to(make_person(ADA), make_person(BOB)))
    assert str(parsed["From"]) == "Bothways <mentoring@example.org>"
    assert str(parsed["To"]) == "Ada Example <ada@example.org>"
    assert str(parsed["Subject"]) == "Bob Example would like to learn from you"
    assert parsed["Message-ID"] == "<dlv_1@example.org>"
    assert parsed["Date"].datetime == START
    assert parsed["List-ID"] == "Bothways <pairs.acme.bothways.example.org>"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["Content-Language"] == "en"
    assert parsed["X-Bothways-Template"] == "request-opened-mentor"
    assert [part.get_content_type() for part in parsed.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_text_and_html_say_the_same_with_the_link_and_the_reason() -> None:
    mail = mail_to(make_person(ADA), make_person(BOB))
    parsed = read(mail)
    text, page = body(parsed, "plain"), Page(body(parsed, "html"))
    for part in ("Hello Ada Example,", "about Python and R & D <b>", "Why you get this:", "asked for you by name."):
        assert part in text
        assert part in page.text
    assert "https://mentoring.example.org/requests/req_1?a=1&b=2" in text
    assert page.all("a")[0]["href"] == "https://mentoring.example.org/requests/req_1?a=1&b=2"
    assert page.all("b") == [], "what people write is text and never markup"


def test_a_mail_in_german_is_german_from_greeting_to_reason() -> None:
    parsed = read(mail_to(make_person(ADA, locale="de-AT", name="Ädä Müller"), make_person(BOB)))
    assert parsed["Content-Language"] == "de"
    assert str(parsed["To"].addresses[0].display_name) == "Ädä Müller"
    for kind in ("plain", "html"):
        assert "Hallo Ädä Müller," in body(parsed, kind)
        assert "Warum du das bekommst:" in body(parsed, kind)
    assert Page(body(parsed, "html")).all("html") == [{"lang": "de", "dir": "ltr"}]


def test_the_page_is_readable_without_its_style_sheet_and_by_screen_readers() -> None:
    page = Page(body(read(mail_to(make_person(ADA), make_person(BOB))), "html"))
    assert len(page.all("h1")) == 1
    assert all(table["role"] == "presentation" for table in page.all("table"))
    assert "background-color" in (page.all("a")[0]["style"] or ""), (
        "programs that drop style sheets still show a button"
    )
    assert not {"img", "script", "link", "iframe"} & {name for name, _ in page.tags}, (
        "nothing is loaded, nobody tracked"
    )


def test_every_try_is_the_same_mail() -> None:
    one, two = (read(mail_to(make_person(ADA), make_person(BOB))) for _ in range(2))
    headers = [[(name, value) for name, value in mail.items() if name != "Content-Type"] for mail in (one, two)]
    assert headers[0] == headers[1], "only the boundary between the parts may differ"
    assert body(one, "html") == body(two, "html")


def test_a_mail_that_had_to_wait_is_dated_when_it_could_go() -> None:
    later = START + timedelta(hours=9)
    delivery = make_delivery("request-opened-mentor", About(ADA, BOB, topics=("x",)), not_before=later)
    assert WRITER.mail(delivery, make_person(ADA), {}).date == later


@given(st.text(min_size=1, max_size=120), st.text(max_size=80))
def test_no_name_and_no_topic_breaks_a_mail(name: str, topic: str) -> None:
    person = make_person(BOB, name=single_line(name))
    about = About(ADA, BOB, topics=(topic or "x",))
    parsed = read(mail_to(make_person(ADA, name=person.name), person, about))
    assert parsed.keys() == read(mail_to(make_person(ADA), make_person(BOB))).keys()
    assert [one.addr_spec for one in parsed["To"].addresses] == ["ada@example.org"]


@pytest.mark.parametrize(
    ("address", "sent_to"),
    [
        ("ada@example.org", "ada@example.org"),
        ("ada+mentoring@EXAMPLE.org", "ada+mentoring@EXAMPLE.org"),
        ("ada@müller.example", "ada@xn--mller-kva.example"),
        ("zoë@example.org", "zoë@example.org"),
    ],
)
def test_addresses_of_every_kind_are_kept(address: str, sent_to: str) -> None:
    message = compose(mail_to(make_person(ADA, email=address), make_person(BOB)), SENDER)
    assert message["To"].addresses[0].addr_spec == sent_to


@pytest.mark.parametrize("address", ["", "ada", "@", "ada@", "a,b@example.org", "<x>@example.org", "a@" + "x" * 300])
def test_what_is_no_address_is_undeliverable_and_no_crash(address: str) -> None:
    with pytest.raises(Undeliverable) as refused:
        compose(mail_to(make_person(ADA, email=address), make_person(BOB)), SENDER)
    assert refused.value.code == "bad-address"
