"""Master keys: the first wraps, all unwrap, and one that is missing is known by its id."""

import pytest

from libs.common.crypto import Keyring, UnknownMaster, Unsealable, master_id

OLD, NEW = b"o" * 32, b"n" * 32
CONTEXT = "data key acme/1"


def test_a_key_wrapped_by_any_of_the_ring_is_unwrapped() -> None:
    wrapped = [Keyring([first, second]).wrap(b"data", CONTEXT) for first, second in ((OLD, NEW), (NEW, OLD))]
    assert [one.master_id for one in wrapped] == [master_id(OLD), master_id(NEW)]
    assert [Keyring([NEW, OLD]).unwrap(one, CONTEXT) for one in wrapped] == [b"data", b"data"]


def test_a_key_of_another_ring_is_not_unwrapped_and_says_whose_it_is() -> None:
    wrapped = Keyring([OLD]).wrap(b"data", CONTEXT)
    with pytest.raises(UnknownMaster, match=master_id(OLD)):
        Keyring([NEW]).unwrap(wrapped, CONTEXT)


def test_a_wrapped_key_opens_nowhere_else() -> None:
    with pytest.raises(Unsealable):
        Keyring([OLD]).unwrap(Keyring([OLD]).wrap(b"data", CONTEXT), "data key acme/2")


def test_the_id_of_a_master_key_shows_nothing_of_it() -> None:
    assert master_id(OLD) != master_id(NEW)
    assert len(master_id(OLD)) == 16
    assert OLD.hex()[:16] not in master_id(OLD)
