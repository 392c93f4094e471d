"""One record out of what several sources say, the same in whatever order they say it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from libs.common.contracts.people import FURTHER_NOTICE, PersonChanged, PersonJoined, PersonLeft
from services.gateway.domain.people import (
    OwnField,
    PersonInput,
    Record,
    SaidBy,
    Source,
    join,
    leave,
    merge,
    news,
    numbered,
    oneself,
    said_by,
    say_oneself,
)
from services.gateway.schemas.me import OwnProfile
from services.gateway.schemas.platforms import RegisterPlatform

START = datetime(2026, 11, 1, tzinfo=UTC)
HR, LMS = Source("hr", 200), Source("lms", 100)
NAMED = {"name": "Ada", "email": "ada@example.org"}


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def make_record(**fields: Any) -> Record:
    return merge(Record("acme", "ada"), NAMED | fields, HR, START)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((HR, 1, "Engineer"), (HR, 2, "Manager"), "Manager"),
        ((HR, 2, "Engineer"), (HR, 1, "Manager"), "Engineer"),
        ((LMS, 5, "Coach"), (HR, 1, "Engineer"), "Engineer"),
        ((HR, 1, "Engineer"), (LMS, 5, "Coach"), "Engineer"),
        ((LMS, 1, "Coach"), (Source("wiki", 100), 2, "Writer"), "Writer"),
    ],
    ids=["newer wins", "older is too late", "stronger wins", "weaker does not", "as strong, newer wins"],
)
def test_who_has_a_field(first: Any, second: Any, expected: str) -> None:
    record = make_record()
    for source, hours, title in (first, second):
        record = merge(record, {"title": title}, source, at(hours))
    assert record.fields["title"] == expected


def test_a_source_speaks_only_of_what_it_says() -> None:
    record = merge(make_record(title="Engineer"), {"site": "London"}, HR, at(1))
    assert record.fields == NAMED | {"title": "Engineer", "site": "London"}


def test_a_weaker_word_stands_where_the_stronger_source_says_nothing() -> None:
    record = merge(make_record(), {"title": "Coach"}, LMS, at(-100))
    assert record.fields["title"] == "Coach"


words = st.lists(
    st.tuples(
        st.sampled_from([HR, LMS, Source("wiki", 100)]),
        st.integers(0, 3),
        st.dictionaries(st.sampled_from(["title", "site"]), st.sampled_from(["a", "b", None]), min_size=1),
        st.sampled_from(["says", "joins", "leaves"]),
    ),
    max_size=8,
)


@given(words, st.randoms())
def test_the_order_of_words_does_not_matter(spoken: list[Any], random: Any) -> None:
    def heard(sequence: list[Any]) -> Record:
        record = make_record()
        for source, hours, said, deed in sequence:
            record = leave(record, at(hours)) if deed == "leaves" else merge(record, said, source, at(hours))
            record = join(record, at(hours)) if deed == "joins" else record
        return record

    shuffled = [*spoken]
    random.shuffle(shuffled)
    assert heard(shuffled) == heard(spoken) == heard(spoken + spoken)


def test_what_is_not_set_is_not_said() -> None:
    assert PersonInput(person_id="ada", title="Engineer").words() == {"title": "Engineer"}
    assert PersonInput(person_id="ada", manager_id="").words() == {"manager_id": None}
    assert PersonInput.model_validate({"person_id": "ada", "changed": ["title"], "nickname": "A"}).words() == {}


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": None}, {"email": "ada"}, {"seniority": 11}, {"visible": None}, {"locale": "english!"}],
)
def test_what_is_said_is_checked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PersonInput.model_validate({"person_id": "ada"} | wrong)


def test_news_of_somebody_new() -> None:
    told = news(None, make_record(gives=[{"topic": "Python", "level": 3, "why": None}]))
    assert isinstance(told, PersonJoined)
    assert (told.person_id, told.name, told.gives[0].topic) == ("ada", "Ada", "Python")


def test_news_of_a_change_names_what_changed() -> None:
    before = make_record(title="Engineer")
    told = news(before, merge(before, {"title": "Manager", "name": "Ada"}, HR, at(1)))
    assert isinstance(told, PersonChanged)
    assert (told.changed, told.title, told.email) == (("title",), "Manager", "ada@example.org")


def test_a_default_that_is_said_aloud_is_no_news() -> None:
    before = make_record()
    assert news(before, merge(before, {"time_zone": "UTC", "capacity": 1, "manager_id": None}, HR, at(1))) is None


def test_somebody_leaves_and_comes_back() -> None:
    here = join(make_record(), at(0))
    gone = leave(here, at(1))
    assert (gone.is_here, news(here, gone)) == (False, PersonLeft(person_id="ada"))
    silent = merge(gone, {"title": "Manager"}, HR, at(2))
    assert news(gone, silent) is None
    assert news(gone, leave(gone, at(2))) is None
    back = join(silent, at(3))
    told = news(silent, back)
    assert isinstance(told, PersonJoined)
    assert told.title == "Manager"


def test_a_late_word_of_an_earlier_time_brings_nobody_back_and_sends_nobody_away() -> None:
    gone = leave(join(make_record(), at(0)), at(5))
    assert not join(gone, at(4)).is_here
    assert not join(gone, at(5)).is_here
    back = join(gone, at(6))
    assert leave(back, at(5)).is_here


def test_the_version_rises_with_every_saved_change() -> None:
    assert [replace(make_record(), revision=revision).version for revision in (0, 1, 7)] == [1, 2, 8]


def test_a_record_without_a_name_is_not_complete() -> None:
    assert make_record().is_complete
    assert not merge(Record("acme", "ada"), {"title": "Engineer"}, HR, START).is_complete


@pytest.mark.parametrize(
    ("until", "is_paused"),
    [
        (None, False),
        (FURTHER_NOTICE, True),
        ("2026-11-01T05:00:00Z", False),
        ("2026-11-01T05:00:01Z", True),
        ("2026-11-01T07:00:01+02:00", True),
    ],
)
def test_a_pause_holds_until_its_time(until: str | None, is_paused: bool) -> None:
    assert make_record(paused_until=until).is_paused(at(5)) is is_paused


@pytest.mark.parametrize("first", [HR, LMS])
def test_a_persons_own_word_is_as_strong_as_the_strongest_so_that_the_newest_stands(first: Source) -> None:
    record = merge(make_record(), {"paused_until": FURTHER_NOTICE}, first, at(1))
    back = merge(record, {"paused_until": None}, oneself(record, "paused_until"), at(2))
    assert back.fields["paused_until"] is None
    assert merge(back, {"paused_until": FURTHER_NOTICE}, first, at(3)).is_paused(at(4))
    assert not merge(back, {"paused_until": FURTHER_NOTICE}, first, at(1)).is_paused(at(4)), "an older word is too late"
    assert oneself(record, "title").priority == Source("anybody").priority, "of one field alone"


own_words = st.fixed_dictionaries({}, optional={"capacity": st.integers(0, 3) | st.none(), "visible": st.just(False)})


@given(own_words, words, st.integers(0, 3))
def test_ones_own_word_stands_before_and_after_whatever_is_said_of_one(
    own: dict[str, Any], spoken: list[Any], when: int
) -> None:
    without = make_record(capacity=7, visible=True)
    said = say_oneself(without, own, at(when))
    for source, hours, others, _ in spoken:
        later = others | {"capacity": 9, "visible": True}, source, at(hours + 4)
        said, without = merge(said, *later), merge(without, *later)
    stands = {name: value for name, value in own.items() if value is not None}
    assert {name: said.fields[name] for name in stands} == stands
    assert {name for name in OwnField if said_by(said, name) is SaidBy.YOU} == stands.keys()
    assert say_oneself(said, dict.fromkeys(own), at(9)) == without, "given back, it is as if nothing had been said"


def test_who_says_what_they_said_before_says_nothing() -> None:
    record = say_oneself(make_record(), {"capacity": 2}, at(1))
    assert say_oneself(record, {"capacity": 2, "gives": None}, at(2)) is record
    assert say_oneself(make_record(capacity=2), {"capacity": 2}, at(1)) != make_record(capacity=2), "theirs from now on"


def test_the_number_of_what_is_theirs_to_say_rises_with_nothing_else() -> None:
    before = make_record(capacity=2)
    others = merge(before, {"title": "Boss", "seniority": 4, "paused_until": None}, HR, at(1))
    assert numbered(before, others).own_version == before.own_version
    for after in (
        merge(before, {"capacity": 3}, HR, at(1)),
        say_oneself(before, {"capacity": 2}, at(1)),
        say_oneself(before, {"locale": "de"}, at(1)),
    ):
        assert numbered(before, after).own_version == before.own_version + 1
    own = say_oneself(before, {"capacity": 4}, at(1))
    assert numbered(own, merge(own, {"capacity": 9}, HR, at(2))).own_version == own.own_version, "it stands as it did"


def test_no_platform_is_as_strong_as_people_on_what_is_theirs_and_the_form_takes_just_that() -> None:
    assert OwnProfile.model_fields.keys() == set(OwnField)
    strongest = next(one.le for one in RegisterPlatform.model_fields["priority"].metadata if hasattr(one, "le"))
    assert all(oneself(make_record(), name).priority > strongest for name in OwnField)
