"""Made-up names: common first and last names of a region, put together by hash. Nobody is meant."""

import unicodedata
from collections.abc import Collection

from deploy.local.demo.chance import draw, pick
from deploy.local.demo.name_lists import REGIONS, Region

# What Unicode does not take apart by itself.
_FOLDED = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def full_name(row_id: str, region: str, taken: Collection[str]) -> str:
    """A name nobody has yet: the first free one of the row's own sequence of draws."""
    attempt = 0
    while (name := _name(row_id, REGIONS[region], attempt)) in taken:
        attempt += 1
    return name


def address(name: str, region: str) -> str:
    """The name as the part of an e-mail address before the @."""
    low = name.lower().translate(_GERMAN) if region == "german" else name.lower()
    plain = unicodedata.normalize("NFKD", low.translate(_FOLDED))
    first, last = plain.split(" ", 1)
    return f"{_letters(first)}.{_letters(last)}"


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())


def _name(row_id: str, region: Region, attempt: int) -> str:
    is_woman = draw(row_id, f"first-list-{attempt}") < 0.45
    first = pick((region.women if is_woman else region.men).split(", "), row_id, f"first-{attempt}")
    last = pick(region.last.split(", "), row_id, f"last-{attempt}").split("/")
    return f"{first} {last[-1] if is_woman else last[0]}"
