"""The preparation tracks: complete in both languages, short, and every step ends in something written."""

import re
from collections.abc import Iterator

import pytest

from services.journal.domain.stages import Stage
from services.journal.preparation.tracks import Step, Track, load_tracks

TRACKS = load_tracks()
STEPS = [step for track in TRACKS.values() for step in track.steps]
LANGUAGES = {"en", "de"}

# Answers are kept under these ids: a step may come or be worded anew, but its id never changes.
IDS = {
    "core": "what-it-is both-ways ours who-sees-what first-talk ending-well still-both-ways",
    "mentor": "own-goal questions-first stories feedback boundaries power not-enough share-the-lead",
    "mentee": "you-drive wish-into-question asking agenda advice what-you-give report-back not-working",
    "reverse-mentor": "why-you only-yourself six-sessions candour steering cancellations your-standing your-strength",
    "senior-as-mentee": "not-knowing ask-then-silence no-test their-ground you-rebook act-and-report open-a-door",
    "organiser": "clear-message plan-the-talk health-as-question step-back who-is-missing protect-juniors "
    "end-with-a-story",
}


def written(language: str) -> Iterator[tuple[str, str]]:
    """Everything that a person reads in a language, with where it stands."""
    for step in STEPS:
        for words in (step.title, step.text, step.writes):
            yield step.step_id, words[language]
    for track in TRACKS.values():
        for words in (track.title, track.about):
            yield track.name, words[language]


def test_every_part_somebody_may_play_has_its_track_with_the_steps_it_always_had() -> None:
    assert {name: [step.step_id for step in track.steps] for name, track in TRACKS.items()} == {
        name: [f"{name}.{step}" for step in steps.split()] for name, steps in IDS.items()
    }


@pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.name)
def test_a_track_has_a_title_and_says_in_a_line_for_whom_it_is(track: Track) -> None:
    assert set(track.title) == set(track.about) == LANGUAGES
    assert all(len(title) <= 45 for title in track.title.values())
    assert all(len(about) <= 110 and about.endswith(".") for about in track.about.values())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.step_id)
def test_a_step_is_there_in_both_languages_and_asks_for_something_written(step: Step) -> None:
    assert set(step.title) == set(step.text) == set(step.writes) == LANGUAGES
    assert all(question.endswith("?") and len(question) <= 160 for question in step.writes.values())
    assert all(len(title) <= 60 for title in step.title.values())
    assert all(50 <= len(text.split()) <= 150 for text in step.text.values())


@pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.name)
def test_being_prepared_takes_a_quarter_of_an_hour(track: Track) -> None:
    shortest, longest = (15, 20) if track.name == "core" else (10, 15)
    assert shortest <= track.minutes <= longest
    assert 5 <= len(track.steps) <= 9


@pytest.mark.parametrize("track", TRACKS.values(), ids=lambda track: track.name)
def test_each_track_comes_back_later_for_a_few_minutes(track: Track) -> None:
    refreshers = [step for stage in Stage for step in track.steps_after(stage)]
    assert refreshers
    assert all(3 <= step.minutes <= 5 for step in refreshers)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_nothing_is_said_twice(language: str) -> None:
    """A paragraph that was copied from one step to another, or from one language to the other, was not written."""
    other = {text for _, text in written("de" if language == "en" else "en")}
    paragraphs = [each for _, text in written(language) for each in text.split("\n\n")]
    assert len(paragraphs) == len(set(paragraphs))
    assert other.isdisjoint(text for _, text in written(language))


def test_german_says_du() -> None:
    formal = re.compile(r"(?<![.!?:„] )(?<!^)(?<!\n)\b(Sie|Ihnen|Ihre[mnrs]?)\b", flags=re.MULTILINE)
    assert [where for where, text in written("de") if formal.search(text)] == []


def test_quotation_marks_are_those_of_the_language() -> None:
    assert [where for where, text in written("de") if '"' in text or text.count("„") != text.count("“")] == []
    assert [where for where, text in written("en") if "„" in text or text.count('"') % 2] == []
