"""How content is read: whoever breaks it is told in which file, and what."""

from pathlib import Path

import pytest

from libs.common.contracts.preparation import TrackName
from services.journal.domain.stages import Stage
from services.journal.preparation.content import ContentBroken
from services.journal.preparation.tracks import load_tracks

TITLE = "---\nid: core\ntitle: Before you begin\n---\n\nFor everybody.\n"
STEP = '---\nid: core.hello\ntitle: Hello\nminutes: 2\nwrites: "Who are you?"\n---\n\nSay who you are.\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One track of one step."""
    for language in ("en", "de"):
        write(tmp_path, f"tracks/{language}/core/01-hello.md", STEP)
        write(tmp_path, f"titles/{language}/core.md", TITLE)
    return tmp_path / "tracks"


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def test_a_step_is_what_its_files_say(root: Path) -> None:
    write(root, "de/core/01-hello.md", STEP.replace("Who are you?", "Wer bist du?"))
    track = load_tracks(root)[TrackName.CORE]
    assert (track.title["en"], track.about["de"]) == ("Before you begin", "For everybody.")
    (step,) = track.steps
    assert (step.step_id, step.minutes, step.after) == ("core.hello", 2, None)
    assert step.writes == {"en": "Who are you?", "de": "Wer bist du?"}
    assert step.text["en"] == "Say who you are."


def test_a_refresher_comes_after_its_stage_and_does_not_count_before_the_start(root: Path) -> None:
    for language in ("en", "de"):
        later = STEP.replace("core.hello", "core.again").replace("minutes: 2", "minutes: 3\nafter: rapport")
        write(root, f"{language}/core/02-again.md", later)
    track = load_tracks(root)[TrackName.CORE]
    assert track.minutes == 2
    assert [step.step_id for step in track.steps_after(Stage.RAPPORT)] == ["core.again"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_missing_language_is_refused(root: Path, language: str) -> None:
    (root / language / "core/01-hello.md").unlink()
    with pytest.raises(ContentBroken, match=rf"{language}/core/01-hello\.md: missing in this language"):
        load_tracks(root)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('writes: "Who are you?"\n', "", "writes: Field required"),
        ("Who are you?", "  ", "writes: String should have at least 1 character"),
        ("minutes: 2", "minutes: 0", "minutes: "),
        ("minutes: 2", "minutes: 6", "minutes: "),
        ("minutes: 2", "minutes: 2\nafter: lunch", "after: "),
        ("minutes: 2", "minutes: 2\nmintues: 3", "mintues: "),
        ("title: Hello", "title: [Hello", "its front matter is no YAML"),
        ("title: Hello", "title: 2026", "title: "),
        ("Say who you are.", "", "no text"),
        (STEP, "Just text.", "id: Field required"),
    ],
)
def test_a_step_that_lacks_something_is_refused(root: Path, was: str, becomes: str, said: str) -> None:
    write(root, "de/core/01-hello.md", STEP.replace(was, becomes))
    with pytest.raises(ContentBroken) as refused:
        load_tracks(root)
    assert "de/core/01-hello.md: " in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("core.hello", "core.hallo"), ("minutes: 2", "minutes: 3"), ("minutes: 2", "minutes: 2\nafter: rapport")],
)
def test_what_is_no_matter_of_language_must_not_differ(root: Path, was: str, becomes: str) -> None:
    write(root, "de/core/01-hello.md", STEP.replace(was, becomes))
    with pytest.raises(ContentBroken, match=r"de/core/01-hello\.md: .* differs"):
        load_tracks(root)


def test_an_id_that_stands_twice_is_refused_even_in_another_track(root: Path) -> None:
    for language in ("en", "de"):
        write(root, f"{language}/mentor/01-hello.md", STEP)
    with pytest.raises(ContentBroken, match=r"the id core\.hello stands in more than one text"):
        load_tracks(root)


def test_a_step_without_a_track_is_refused(root: Path) -> None:
    for language in ("en", "de"):
        write(root, f"{language}/01-lost.md", STEP.replace("core.hello", "lost"))
    with pytest.raises(ContentBroken, match=r"01-lost\.md: a step belongs into the folder of its track"):
        load_tracks(root)


def test_a_step_of_no_track_that_exists_is_refused(root: Path) -> None:
    for language in ("en", "de"):
        write(root, f"{language}/boss/01-lost.md", STEP.replace("core.hello", "boss.lost"))
    with pytest.raises(ContentBroken, match=r"boss/01-lost\.md: no track is called boss"):
        load_tracks(root)


@pytest.mark.parametrize("name", ["titles/{}/mentor.md", "tracks/{}/mentor/01-power.md"])
def test_a_title_without_steps_or_steps_without_a_title_are_refused(root: Path, name: str) -> None:
    text = TITLE if name.startswith("titles") else STEP
    for language in ("en", "de"):
        changed = text.replace("id: core.hello", "id: mentor.power").replace("id: core", "id: mentor")
        write(root.parent, name.format(language), changed)
    with pytest.raises(ContentBroken, match=r"mentor: a title and steps, or neither"):
        load_tracks(root)


def test_no_content_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentBroken, match="no content"):
        load_tracks(tmp_path)
