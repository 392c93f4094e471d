"""Threads: numbers without a gap, marks that never go back, and one word for each run of unread messages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.journal.domain.requests import Request, told
from services.journal.domain.threads import Message, Thread, deleted, opened, read, thread_id, untold, written
from tests.unit.journal.builders import NOW
from tests.unit.journal.test_ledgers import SEALED

EMPTY = opened("acme", "pair/pair_1", ("bob", "ada"))


def test_a_pair_goes_on_with_the_thread_of_the_request_from_which_it_came() -> None:
    assert thread_id("pair_1", "req_1") == thread_id(None, "req_1")
    assert thread_id("pair_1", None) != thread_id(None, "pair_1"), "nobody can name a request like a pair's thread"


def test_one_word_is_said_until_everything_is_read() -> None:
    thread = written(written(EMPTY, "ada"), "ada")
    assert thread.side("bob").is_told
    assert read(thread, "bob", 1).side("bob").is_told, "the second one still waits"
    assert not read(thread, "bob", 2).side("bob").is_told
    assert not thread.side("ada").is_told, "nothing was written to her"


def test_who_answers_has_not_read_by_it() -> None:
    thread = written(written(EMPTY, "ada"), "bob")
    assert (thread.side("bob").read_up_to, thread.side("bob").is_told) == (0, True)


def test_what_was_deleted_before_it_was_told_begins_no_run() -> None:
    assert untold(written(EMPTY, "ada"), "bob").side("bob").is_told is False


def test_a_deleted_message_keeps_its_place_and_nothing_else() -> None:
    message = Message(
        org="acme", message_id="m1", thread_id="t", number=3, author_id="ada", text=SEALED, at=NOW, revision=1
    )
    assert deleted(message, NOW) == replace(message, text=None, deleted_at=NOW)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("write"), st.sampled_from(("ada", "bob")), st.just(0)),
            st.tuples(st.just("read"), st.sampled_from(("ada", "bob")), st.integers(1, 30)),
        ),
        max_size=40,
    )
)
@pytest.mark.feature("pair.messages")
def test_whatever_is_written_and_read_a_reader_has_been_told_of_what_waits_and_of_nothing_else(
    done: list[tuple[str, str, int]],
) -> None:
    thread, authors, marks = EMPTY, list[str](), {"ada": 0, "bob": 0}
    for what, person_id, number in done:
        before = thread
        if what == "write":
            thread = written(thread, person_id)
            authors.append(person_id)
            assert thread.last_number == len(authors)
        elif number <= len(authors):
            thread = read(thread, person_id, number)
            assert read(thread, person_id, number) == thread, "again changes nothing"
            marks[person_id] = max(marks[person_id], number)
        _agrees(thread, authors, marks)
        assert all(thread.side(one).read_up_to >= before.side(one).read_up_to for one in marks)


def _agrees(thread: Thread, authors: list[str], marks: dict[str, int]) -> None:
    for person_id, mark in marks.items():
        waiting = [number for number, author in enumerate(authors, 1) if author != person_id and number > mark]
        assert thread.side(person_id).read_up_to == mark
        assert thread.side(person_id).is_told is bool(waiting)


@given(st.permutations([(True, 1), (True, 1), (False, 2), (False, 3)]), st.integers(1, 4))
def test_a_request_stands_as_its_newest_word_says_in_whatever_order_it_comes(
    words: list[tuple[bool, int]], heard: int
) -> None:
    known: Request | None = None
    for is_open, sequence in words[:heard]:
        known = told(
            known,
            Request(org="acme", request_id="r", members=("ada", "bob"), is_open=is_open, sequence=sequence),
        )
    assert known
    newest = max(sequence for _, sequence in words[:heard])
    assert (known.sequence, known.is_open) == (newest, newest == 1)
