"""What people call their topics, and what a sentence speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.errors import RuleBroken
from services.matching.domain.phrases import phrase_of
from services.matching.domain.topics import Topic, normalise
from services.matching.domain.vocabulary import (
    ALONE,
    Term,
    require_distinct,
    standard,
    standard_terms,
    vocabulary_with,
)

TERMS = tuple(standard_terms())
STANDARD = standard()


def names(text: str) -> list[str]:
    return [words["en"] for words in STANDARD.topics_in(text)]


def test_work_life_has_at_least_250_topics() -> None:
    assert len(STANDARD.words) == len(TERMS) >= 250


@pytest.mark.parametrize(
    "spellings",
    [
        ("react", "reactjs", "React.js"),
        ("k8s", "Kubernetes"),
        ("Team leadership", "Teamführung", "leading a team"),
        ("Data protection", "Datenschutz", "GDPR", "DSGVO"),
        ("Public speaking", "Öffentlich sprechen", "rhetoric"),
    ],
)
def test_names_of_one_topic_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({STANDARD.key(name) for name in spellings}) == 1


def test_no_name_means_two_topics() -> None:
    require_distinct(TERMS)
    phrases = [(phrase_of(name.removeprefix(ALONE)), term.name) for term in TERMS for name in term.names]
    assert len({phrase for phrase, _ in phrases}) == len(set(phrases))


def test_every_name_leads_to_its_topic() -> None:
    for term in TERMS:
        for name in term.names:
            assert STANDARD.words[STANDARD.key(name.removeprefix(ALONE))] == term.words


@pytest.mark.parametrize(
    ("label", "key"),
    [("Kubernetes", "kubernetes"), ("k8s", "kubernetes"), ("Teamführung", "teamleadership"), ("C++", "c++")],
)
def test_keys_stay_what_people_are_kept_by(label: str, key: str) -> None:
    """Written out, because the keys of everybody who is kept come from the release before."""
    assert STANDARD.key(label) == key


@given(st.text(max_size=20))
def test_an_unknown_word_means_itself(text: str) -> None:
    word = f"{text}xyzzy"
    assert STANDARD.topic(word) == Topic.of(word)


def test_a_topic_shows_what_its_person_wrote() -> None:
    assert STANDARD.topic(" k8s ", 4) == Topic("kubernetes", "k8s", 4)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("I want to get better at leading a small team and at React", ["Team leadership", "React"]),
        ("Ich möchte ein kleines Team leiten und besser präsentieren.", ["Team leadership", "Presenting"]),
        ("OFFENTLICH SPRECHEN, k8s and node.js", ["Public speaking", "Kubernetes", "Node"]),
        ("C++, C# or .NET? In Go!", ["C++", "C#", ".NET", "Go"]),
        ("machine\nlearning", []),
        ("Data science or science of data", ["Data science"]),
        ("React, react and ReactJS", ["React"]),
    ],
)
def test_a_sentence_speaks_of_topics(text: str, topics: list[str]) -> None:
    assert names(text) == topics


def test_the_longest_phrase_counts() -> None:
    assert names("data protection officer; project management for data") == ["Data protection", "Project management"]
    assert names("React Native") == ["React Native"]


@pytest.mark.parametrize(
    "text", ["I want to go where it is less rusty", "reactive kubernet", "swift and safe", "", "?!"]
)
def test_everyday_words_and_parts_of_words_are_no_topics(text: str) -> None:
    assert names(text) == []


def test_what_is_found_in_a_sentence_is_found_whatever_its_case() -> None:
    for term in TERMS:
        for name in term.names:
            if not name.startswith(ALONE):
                assert names(f"about {name.upper()} now") == names(f"about {name.lower()} now")


def test_an_organisation_adds_names_and_topics() -> None:
    own = vocabulary_with((Term("Kubernetes", also=("the ship",)), Term("Crane driving", "Kranführen")))
    assert own.key("The ship") == "kubernetes" == own.key("k8s")
    assert own.key("Kranführen") == own.key("crane driving") == normalise("Crane driving")
    assert list(own.topics_in("Kranführen on the ship")) == [
        {"en": "Crane driving", "de": "Kranführen"},
        {"en": "Kubernetes", "de": "Kubernetes"},
    ]
    assert STANDARD.key("The ship") == "theship", "the house's own stays as it is"


def test_the_organisations_word_counts_where_both_know_it() -> None:
    own = vocabulary_with((Term("Product management", also=("PMP",)),))
    assert own.key("PMP") == own.key("Product management") != STANDARD.key("PMP")


@pytest.mark.parametrize(
    "terms",
    [
        (Term("Cranes", also=("lifts",)), Term("Lifts")),
        (Term("Cranes"), Term("cranes", also=("lifts",))),
        (Term("Cranes", "Kräne"), Term("Birds", also=("kräne",))),
    ],
)
def test_one_name_for_two_topics_is_refused(terms: tuple[Term, ...]) -> None:
    with pytest.raises(RuleBroken, match="topic-named-twice"):
        require_distinct(terms)
