"""Replicas of notifications in processes of their own, which can be killed."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.child import Child
from deploy.local.places import ROOT
from tests.support.told import SERVICE, Told

CONNECTIONS = 4


@dataclass(slots=True)
class Processes:
    """Whoever makes them ends them with `kill_all`."""

    told: Told
    folder: Path
    lease: str = "PT2S"
    """Where several are alive, longer than one of them may stand still on a busy machine."""

    children: list[Child] = field(default_factory=list)

    def start(self, **settings: str) -> Child:
        """One more."""
        environment = self.told.bench.environment_of(SERVICE) | {
            "BOTHWAYS_SMTP_HOST": "127.0.0.1",
            "BOTHWAYS_SMTP_PORT": str(self.told.server.port),
            "BOTHWAYS_SMTP_CONNECTIONS": str(CONNECTIONS),
            "BOTHWAYS_DELIVERY_LEASE": self.lease,
            "BOTHWAYS_LOG_FORMAT": "json",
            "PYTHONUNBUFFERED": "1",
            **settings,
        }
        log = self.folder / f"notifications-{len(self.children)}.log"
        child = Child([sys.executable, "-m", "services.notifications"], log=log, env=environment, folder=ROOT)
        child.start()
        self.children.append(child)
        return child

    def kill_all(self) -> None:
        """None is left."""
        for child in self.children:
            child.kill()
