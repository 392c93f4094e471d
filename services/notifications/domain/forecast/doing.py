"""What comes of what the two of a pair do: the facts that journal tells of it."""

from collections.abc import Callable
from datetime import datetime

from libs.common.contracts.agreements import GoalMarked, GoalState
from libs.common.contracts.care import CareOffer, PairCareOffered, PulseGiven
from libs.common.contracts.endings import EchoGiven, KudosGiven, LetterWritten, ReviewHeld, Strength
from libs.common.contracts.entries import EntryKind, EntryWritten
from libs.common.contracts.ledgers import ExchangeLogged, Given
from libs.common.contracts.pairs import Milestone
from services.notifications.domain.forecast.agreeing import expect, prepare, sign, write_part, write_shared
from services.notifications.domain.forecast.life import Life
from services.notifications.domain.forecast.meeting import cancel, hold, plan
from services.notifications.domain.forecast.script import Act, What

CARE_UP_TO = 3
"""Who answers the pulse with no more than this is offered what may help."""


def do(life: Life, act: Act, at: datetime) -> None:
    """One act of one side."""
    life.done.add((act.what, life.cast.person(act.who)))
    DOING[act.what](life, act, at)
    life.tell_phase(at)


def _learn(life: Life, act: Act, at: datetime) -> None:
    author_id = life.cast.person(act.who)
    life.shared.append((at, author_id))
    fact = EntryWritten(
        **life.pair,
        entry_id=_id("entry", act),
        kind=EntryKind.LEARNED_FROM_YOU,
        reader_id=life.cast.other(author_id),
        author_id=author_id,
    )
    life.reach(at, Milestone.LEARNED_FROM_OTHER, author_id, evidence=life.tell(at, fact))


def _exchange(life: Life, act: Act, at: datetime) -> None:
    author_id = life.cast.person(act.who)
    fact = ExchangeLogged(**life.pair, exchange_id=_id("exchange", act), author_id=author_id, direction=Given.GAVE)
    life.tell(at, fact)


def _pulse(life: Life, act: Act, at: datetime) -> None:
    """What may help is offered to who says that it does not go well, and to nobody else."""
    person_id = life.cast.person(act.who)
    life.tell(at, PulseGiven(**life.pair, person_id=person_id, number=life.pulse))
    if act.detail <= CARE_UP_TO:
        life.tell(at, PairCareOffered(pair_id=life.pair_id, person_id=person_id, offers=tuple(CareOffer)))


def _review(life: Life, act: Act, at: datetime) -> None:
    if life.has(What.REVIEW):
        life.review_due_since, life.review_over = None, True
        life.tell_phase(at)
        life.tell(at, ReviewHeld(**life.pair))
        life.reach(at, Milestone.MID_REVIEW_HELD)


def _reach_goal(life: Life, act: Act, at: datetime) -> None:
    person_id = life.cast.person(act.who)
    fact = GoalMarked(**life.pair, goal_id=f"goal-{act.who}", person_id=person_id, state=GoalState.REACHED)
    life.tell(at, fact, of=f"goal-{act.who}")
    life.reach(at, Milestone.GOAL_REACHED, person_id)


def _write_letter(life: Life, act: Act, at: datetime) -> None:
    author_id = life.cast.person(act.who)
    life.tell(at, LetterWritten(**life.pair, author_id=author_id))
    life.reach(at, Milestone.LEARNING_WRITTEN, author_id)
    if life.has(What.WRITE_LETTER):
        life.reach(at, Milestone.WHAT_CHANGED_TOLD)


def _give_kudos(life: Life, act: Act, at: datetime) -> None:
    from_id = life.cast.person(act.who)
    to_id = life.cast.other(from_id)
    life.tell(at, KudosGiven(**life.pair, from_id=from_id, to_id=to_id, strength=Strength.LISTENS))
    life.reach(at, Milestone.KUDOS_GIVEN, from_id)


def _echo(life: Life, act: Act, at: datetime) -> None:
    author_id, days = life.cast.person(act.who), act.detail
    life.tell(at, EchoGiven.model_validate(life.pair | {"author_id": author_id, "days": days}))
    life.reach(at, Milestone(f"echo-{days}"), author_id)


def _id(kind: str, act: Act) -> str:
    return f"{kind}-{act.who}-{act.day}"


DOING: dict[What, Callable[[Life, Act, datetime], None]] = {
    What.PREPARE: prepare,
    What.EXPECT: expect,
    What.WRITE_PART: write_part,
    What.WRITE_SHARED: write_shared,
    What.SIGN: sign,
    What.PLAN: plan,
    What.CANCEL: cancel,
    What.HOLD: hold,
    What.LEARN: _learn,
    What.EXCHANGE: _exchange,
    What.PULSE: _pulse,
    What.REVIEW: _review,
    What.REACH_GOAL: _reach_goal,
    What.WRITE_LETTER: _write_letter,
    What.GIVE_KUDOS: _give_kudos,
    What.ECHO: _echo,
}
