"""What comes of rankings: the model by which others compare them, and how it was taken over.

Both sides read their lists from the top, the second half as often as the first, the third a third as often. Two match
where each reads of the other and likes them: as much as the other helps, less what makes meeting harder. Mentors read
twenty, by score alone: nothing is balanced for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.matching.domain.suggestions import Parts, Suggestion
from tests.bench.quality_rankings import Exposure

READ = 20

Turns = Mapping[str, Mapping[str, int]]
"""By mentor, then by who may ask: at which place the mentor reads of them."""


def turns(best: Mapping[str, Sequence[str]]) -> Turns:
    """From what suits each mentor, best first."""
    return {mentor: {one: place for place, one in enumerate(some[:READ], 1)} for mentor, some in best.items()}


@dataclass(slots=True)
class Examined(Exposure):
    """What one ranking shows to all who look."""

    turns: Turns
    matches: float = 0.0
    scores: float = 0.0

    def add(self, asker_id: str, found: Sequence[Suggestion]) -> None:
        for place, one in enumerate(found, 1):
            self.shown[one.mentor_id] += 1
            self.scores += one.score
            back = self.turns[one.mentor_id].get(asker_id)
            if back:
                self.matches += _likes(one.parts) / place / back

    @property
    def mean_score(self) -> float:
        return self.scores / max(1, sum(self.shown.values()))


def _likes(parts: Parts) -> float:
    """That both do."""
    ease = parts.seniority * parts.overlap * parts.time * parts.place
    return parts.mentor_helps * ease * parts.mentee_helps * ease
