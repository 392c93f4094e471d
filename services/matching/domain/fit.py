"""How well what one side gives answers what the other wants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.matching.domain.people import Offer, Person, Wish, wishes_for
from services.matching.domain.topics import highest

# A pair works on three topics at a time: covering three of twelve wishes is a full fit, one of three is a third.
TOPICS_AT_A_TIME = 3

MOST_TOPICS = 10
"""As many as a request may name."""

# A wish whose level its owner already gives: somebody above them still helps, but it closes no gap.
ALREADY_MET = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A wish of one side and the offer of the other that answers it."""

    wish: Wish
    offer: Offer
    value: float

    @property
    def shortfall(self) -> int:
        """Levels between the offer and the wish."""
        return max(0, self.wish.level - self.offer.level)


@dataclass(frozen=True, slots=True)
class Fit:
    """The useful matches, best first, out of so many wishes."""

    matches: tuple[Match, ...]
    wished: int

    @property
    def value(self) -> float:
        """From 0 to 1: the mean over the topics a pair works on, those without an answer counted as 0."""
        if not self.matches:
            return 0.0
        return mean_of([match.value for match in self.matches[:TOPICS_AT_A_TIME]], self.wished)

    @property
    def topics(self) -> tuple[tuple[str, int], ...]:
        """As phrases name them: label and level of each offer."""
        return tuple((match.offer.label, match.offer.level) for match in self.matches)


def fit(wishes: Iterable[Wish], learner: Person, giver: Person) -> Fit:
    wanted, own, offers = highest(wishes), highest(learner.gives), highest(giver.gives)
    found: list[Match] = []
    for key, wish in wanted.items():
        offer = offers.get(key)
        if offer is not None:
            own_level = own[key].level if key in own else 0
            found.append(Match(wish, offer, usefulness(wish.level, own_level, offer.level)))
    useful = [match for match in found if match.value > 0]
    useful.sort(key=lambda match: (-match.value, -match.offer.level, match.wish.key))
    return Fit(tuple(useful), len(wanted))


def topics_between(mentee: Person, mentor: Person) -> tuple[str, ...]:
    """What the mentor gives of what the mentee wants; where there is nothing of the kind, what there is."""
    wishes = wishes_for(mentee, ())
    wanted = [match.wish.label for match in fit(wishes, learner=mentee, giver=mentor).matches]
    labels = wanted or [topic.label for topic in (*wishes, *mentor.gives)]
    return tuple(labels[:MOST_TOPICS])


def mean_of(best: Sequence[float], wished: int) -> float:
    """Over the topics a pair works on, which are never more than were wished for."""
    return sum(best) / min(TOPICS_AT_A_TIME, wished)


def usefulness(wanted: int, own: int, offered: int) -> float:
    """The share of the way from the own level to the wanted one that somebody at `offered` has gone before.

    Nobody is helped by somebody who is not above them; beyond the wanted level there is nothing to gain.
    """
    if offered <= own:
        return 0.0
    if own >= wanted:
        return ALREADY_MET
    return (min(offered, wanted) - own) / (wanted - own)
