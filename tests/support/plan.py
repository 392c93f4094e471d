"""Builders for the tests of the communication plan: pairs as notifications knows them, and the facts of journal."""

from datetime import datetime, timedelta
from typing import Any

from libs.common.contracts.agreements import AgreementChanged, AgreementSide, AgreementWentLive
from libs.common.contracts.care import ClosingOffered, FitAsked, PairCareOffered, PulseAsked
from libs.common.contracts.endings import ClosingAsked, EchoAsked, EchoGiven, KudosGiven, Strength
from libs.common.contracts.ledgers import ExchangeLogged, ExchangeWithdrawn, Given
from libs.common.contracts.notifications import Channel, Kind
from libs.common.contracts.pairs import Milestone, MilestoneReached, PairPhase, PairPhaseChanged, SessionHeld
from libs.common.contracts.requests import Direction
from libs.common.contracts.sessions import (
    PlanChange,
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionPlanned,
)
from services.notifications.domain import organising
from services.notifications.domain.balance import OneSided
from services.notifications.domain.moments import care, endings, goals, learning, pairs, people, sessions
from services.notifications.domain.moments.uneven import take_the_next, try_a_flip
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.organising import NEEDS, WENT_WELL, Reach
from services.notifications.domain.pairs import Pair, with_phase
from services.notifications.domain.plan import About, Moment
from tests.support.notifications import ADA, BOB, START, make_formed, milestone_reached, phase_changed

PAIR: dict[str, Any] = {"pair_id": "pair_1", "members": (ADA, BOB)}
STARTS_AT = START + timedelta(days=9, hours=5)
"""On a Wednesday, at three in the afternoon in Berlin."""


def make_pair(next_owner: str | None = None, direction: Direction = Direction.FORWARD) -> Pair:
    """Ada's and Bob's."""
    pair = Pair("acme", "pair_1", formed=make_formed(direction))
    return with_phase(pair, phase_changed(next_owner), 1, "phase") if next_owner else pair


def session_planned(change: PlanChange = PlanChange.PLANNED, **fields: Any) -> SessionPlanned:
    known: dict[str, Any] = {"session_id": "s1", "starts_at": STARTS_AT, "minutes": 30, "initiator_id": BOB}
    return SessionPlanned(**PAIR | known | {"flipped": False, "change": change} | fields)


def session_cancelled(by_id: str = BOB, **fields: Any) -> SessionCancelled:
    known: dict[str, Any] = {"session_id": "s1", "starts_at": STARTS_AT, "by_id": by_id}
    return SessionCancelled(**PAIR | known | fields)


def senior_cancelled(in_a_row: int = 1) -> SeniorCancelled:
    """Bob is the senior of a reverse pair."""
    return SeniorCancelled(**PAIR, senior_id=BOB, session_id="s1", in_a_row=in_a_row, slots=(STARTS_AT,))


def held(number: int, starter: str | None = BOB, at: datetime | None = None) -> SessionHeld:
    at = at or START + timedelta(days=7 * number)
    return SessionHeld(
        **PAIR, session_id=f"s{number}", held_at=at, number=number, next_owner_id=ADA, initiator_id=starter
    )


def exchange_logged(exchange_id: str, author: str, direction: Given = Given.GAVE) -> ExchangeLogged:
    return ExchangeLogged(**PAIR, exchange_id=exchange_id, author_id=author, direction=direction)


def exchange_withdrawn(exchange_id: str, author: str) -> ExchangeWithdrawn:
    return ExchangeWithdrawn(**PAIR, exchange_id=exchange_id, author_id=author)


def in_phase(phase: PairPhase, **fields: Any) -> PairPhaseChanged:
    return PairPhaseChanged(**PAIR | {"phase": phase, "sessions_held": 3, "next_owner_id": ADA} | fields)


def sides(**goals: int) -> tuple[AgreementSide, ...]:
    return tuple(AgreementSide(person_id=one, goals=goals.get(one, 0), gives=1, has_signed=False) for one in (ADA, BOB))


def agreement_changed(**goals: int) -> AgreementChanged:
    return AgreementChanged(**PAIR, number=1, sides=sides(**goals))


def agreement_live(number: int = 1) -> AgreementWentLive:
    return AgreementWentLive(**PAIR, number=number, cadence_days=14, session_minutes=45, sides=sides(ada=1, bob=1))


def moments_of_people() -> list[Moment | None]:
    """What follows nobody but a person."""
    news = About(words={"en": "News.\n\nAll is well.", "de": "Neues.\n\nAlles ist gut."}, days=7, number=3)
    counts = {name: number for number, name in enumerate((*NEEDS, *WENT_WELL))}
    reaches = [Reach("Logistics", 20, 2), Reach("Research", 20, 9)]
    return [
        people.person_joined(ADA, complete=False),
        people.person_joined(ADA, complete=True),
        people.address_refused(ADA, Channel.MAIL),
        people.address_refused(ADA, Channel.CHAT),
        people.address_refused(ADA, Channel.PUSH),
        people.ignored_often(ADA, Kind.MONTHLY),
        Moment(Occasion.ANNOUNCEMENT, "news", {}, news, each=(ADA,)),
        organising.week("acme", ADA, counts, START),
        organising.uptake_gap("acme", ADA, reaches, START),
    ]


def moments_of_time(pair: Pair) -> list[Moment | None]:
    """All that a pair lives through after its beginning."""
    plans = [session_planned(change) for change in PlanChange]
    phases = (PairPhase.REVIEW_DUE, PairPhase.FADING, PairPhase.WINDING_DOWN)
    uneven = OneSided(ADA, 1, ("e1",))
    return [
        pairs.pair_begun(pair),
        *(sessions.session_planned(plan, pair, BOB) for plan in plans),
        sessions.session_cancelled(session_cancelled(), pair, BOB),
        sessions.session_dropped(pair, "ses_1", STARTS_AT),
        *(sessions.senior_cancelled(senior_cancelled(number), pair) for number in (1, 2)),
        sessions.reciprocal_offered(ReciprocalOffered(**PAIR, flips=3), pair),
        take_the_next(pair, uneven),
        try_a_flip(pair, uneven),
        care.fit_asked(FitAsked(**PAIR, number=1), pair),
        care.pulse_asked(PulseAsked(**PAIR, number=1), pair),
        care.care_offered(PairCareOffered(pair_id="pair_1", person_id=BOB, offers=()), pair),
        care.closing_offered(ClosingOffered(**PAIR, fading_since=START), pair),
        goals.agreement_live(agreement_live(), pair),
        *(pairs.phase_changed(in_phase(phase, planned_until=STARTS_AT), pair, STARTS_AT) for phase in phases),
        *(learning.learned(learned_from_other(side), pair) for side in ("mentor", "mentee")),
        endings.closing_asked(ClosingAsked(**PAIR, until=STARTS_AT), pair),
        endings.kudos_given(KudosGiven(**PAIR, from_id=ADA, to_id=BOB, strength=Strength.LISTENS), pair),
        endings.echo_asked(EchoAsked(**PAIR, days=30), pair),
        endings.echo_given(EchoGiven(**PAIR, author_id=ADA, days=30), pair),
    ]


def learned_from_other(side: str) -> MilestoneReached:
    return milestone_reached(milestone=Milestone.LEARNED_FROM_OTHER, side=side)
