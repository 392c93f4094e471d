"""When two spellings are one topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.topics import DEFAULT_LEVEL, Topic, highest, normalise


@pytest.mark.parametrize(
    "spellings",
    [
        ("React.js", "ReactJS", "react", " REACT ", "React JS"),
        ("C++", "c ++"),
        ("C#", "C♯", "c\uff03"),
        ("Node.js", "NodeJS", "node"),
        ("machine learning", "Machine-Learning", "MACHINE  LEARNING"),
        ("Führung", "FÜHRUNG", "Fu\u0308hrung"),
        ("Straßenbau", "STRASSENBAU"),
        ("CI/CD", "ci cd"),
    ],
)
def test_spellings_of_one_topic_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({normalise(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "different",
    [
        ("C", "C++", "C#", "F#"),
        ("Angular", "AngularJS"),
        ("JS", "Java", "JavaScript"),
        ("हिंदी", "हद"),
        ("管理", "心理"),
        ("🎸", "🎹"),
    ],
)
def test_different_topics_keep_different_keys(different: tuple[str, ...]) -> None:
    assert len({normalise(topic) for topic in different}) == len(different)


def test_topic_of_punctuation_alone_still_matches_itself() -> None:
    assert normalise(" ?! ") == normalise("?!") == "?!"


@given(st.text())
def test_key_of_a_key_is_the_key(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1))
def test_case_never_matters(text: str) -> None:
    assert normalise(text.casefold()) == normalise(text)


def test_topic_shows_its_label_without_stray_spaces() -> None:
    assert Topic.of("  React   JS ") == Topic("react", "React JS", DEFAULT_LEVEL)


@pytest.mark.parametrize("level", [0, 6])
def test_level_out_of_range_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match=f"level {level}"):
        Topic.of("Python", level)


def test_highest_level_stands_where_a_topic_is_named_twice() -> None:
    named = (Topic.of("React", 2), Topic.of("ReactJS", 4), Topic.of("React.js", 3))
    assert highest(named) == {"react": Topic("react", "ReactJS", 4)}
