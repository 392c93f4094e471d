"""Fixtures of the browser tests: one house and one browser a worker, windows of its own for each test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from deploy.local.chromium import find_chromium, flags
from deploy.local.node import install
from tests.browser.house import House, open_house
from tests.browser.windows import PATIENCE_MS, Windows
from tests.support import node


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    install(node.HERE)
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=find_chromium(), args=flags(), timeout=2 * PATIENCE_MS
        )
        yield launched
        await launched.close()


@pytest_asyncio.fixture
async def windows(browser: Browser, house: House) -> AsyncIterator[Windows]:
    """Nothing went wrong in any of them."""
    opened = Windows(browser, house)
    yield opened
    await opened.close()
    assert not opened.faults, "\n".join(opened.faults)
