"""`make bench-web`: what Lighthouse says of the screens people see most, and how soon Today can be used on a phone."""

import argparse
import asyncio
import json
import subprocess
import tempfile
from pathlib import Path

import httpx2
from rich.console import Console
from rich.table import Table

from deploy.local.chromium import find_chromium, flags
from deploy.local.demo.events import ORG
from deploy.local.node import environment, install, node
from deploy.local.places import ROOT
from deploy.local.rabbit import UNENCRYPTED
from deploy.local.trouble import Trouble, troubles_in_words
from tests.bench.first_view import first_views
from tests.browser.house import House, open_house

HERE = ROOT / "tests" / "bench" / "web"
PROGRAM = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
"""Search engines see nothing of what is behind a sign-in."""

QUIET_AFTER_S = 15
"""The live stream never ends, so the network is never idle: longer than everything else takes on a phone."""

WITHIN_S = 180


async def bench(console: Console, forms: tuple[str, ...], rounds: int) -> None:
    """On a system of its own, in which something has happened already."""
    install(HERE)
    with tempfile.TemporaryDirectory(prefix="bothways-bench-web-") as folder:
        async with open_house(Path(folder)) as house:
            console.print(await first_views(house, rounds))
            cookie = await cookie_of(house)
            table = Table("screen", "as on a", *CATEGORIES, title="Lighthouse, of 100", title_justify="left", box=None)
            pair = f"/pairs/{house.ids['/pairs']}"
            for name, path in (("Today", "/"), ("Find", "/find"), ("Pair", pair)):
                for form in forms:
                    scores = await asyncio.to_thread(look, f"{house.url}{path}", cookie, form)
                    table.add_row(name, form, *(f"{100 * scores[category]:.0f}" for category in CATEGORIES))
            console.print(table)


async def cookie_of(house: House) -> str:
    """Of somebody who has a pair."""
    async with httpx2.AsyncClient(base_url=house.url, verify=UNENCRYPTED) as http:
        whom = {"org": ORG, "person_id": house.id_of("mentee")}
        answer = await http.post("/v1/sign-in/session", json=whom, headers={"X-Bothways-Csrf": "1"})
        return f"bothways={answer.cookies['bothways']}"


def look(url: str, cookie: str, form: str) -> dict[str, float]:
    """The score of each category. A phone is a slow one on a slow network, as Lighthouse has it by itself."""
    command = [
        str(node()),
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        f"--max-wait-for-load={1000 * QUIET_AFTER_S}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
        f"--chrome-flags=--headless=new {' '.join(flags())}",
        *(["--preset=desktop"] if form == "desktop" else []),
    ]
    settings = environment({"CHROME_PATH": str(find_chromium())})
    done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    if done.returncode:
        raise Trouble(f"Lighthouse could not look at {url}:\n{done.stderr[-2000:]}")
    told = json.loads(done.stdout)
    if told["finalDisplayedUrl"] != url:
        raise Trouble(f"Lighthouse was led from {url} to {told['finalDisplayedUrl']}")
    return {name: told["categories"][name]["score"] for name in CATEGORIES}


if __name__ == "__main__":
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--forms", nargs="+", default=("phone", "desktop"), choices=("phone", "desktop"))
    asking.add_argument("--rounds", type=int, default=5, help="of the first view, each with a cold and a warm cache")
    with troubles_in_words():
        asked = asking.parse_args()
        asyncio.run(bench(Console(), tuple(asked.forms), asked.rounds))
