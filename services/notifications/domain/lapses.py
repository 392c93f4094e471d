"""Requests that somebody let lapse: after two they are asked, once, whether a pause would help."""

from dataclasses import dataclass, replace

ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Lapses:
    """The facts that told of them, as many as it takes."""

    org: str
    person_id: str
    facts: tuple[str, ...] = ()
    revision: int = 0

    @property
    def are_enough(self) -> bool:
        """It is time to ask; or it was, and nobody asks again."""
        return len(self.facts) >= ENOUGH


def with_lapse(lapses: Lapses, event_id: str) -> Lapses:
    """One more, unless it is known or there are enough."""
    if lapses.are_enough or event_id in lapses.facts:
        return lapses
    return replace(lapses, facts=(*lapses.facts, event_id))
