"""The resource library: enough for everybody in every stage, complete in both languages, short, and well formed."""

import re
from pathlib import Path
from typing import get_args

import pytest

from libs.common.contracts.resources import StageName
from services.journal.domain.prompts import MOMENTS, Moment
from services.journal.domain.stages import Stage
from services.journal.domain.stories import Role
from services.journal.preparation.content import ContentBroken
from services.journal.resources.library import Kind, Resource, load_resources

RESOURCES = list(load_resources().values())
LANGUAGES = {"en", "de"}
FORMAL = re.compile(r"(?<![.!?:„] )(?<!^)(?<!\n)\b(Sie|Ihnen|Ihre[mnrs]?)\b", flags=re.MULTILINE)

TEA = (
    "---\nid: tea\ntitle: Tea\nkind: guide\nstages: [progress, rapport]\nfor: [reverse-mentor]\nminutes: 3\n---\n\n"
    "Drink it.\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One resource."""
    write(tmp_path, "tea", TEA)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    for language in LANGUAGES:
        (root / language).mkdir(exist_ok=True)
        (root / language / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.mark.feature("preparation.library")
@pytest.mark.parametrize("moment", sorted(MOMENTS, key=repr), ids=lambda one: f"{one.stage}-{one.direction}-{one.role}")
def test_every_side_finds_something_in_every_stage(moment: Moment) -> None:
    assert len([resource for resource in RESOURCES if moment in resource.moments]) >= 2


def test_whoever_asks_may_name_every_stage_there_is() -> None:
    assert set(get_args(StageName)) == set(Stage)


def test_there_is_something_of_every_kind_for_each_side() -> None:
    for role in Role:
        kinds = {one.kind for one in RESOURCES if any(moment.role is role for moment in one.moments)}
        assert kinds == set(Kind)


@pytest.mark.parametrize("direction", ["reverse", "flash", "peer"])
def test_pairs_of_their_own_kind_have_texts_of_their_own(direction: str) -> None:
    """Two who learn from each other by design may share those of peers."""
    directions = [{moment.direction for moment in one.moments} for one in RESOURCES]
    assert len([found for found in directions if direction in found and found <= {direction, "reciprocal"}]) >= 2


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.resource_id)
def test_a_resource_is_there_in_both_languages_and_short(resource: Resource) -> None:
    assert set(resource.title) == set(resource.text) == LANGUAGES
    assert all(len(title) <= 60 for title in resource.title.values())
    assert all(120 <= len(text.split()) <= 250 for text in resource.text.values())


def test_nothing_is_said_twice() -> None:
    paragraphs = [part for one in RESOURCES for text in one.text.values() for part in text.split("\n\n")]
    assert len(paragraphs) == len(set(paragraphs))
    titles = [(language, title) for one in RESOURCES for language, title in one.title.items()]
    assert len(titles) == len(set(titles))


def test_german_says_du() -> None:
    german = {one.resource_id: f"{one.title['de']}\n{one.text['de']}".replace("*", "") for one in RESOURCES}
    assert [name for name, text in german.items() if FORMAL.search(text)] == []


def test_quotation_marks_are_those_of_the_language() -> None:
    german = {one.resource_id: one.text["de"] for one in RESOURCES}
    english = {one.resource_id: one.text["en"] for one in RESOURCES}
    assert [name for name, text in german.items() if '"' in text or text.count("„") != text.count("“")] == []
    assert [name for name, text in english.items() if "„" in text or text.count('"') % 2] == []


def test_a_resource_is_what_its_files_say_and_begins_with_its_first_stage(root: Path) -> None:
    (tea,) = load_resources(root).values()
    assert (tea.resource_id, tea.kind, tea.minutes, tea.title["de"]) == ("tea", Kind.GUIDE, 3, "Tea")
    assert tea.stages == (Stage.RAPPORT, Stage.PROGRESS)
    assert {(moment.direction, moment.role) for moment in tea.moments} == {("reverse", Role.MENTOR)}


def test_the_library_goes_along_with_a_pair(root: Path) -> None:
    write(root, "zen", TEA.replace("id: tea", "id: zen").replace("[progress, rapport]", "[prepare]"))
    assert list(load_resources(root)) == ["zen", "tea"]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("kind: guide", "kind: song", "kind: "),
        ("[progress, rapport]", "[]", "stages: "),
        ("[progress, rapport]", "[honeymoon]", "stages.0: "),
        ("[reverse-mentor]", "[]", "for: "),
        ("[reverse-mentor]", "[boss]", "for: nobody is called boss"),
        ("minutes: 3", "minutes: 0", "minutes: "),
        ("id: tea", "id: coffee", "its id is coffee"),
    ],
)
def test_a_resource_that_cannot_be_used_says_why(root: Path, was: str, becomes: str, said: str) -> None:
    write(root, "tea", TEA.replace(was, becomes))
    with pytest.raises(ContentBroken) as refused:
        load_resources(root)
    assert f"tea.md: {said}" in str(refused.value)


def test_a_resource_that_nobody_would_ever_read_is_refused(root: Path) -> None:
    write(root, "tea", TEA.replace("[reverse-mentor]", "[flash]").replace("[progress, rapport]", "[progress]"))
    with pytest.raises(ContentBroken, match="nobody ever reads this"):
        load_resources(root)


def test_both_languages_are_for_the_same_people(root: Path) -> None:
    (root / "de/tea.md").write_text(TEA.replace("[reverse-mentor]", "[mentor]"))
    with pytest.raises(ContentBroken, match=r"de/tea\.md: .* differs"):
        load_resources(root)
