"""What organisers learn: numbers told in steps, and pairs that may need a person where their programme says so."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Self

from pydantic import Field

from libs.common.contracts import Words
from libs.common.contracts.pairs import Ending
from services.gateway.domain import disclosure
from services.gateway.domain.insight import (
    NEXT,
    WHY,
    Counts,
    Need,
    OfPairs,
    OfRequests,
    PairInNeed,
    Period,
    Step,
    ended,
    first_talk_within,
    half_within,
)
from services.gateway.schemas.shown import Shown

Told = Mapping[str, int]


class PeopleTold(Shown):
    """How many people first came to a step in the period. From `joined` on, who came to one came to all before it."""

    invited: int = Field(
        description="Invited to a programme by its organisers (`ProgrammeInvited`); of the organisation, also by a "
        "colleague's mail that went out (`NotificationSent`, template `invitation`): one for each address in 90 days, "
        "and once more where somebody was invited both ways, since no fact says whose an address is. No step of others."
    )
    joined: int = Field(
        description="In the organisation (`PersonJoined`); of a programme: entered it (`ProgrammeEntered`), asked, was "
        "asked or was paired in it."
    )
    asked: int = Field(description="Asked or offered, or was asked (`RequestOpened`), or was paired without that.")
    paired: int = Field(description="In a pair to which both said yes (`PairFormed`). Circles are not counted.")
    met: int = Field(description="In a pair that held a talk, as one of the two or a calendar says (`SessionHeld`).")
    learned: int = Field(
        description="In a pair that met, of which both sides named something they learned from the other: that it was "
        "named, never what (`MilestoneReached`, `learned-from-other`)."
    )

    @classmethod
    def of(cls, told: Told) -> Self:
        """From what is told by step."""
        return cls(**{step.value: told[step] for step in Step})


class RequestsTold(Shown):
    """Requests and offers that reached whom they were for, by when that was and by when they ended."""

    opened: int = Field(description="Reached whom they were for (`RequestOpened`).")
    accepted: int = Field(description="Ended with a yes (`RequestClosed`, as all that follow).")
    declined: int = Field(description="Ended with a no; why is nobody's to read.")
    expired: int = Field(description="Ended without an answer.")
    withdrawn: int = Field(description="Taken back by who asked.")
    superseded: int = Field(description="Ended because the place was taken, or something else came first.")

    @classmethod
    def of(cls, told: Told) -> Self:
        """From what is told by kind."""
        return cls(**{kind.value: told[kind] for kind in OfRequests})


class FirstTalksTold(Shown):
    """First talks of pairs, by when they were held (`SessionHeld`), and how long after `PairFormed` that was."""

    held: int
    within_7_days: int
    within_14_days: int
    within_30_days: int
    within_60_days: int


class EndingsTold(Shown):
    """Pairs that ended (`PairEnded`), by the kind that both were told. Why somebody went is nobody's to read."""

    completed: int = Field(description="What they wanted is reached, or their time was over.")
    no_fault: int = Field(description="It did not work out, for whatever reason.")
    moved: int = Field(description="One of the two moved on inside the organisation.")
    left: int = Field(description="One of the two left the organisation.")


class BenefitTold(Shown):
    """Pairs that met and named what they learned from the other, never what: mentors against mentees."""

    by_mentor: int = Field(description="The mentor named it.")
    by_mentee: int = Field(description="The mentee named it.")
    by_both: int = Field(description="Both did.")


class PairsTold(Shown):
    """What pairs came to in the period."""

    formed: int = Field(description="Both said yes (`PairFormed`).")
    first_talks: FirstTalksTold
    talks: int = Field(description="All talks that were held (`SessionHeld`).")
    faded: int = Field(description="Silent for long for the first time (`PairPhaseChanged`); they may talk again.")
    ended: EndingsTold
    learning_named: BenefitTold

    @classmethod
    def of(cls, told: Told) -> Self:
        """From what is told by measure."""
        within = {f"within_{days}_days": told[first_talk_within(days)] for days in (7, 14, 30, 60)}
        return cls(
            formed=told[OfPairs.FORMED],
            first_talks=FirstTalksTold(held=told[OfPairs.FIRST_TALK], **within),
            talks=told[OfPairs.TALK],
            faded=told[OfPairs.FADED],
            ended=EndingsTold(**{ending.replace("-", "_"): told[ended(ending)] for ending in Ending}),
            learning_named=BenefitTold(
                by_mentor=told[OfPairs.LEARNED_BY_MENTOR],
                by_mentee=told[OfPairs.LEARNED_BY_MENTEE],
                by_both=told[OfPairs.LEARNED_BY_BOTH],
            ),
        )


class Numbers(Shown):
    """Counts, each in steps."""

    people: PeopleTold
    requests: RequestsTold
    pairs: PairsTold

    @classmethod
    def of(cls, counts: Counts, since: date, until: date) -> Self:
        """Of the weeks from one Monday to before another."""
        people, requests, pairs = (
            {name: count.between(since, until) for name, count in each.items()}
            for each in (counts.people, counts.requests, counts.pairs)
        )
        return cls(people=PeopleTold.of(people), requests=RequestsTold.of(requests), pairs=PairsTold.of(pairs))


class Insight(Numbers):
    """How it goes, in numbers that are about nobody."""

    first_day: date | None = Field(description="A Monday. Null: nothing can be told yet.")
    last_day: date = Field(description="A Sunday. The week that goes on is not counted yet.")
    step: int = Field(
        description="Counts are told in steps of it: all that was before a Monday is rounded down to it, and a period "
        "is the difference of two such numbers. So 0 is anything from nobody to one less."
    )
    answer_rate: float | None = Field(
        description="Accepted and declined requests among those accepted, declined or expired, worked out from what is "
        "told. Null where nothing is."
    )
    half_of_first_talks_within_days: Literal[7, 14, 30, 60] | None = Field(
        description="Within how many days after their pairs were formed half of the first talks of the period were "
        "held, by what is told. Null where it took longer, or nothing is told."
    )

    @classmethod
    def within(cls, counts: Counts, when: Period, step: int) -> Self:
        """Of a period."""
        numbers = Numbers.of(counts, when.since, when.until)
        asked = numbers.requests
        answered, ended_ = asked.accepted + asked.declined, asked.accepted + asked.declined + asked.expired
        return cls.model_validate(
            dict(numbers)
            | {
                "first_day": first_day(counts, when),
                "last_day": when.until - timedelta(days=1),
                "step": step,
                "answer_rate": round(answered / ended_, 2) if ended_ else None,
                "half_of_first_talks_within_days": half_within(counts.pairs, when),
            }
        )


class NumbersOfSpan(Numbers):
    """What came in a week or a month."""

    begins: date = Field(description="A Monday: of the week, or of the first week that begins in the month.")


class Series(Shown):
    """The numbers behind plots, the oldest first: what came in each week, or in the weeks that begin in each month."""

    step: int = Field(description="As in the insight: a 5 says that by then five more had come, not all in that week.")
    data: list[NumbersOfSpan]

    @classmethod
    def of(cls, counts: Counts, spans: Sequence[Period], step: int) -> Self:
        """One row for each span."""
        rows = [dict(Numbers.of(counts, span.since, span.until)) | {"begins": span.since} for span in spans]
        return cls(step=step, data=[NumbersOfSpan.model_validate(row) for row in rows])


class UptakeGroup(Shown):
    """People who are here and have something in common, and how many of them came how far by now.

    Null: together with the other numbers it would tell of too few.
    """

    name: str | None = Field(description="Null: all others, in groups too small to be told of, or of no known group.")
    people: int
    joined: int | None
    asked: int | None
    paired: int | None
    met: int | None
    learned: int | None

    @classmethod
    def of(cls, group: disclosure.Group) -> Self:
        """As it may be told."""
        return cls.model_validate({"name": group.name, "people": group.people, **group.reached})


class Uptake(Shown):
    """Who takes part, by groups that records of people hold; the largest first, all others last.

    Groups of fewer people than a step are told together, with the next larger one where they are too few even then.
    The steps are those of the insight, of people who are here, whenever they came to them.
    """

    last_day: date = Field(description="A Sunday. The week that goes on is not counted yet.")
    step: int
    department: list[UptakeGroup]
    site: list[UptakeGroup]
    seniority: list[UptakeGroup] = Field(description="0 to 10, as the record says.")

    @classmethod
    def of(cls, groups: Mapping[str, Sequence[disclosure.Group]], last_day: date, step: int) -> Self:
        """As it may be told."""
        told = {name: [UptakeGroup.of(group) for group in each] for name, each in groups.items()}
        return cls.model_validate({"last_day": last_day, "step": step, **told})


class NeedOfPair(Shown):
    """Why a pair may need a person, and what may help."""

    code: Need = Field(
        description="`no-first-talk`: three weeks after `PairFormed` no `SessionHeld`; `fading`: journal says so "
        "(`PairPhaseChanged`); `one-side-alone`: of three talks or more one and the same person set up all "
        "(`SessionHeld`), whoever it is; `one-reporting-line`: matching found it (`ConflictFound`), and the pair has "
        "not changed since."
    )
    words: Words
    next_step: Words


class PairNeeding(Shown):
    """A pair that goes on. Nothing of what the two write, say or feel is looked at."""

    pair_id: str
    programme_id: str
    member_ids: tuple[str, ...]
    formed_at: datetime
    last_talk_at: datetime | None
    needs: list[NeedOfPair]

    @classmethod
    def of(cls, pair: PairInNeed) -> Self:
        """With words."""
        return cls(
            pair_id=pair.pair_id,
            programme_id=pair.programme_id,
            member_ids=pair.member_ids,
            formed_at=pair.formed_at,
            last_talk_at=pair.last_talk_at,
            needs=[NeedOfPair(code=need, words=WHY[need], next_step=NEXT[need]) for need in pair.needs],
        )


class PairsNeeding(Shown):
    """A page, by the ids of pairs."""

    told_of: tuple[str, ...] = Field(
        description="The programmes whose pairs are looked at: those that told their members so (`pairs_in_need`)."
    )
    data: list[PairNeeding]
    next_cursor: str | None


def first_day(counts: Counts, when: Period) -> date | None:
    """Of what is told: where nobody said from when on, the first week of which anything is."""
    if when.since > date.min:
        return when.since
    return counts.begins
