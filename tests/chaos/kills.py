"""SIGKILL of each service in turn, of the broker and of the database, while the load runs."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from libs.common.contracts import Service
from tests.support.running import eventually
from tests.support.system import System

PATIENCE_S = 600.0
BROKER, DATABASE = "broker", "database"
TARGETS: tuple[str, ...] = (*Service, BROKER, DATABASE)


@dataclass(slots=True)
class Kills:
    """Each target at least once, evenly over the load, in a seeded order."""

    system: System
    random: random.Random
    rounds: int
    tell: Callable[[str], None]
    done: list[str] = field(default_factory=list)

    async def run(self, progress: Callable[[], float]) -> None:
        """Kill whenever the load has come another step further; the last round ends before the load does."""
        order = [target for _ in range(self.rounds) for target in self.random.sample(TARGETS, len(TARGETS))]
        for number, target in enumerate(order):
            await self._wait_until(progress, (number + 0.5) / (len(order) + 1))
            self.tell(f"SIGKILL {target} at {progress():.0%}")
            await self._kill(target)
            self.done.append(target)

    async def _wait_until(self, progress: Callable[[], float], share: float) -> None:
        async def has_come() -> bool:
            return progress() >= share

        await eventually(has_come, within_s=PATIENCE_S, what=f"{share:.0%} of the load")

    async def _kill(self, target: str) -> None:
        """Kill, and start again at once, as a supervisor would."""
        servers = self.system.servers
        if target == BROKER:
            await asyncio.to_thread(servers.rabbit.kill)
            await asyncio.to_thread(servers.rabbit.start)
        elif target == DATABASE:
            await asyncio.to_thread(servers.mongo.kill)
            await asyncio.to_thread(servers.mongo.start)
        else:
            service = Service(target)
            replicas = [replica for one, replica in self.system.replicas if one is service]
            replica = self.random.choice(replicas)
            await asyncio.to_thread(self.system.kill, service, replica)
            self.system.start(service, replica)
