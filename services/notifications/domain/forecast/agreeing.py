"""How the two of a pair get ready, and what journal tells of it: preparation, expectations, the agreement."""

from datetime import datetime

from libs.common.contracts.agreements import AgreementChanged, AgreementSide, AgreementWentLive
from libs.common.contracts.pairs import Milestone
from libs.common.contracts.preparation import ExpectationsExchanged, PreparationFinished, TrackName
from libs.common.contracts.requests import Direction
from services.notifications.domain.forecast.life import CADENCE, LENGTH, Life
from services.notifications.domain.forecast.script import MENTEE, MENTOR, SIDES, Act, What

OWN_TRACKS = {
    (Direction.FORWARD, MENTOR): TrackName.MENTOR,
    (Direction.FORWARD, MENTEE): TrackName.MENTEE,
    (Direction.REVERSE, MENTOR): TrackName.REVERSE_MENTOR,
    (Direction.REVERSE, MENTEE): TrackName.SENIOR_AS_MENTEE,
}


def prepare(life: Life, act: Act, at: datetime) -> None:
    person_id = life.cast.person(act.who)
    for track in (TrackName.CORE, OWN_TRACKS[life.cast.direction, act.who]):
        life.tell(at, PreparationFinished(person_id=person_id, track=track))
    life.reach(at, Milestone.CORE_TRACK_DONE, person_id)
    _go_live(life, at)


def expect(life: Life, act: Act, at: datetime) -> None:
    if life.has(What.EXPECT):
        life.tell(at, ExpectationsExchanged(**life.pair))


def write_part(life: Life, act: Act, at: datetime) -> None:
    _change_agreement(life, at)
    life.reach(at, Milestone.GOAL_AND_GIFT_WRITTEN, life.cast.person(act.who))


def write_shared(life: Life, act: Act, at: datetime) -> None:
    _change_agreement(life, at)


def sign(life: Life, act: Act, at: datetime) -> None:
    life.signed.add(life.cast.person(act.who))
    _change_agreement(life, at)
    _go_live(life, at)


def _change_agreement(life: Life, at: datetime) -> None:
    fact = AgreementChanged(**life.pair, number=life.version, sides=_sides(life))
    life.tell(at, fact, of=f"agreement of {life.pair_id}")


def _sides(life: Life) -> tuple[AgreementSide, ...]:
    wrote = {person_id for what, person_id in life.done if what is What.WRITE_PART}
    return tuple(
        AgreementSide(person_id=one, goals=one in wrote, gives=one in wrote, has_signed=one in life.signed)
        for one in life.cast.ids
    )


def _go_live(life: Life, at: datetime) -> None:
    """Once both have signed and both have prepared."""
    if life.active_since or len(life.signed) < len(SIDES) or not life.has(What.PREPARE):
        return
    life.active_since = at
    fact = AgreementWentLive(
        **life.pair, number=life.version, cadence_days=CADENCE.days, session_minutes=LENGTH, sides=_sides(life)
    )
    life.tell(at, fact)
    life.reach(at, Milestone.AGREEMENT_LIVE)
