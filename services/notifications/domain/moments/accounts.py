"""What becomes of somebody's being here at all."""

from libs.common.contracts.erasure import ErasureAsked, ErasureTakenBack
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment

PATH = "/me/erasure"


def erasure_asked(fact: ErasureAsked) -> Moment:
    """Whoever it is about hears of it, whoever asked: until then they can stay."""
    return _of(fact.person_id, Occasion.ERASURE_ASKED, About(until=fact.due_at, path=PATH))


def erasure_taken_back(fact: ErasureTakenBack) -> Moment:
    """They stay."""
    return _of(fact.person_id, Occasion.ERASURE_TAKEN_BACK, About(path=PATH))


def _of(person_id: str, occasion: Occasion, about: About) -> Moment:
    return Moment(occasion, person_id, {}, about, each=(person_id,))
