"""The words of the web client: the same in both languages, and none asked for that are not there."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from deploy.local.web import HERE
from libs.common.contracts.requests import Direction
from services.notifications.domain.occasions import Occasion
from services.notifications.plans import house_plan
from services.notifications.words import Writer

SOURCE = HERE / "src"
WORDS = SOURCE / "words"
LANGUAGES = ("en", "de")
ENDINGS = ("one", "other")
"""Of plural forms, in both languages."""

AREAS = sorted(path.stem for path in (WORDS / "en").glob("*.json"))
PLACES = re.compile(r"\{\{\s*(\w+)[^}]*\}\}")
TAGS = re.compile(r"</?\w+/?>")
DASH = "\N{EM DASH}"


def flat(words: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(key, text) of every text, lists by number."""
    if isinstance(words, str):
        yield path, words
        return
    inside = words.items() if isinstance(words, Mapping) else enumerate(words)
    for key, value in inside:
        yield from flat(value, f"{path}.{key}" if path else str(key))


def read(language: str, area: str) -> dict[str, str]:
    return dict(flat(json.loads((WORDS / language / f"{area}.json").read_text())))


def differences(english: Mapping[str, str], german: Mapping[str, str]) -> list[str]:
    """Keys that one language lacks, and texts with other parts to fill in."""
    found = [f"only in one: {key}" for key in sorted(english.keys() ^ german.keys())]
    for key in sorted(english.keys() & german.keys()):
        if parts(key, english[key]) != parts(key, german[key]):
            found.append(f"other parts: {key}")
    return found


def parts(key: str, text: str) -> list[str]:
    """What is filled in. A singular may say its number in a word."""
    named = PLACES.findall(text) + TAGS.findall(text)
    return sorted(one for one in named if not (key.endswith("_one") and one == "count"))


def half_plurals(keys: Mapping[str, str]) -> list[str]:
    """A key with one form of a number and not the other."""
    forms = [key.rsplit("_", 1) for key in keys if key.endswith(tuple(f"_{ending}" for ending in ENDINGS))]
    return sorted({stem for stem, _ in forms if not {f"{stem}_{ending}" for ending in ENDINGS} <= keys.keys()})


def test_every_area_is_there_in_both_languages() -> None:
    assert AREAS
    assert [path.stem for path in sorted((WORDS / "de").glob("*.json"))] == AREAS
    assert sorted(path.name for path in WORDS.iterdir()) == sorted(LANGUAGES)


@pytest.mark.feature("platform.languages")
@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things(area: str) -> None:
    english, german = read("en", area), read("de", area)
    assert differences(english, german) == []
    for words in (english, german):
        assert half_plurals(words) == []
        assert [key for key, text in words.items() if not text.strip()] == []
        assert [key for key, text in words.items() if DASH in text] == []


def test_a_difference_is_found() -> None:
    same = {"a": "{{name}} is here", "b_one": "one day", "b_other": "{{count}} days"}
    german = {"a": "{{name}} ist da", "b_one": "{{count}} Tag", "b_other": "{{count}} Tage"}
    assert differences(same, german) == []
    assert differences(same, german | {"a": "Jemand ist da"}) == ["other parts: a"]
    assert differences(same, german | {"c": "Mehr"}) == ["only in one: c"]
    assert half_plurals({"b_one": "", "c": ""}) == ["b"]


def asked_for(file: Path) -> tuple[set[str], set[str]]:
    """The areas that a file uses, and the keys that it names in full."""
    text = file.read_text()
    areas = set(re.findall(r'useTranslation\(\s*"([\w-]+)"', text)) | {
        area
        for areas in re.findall(r"useTranslation\(\s*\[([^\]]+)\]", text)
        for area in re.findall(r'"([\w-]+)"', areas)
    }
    return areas or {"shell"}, set(re.findall(r'(?<![\w.])(?:i18n\.)?t\(\s*"([\w.:-]+)"', text))


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.ts*")), ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_screen_asks_for_words_that_are_not_there(file: Path) -> None:
    areas, keys = asked_for(file)
    assert areas <= set(AREAS)
    known = set[str]()
    for area in areas | {"shell"}:
        for key in read("en", area):
            steps = key.split(".")
            known |= {".".join(steps[: n + 1]) for n in range(len(steps))}
    plain = {re.sub(r"_(one|other)$", "", key) for key in known} | known
    assert sorted(key for key in keys if key not in plain and ":" not in key) == []


def test_whatever_the_plan_can_name_has_words() -> None:
    words = json.loads((WORDS / "en" / "plan.json").read_text())
    plan = house_plan()
    marks = {mark.partition("/")[0] for row in plan.rows.values() for mark in row.unless}
    assert words["names"].keys() == {*Occasion, *plan.rows, *marks, "digest"}
    heard = re.compile(rf"(.+?)-({'|'.join(words['whom'])})(?:-(?:{'|'.join(Direction)}))?")
    for template in set(Writer("").templates) - {"digest"}:
        found = heard.fullmatch(template)
        assert found, template
        assert found[1] in words["names"], template
