"""Links of mails and marks of texts: made by whoever has the key, and telling nothing to anybody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.crypto import Box
from libs.common.links import CONTENT, HOLDS_FOR, Link, Purpose, link_of, token_of

BOX, OTHER = Box(b"k" * 32), Box(b"x" * 32)
WRITTEN = datetime(2026, 5, 1, tzinfo=UTC)
LINK = Link(Purpose.ACT, "acme", "ada", "accept", "ntc_1", "req_1", WRITTEN)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
LINKS = st.builds(
    Link,
    purpose=st.sampled_from(Purpose),
    org=TEXT,
    bearer=TEXT,
    what=TEXT,
    where=TEXT,
    subject=TEXT,
    written_at=st.none() | st.datetimes(timezones=st.just(UTC)),
)


@given(LINKS)
def test_a_link_proves_all_that_it_was_made_for_and_shows_none_of_it(link: Link) -> None:
    token = token_of(BOX, link)
    assert link_of(BOX, token, link.purpose) == link
    assert token.replace("-", "").replace("_", "").isalnum()
    assert token_of(BOX, link) != token, "and no two of them are known for the same"


def test_nothing_in_a_link_can_be_read() -> None:
    token = token_of(BOX, LINK)
    assert not any(part in token for part in ("acme", "ada", "accept", "ntc", "req", "act", "2026"))


@pytest.mark.parametrize("made", Purpose)
@pytest.mark.parametrize("wanted", Purpose)
def test_a_link_for_one_purpose_is_none_for_another(made: Purpose, wanted: Purpose) -> None:
    found = link_of(BOX, token_of(BOX, Link(made, "acme", "ada")), wanted)
    assert (found is not None) is (made is wanted)


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA", "a b", "." * 500, token_of(OTHER, LINK)])
def test_what_the_house_did_not_make_proves_nothing(token: str) -> None:
    assert link_of(BOX, token, Purpose.ACT) is None


def test_one_changed_character_makes_a_link_worthless() -> None:
    token = token_of(BOX, LINK)
    for place in range(len(token) - 1):
        other = "A" if token[place] != "A" else "B"
        assert link_of(BOX, token[:place] + other + token[place + 1 :], Purpose.ACT) is None


@pytest.mark.parametrize("text", [CONTENT.dump_json(LINK), b"acme/mark", b"{}", b""])
def test_a_text_sealed_for_something_else_is_no_link(text: bytes) -> None:
    sealed = BOX.seal(text, "message:acme/1")
    assert link_of(BOX, sealed.hex(), Purpose.ACT) is None


@given(LINKS)
def test_the_id_of_a_link_is_the_same_however_often_it_is_sealed(link: Link) -> None:
    again = link_of(BOX, token_of(BOX, link), link.purpose)
    assert again is not None
    assert again.id == link.id


@pytest.mark.parametrize(
    "other",
    [
        {"purpose": Purpose.SWITCH_OFF},
        {"org": "globex"},
        {"bearer": "bob"},
        {"what": "not-now"},
        {"where": "ntc_2"},
        {"subject": "req_2"},
        {"written_at": WRITTEN + timedelta(days=7)},
        {"written_at": None},
    ],
)
def test_what_differs_in_anything_is_another_link(other: dict[str, Any]) -> None:
    assert replace(LINK, **other).id != LINK.id


@pytest.mark.parametrize(
    ("link", "now", "expired"),
    [
        (LINK, WRITTEN + HOLDS_FOR - timedelta(microseconds=1), False),
        (LINK, WRITTEN + HOLDS_FOR, True),
        (Link(Purpose.SWITCH_OFF, "acme", "ada"), datetime.max.replace(tzinfo=UTC), False),
    ],
)
def test_a_link_ends_at_its_time_or_never(link: Link, now: datetime, expired: bool) -> None:
    assert link.has_expired(now) is expired


def test_a_mark_knows_a_text_again_in_its_context_under_its_key() -> None:
    mark = BOX.mark("ada@example.org", "address:acme")
    assert mark == Box(b"k" * 32).mark("ada@example.org", "address:acme")
    others = {
        OTHER.mark("ada@example.org", "address:acme"),
        BOX.mark("ada@example.org", "address:globex"),
        BOX.mark("eve@example.org", "address:acme"),
        BOX.mark("acme\x1fada@example.org", "address:"),
    }
    assert mark not in others
    assert len(others) == 4
