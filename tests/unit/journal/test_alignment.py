"""The eight questions about expectations: the same for both sides and in both languages, compared by their choices."""

from pathlib import Path

import pytest

from services.journal.preparation.alignment import Question, load_alignment
from services.journal.preparation.content import ContentBroken

QUESTIONS = load_alignment()
LANGUAGES = {"en", "de"}

QUESTION = (
    '---\nid: alignment.tea\ntitle: Tea\nscale: true\nchoices:\n  none: "None"\n  some: "Some"\n  much: "Much"\n'
    "talk: Who makes it?\n---\n\nHow much tea?\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One question."""
    for language in LANGUAGES:
        write(tmp_path, language, QUESTION)
    return tmp_path


def write(root: Path, language: str, text: str) -> None:
    (root / language).mkdir(exist_ok=True)
    (root / language / "01-tea.md").write_text(text, encoding="utf-8")


def test_the_eight_matters_are_asked_in_their_order_and_under_the_ids_they_always_had() -> None:
    matters = ["frequency", "lead", "advice", "candour", "contact", "privacy", "success", "ending"]
    assert [question.question_id for question in QUESTIONS] == [f"alignment.{matter}" for matter in matters]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question_id)
def test_a_question_and_its_choices_are_there_in_both_languages_and_short(question: Question) -> None:
    assert set(question.title) == set(question.text) == LANGUAGES
    assert all(text.endswith("?") and len(text) <= 120 for text in question.text.values())
    for choice in question.choices:
        assert set(choice.words) == LANGUAGES
        assert all(len(words) <= 65 for words in choice.words.values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question_id)
def test_two_who_differ_have_a_question_to_begin_with(question: Question) -> None:
    assert set(question.talk) == LANGUAGES
    assert all(words.endswith("?") and len(words) <= 120 for words in question.talk.values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question_id)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_two_choices_of_a_question_read_the_same(question: Question, language: str) -> None:
    assert len({choice.words[language] for choice in question.choices}) == len(question.choices)


def test_choices_keep_their_order_because_neighbours_are_nearly_the_same_answer(root: Path) -> None:
    (question,) = load_alignment(root)
    assert question.is_scale
    assert [choice.choice_id for choice in question.choices] == ["none", "some", "much"]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('  none: "None"\n  some: "Some"\n', '  some: "Some"\n  none: "None"\n'),
        ("none:", "nothing:"),
        ("scale: true", "scale: false"),
        ("alignment.tea", "alignment.tee"),
    ],
)
def test_both_languages_offer_the_same_choices_in_the_same_order(root: Path, was: str, becomes: str) -> None:
    write(root, "de", QUESTION.replace(was, becomes))
    with pytest.raises(ContentBroken, match=r"de/01-tea\.md: .* differs"):
        load_alignment(root)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('  none: "None"\n', "", "choices: "),
        ('"None"', '""', "choices.none: "),
        ("scale: true\n", "", "scale: Field required"),
        ("talk: Who makes it?\n", "", "talk: Field required"),
        ("How much tea?\n", "", "no text"),
    ],
)
def test_a_question_that_lacks_something_is_refused(root: Path, was: str, becomes: str, said: str) -> None:
    write(root, "de", QUESTION.replace(was, becomes))
    with pytest.raises(ContentBroken) as refused:
        load_alignment(root)
    assert f"de/01-tea.md: {said}" in str(refused.value)
