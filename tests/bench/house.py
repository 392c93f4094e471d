"""A service of the house as a process of its own: `python -m tests.bench.house matching [--apart]`."""

from itertools import cycle
from typing import Annotated

import typer

from libs.common.committer import Committer
from libs.common.contracts import Service
from libs.common.handling import Handling
from libs.common.house import Build, House, Parts
from libs.common.service import run
from libs.common.settings import CommonSettings
from libs.common.unit import Unit
from services.matching.app import build as build_matching
from tests.bench import tiny

BUILDS: dict[str, tuple[Service, Build]] = {
    "matching": (Service.MATCHING, build_matching),
    "tiny": (tiny.SERVICE, tiny.build),
}
AT_ONCE = 50
"""Transactions under way at once without group commit: as many as the driver's pool has connections."""


class Apart(Committer):
    """A transaction per message, many at once: what is usual, and what group commit is compared with."""

    def __init__(self, house: House) -> None:
        super().__init__(house.client, house.database, house.relay)
        ones = [Committer(house.client, house.database, house.relay, largest_group=1) for _ in range(AT_ONCE)]
        self._next = cycle(ones)

    async def commit(self, unit: Unit) -> None:
        """In a transaction of its own."""
        await next(self._next).commit(unit)


def apart(build: Build) -> Build:
    """The same service without group commit."""

    async def built(house: House) -> Parts:
        house.handling = Handling(house.units, Apart(house))
        return await build(house)

    return built


def main(name: str, apart_: Annotated[bool, typer.Option("--apart")] = False) -> None:
    """Until SIGTERM."""
    service, build = BUILDS[name]
    run(service, CommonSettings(), apart(build) if apart_ else build)


if __name__ == "__main__":
    typer.run(main)
