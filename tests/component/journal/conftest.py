"""Fixtures of journal's tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from libs.common.contracts import Service
from libs.common.contracts.actions import ActionDone
from libs.common.contracts.agreements import AgreementChanged, AgreementWentLive, GoalMarked
from libs.common.contracts.care import (
    ClosingOffered,
    FitAsked,
    HealthChanged,
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
    NextDecided,
    ReviewHeld,
)
from libs.common.contracts.entries import EntryWithdrawn, EntryWritten, LetterOpened
from libs.common.contracts.erasure import ErasureDone
from libs.common.contracts.ledgers import DividendReady, ExchangeLogged, ExchangeThanked, ExchangeWithdrawn
from libs.common.contracts.pairs import MilestoneReached, PairPhaseChanged, SessionHeld
from libs.common.contracts.preparation import ExpectationsExchanged, PreparationFinished
from libs.common.contracts.requests import ClaimRefused
from libs.common.contracts.sessions import (
    AgendaChanged,
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionMissed,
    SessionPlanned,
)
from libs.common.contracts.threads import MessageDeleted, MessageWaiting, MessageWritten
from libs.common.house import House
from tests.component.journal.speaking import Speaking
from tests.support.questions import PatientQuestions
from tests.support.running import Bench

PREPARING = (PreparationFinished, ExpectationsExchanged)
AGREEING = (AgreementChanged, AgreementWentLive, GoalMarked)
ENDINGS = (ReviewHeld, ClosingAsked, NextDecided, LetterWritten, KudosGiven, EchoAsked, EchoGiven)
STORIES = (
    EntryWritten,
    EntryWithdrawn,
    LetterOpened,
    ErasureDone,
    MilestoneReached,
    PairPhaseChanged,
    SessionHeld,
    ClaimRefused,
)
GIVING = (ExchangeLogged, ExchangeThanked, ExchangeWithdrawn, DividendReady, ActionDone)
WRITING = (MessageWritten, MessageDeleted, MessageWaiting)
CARE = (
    PulseAsked,
    PulseGiven,
    FitAsked,
    PairCareOffered,
    SessionSuggested,
    ClosingOffered,
    HealthChanged,
)
MEETING = (SessionPlanned, SessionCancelled, SessionMissed, SeniorCancelled, ReciprocalOffered, AgendaChanged)
FACTS = (*STORIES, *MEETING, *PREPARING, *AGREEING, *ENDINGS, *GIVING, *WRITING, *CARE)


@pytest.fixture
def services() -> tuple[Service, ...]:
    """Nobody else's queues: most of a test's beginning would be to make them."""
    return (Service.JOURNAL,)


@pytest_asyncio.fixture
async def speaking(bench: Bench) -> AsyncIterator[Speaking]:
    """An outsider's view; journal does not run yet."""
    questions = PatientQuestions(bench.amqp_url)
    yield Speaking(bench, await bench.listen(*FACTS), questions)
    await questions.close()


@pytest_asyncio.fixture
async def journal(speaking: Speaking) -> AsyncIterator[House]:
    """A running journal."""
    async with speaking.running() as house:
        yield house
