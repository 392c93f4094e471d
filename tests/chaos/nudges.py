"""`python -m tests.chaos.nudges`: thousands of nudges fall due at once, and replicas that share them are killed.

What must hold however the kills fall: one notice per cause, one delivery per notice and channel, one entry in the
inbox, one message visible on each device, no mail lost, a second copy only of a mail that a killed process was handing
over, nothing said that was needless before, nobody told more than their budget.
"""

import asyncio
import base64
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from libs.common.house import furnish
from services.notifications.channels.vapid import Vapid
from services.notifications.domain.notices import Notice
from services.notifications.settings import Settings
from tests.support.browsers import Browser, PushService
from tests.support.nudges import BUDGET, is_needless, notices_of, write
from tests.support.processes import CONNECTIONS, Processes
from tests.support.receiver import receiving
from tests.support.running import bench, eventually
from tests.support.smtp import smtp_server
from tests.support.stack import own_servers
from tests.support.told import SERVICE, Told, told_by

KEY = base64.b64encode(b"a house of this test, 32 bytes..").decode()
PUSH: dict[str, Any] = {"vapid_key": KEY, "push_anywhere": True}
PUSH_ENVIRONMENT = {"BOTHWAYS_VAPID_KEY": KEY, "BOTHWAYS_PUSH_ANYWHERE": "true"}


@dataclass(frozen=True, slots=True)
class Load:
    """How much, and how hard it is made."""

    nudges: int = 10_000
    replicas: int = 4
    kills: int = 12
    seed: int = 1
    within_s: float = 900


@dataclass(slots=True)
class Verdict:
    """What was found in the end."""

    notices: int = 0
    mails: int = 0
    copies: int = 0
    pushes: int = 0
    """As they came over the line."""

    shown: int = 0
    kills: int = 0
    most_in_a_week: int = 0
    seconds: float = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """In one line."""
        return (
            f"{self.notices} due nudges, {self.kills} kills: {self.mails} mails, {self.copies} of them twice; "
            f"{self.pushes} pushes, {self.shown} shown; "
            f"at most {self.most_in_a_week} nudges a person; {self.seconds:.1f} s"
        )


async def play(told: Told, processes: Processes, pushes: PushService, load: Load) -> Verdict:
    """Write the nudges down, let replicas say them, kill those at random, count."""
    async with told.running():
        pass  # the collections are there
    now = datetime.now(UTC).replace(microsecond=0)
    written = list(notices_of(load.nudges, now))
    settings = told.settings(**PUSH)
    browsers = _browsers(pushes, settings, written)
    await write(furnish(SERVICE, settings), written, now, browsers)
    started = asyncio.get_running_loop().time()
    kills = await _killing(told, processes, load, len(written))
    verdict = await _judged(told, written)
    await _judge_pushes(verdict, told, pushes, browsers)
    verdict.kills, verdict.seconds = kills, asyncio.get_running_loop().time() - started
    if verdict.copies > kills * CONNECTIONS:
        verdict.wrong.append(f"{verdict.copies} copies of mails with {kills} kills")
    return verdict


def _browsers(pushes: PushService, settings: Settings, written: Sequence[Notice]) -> dict[str, Browser]:
    """Of every fourth person."""
    assert settings.vapid
    key = Vapid(settings.vapid, settings.sender.addr_spec).public_key
    people = list(dict.fromkeys(notice.person_id for notice in written))
    return {person_id: pushes.browser(key) for person_id in people[::4]}


async def _killing(told: Told, processes: Processes, load: Load, count: int) -> int:
    """Kill one of the replicas whenever another share has been said, until all is."""
    dice = random.Random(load.seed)  # noqa: S311 - repeatable, not secret
    alive = [processes.start(**PUSH_ENVIRONMENT) for _ in range(load.replicas)]
    notices = told.bench.database(SERVICE)["notices"]
    for kill in range(load.kills):
        share = count * (kill + 1) // (load.kills + 2)

        async def has_come(share: int = share) -> bool:
            return await notices.count_documents({"moves": 0, "state": "waiting"}) <= count - share

        await eventually(has_come, within_s=load.within_s, what=f"{share} of {count} decided")
        await asyncio.sleep(dice.uniform(0, 0.3))  # anywhere in what it is doing
        victim = dice.randrange(load.replicas)
        await asyncio.to_thread(alive[victim].kill)
        alive[victim] = processes.start(**PUSH_ENVIRONMENT)
    await _end(told, load)
    return load.kills


async def _end(told: Told, load: Load) -> None:
    """Until nothing is due and nothing is on its way."""
    database = told.bench.database(SERVICE)

    async def is_over() -> bool:
        now = datetime.now(UTC)
        waiting = {"state": "waiting", "not_before": {"$lte": now}}
        if await database["notices"].count_documents(waiting, limit=1):
            return False
        return not await database["deliveries"].count_documents({"state": {"$in": ["waiting", "sending"]}}, limit=1)

    await eventually(is_over, within_s=load.within_s, what="everything said")


async def _judged(told: Told, written: list[Notice]) -> Verdict:
    database = told.bench.database(SERVICE)
    notices = {row["notice_id"]: row async for row in database["notices"].find({})}
    rows = [row async for row in database["deliveries"].find({})]
    verdict = Verdict(notices=len(notices), wrong=[])
    _same(verdict, "notices", set(notices), {one.notice_id for one in written})
    twice = [key for key, times in Counter((row["notice_id"], row["channel"]) for row in rows).items() if times > 1]
    verdict.wrong += [f"{key} has two deliveries" for key in twice]
    said = {key for key, row in notices.items() if row["state"] == "said"}
    for channel in ("inbox", "mail"):
        _same(verdict, channel, {row["notice_id"] for row in rows if row["channel"] == channel}, said)
    needless = {one.notice_id for one in written if is_needless(one)}
    verdict.wrong += [f"{one} was needless and said" for one in sorted(said & needless)]
    spent = Counter(notices[one]["person_id"] for one in said)
    verdict.most_in_a_week = max(spent.values())
    verdict.wrong += [f"{person} was told {count} times" for person, count in spent.items() if count > BUDGET]
    counts = told.server.message_ids()
    verdict.mails, verdict.copies = len(counts), sum(counts.values()) - len(counts)
    _same(verdict, "mails over the line", set(counts), {row["message_id"] for row in rows if row["channel"] == "mail"})
    return verdict


async def _judge_pushes(verdict: Verdict, told: Told, pushes: PushService, browsers: Mapping[str, Browser]) -> None:
    """Of each nudge that was said to somebody with a device, that device shows one message."""
    rows = told.bench.database(SERVICE)["notices"].find({"state": "said", "person_id": {"$in": list(browsers)}})
    said = Counter([row["person_id"] async for row in rows])
    verdict.pushes, verdict.shown = len(pushes.received), sum(len(one.shown) for one in browsers.values())
    for person_id, browser in browsers.items():
        if len(browser.shown) != said[person_id]:
            verdict.wrong.append(f"{person_id} sees {len(browser.shown)} messages of {said[person_id]}")
    verdict.wrong += pushes.faults


def _same(verdict: Verdict, what: str, found: set[str], expected: set[str]) -> None:
    if found != expected:
        verdict.wrong.append(f"{what}: {len(expected - found)} missing, {len(found - expected)} too many")


async def _run(load: Load, folder: Path) -> Verdict:
    pushes = PushService()
    with own_servers() as servers, smtp_server() as server, receiving(pushes):
        servers.stack.api("PUT", "/vhosts/nudges", {})
        async with bench(servers.stack, "nudges", "nudges") as house:
            told = await told_by(house, server)
            processes = Processes(told, folder)
            try:
                return await play(told, processes, pushes, load)
            finally:
                processes.kill_all()


def main(
    nudges: Annotated[int, typer.Option(help="How many fall due at once.", min=10)] = 10_000,
    replicas: Annotated[int, typer.Option(help="How many processes share them.", min=1, max=8)] = 4,
    kills: Annotated[int, typer.Option(help="How often one of them is killed.", min=0)] = 12,
    seed: Annotated[int, typer.Option(help="Of whom it hits, and when.")] = 1,
) -> None:
    """Kill replicas of notifications while nudges fall due, then count."""
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bothways-nudges-") as home:
        verdict = asyncio.run(_run(Load(nudges, replicas, kills, seed), Path(home)))
    console.print(verdict.words)
    for wrong in verdict.wrong[:40]:
        console.print(f"[bold red]✗[/] {wrong}", highlight=False)
    if not verdict.wrong:
        console.print("[green]✓[/] One row each, none lost, none needless, no budget passed.")
    sys.exit(bool(verdict.wrong))


if __name__ == "__main__":
    typer.run(main)
