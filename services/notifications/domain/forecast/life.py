"""A pair as a plain model of journal knows it: what has happened, and where its story stands.

It knows nothing of journal's code. The rehearsal plays the same scripts on the real services and compares.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from libs.common.contracts import Contract
from libs.common.contracts.pairs import Milestone, MilestoneReached, PairPhase, PairPhaseChanged
from services.notifications.domain.forecast.cast import Cast, Fields, Log
from services.notifications.domain.forecast.script import MENTEE, SIDES, What

CADENCE, LENGTH = timedelta(days=14), 45
"""What the two agree on."""

WHOLE_COURSE = timedelta(days=182)
"""How long two go on who said nothing of it."""


@dataclass(slots=True)
class Life:
    """Everything that something is told of, or that a clock looks at."""

    cast: Cast
    log: Log
    pair_id: str
    formed_at: datetime
    owner_id: str = ""
    done: set[tuple[What, str]] = field(default_factory=set)
    """Who has done what at least once."""

    milestones: set[tuple[Milestone, str]] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    version: int = 1
    active_since: datetime | None = None
    held: list[datetime] = field(default_factory=list)
    planned: int = 0
    """How many sessions were planned: the newest is the one that is spoken of."""

    initiator_id: str = ""
    """Who planned it."""

    starts_at: datetime | None = None
    """When the newest planned session is to be held; None once it was, or was called off."""

    lapses: list[str] = field(default_factory=list)
    shared: list[tuple[datetime, str]] = field(default_factory=list)
    """When somebody shared what they learned from the other."""

    attention: int = 0
    """What their silence has come to: nothing, a suggestion, fading, closing."""

    fading_since: datetime | None = None
    pulse: int = 0
    pulse_asked_at: datetime | None = None
    review_due_since: datetime | None = None
    review_over: bool = False
    winding_down_since: datetime | None = None
    ended_at: datetime | None = None
    echoes: set[int] = field(default_factory=set)
    told: tuple[PairPhase, int, str] | None = None

    @property
    def silent_since(self) -> datetime:
        """When they last met, or began."""
        return max((self.formed_at, *self.held))

    @property
    def pair(self) -> Fields:
        """What every fact about it begins with."""
        return {"pair_id": self.pair_id, "members": self.cast.ids}

    def has(self, what: What) -> bool:
        """Both have done it."""
        return all((what, self.cast.person(side)) in self.done for side in SIDES)

    def tell(self, at: datetime, data: Contract, *, of: str = "", by: str | None = None) -> str:
        """A fact about it, and who of the two did it, where that matters; its id."""
        return self.log.tell(at, data, by, of=of)

    def tell_phase(self, at: datetime) -> None:
        """Where its story stands, where that is new."""
        state = (self._phase(), len(self.held), self.owner_id)
        if state != self.told:
            self.told = state
            phase, held, owner_id = state
            until = self.formed_at + WHOLE_COURSE if phase is PairPhase.WINDING_DOWN else None
            fact = PairPhaseChanged(
                **self.pair, phase=phase, sessions_held=held, next_owner_id=owner_id, planned_until=until
            )
            self.tell(at, fact, of=f"phases of {self.pair_id}")

    def reach(self, at: datetime, milestone: Milestone, person_id: str = "", *, evidence: str = "") -> None:
        """Once; by one of the two where each has their own. `evidence` is the fact that shows it."""
        if (milestone, person_id) in self.milestones:
            return
        self.milestones.add((milestone, person_id))
        sides = {self.cast.person(side): side for side in SIDES}
        side = sides.get(person_id, "both")
        fact = MilestoneReached(
            **self.pair, milestone=milestone, side=side, phase="any", evidence=tuple(filter(None, (evidence,)))
        )
        self.tell(at, fact)

    def _phase(self) -> PairPhase:
        """The end before silence, silence before everything that goes on."""
        reached = {
            PairPhase.AFTERLIFE: self.ended_at,
            PairPhase.FADING: self.fading_since,
            PairPhase.WINDING_DOWN: self.winding_down_since,
            PairPhase.REVIEW_DUE: self.review_due_since,
            PairPhase.ACTIVE: self.active_since,
        }
        return next((phase for phase, since in reached.items() if since), PairPhase.PREPARING)


def begun(cast: Cast, log: Log, pair_id: str, at: datetime) -> Life:
    """Both said yes: who wants to learn takes the first step."""
    life = Life(cast, log, pair_id, at, owner_id=cast.person(MENTEE))
    life.tell_phase(at)
    return life
