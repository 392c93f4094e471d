"""`python -m tests.bench.notifications`: due nudges through decision, words and SMTP, beside what each alone allows.

In one run: the words of as many mails in one process, the same mails handed over by the bare client to the same server
on as many connections, and the whole way on two replicas. The whole way can be no faster than the two in series on the
machine's cores; the ratio says how much of that is left.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path
from statistics import median
from typing import Annotated

import psutil
import typer
from rich.console import Console
from rich.table import Table

from libs.common.house import furnish
from services.notifications.channels.smtp import Server, SmtpMails
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.ports import Mail
from services.notifications.words import Writer
from tests.support.notifications import make_delivery
from tests.support.nudges import ORG, is_needless, notices_of, write
from tests.support.processes import CONNECTIONS, Processes
from tests.support.running import bench, eventually
from tests.support.smtp import SmtpServer, smtp_server
from tests.support.stack import OwnServers, own_servers
from tests.support.told import SERVICE, Told, told_by

PUBLIC = "https://mentoring.example.org"
SENDER = Address("Bothways", addr_spec="mentoring@example.org")


@dataclass(slots=True)
class Round:
    """Per second, and in MB."""

    words: float
    smtp: float
    decided: float
    whole: float
    idle_mb: float
    peak_mb: float

    @property
    def bound(self) -> float:
        """Words and SMTP one after the other, on one core."""
        return 1 / (1 / self.words + 1 / self.smtp)


async def measured(servers: OwnServers, folder: Path, nudges: int, replicas: int) -> Round:
    """One round, on a virtual host and a database of its own."""
    name = f"bench-{time.monotonic_ns()}"
    servers.stack.api("PUT", f"/vhosts/{name}", {})
    with smtp_server() as server:
        async with bench(servers.stack, name, name) as house:
            told = await told_by(house, server)
            logs = folder / name
            logs.mkdir()
            processes = Processes(told, logs)
            try:
                return await _round(told, processes, nudges, replicas)
            finally:
                processes.kill_all()
                await house.drop_databases()


async def _round(told: Told, processes: Processes, nudges: int, replicas: int) -> Round:
    now = datetime.now(UTC).replace(microsecond=0)
    written = list(notices_of(nudges, now))
    mails, words = _words(written)
    smtp = await _smtp(told.server, mails)
    async with told.running():
        pass  # the collections are there
    for _ in range(replicas):
        processes.start()
    await asyncio.sleep(0)
    idle = await _settled_memory(processes)
    told.server.received.clear()
    await write(furnish(SERVICE, told.settings()), written, now)
    decided, whole, peak = await _whole(told, processes, [one for one in written if not is_needless(one)])
    return Round(words, smtp, decided, whole, idle, peak)


def _words(written: Sequence[Notice]) -> tuple[list[Mail], float]:
    writer, mails = Writer(PUBLIC), []
    started = time.perf_counter()
    for number, notice in enumerate(written):
        reader = Person(ORG, notice.person_id, name=notice.person_id, email=f"{notice.person_id}@example.org")
        delivery = make_delivery(notice.template, notice.about, message_id=f"<bare-{number}@example.org>")
        mails.append(writer.mail(delivery, reader, {}))
    return mails, len(written) / (time.perf_counter() - started)


async def _smtp(server: SmtpServer, mails: Sequence[Mail]) -> float:
    bare = SmtpMails(Server("127.0.0.1", server.port), SENDER, CONNECTIONS)
    started = time.perf_counter()
    await asyncio.gather(*(bare.send(mail) for mail in mails))
    rate = len(mails) / (time.perf_counter() - started)
    await bare.close()
    return rate


async def _settled_memory(processes: Processes) -> float:
    """Of all replicas once they have started."""

    async def has_started() -> bool:
        return all("service_started" in child.log.read_text() for child in processes.children)

    await eventually(has_started, within_s=60, what="replicas")
    return _memory(processes)


def _memory(processes: Processes) -> float:
    alive = [child.pid for child in processes.children if child.is_running and child.pid]
    return sum(psutil.Process(pid).memory_info().rss for pid in alive) / 1e6


async def _whole(told: Told, processes: Processes, sayable: Sequence[Notice]) -> tuple[float, float, float]:
    """Decisions and mails per second from when the nudges fall due, and the most memory on the way."""
    notices = told.bench.database(SERVICE)["notices"]
    most = len(sayable)
    peak, decided_at = 0.0, 0.0
    due = max(one.not_before for one in sayable)
    await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
    started = time.perf_counter()
    while True:
        peak = max(peak, _memory(processes))
        waiting = await notices.count_documents({"state": "waiting", "moves": 0})
        if not waiting and not decided_at:
            decided_at = time.perf_counter()
        said = await notices.count_documents({"state": "said"})
        if decided_at and len(told.server.received) >= said:
            break
        await asyncio.sleep(0.1)
    whole = said / (time.perf_counter() - started)
    return most / (decided_at - started), whole, peak


def report(console: Console, rounds: Sequence[Round], nudges: int, replicas: int) -> None:
    """Medians and ranges."""
    table = Table("what", "median", "range", title=f"{nudges:,} due nudges, {replicas} replicas, {len(rounds)} rounds")
    rows = {
        "words alone, one process, mails/s": [one.words for one in rounds],
        "SMTP alone, bare client, mails/s": [one.smtp for one in rounds],
        "both in series (bound), mails/s": [one.bound for one in rounds],
        "decided, nudges/s": [one.decided for one in rounds],
        "due to delivered, mails/s": [one.whole for one in rounds],
        "delivered / bound": [one.whole / one.bound for one in rounds],
        "memory of a replica, idle, MB": [one.idle_mb / replicas for one in rounds],
        "memory of a replica, most, MB": [one.peak_mb / replicas for one in rounds],
    }
    for name, values in rows.items():
        table.add_row(name, f"{median(values):,.2f}", f"{min(values):,.2f} to {max(values):,.2f}")
    console.print(table)


async def _run(nudges: int, replicas: int, rounds: int) -> list[Round]:
    with own_servers() as servers, tempfile.TemporaryDirectory(prefix="bothways-bench-") as home:
        return [await measured(servers, Path(home), nudges, replicas) for _ in range(rounds)]


def main(
    nudges: Annotated[int, typer.Option(help="How many fall due at once.", min=100)] = 3_000,
    replicas: Annotated[int, typer.Option(help="How many processes share them.", min=1, max=8)] = 2,
    rounds: Annotated[int, typer.Option(help="How often.", min=1)] = 3,
    json_file: Annotated[Path | None, typer.Option(help="Write the rounds there as well.")] = None,
) -> None:
    """Measure due nudges through decision, words and SMTP."""
    found = asyncio.run(_run(nudges, replicas, rounds))
    report(Console(), found, nudges, replicas)
    if json_file:
        json_file.write_text(json.dumps([asdict(one) for one in found], indent=2))


if __name__ == "__main__":
    typer.run(main)
