"""What a pair's course should be: a plain model in whole hours, and the domain's, driven by the same acts."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.journal.domain import course
from services.journal.domain import farewells as farewell
from services.journal.domain.codes import RuleBroken
from services.journal.domain.echoes import ECHO_DAYS, ask_echo
from services.journal.domain.farewells import Decision, Farewell, Letter
from services.journal.domain.keys import SealedText
from services.journal.domain.reviews import Review, Word, give, require_due
from services.journal.domain.stories import News, Story, followed
from tests.unit.journal.builders import FORMED_AT, make_story

WORDS = SealedText("key", b"sealed")
WEEKS_3, MONTH = 21 * 24, 30 * 24
DEFAULT_DAYS = 182


@dataclass
class Plain:
    """In hours since the pair formed. No clock: what is due is looked at when somebody says so."""

    now: int = 0
    planned: int | None = None
    paused: bool = False
    ending: str | None = None
    ended: int = 0
    winding: int | None = None
    review_due: int | None = None
    review_over: bool = False
    spoken: set[str] = field(default_factory=set)
    decided: dict[int | None, set[str]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    echoes: list[int] = field(default_factory=list)

    @property
    def phase(self) -> str:
        if self.ending:
            return "afterlife"
        if self.winding is not None:
            return "winding-down"
        return "active" if self.review_due is None else "review-due"

    def share(self, percent: int) -> int:
        """The first full hour at which so much of the planned time has passed."""
        return -(-(self.planned or DEFAULT_DAYS * 24) * percent // 100)

    def fire(self) -> None:
        if self.ending == "completed":
            passed = self.now - self.ended
            asks = [days for days in ECHO_DAYS if days * 24 <= passed < days * 24 + MONTH]
            self.echoes += [days for days in asks if days not in self.echoes]
        if self.ending or self.paused:
            return
        if self.review_due is not None and self.now >= self.review_due + WEEKS_3:
            self.review_due, self.review_over = None, True
        if self.winding is None and self.now >= self.share(85):
            self.winding = self.now
        never = self.review_due is None and not self.review_over
        if self.winding is None and never and self.now >= self.share(50):
            self.review_due = self.now

    def extend(self, hours: int) -> None:
        self.planned = max(self.planned or 0, self.now) + hours
        if self.winding is not None and self.now < self.share(85):
            self.winding = None

    def review(self, person_id: str) -> bool:
        if self.ending or self.review_due is None:
            return False
        self.spoken.add(person_id)
        if len(self.spoken) == 2:
            self.review_due, self.review_over = None, True
        return True

    def decide(self, person_id: str) -> bool:
        decided = self.decided.setdefault(self.winding, set())
        if not self.is_open or len(decided) == 2:
            return False
        decided.add(person_id)
        return True

    def write(self, person_id: str) -> bool:
        if self.is_open:
            self.written.add(person_id)
        return self.is_open

    @property
    def is_open(self) -> bool:
        if self.ending:
            return self.ending == "completed" and self.now < self.ended + WEEKS_3
        return self.winding is not None


@dataclass
class Domain:
    """The same by the domain's own functions, called as the use cases call them."""

    story: Story = field(default_factory=lambda: make_story(active_since=FORMED_AT))
    words: Review = field(default_factory=lambda: Review(org="acme", pair_id="pair_1"))
    parting: Farewell = field(default_factory=lambda: Farewell(org="acme", pair_id="pair_1"))
    told: list[News] = field(default_factory=list)
    hours: int = 0
    reviews_held: int = 0
    echoes: list[int] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return FORMED_AT + timedelta(hours=self.hours)

    def fire(self) -> None:
        self.story = course.tick(self.story, self.now)
        for days in ECHO_DAYS:
            after = ask_echo(self.parting, self.story, days, self.now)
            self.echoes += after.echoes_asked[len(self.parting.echoes_asked) :]
            self.parting = after

    def hear(self, **changes: Any) -> None:
        """Matching's next word, which repeats all that it does not change."""
        known = {"standing": self.story.standing, "planned_until": self.story.planned_until}
        sequence = self.story.standing_sequence + 1
        news = News(members=self.story.members, direction="forward", sequence=sequence, **(known | changes))
        self.told.append(news)
        self.take(news)

    def take(self, news: News) -> None:
        self.story = course.rethought(followed(self.story, news), self.now)

    def review(self, person_id: str) -> bool:
        try:
            require_due(self.story)
        except RuleBroken:
            return False
        word = Word(review_id=f"r{self.hours}", person_id=person_id, decision=WORDS, at=self.now)
        self.words = give(self.words, word)
        if self.words.is_complete():
            self.story = course.review_over(self.story, self.now)
            self.reviews_held += 1
        return True

    def decide(self, person_id: str) -> bool:
        decision = Decision(
            decision_id=f"d{self.hours}",
            person_id=person_id,
            next=WORDS,
            at=self.now,
            winding_down_since=self.story.winding_down_since,
        )
        try:
            farewell.require_open(self.story, self.now)
            self.parting = farewell.decide(self.parting, decision)
        except RuleBroken:
            return False
        return True

    def write(self, person_id: str) -> bool:
        try:
            farewell.require_open(self.story, self.now)
        except RuleBroken:
            return False
        self.parting = farewell.write_letter(self.parting, Letter(person_id, WORDS, self.now))
        return True
