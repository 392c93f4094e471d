"""Fixtures of the gateway's tests."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.component.gateway.outside import Door, open_door
from tests.support.running import Bench
from tests.support.stack import TestStack


@pytest_asyncio.fixture
async def door(bench: Bench, stack: TestStack) -> AsyncIterator[Door]:
    """A running gateway."""
    async with open_door(bench, stack) as opened:
        yield opened
