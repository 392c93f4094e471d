"""Whether what a suggestion says is so: its sentences are read back and compared with the people."""

import re

from services.matching.domain.people import Person
from services.matching.domain.suggestions import Search
from services.matching.domain.topics import Topic, normalise
from tests.unit.matching.oracle import level_of, working_hours_together


def numbers_of(text: str) -> list[str]:
    """Digits only: the two languages write decimals differently, and one counts a single topic in words."""
    return re.findall(r"\d+", text.replace("ein anderes Thema", "1 anderes Thema"))


def check_gift(sentence: str, wishes: tuple[Topic, ...], learner: Person, giver: Person) -> None:
    """Exactly the wishes in which the giver is above the learner, each at the giver's own level."""
    useful = {wish.key for wish in wishes if level_of(giver.gives, wish.key) > level_of(learner.gives, wish.key)}
    named = [(normalise(label), int(level)) for label, level in re.findall(r"(\S+) at level (\d)", sentence)]
    more = re.search(r"and (\d+) more", sentence)
    assert len(named) + int(more[1] if more else 0) == len(useful)
    for key, level in named:
        assert key in useful
        assert level == level_of(giver.gives, key)


def check_ease(code: str, sentence: str, search: Search, mentor: Person) -> None:
    if code == "hours-overlap":
        assert _number_in(sentence) == working_hours_together(search, mentor) >= 4
    elif code == "both-have-time":
        assert _number_in(sentence) == min(search.mentee.hours_per_month, mentor.hours_per_month) >= 2
    else:
        assert code == "shared-language"
        spoken = set(re.findall(r"English|German|Ukrainian", sentence))
        assert spoken == _languages_of(search.mentee) & _languages_of(mentor)


def check_gap(code: str, sentence: str, search: Search, mentor: Person) -> None:
    mentee, hours = search.mentee, min(search.mentee.hours_per_month, mentor.hours_per_month)
    steps = abs(mentee.seniority - mentor.seniority)
    is_true = {
        "level-below": lambda: _is_below(sentence, search.wanted, mentor) or _is_below(sentence, mentor.gets, mentee),
        "partly-covered": lambda: _counts_coverage(sentence, search, mentor),
        "hours-hardly-overlap": lambda: (_number_in(sentence) or 0) == working_hours_together(search, mentor) < 4,
        "zone-unknown": lambda: "Nowhere/Atlantis" in (mentee.time_zone, mentor.time_zone),
        "far-apart": lambda: _number_in(sentence) == steps > 2,
        "same-seniority": lambda: steps == 0,
        "one-place-left": lambda: mentor.capacity - mentor.pairs == 1,
        "different-sites": lambda: None is not mentee.site != mentor.site is not None,
        "few-hours": lambda: (_number_in(sentence) or 0) == hours < 2,
        "hours-end": lambda: _number_in(sentence) == hours >= 2,
    }
    assert is_true[code](), (code, sentence)


def _is_below(sentence: str, wishes: tuple[Topic, ...], giver: Person) -> bool:
    found = re.fullmatch(r"Level (\d) in (\S+) is below the wanted level (\d)", sentence)
    assert found
    level, key, wanted = int(found[1]), normalise(found[2]), int(found[3])
    return level == level_of(giver.gives, key) < wanted == level_of(wishes, key)


def _counts_coverage(sentence: str, search: Search, mentor: Person) -> bool:
    keys = {wish.key for wish in search.wanted}
    covered = sum(level_of(mentor.gives, key) > level_of(search.mentee.gives, key) for key in keys)
    number, wanted = (int(digits) for digits in re.findall(r"\d+", sentence))
    return wanted == len(keys) and number == (wanted - covered if "not covered" in sentence else covered)


def _number_in(sentence: str) -> float | None:
    found = re.search(r"[\d.]+", sentence)
    return float(found[0]) if found else None


def _languages_of(person: Person) -> set[str]:
    names = {"en": "English", "de": "German", "uk": "Ukrainian"}
    return {names[language[:2].lower()] for language in person.languages}
