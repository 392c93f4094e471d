"""Links of mails and marks of texts: made by whoever has the key, and telling nothing to anybody else."""

import pytest

from libs.common.crypto import Box
from libs.common.links import Bearer, bearer_of, token_of

BOX, OTHER = Box(b"k" * 32), Box(b"x" * 32)
BEARER = Bearer("acme", BOX.mark("ada@example.org", "address:acme"))


def test_a_link_proves_whose_it_is_and_hides_it() -> None:
    token = token_of(BOX, BEARER)
    assert bearer_of(BOX, token) == BEARER
    assert token.replace("-", "").replace("_", "").isalnum()
    assert "acme" not in token
    assert BEARER.mark not in token


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA", "a b", "." * 500, token_of(OTHER, BEARER)])
def test_what_the_house_did_not_make_proves_nothing(token: str) -> None:
    assert bearer_of(BOX, token) is None


def test_one_changed_character_makes_a_link_worthless() -> None:
    token = token_of(BOX, BEARER)
    for place in range(len(token) - 1):
        other = "A" if token[place] != "A" else "B"
        assert bearer_of(BOX, token[:place] + other + token[place + 1 :]) is None


def test_a_text_sealed_for_something_else_is_no_link() -> None:
    sealed = BOX.seal(b"acme/mark", "message:acme/1")
    assert bearer_of(BOX, sealed.hex()) is None


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
