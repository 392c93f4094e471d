"""Who can be found by whom, and what a name and a department are compared by."""

from dataclasses import dataclass

from services.matching.domain.phrases import plain

GRAM = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """What a person is found by. `order` sorts names as people expect, `grams` find them in spite of a typing error."""

    name: str = ""
    order: str = ""
    department: str = ""
    grams: tuple[str, ...] = ()


UNLISTED = Listing()


def listing_of(name: str, department: str) -> Listing:
    return Listing(name, folded(name), folded(department), grams_of(name))


def folded(text: str) -> str:
    """Without case, accents and stray spaces."""
    return " ".join(plain(text).split())


def grams_of(text: str) -> tuple[str, ...]:
    """The runs of three letters in each of its words; a space before a word marks its beginning."""
    words = [f" {word} " for word in folded(text).split()]
    return tuple(sorted({word[at : at + GRAM] for word in words for at in range(len(word) - GRAM + 1)}))
