"""What is wrong with a page as it stands: what axe finds, and what sticks out at its side."""

from typing import Any, Literal

from playwright.async_api import Page

from tests.support.node import PACKAGES

AXE = PACKAGES / "axe-core" / "axe.min.js"
Scheme = Literal["light", "dark"]
FIND = "() => axe.run({ resultTypes: ['violations'] })"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (320, 390, 768, 1280, 1920)
STICKS_OUT = """() => {
  const isOut = (one) => one.getBoundingClientRect().right > innerWidth + 1;
  const begins = (one) => isOut(one) && !isOut(one.parentElement);
  const width = document.documentElement.scrollWidth;
  const all = width > innerWidth ? [...document.querySelectorAll("body *")].filter(begins) : [];
  return width > innerWidth ? [`${width} px wide`, ...all.slice(0, 5).map((one) => one.outerHTML.slice(0, 200))] : [];
}"""
STILL = """async () => {
  for (let frames = 0; frames < 3; ) {
    await new Promise(requestAnimationFrame);
    const ends = (one) => one.effect?.getComputedTiming().endTime !== Infinity;
    frames = document.getAnimations().some(ends) ? 0 : frames + 1;
  }
}"""
"""Colours that change pass through others, one element after the other, however short that takes. And what is drawn by
a script is as wide as before until that has run."""


async def find_faults(page: Page) -> list[str]:
    """By axe, in the scheme that is shown."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = (await page.evaluate(FIND))["violations"]
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found for node in one["nodes"][:3]]


async def faults_at(page: Page, width: int, *, schemes: tuple[Scheme, ...] = SCHEMES) -> list[str]:
    """At this width, each with where it was seen."""
    await page.set_viewport_size({"width": width, "height": 860})
    await page.evaluate(STILL)
    faults = [f"{width} px, sticks out: {one}" for one in await page.evaluate(STICKS_OUT)]
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme)
        await page.locator(f"html[data-mantine-color-scheme={scheme}]").wait_for()
        await page.evaluate(STILL)
        faults += [f"{width} px, {scheme}: {one}" for one in await find_faults(page)]
    return faults
