"""Whether what a suggestion says is so: its sentences are read back and held against what the two people said."""

import re
from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.matching.domain.people import Person
from services.matching.domain.suggestions import Search, Suggestion
from services.matching.domain.topics import Topic
from services.matching.domain.vocabulary import standard
from services.matching.domain.words import LANGUAGES, Words

ENOUGH_OVERLAP, ENOUGH_HOURS, EASY_STEPS = 4, 2, 2
QUARTERS = 4 * 24
LEVELED = {"en": r"(?:^|, | and )(.+?) at level (\d)", "de": r"(?:^|, | und )(.+?) auf Stufe (\d)"}
MORE = {"en": r" and (\d+) more$", "de": r" und (\d+|ein) andere"}
AROUND = {
    "gives-wanted": {
        "en": r"One side gives (.+), which the other wants",
        "de": r"Die eine Seite gibt (.+) weiter, und genau das möchte die andere lernen",
    },
    "wants-given": {
        "en": r"In return the other gives (.+), which the first wants",
        "de": r"Im Gegenzug gibt die andere (.+) weiter, was die erste lernen möchte",
    },
}


def untrue(search: Search, mentor: Person, one: Suggestion) -> list[str]:
    """The codes of all that is said and not so; of something that is said wrongly in German, too."""
    there, back, ease = one.reasons
    checks = {
        there.code: all(_is_gift(there.code, there.words, at, search.wanted, search.mentee, mentor) for at in LEVELED),
        back.code: all(_is_gift(back.code, back.words, at, mentor.gets, mentor, search.mentee) for at in LEVELED),
        ease.code: _is_ease(ease.code, ease.words["en"], search, mentor) and _says_the_same(ease.words),
        one.gap.code: _is_gap(one.gap.code, one.gap.words["en"], search, mentor) and _says_the_same(one.gap.words),
    }
    return [code for code, is_so in checks.items() if not is_so]


def hours_together(search: Search, mentor: Person) -> float:
    """Counted in quarters of an hour over a whole day."""
    starts = [_start(search, one) for one in (search.mentee, mentor)]
    return sum(all((15 * quarter - start) % 1440 < 480 for start in starts) for quarter in range(QUARTERS)) / 4


def _is_gift(code: str, words: Words, locale: str, wishes: Iterable[Topic], learner: Person, giver: Person) -> bool:
    """Names the wishes in which the giver is above the learner, at the giver's own level, and counts the others."""
    useful = {
        wish.key: _level(giver.gives, wish.key)
        for wish in wishes
        if _level(giver.gives, wish.key) > _level(learner.gives, wish.key)
    }
    inside = re.fullmatch(AROUND[code][locale], words[locale])
    if not inside or not useful:
        return False
    more = re.search(MORE[locale], inside[1])
    left = 0 if not more else 1 if more[1] == "ein" else int(more[1])
    named = {standard().key(label): int(level) for label, level in re.findall(LEVELED[locale], inside[1])}
    return named.items() <= useful.items() and len(named) + left == len(useful) and len(named) == min(3, len(useful))


def _is_ease(code: str, sentence: str, search: Search, mentor: Person) -> bool:
    """The best of what makes meeting easy, and no lesser one where there is a better."""
    overlap, hours = hours_together(search, mentor), min(search.mentee.hours_per_month, mentor.hours_per_month)
    if overlap >= ENOUGH_OVERLAP:
        return code == "hours-overlap" and _number(sentence) == overlap
    if hours >= ENOUGH_HOURS:
        return code == "both-have-time" and _number(sentence) == hours
    spoken = _languages(search.mentee) & _languages(mentor)
    named = re.split(", | and ", sentence.removeprefix("Both speak "))
    return code == "shared-language" and set(named) == {LANGUAGES[one][0] for one in spoken}


def _is_gap(code: str, sentence: str, search: Search, mentor: Person) -> bool:
    mentee, number = search.mentee, _number(sentence) or 0
    steps, hours = abs(mentee.seniority - mentor.seniority), min(mentee.hours_per_month, mentor.hours_per_month)
    match code:
        case "level-below":
            return _is_below(sentence, search.wanted, mentor) or _is_below(sentence, mentor.gets, mentee)
        case "partly-covered":
            return _counts_coverage(sentence, search, mentor)
        case "hours-hardly-overlap":
            return number == hours_together(search, mentor) < ENOUGH_OVERLAP
        case "far-apart" | "same-seniority":
            return number == steps and (steps > EASY_STEPS or code == "same-seniority")
        case "one-place-left" | "different-sites":
            is_last = mentor.capacity - mentor.pairs == 1
            return is_last if code == "one-place-left" else mentee.site != mentor.site
        case "few-hours" | "hours-end":
            return number == hours and (hours < ENOUGH_HOURS) == (code == "few-hours")
    return False


def _is_below(sentence: str, wishes: Iterable[Topic], giver: Person) -> bool:
    found = re.fullmatch(r"Level (\d) in (.+) is below the wanted level (\d)", sentence)
    if not found:
        return False
    key, level, wanted = standard().key(found[2]), int(found[1]), int(found[3])
    return level == _level(giver.gives, key) < wanted == _level(wishes, key)


def _counts_coverage(sentence: str, search: Search, mentor: Person) -> bool:
    keys = {wish.key for wish in search.wanted}
    covered = sum(_level(mentor.gives, key) > _level(search.mentee.gives, key) for key in keys)
    said, wanted = map(int, re.findall(r"\d+", sentence))
    return wanted == len(keys) and said == (len(keys) - covered if "not covered" in sentence else covered)


def _says_the_same(words: Words) -> bool:
    return re.findall(r"\d+", words["en"]) == re.findall(r"\d+", words["de"])


def _level(topics: Iterable[Topic], key: str) -> int:
    return max((topic.level for topic in topics if topic.key == key), default=0)


def _number(sentence: str) -> float | None:
    found = re.search(r"\d+(\.\d+)?", sentence)
    return float(found[0]) if found else None


def _languages(person: Person) -> set[str]:
    return {language.partition("-")[0].lower() for language in person.languages}


def _start(search: Search, person: Person) -> int:
    """When the usual day of nine to five begins, in minutes of the UTC day."""
    ahead = search.at.astimezone(ZoneInfo(person.time_zone)).utcoffset() or timedelta()
    return 9 * 60 - int(ahead.total_seconds()) // 60
