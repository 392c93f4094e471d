"""The rules once more, the plainest way: one pair, its script, day by day, in memory. Knows nothing of the services."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from deploy.local.demo.rehearsal.script import SIDES, Act, What

WHOLE_TIME = 183
"""Days that a pair plans with where nobody said: six months from a day in winter are one of these more or less."""

REVIEW_OPEN, CADENCE, FIRST_GAP, FEWEST, MOST = 21, 14, 14, 28, 60


@dataclass(slots=True)
class Outcome:
    """What became of one pair."""

    milestones: set[tuple[str, str]] = field(default_factory=set)
    """(milestone, side)"""

    fades: list[int] = field(default_factory=list)
    revivals: list[int] = field(default_factory=list)
    """The days on which it began to fade, and came back."""

    sessions: int = 0
    ending: str = ""


@dataclass(slots=True)
class Pair:
    """What is known of a pair on a day."""

    is_reverse: bool
    seen: Counter[tuple[What, str]] = field(default_factory=Counter)
    held: list[int] = field(default_factory=list)
    flips: int = 0
    planned_flip: bool = False
    is_fading: bool = False
    is_live: bool = False
    ended_on: int | None = None
    outcome: Outcome = field(default_factory=Outcome)

    def reach(self, milestone: str, side: str = "both") -> None:
        """Once is enough."""
        self.outcome.milestones.add((milestone, side))

    def have_both(self, what: What) -> bool:
        """Each side has done it at least once."""
        return all(self.seen[what, side] for side in SIDES)

    def do(self, act: Act) -> None:
        """What an act comes to."""
        self.seen[act.what, act.who] += 1
        match act.what:
            case What.MEET | What.HOLD:
                self._held(act.day, act.what is What.HOLD and self.planned_flip)
            case What.PLAN:
                self.planned_flip = False
            case What.FLIP:
                self.planned_flip = not self.planned_flip
            case What.END:
                self.ended_on, self.outcome.ending = act.day, "completed"
        self._each(act)
        self._both()

    def _held(self, day: int, is_flip: bool) -> None:
        self.held.append(day)
        self.outcome.sessions += 1
        self.reach("first-talk-held")
        if len(self.held) >= 3:
            self.reach("third-session-held")
        if is_flip:
            self.reach("first-flip")
        if self.is_fading:
            self.is_fading = False
            self.outcome.revivals.append(day)

    def _each(self, act: Act) -> None:
        """What a side reaches by what it does."""
        own = {
            What.PREPARE: "core-track-done",
            What.WRITE_PART: "goal-and-gift-written",
            What.ASK_FEEDBACK: "feedback-asked",
            What.LEARN: "learned-from-other",
            What.ACT: "applied",
            What.REACH_GOAL: "goal-reached",
            What.WRITE_LETTER: "learning-written",
            What.THANK: "thanked",
            What.GIVE_KUDOS: "kudos-given",
        }
        if act.what in own:
            self.reach(own[act.what], act.who)
        if act.what is What.ECHO:
            self.reach(f"echo-{act.detail}", act.who)

    def _both(self) -> None:
        """What the two reach together, or each with what both did."""
        together = {
            What.EXPECT: "hopes-exchanged",
            What.REVIEW: "mid-review-held",
            What.DECIDE: "next-decided",
            What.WRITE_LETTER: "what-changed-told",
        }
        for what, milestone in together.items():
            if self.have_both(what):
                self.reach(milestone)
        if self.have_both(What.SIGN) and self.have_both(What.PREPARE):
            self.is_live = True
            self.reach("agreement-live")
            self.reach("cadence-set")
            if self.is_reverse:
                self.reach("candour-agreed")
            for side in SIDES:
                self.reach("needs-told", side)
                self.reach("goal-made-concrete", side)

    def close(self, day: int) -> None:
        """The evening: what falls due."""
        if self.ended_on is None and not self.is_fading and day - (self.held or [0])[-1] >= self._concern():
            self.is_fading = True
            self.outcome.fades.append(day)

    def _concern(self) -> float:
        days = sorted(set(self.held))
        gaps = [later - day for day, later in pairwise(days)]
        agreed = CADENCE if self.is_live else FIRST_GAP
        return min(max(2 * (median(gaps) if len(gaps) >= 2 else agreed), FEWEST), MOST)


def play(acts: Sequence[Act], *, is_reverse: bool, days: int) -> Outcome:
    """What becomes of a pair that does this, until the evening of the day before the last."""
    pair = Pair(is_reverse)
    by_day: dict[int, list[Act]] = {}
    for act in acts:
        by_day.setdefault(act.day, []).append(act)
    for day in range(days + 1):
        for act in by_day.get(day, ()):
            pair.do(act)
        if day < days:
            pair.close(day)
    return pair.outcome
