"""What people read, in every language of the product. No phrase names a person, so both sides may read the same one."""

from collections.abc import Sequence
from typing import TypeAlias

Words: TypeAlias = dict[str, str]
"""One text by locale: {"en": …, "de": …}."""

LeveledTopics: TypeAlias = Sequence[tuple[str, int]]
"""Labels with their levels, in the order in which they are named."""

# A sentence of reasons stays readable with three topics; the rest is counted.
NAMED_TOPICS = 3

LANGUAGES: dict[str, tuple[str, str]] = {
    "ar": ("Arabic", "Arabisch"),
    "bg": ("Bulgarian", "Bulgarisch"),
    "bn": ("Bengali", "Bengalisch"),
    "cs": ("Czech", "Tschechisch"),
    "da": ("Danish", "Dänisch"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "Griechisch"),
    "en": ("English", "Englisch"),
    "es": ("Spanish", "Spanisch"),
    "fa": ("Persian", "Persisch"),
    "fi": ("Finnish", "Finnisch"),
    "fr": ("French", "Französisch"),
    "he": ("Hebrew", "Hebräisch"),
    "hi": ("Hindi", "Hindi"),
    "hr": ("Croatian", "Kroatisch"),
    "hu": ("Hungarian", "Ungarisch"),
    "it": ("Italian", "Italienisch"),
    "ja": ("Japanese", "Japanisch"),
    "ko": ("Korean", "Koreanisch"),
    "nl": ("Dutch", "Niederländisch"),
    "no": ("Norwegian", "Norwegisch"),
    "pl": ("Polish", "Polnisch"),
    "pt": ("Portuguese", "Portugiesisch"),
    "ro": ("Romanian", "Rumänisch"),
    "ru": ("Russian", "Russisch"),
    "sr": ("Serbian", "Serbisch"),
    "sv": ("Swedish", "Schwedisch"),
    "tr": ("Turkish", "Türkisch"),
    "uk": ("Ukrainian", "Ukrainisch"),
    "zh": ("Chinese", "Chinesisch"),
}


def say(en: str, de: str) -> Words:
    return {"en": en, "de": de}


def one_gives(topics: LeveledTopics) -> Words:
    en, de = _named(topics)
    return say(
        f"One side gives {en}, which the other wants",
        f"Die eine Seite gibt {de} weiter, und genau das möchte die andere lernen",
    )


def other_gives_back(topics: LeveledTopics) -> Words:
    """Reads on from `one_gives`."""
    en, de = _named(topics)
    return say(
        f"In return the other gives {en}, which the first wants",
        f"Im Gegenzug gibt die andere {de} weiter, was die erste lernen möchte",
    )


def both_speak(languages: Sequence[str]) -> Words:
    names = [LANGUAGES[code] for code in languages if code in LANGUAGES]
    if not names:
        return say("Both share a language", "Beide sprechen eine gemeinsame Sprache")
    en, de = _join([en for en, _ in names], [de for _, de in names])
    return say(f"Both speak {en}", f"Beide sprechen {de}")


def days_overlap(hours: float) -> Words:
    en, de = _hours(hours)
    return say(f"Usual working hours overlap by {en}", f"Die üblichen Arbeitszeiten überschneiden sich um {de}")


def days_hardly_overlap(hours: float) -> Words:
    if not hours:
        return say("Usual working hours do not overlap", "Die üblichen Arbeitszeiten überschneiden sich nicht")
    en, de = _hours(hours)
    return say(
        f"Usual working hours overlap by only {en}", f"Die üblichen Arbeitszeiten überschneiden sich nur um {de}"
    )


def zone_unknown() -> Words:
    return say("The time zone of one side is not known", "Die Zeitzone einer Seite ist nicht bekannt")


def both_have(hours: float) -> Words:
    en, de = _hours(hours)
    return say(f"Both have at least {en} a month", f"Beide haben mindestens {de} im Monat Zeit")


def few_hours(hours: float) -> Words:
    if not hours:
        return say("One side has set no hours aside yet", "Eine Seite hat noch keine Zeit eingeplant")
    en, de = _hours(hours)
    return say(f"One side has only {en} a month", f"Eine Seite hat nur {de} im Monat Zeit")


def hours_end(hours: float) -> Words:
    en, de = _hours(hours)
    return say(f"At most {en} a month are possible together", f"Gemeinsam sind höchstens {de} im Monat möglich")


def level_below(label: str, level: int, wanted: int) -> Words:
    return say(
        f"Level {level} in {label} is below the wanted level {wanted}",
        f"Stufe {level} in {label} liegt unter der gewünschten Stufe {wanted}",
    )


def partly_covered(covered: int, wanted: int) -> Words:
    """Names the smaller number: what is covered where that is little, what is missing where it is not."""
    missing = wanted - covered
    is_en, is_de = ("is", "ist") if min(covered, missing) == 1 else ("are", "sind")
    if covered < missing:
        return say(
            f"Only {covered} of {wanted} wanted topics {is_en} covered",
            f"Nur {covered} von {wanted} gewünschten Themen {is_de} abgedeckt",
        )
    return say(
        f"{missing} of {wanted} wanted topics {is_en} not covered",
        f"{missing} von {wanted} gewünschten Themen {is_de} nicht abgedeckt",
    )


def far_apart(steps: int) -> Words:
    return say(
        f"The two are {steps} steps apart in seniority",
        f"Die beiden liegen {steps} Karrierestufen auseinander",
    )


def same_seniority() -> Words:
    return say("Both have the same seniority", "Beide stehen auf derselben Karrierestufe")


def one_place_left() -> Words:
    return say("One side has one place left", "Eine Seite hat nur noch einen Platz frei")


def different_sites() -> Words:
    return say("They work at different sites", "Beide arbeiten an verschiedenen Standorten")


def _named(topics: LeveledTopics) -> tuple[str, str]:
    named, more = topics[:NAMED_TOPICS], len(topics) - NAMED_TOPICS
    en = [f"{label} at level {level}" for label, level in named]
    de = [f"{label} auf Stufe {level}" for label, level in named]
    if more > 0:
        return _join([*en, f"{more} more"], [*de, f"{more} andere Themen" if more > 1 else "ein anderes Thema"])
    return _join(en, de)


def _join(en: list[str], de: list[str]) -> tuple[str, str]:
    return _listed(en, "and"), _listed(de, "und")


def _listed(names: list[str], last_word: str) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {last_word} {names[-1]}"


def _hours(hours: float) -> tuple[str, str]:
    """At most two decimals, as zones differ by quarters of an hour; German writes the comma."""
    plain = f"{round(hours, 2):g}"
    return (
        f"{plain} hour" if plain == "1" else f"{plain} hours",
        f"{plain.replace('.', ',')} Stunde" if plain == "1" else f"{plain.replace('.', ',')} Stunden",
    )
