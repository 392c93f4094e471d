"""Fixtures of the gateway's tests."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.component.gateway.operating import Operator, operator_of
from tests.component.gateway.outside import Door, open_door
from tests.support.running import Bench
from tests.support.stack import TestStack


@pytest_asyncio.fixture
async def door(bench: Bench, stack: TestStack) -> AsyncIterator[Door]:
    """A running gateway."""
    async with open_door(bench, stack) as opened:
        yield opened


@pytest_asyncio.fixture
async def operator(bench: Bench, stack: TestStack) -> Operator:
    """Somebody at a terminal, without a gateway."""
    return operator_of(bench, stack)
