"""The languages of the product, and which of them somebody reads best (`Accept-Language`, RFC 9110)."""

from libs.common.contracts import Words

ENGLISH, GERMAN = "en", "de"
LANGUAGES = (ENGLISH, GERMAN)


def best_language(accepted: str | None) -> str:
    """The language that `accepted` likes most of those there are; English where it likes none."""
    liked: dict[str, float] = {}
    for number, part in enumerate((accepted or "").split(",")[:20]):
        name, _, parameters = part.strip().lower().partition(";")
        language = name.partition("-")[0].strip()
        quality = _quality(parameters) - number * 1e-6  # of two that are liked alike, the first
        for each in LANGUAGES if language == "*" else (language,):
            liked.setdefault(each, quality)
    best = max(LANGUAGES, key=lambda language: liked.get(language, 0))
    return best if liked.get(best, 0) > 0 else ENGLISH


def said(words: Words, language: str) -> str:
    """`words` in `language`, or in English."""
    return words.get(language) or words.get(ENGLISH, "")


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
