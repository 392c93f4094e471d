"""What is missing is said from where its reader stands, in both languages."""

import pytest

from libs.common.contracts.agreements import Lacking
from services.journal.domain.agreements import Missing
from services.journal.domain.lacking import in_words

GAPS = (Missing("ada", Lacking.GOAL), Missing("bob", Lacking.GIVE), Missing(None, Lacking.CADENCE))


@pytest.mark.feature("pair.mirror-goals")
def test_each_reads_what_is_theirs_to_write_and_what_is_the_others() -> None:
    to_ada, to_bob = in_words(GAPS, "ada"), in_words(GAPS, "bob")
    assert to_ada["en"].endswith(
        "Still to be written: something you would like to learn; something the other has to give; how often you meet."
    )
    assert to_ada["de"].endswith(
        "fehlt noch: etwas, das du lernen möchtest; etwas, das die andere Seite zu geben hat; wie oft ihr euch trefft."
    )
    assert "something the other would like to learn; something you have to give" in to_bob["en"]


@pytest.mark.parametrize("lacking", Lacking)
def test_whatever_may_be_lacking_has_words_of_its_own(lacking: Lacking) -> None:
    person_id = None if lacking in (Lacking.CADENCE, Lacking.LENGTH) else "ada"
    others = [
        Missing("ada" if one in (Lacking.GOAL, Lacking.GIVE) else None, one) for one in Lacking if one is not lacking
    ]
    (own, rest) = (in_words(gaps, "ada")["de"] for gaps in ([Missing(person_id, lacking)], others))
    assert own.partition("fehlt noch: ")[2].rstrip(".") not in rest
