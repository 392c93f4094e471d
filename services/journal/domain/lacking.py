"""What an agreement lacks before it can be signed, in words for who wants to sign it."""

from collections.abc import Iterable

from libs.common.contracts.agreements import Lacking
from services.journal.domain.agreements import Missing
from services.journal.domain.codes import EXPLANATIONS, Code

OWN = {
    Lacking.GOAL: {"en": "something you would like to learn", "de": "etwas, das du lernen möchtest"},
    Lacking.GIVE: {"en": "something you have to give", "de": "etwas, das du zu geben hast"},
}
OTHERS = {
    Lacking.GOAL: {"en": "something the other would like to learn", "de": "etwas, das die andere Seite lernen möchte"},
    Lacking.GIVE: {"en": "something the other has to give", "de": "etwas, das die andere Seite zu geben hat"},
}
SHARED = {
    Lacking.CADENCE: {"en": "how often you meet", "de": "wie oft ihr euch trefft"},
    Lacking.LENGTH: {"en": "how long you meet", "de": "wie lange ihr euch trefft"},
}


def in_words(gaps: Iterable[Missing], reader_id: str) -> dict[str, str]:
    """In every language of the product."""
    named = [_named(gap, reader_id) for gap in gaps]
    frames = EXPLANATIONS[Code.AGREEMENT_INCOMPLETE]
    return {language: frame.format("; ".join(one[language] for one in named)) for language, frame in frames.items()}


def _named(gap: Missing, reader_id: str) -> dict[str, str]:
    if gap.person_id is None:
        return SHARED[gap.lacking]
    return (OWN if gap.person_id == reader_id else OTHERS)[gap.lacking]
