"""Where the story is played: who is there, what they have done so far, and who watches."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from deploy.local.story.clients import Client, signed_in
from deploy.local.story.witness import HeardEvent, Missing, Witness
from libs.common.ids import new_id

ORG = "demo"


@dataclass(frozen=True, slots=True)
class Platform:
    """An outsider's access, as `deploy.ops platforms add` gave it."""

    platform_id: str
    amqp_url: str
    api_key: str


@dataclass(slots=True)
class Stage:
    """What every act needs."""

    gateway_url: str
    operator_key: str
    mail: Path
    hr: Platform
    lms: Platform
    witness: Witness
    console: Console
    newcomer: str = field(default_factory=lambda: new_id("person"))
    mentors: list[str] = field(default_factory=list)
    pair_id: str = ""
    sessions: AsyncExitStack = field(default_factory=AsyncExitStack)
    clients: dict[str, Client] = field(default_factory=dict)

    async def client(self, person_id: str) -> Client:
        """Somebody's session, opened once."""
        if person_id not in self.clients:
            session = signed_in(self.gateway_url, ORG, person_id)
            self.clients[person_id] = await self.sessions.enter_async_context(session)
        return self.clients[person_id]

    @property
    def both(self) -> tuple[str, str]:
        """Who learns, and who gives."""
        return self.newcomer, self.mentors[1]

    def is_of_pair(self, event: HeardEvent) -> bool:
        """Whether something that was heard is about the pair."""
        return self.pair_id in (event["subject"], event["data"].get("pair_id"))

    def done(self, words: str) -> None:
        """Tell what was seen."""
        self.tell(f"  [green]✓[/] {words}")

    def tell(self, words: str) -> None:
        """A line of the story."""
        self.console.print(words, highlight=False, soft_wrap=True)


def require(holds: object, otherwise: str) -> None:
    """A step that did not happen ends the story."""
    if not holds:
        raise Missing(otherwise)
