"""`make pictures`: every screen as it looks on a phone and on a desk, into `pictures/`; those of the README anew."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright
from rich.console import Console

from deploy.local.chromium import find_chromium, flags
from deploy.local.places import ROOT
from deploy.local.trouble import troubles_in_words
from tests.browser.house import open_house
from tests.browser.screens import PATTERNS, address, viewers
from tests.browser.windows import DESKTOP, PHONE, Windows

FOLDER = ROOT / "pictures"
OF_README = ROOT / "services" / "gateway" / "web" / "shown"
SHOWN = {
    "today-phone",
    "find-phone",
    "journal-phone",
    "pairs-id-desktop",
    "organise-plan-desktop",
    "pairs-id-agreement-desktop",
}
SHAPES = {"desktop": (DESKTOP, 860), "phone": (PHONE, 844)}


async def take(console: Console) -> None:
    """Of a system of its own, in which something has happened already; in the light."""
    FOLDER.mkdir(exist_ok=True)
    OF_README.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bothways-pictures-") as folder:
        async with open_house(Path(folder)) as house, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=find_chromium(), args=flags())
            windows = Windows(browser, house)
            for shape, (width, height) in SHAPES.items():
                size = {"width": width, "height": height}
                door = await windows.page_of(None, viewport=size)
                await door.screenshot(path=FOLDER / f"sign-in-{shape}.png", full_page=True)
                for who in sorted({viewers(pattern)[0] for pattern in PATTERNS}):
                    page = await windows.page_of(who, viewport=size)
                    for pattern in (one for one in PATTERNS if viewers(one)[0] == who):
                        await windows.show(page, address(pattern, house.ids))
                        name = pattern.strip("/").replace("/", "-").replace(":", "") or "today"
                        await page.screenshot(path=FOLDER / f"{name}-{shape}.png", full_page=True)
                        if f"{name}-{shape}" in SHOWN:
                            await page.screenshot(path=OF_README / f"{name}-{shape}.png")
            await windows.close()
            await browser.close()
    console.print(f"{len(list(FOLDER.glob('*.png')))} pictures are in {FOLDER.relative_to(ROOT)}/")


if __name__ == "__main__":
    with troubles_in_words():
        asyncio.run(take(Console()))
