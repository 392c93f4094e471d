"""Fixtures of journal's tests."""

from collections.abc import AsyncIterator

import pytest_asyncio

from libs.common.asks import Questions
from libs.common.contracts.care import (
    ClosingOffered,
    FitAsked,
    HealthChanged,
    PairCareOffered,
    PulseAsked,
    PulseGiven,
    SessionSuggested,
)
from libs.common.contracts.erasure import ErasureDone
from libs.common.contracts.pairs import EntryWritten, MilestoneReached, PairPhaseChanged, SessionHeld
from libs.common.contracts.requests import ClaimRefused
from libs.common.crypto import Box
from libs.common.house import House
from tests.component.journal.speaking import Speaking
from tests.support.running import Bench

CARE = (
    PulseAsked,
    PulseGiven,
    FitAsked,
    PairCareOffered,
    SessionSuggested,
    ClosingOffered,
    HealthChanged,
)
FACTS = (EntryWritten, ErasureDone, MilestoneReached, PairPhaseChanged, SessionHeld, ClaimRefused, *CARE)


@pytest_asyncio.fixture
async def speaking(bench: Bench) -> AsyncIterator[Speaking]:
    """An outsider's view; journal does not run yet."""
    questions = Questions(bench.amqp_url, Box(b"k" * 32), "gateway asks")
    yield Speaking(bench, await bench.listen(*FACTS), questions)
    await questions.close()


@pytest_asyncio.fixture
async def journal(speaking: Speaking) -> AsyncIterator[House]:
    """A running journal."""
    async with speaking.running() as house:
        yield house
