"""What a browser has to load before anything shows stays small, and the page holds no code of its own."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import web

KB = 1000
INITIAL_SCRIPTS, INITIAL_STYLES, LATER = 175 * KB, 15 * KB, 60 * KB


@pytest.fixture(scope="module")
def page() -> str:
    """The built one."""
    web.build()
    return (web.BUILT / "index.html").read_text()


def sent(address: str) -> int:
    """The bytes of a file on its way, gzipped."""
    return len(gzip.compress((web.BUILT / address.lstrip("/")).read_bytes(), 9))


def loaded(page: str, ending: str) -> list[str]:
    """What the page asks for at once."""
    return re.findall(rf'(?:src|href)="(/assets/[^"]+\.{ending})"', page)


def later(page: str, ending: str) -> Iterator[str]:
    """What is loaded when a screen is opened."""
    at_once = loaded(page, ending)
    for file in sorted((web.BUILT / "assets").glob(f"*.{ending}")):
        if f"/assets/{file.name}" not in at_once:
            yield f"/assets/{file.name}"


def test_what_is_loaded_at_once_is_small(page: str) -> None:
    scripts, styles = loaded(page, "js"), loaded(page, "css")
    assert scripts
    assert styles
    assert sum(map(sent, scripts)) <= INITIAL_SCRIPTS, {one: sent(one) for one in scripts}
    assert sum(map(sent, styles)) <= INITIAL_STYLES, {one: sent(one) for one in styles}


def test_no_screen_brings_much_of_its_own(page: str) -> None:
    large = {one: sent(one) for ending in ("js", "css") for one in later(page, ending) if sent(one) > LATER}
    assert large == {}


def test_the_page_holds_no_code_and_names_nobody_else(page: str) -> None:
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
    assert "<style" not in page
    assert re.findall(r"\s(?:style|on\w+)=", page) == []
    assert "//" not in page


@pytest.mark.parametrize("ending", ["br", "gz"])
def test_every_file_worth_it_lies_there_in_a_smaller_form(page: str, ending: str) -> None:
    assets = [one for kind in ("js", "css") for one in (web.BUILT / "assets").glob(f"*.{kind}")]
    large = [one for one in assets if one.stat().st_size > KB]
    assert [one.name for one in large if not Path(f"{one}.{ending}").exists()] == []
