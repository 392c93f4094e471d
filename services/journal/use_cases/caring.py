"""What may help somebody for whom it does not go well: offered to them alone, because of what they said themselves."""

from libs.common.contracts.care import CareOffer, Choice, PairCareOffered
from libs.common.unit import Unit
from services.journal.domain.care_words import OFFERS
from services.journal.domain.stories import Story


def offer_care(unit: Unit, story: Story, person_id: str) -> None:
    """Say so to one side. Why, the fact does not tell: it would be an answer."""
    offered = PairCareOffered(pair_id=story.pair_id, person_id=person_id, offers=tuple(CareOffer))
    unit.publish(offered, story.pair_id)


def shown_offers() -> tuple[Choice, ...]:
    """The same to everybody, at any time."""
    return tuple(Choice(code=offer, words=words) for offer, words in OFFERS.items())
