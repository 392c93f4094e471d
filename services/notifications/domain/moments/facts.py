"""What each fact means that says it all, by itself or together with whose pair it is. The dry run reads the same."""

from collections.abc import Callable
from typing import Any

from libs.common.contracts import Contract
from libs.common.contracts.agreements import AgreementChanged, AgreementWentLive, GoalMarked
from libs.common.contracts.care import (
    ClosingOffered,
    FitAsked,
    PairCareOffered,
    PulseAsked,
    PulseGiven,
    SessionSuggested,
)
from libs.common.contracts.endings import (
    ClosingAsked,
    EchoAsked,
    EchoGiven,
    KudosGiven,
    LetterWritten,
    ReviewHeld,
)
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.erasure import ErasureAsked, ErasureTakenBack
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.ledgers import DividendReady
from libs.common.contracts.preparation import PreparationFinished
from libs.common.contracts.requests import ClaimRefused, MentorsSuggested, PlaceFreed, RequestFollowedUp
from libs.common.contracts.safeguarding import ConductWarned, MisuseReported, ReportClosed, ReportWaits
from libs.common.contracts.sessions import (
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionMissed,
    SessionPlanned,
)
from libs.common.contracts.threads import MessageWaiting
from services.notifications.domain.moments import (
    accounts,
    care,
    endings,
    goals,
    learning,
    requests,
    safeguarding,
    sessions,
)
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import Moment

BY_ITSELF: dict[type[Contract], Callable[[Any], Moment | None]] = {
    MentorsSuggested: requests.mentors_suggested,
    InterestBecameMutual: requests.interest_mutual,
    RequestFollowedUp: requests.request_followed_up,
    PlaceFreed: requests.place_freed,
    ClaimRefused: requests.claim_refused,
    SessionMissed: sessions.session_missed,
    DividendReady: learning.dividend_ready,
    MessageWaiting: learning.message_waiting,
    AgreementChanged: goals.goal_written,
    GoalMarked: goals.goal_marked,
    PreparationFinished: goals.prepared,
    ReviewHeld: goals.review_held,
    PulseGiven: care.pulse_given,
    LetterWritten: endings.letter_written,
    ErasureAsked: accounts.erasure_asked,
    ErasureTakenBack: accounts.erasure_taken_back,
    MisuseReported: safeguarding.misuse_reported,
    ReportWaits: safeguarding.report_waits,
    ReportClosed: safeguarding.report_closed,
    ConductWarned: safeguarding.conduct_warned,
}

OF_PAIR: dict[type[Contract], Callable[[Any, Pair], Moment | None]] = {
    SeniorCancelled: sessions.senior_cancelled,
    SessionSuggested: sessions.session_suggested,
    ReciprocalOffered: sessions.reciprocal_offered,
    EntryWritten: learning.entry_written,
    AgreementWentLive: goals.agreement_live,
    FitAsked: care.fit_asked,
    PulseAsked: care.pulse_asked,
    PairCareOffered: care.care_offered,
    ClosingOffered: care.closing_offered,
    ClosingAsked: endings.closing_asked,
    KudosGiven: endings.kudos_given,
    EchoAsked: endings.echo_asked,
    EchoGiven: endings.echo_given,
}

DONE_BY: dict[type[Contract], Callable[[Any, Pair, str | None], Moment | None]] = {
    SessionPlanned: sessions.session_planned,
    SessionCancelled: sessions.session_cancelled,
}
"""Where it matters who of the two did it."""
