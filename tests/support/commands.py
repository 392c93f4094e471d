"""What a client sends to the database, counted."""

from collections import Counter

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent


class Commands(CommandListener):
    """Listens to a client: commands by their name and what they are about, mostly a collection."""

    def __init__(self) -> None:
        self.sent: Counter[tuple[str, str]] = Counter()

    @property
    def reads(self) -> int:
        """How often something was asked."""
        return sum(count for (name, _), count in self.sent.items() if name in ("find", "getMore"))

    def started(self, event: CommandStartedEvent) -> None:
        self.sent[event.command_name, str(event.command.get(event.command_name, ""))] += 1

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Of no interest."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Of no interest."""
