"""Invitations: which addresses are one, how many there may be, what a stranger reads."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.headerregistry import Address as Mailbox
from html.parser import HTMLParser

import pytest

from libs.common.contracts.invitations import InviteColleague, Wish
from services.notifications.channels.mime import compose
from services.notifications.domain.addresses import domain_of, mailbox
from services.notifications.domain.codes import EXPLANATIONS, Code, RuleBroken
from services.notifications.domain.invitations import (
    A_DAY,
    KEPT,
    MOST_A_DAY,
    Address,
    Inviter,
    unlinked,
    with_invitation,
)
from services.notifications.ports import Mail
from tests.support.mails import PEOPLE, invitation
from tests.support.notifications import ADA, BOB, START

LINK = "https://mentoring.example.org/invitations/token"
NOTE = "Your talk on <b>proofs</b> & Node.js stayed with me"


def headers_of(mail: Mail) -> dict[str, str]:
    message = message_from_bytes(
        compose(mail, Mailbox("Bothways", addr_spec="mentoring@example.org")).as_bytes(), policy=policy.default
    )
    assert message.defects == []
    return {name: str(value) for name, value in message.items()}


@pytest.mark.parametrize(
    "written", ["Ada@Example.org", " ada@example.org ", "ada+work@EXAMPLE.org", "ADA+a+b@example.org"]
)
def test_one_mailbox_is_one_however_it_is_written(written: str) -> None:
    assert mailbox(written) == "ada@example.org"


def test_a_domain_is_compared_as_mail_servers_write_it() -> None:
    assert domain_of("jörg@Bücher.example") == "xn--bcher-kva.example"
    assert domain_of("ada@" + "x" * 100 + ".org") == "x" * 100 + ".org", "no domain at all, and no error"
    assert domain_of("nobody") == "nobody"


@pytest.mark.parametrize(
    "address", ["ada", "ada@", "@example.org", "a@b@c", "a b@example.org", "Ada <ada@example.org>", "a@x.org,b@x.org"]
)
def test_what_is_not_one_address_is_not_taken(address: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        InviteColleague(address=address)


@pytest.mark.parametrize("text", ["see https://evil.example", "WWW.evil.example", "write to eve@evil.example"])
@pytest.mark.parametrize("field", ["note", "first_name"])
def test_what_somebody_writes_leads_nowhere(field: str, text: str) -> None:
    with pytest.raises(ValueError, match="no links"):
        InviteColleague.model_validate({"address": "ada@example.org", field: text})


def test_what_looks_like_an_address_by_chance_is_kept_from_becoming_a_link() -> None:
    assert unlinked("Node.js, evil.com. Bye.") == "Node.\u200bjs, evil.\u200bcom. Bye."


def test_a_day_has_five_invitations_and_the_next_one_has_five_again() -> None:
    inviter = Inviter("acme", ADA)
    for number in range(MOST_A_DAY):
        inviter = with_invitation(inviter, START + timedelta(hours=number))
    with pytest.raises(RuleBroken) as broken:
        with_invitation(inviter, START + A_DAY - timedelta(seconds=1))
    assert broken.value.code is Code.INVITED_ENOUGH
    later = with_invitation(inviter, START + A_DAY)
    assert len(later.invited_at) == MOST_A_DAY, "the first of them no longer counts"


def test_an_address_is_written_to_once_in_ninety_days_and_never_again_after_a_no() -> None:
    address = Address("acme", "mark")
    assert address.may_be_written_to(START)
    written = Address("acme", "mark", written_at=START)
    assert not written.may_be_written_to(START + KEPT - timedelta(seconds=1))
    assert written.may_be_written_to(START + KEPT)
    refusing = Address("acme", "mark", written_at=START, refuses=True)
    assert not refusing.may_be_written_to(START + 10 * KEPT)
    assert refusing.is_remembered(START + 10 * KEPT)


@pytest.mark.parametrize("code", Code)
def test_every_no_speaks_both_languages(code: Code) -> None:
    words = EXPLANATIONS[code]
    assert set(words) == {"en", "de"}
    assert words["en"] != words["de"]


@pytest.mark.parametrize("wish", [None, *Wish])
@pytest.mark.parametrize("name", [None, "Cleo"])
@pytest.mark.parametrize("note", [None, NOTE])
@pytest.mark.parametrize(("inviter", "first", "second"), [(ADA, "Hello", "Hallo"), (BOB, "Hallo", "Hello")])
def test_the_mail_speaks_the_inviters_language_first_and_the_other_beneath(
    inviter: str, first: str, second: str, wish: Wish | None, name: str | None, note: str | None
) -> None:
    mail = invitation(PEOPLE[inviter], first_name=name, note=note, wish=wish)
    greeting = f" {name}," if name else ","
    assert mail.text.index(first + greeting) < mail.text.index(second + greeting)
    for part in (PEOPLE[inviter].name, "No more invitations", "Keine Einladungen mehr", "90 days", "90 Tagen", LINK):
        assert part in mail.text
        assert part in mail.html
    assert mail.text.count("no second mail") == mail.text.count("eine zweite Mail kommt dazu nicht") == 1
    assert not re.search(r"[^\S\n]{2}|\n{3}|\bNone\b|[{}]|Undefined| [,.!?]", mail.text), mail.text
    assert len(mail.title) < 78
    assert ("writes: “" in mail.text) is ("schreibt: „" in mail.text) is (note is not None)


def test_every_wish_has_words_of_its_own() -> None:
    mails = [invitation(PEOPLE[ADA], wish=wish) for wish in (None, *Wish)]
    assert len({mail.title for mail in mails}) == len({mail.text for mail in mails}) == 3


class Links(HTMLParser):
    """Where a page leads, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str | None] = set()
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {value for name, value in attrs if name in ("href", "src")}


def test_what_the_inviter_wrote_is_text_and_every_link_is_the_houses_own() -> None:
    mail = invitation(PEOPLE[ADA], first_name="<i>Cleo", note=NOTE)
    page = Links(mail.html)
    assert page.links == {LINK, f"{LINK}#no-more", "https://mentoring.example.org"}
    assert not {"b", "i", "img", "script"} & page.tags
    assert "&lt;b&gt;proofs" in mail.html
    assert "Node.js" not in mail.text


def test_the_mail_can_be_refused_with_one_click_and_says_both_its_languages() -> None:
    headers = headers_of(invitation(PEOPLE[BOB]))
    assert headers["List-Unsubscribe"] == f"<{LINK}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Content-Language"] == "de, en"
    assert headers["To"] == "Cleo <cleo@example.org>"
    assert headers["Auto-Submitted"] == "auto-generated"


def test_a_name_that_would_break_a_header_does_not() -> None:
    headers = headers_of(invitation(PEOPLE[ADA], first_name="Cleo\r\nBcc: eve"))
    assert headers["To"].startswith('"Cleo Bcc: eve"')
    assert "Bcc" not in headers
