"""The prompts themselves: enough for everybody, in both languages, short; and a file that is wrong says what is."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from libs.common.contracts.requests import Direction
from services.journal.domain.prompts import A_FEW, MOMENTS, Moment, Purpose
from services.journal.domain.stages import Stage
from services.journal.domain.stories import Role
from services.journal.prompts.library import FOLDER, BadPrompts, load

PROMPTS = load()
WORDS = [(prompt.prompt_id, locale, text) for prompt in PROMPTS for locale, text in prompt.words.items()]
ALONE = {Purpose.REFLECTION, Purpose.LEARNED_FROM_YOU, Purpose.GAVE}
LONGEST = 120
"""Letters: three lines on a small phone."""

FORMAL = re.compile(r"(?<![.?!] )(?<!^)\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
GOOD: dict[str, Any] = {"id": "good-day", "purpose": "talk", "for": ["everybody"], "en": "How?", "de": "Wie?"}


def written(folder: Path, name: str, *prompts: dict[str, Any]) -> Path:
    with (folder / name).open("w", encoding="utf-8") as file:
        YAML().dump(list(prompts), file)
    return folder


@pytest.mark.parametrize("moment", sorted(MOMENTS, key=repr), ids=lambda one: f"{one.stage}-{one.direction}-{one.role}")
def test_every_side_has_something_to_ask_and_to_think_about_in_every_stage(moment: Moment) -> None:
    purposes = [prompt.purpose for prompt in PROMPTS if moment in prompt.moments]
    assert len(purposes) >= A_FEW
    assert not ALONE.isdisjoint(purposes)
    assert not ALONE.issuperset(purposes)


def test_every_purpose_is_served_for_both_sides() -> None:
    for role in Role:
        served = {prompt.purpose for prompt in PROMPTS if any(moment.role is role for moment in prompt.moments)}
        assert served == set(Purpose)


@pytest.mark.parametrize(
    ("direction", "role"), [(direction, role) for direction in ("forward", "reverse") for role in Role]
)
def test_each_side_of_a_pair_that_is_not_equal_can_swap(direction: str, role: Role) -> None:
    moment = Moment(Stage.PROGRESS, Direction(direction), role)
    assert any(moment in prompt.moments for prompt in PROMPTS if prompt.purpose is Purpose.FLIP)


def test_every_prompt_has_words_of_its_own_in_both_languages() -> None:
    assert all(set(prompt.words) == {"en", "de"} for prompt in PROMPTS)
    assert len({text for _, _, text in WORDS}) == len(WORDS)


def test_every_prompt_is_a_question_or_two_short_sentences_that_a_phone_can_show() -> None:
    assert [(name, locale, len(text)) for name, locale, text in WORDS if len(text) > LONGEST] == []
    assert [name for name, _, text in WORDS if "?" not in text or len(re.findall(r"[.?!](?=\s|$)", text)) > 2] == []
    assert [name for name, _, text in WORDS if text != " ".join(text.split()) or text[-1] not in ".?"] == []


def test_german_prompts_say_du() -> None:
    assert [name for name, locale, text in WORDS if locale == "de" and FORMAL.search(text)] == []


def test_no_file_says_anything_twice() -> None:
    """The loader would take the second of two; this reader refuses."""
    read = [one for path in FOLDER.glob("*.yaml") for one in YAML(typ="safe").load(path)]
    assert sorted(one["id"] for one in read) == [prompt.prompt_id for prompt in PROMPTS]


def test_a_prompt_is_for_the_stage_of_its_file_and_those_it_names(tmp_path: Path) -> None:
    (prompt,) = load(written(tmp_path, "rapport.yaml", GOOD | {"also": ["progress"]}))
    assert {moment.stage for moment in prompt.moments} == {Stage.RAPPORT, Stage.PROGRESS}
    assert prompt.words == {"en": "How?", "de": "Wie?"}


@pytest.mark.parametrize(
    ("readers", "sides"),
    [
        (["everybody"], {(direction, role) for direction in Direction for role in Role}),
        (["reverse"], {(Direction.REVERSE, Role.MENTOR), (Direction.REVERSE, Role.MENTEE)}),
        (["mentee"], {(direction, Role.MENTEE) for direction in Direction}),
        (["reverse-mentor", "flash-mentee"], {(Direction.REVERSE, Role.MENTOR), (Direction.FLASH, Role.MENTEE)}),
    ],
)
def test_a_prompt_is_for_those_it_names_alone(
    tmp_path: Path, readers: list[str], sides: set[tuple[Direction, Role]]
) -> None:
    (prompt,) = load(written(tmp_path, "rapport.yaml", GOOD | {"for": readers}))
    assert {(moment.direction, moment.role) for moment in prompt.moments} == sides


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"purpose": "chat"}, "rapport.yaml: good-day: purpose: Input should be 'talk'"),
        ({"de": "  "}, "rapport.yaml: good-day: de: String should have at least 1 character"),
        ({"fr": "Comment?"}, "rapport.yaml: good-day: fr: Extra inputs are not permitted"),
        ({"also": ["honeymoon"]}, "rapport.yaml: good-day: also: 0: Input should be 'prepare'"),
        ({"for": []}, "rapport.yaml: good-day: for: Tuple should have at least 1 item"),
        ({"for": ["mentor", "boss"]}, "rapport.yaml: good-day: for: nobody is called boss"),
        ({"id": "Good day"}, "rapport.yaml: Good day: id: String should match pattern"),
    ],
)
def test_what_is_wrong_with_a_prompt_is_said_with_its_file_and_id(
    tmp_path: Path, wrong: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadPrompts, match=re.escape(words)):
        load(written(tmp_path, "rapport.yaml", GOOD | wrong))


@pytest.mark.parametrize("missing", GOOD)
def test_a_field_that_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    prompt = {name: value for name, value in GOOD.items() if name != missing}
    named = "0" if missing == "id" else "good-day"
    with pytest.raises(BadPrompts, match=rf"^rapport\.yaml: {named}: {missing}: Field required$"):
        load(written(tmp_path, "rapport.yaml", prompt))


def test_one_id_is_one_prompt_across_files(tmp_path: Path) -> None:
    written(tmp_path, "after.yaml", GOOD)
    with pytest.raises(BadPrompts, match=r"^good-day: the id of 2 prompts$"):
        load(written(tmp_path, "rapport.yaml", GOOD))


def test_a_prompt_that_nobody_would_ever_be_asked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPrompts, match=r"^progress\.yaml: good-day: nobody is asked this$"):
        load(written(tmp_path, "progress.yaml", GOOD | {"for": ["flash"]}))


def test_a_file_of_no_stage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPrompts, match=r"^honeymoon\.yaml: no stage has this name$"):
        load(written(tmp_path, "honeymoon.yaml", GOOD))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Input should be a valid list"),
        ("- one", "0: Input should be a valid dictionary"),
        ("- [", "did not find expected"),
    ],
)
def test_a_file_that_is_no_list_of_prompts_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "after.yaml").write_text(text)
    with pytest.raises(BadPrompts, match=rf"^after\.yaml: (?s:.*){words}"):
        load(tmp_path)
