"""What was chosen, and by whom: the person's own before the organisation's before the house's."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from libs.common.contracts.notifications import Channel, Digest, Kind
from libs.common.contracts.preferences import Origin
from services.notifications.domain.preferences import Preferences
from services.notifications.domain.quiet import Quiet

Switched = Mapping[Kind, Mapping[Channel, bool]]


@dataclass(frozen=True, slots=True)
class Choice:
    """All that a person, or an organisation, chooses at once. None: as before it."""

    kinds: Switched
    digest: Digest | None = None
    gathers_personal: bool | None = None
    quiet: Quiet | None = None
    has_no_quiet: bool = False
    budget: int | None = None
    paused_until: datetime | None = None
    less: Iterable[Kind] = ()
    no_nudges: Iterable[Channel] = ()


def chosen(known: Preferences, choice: Choice) -> Preferences:
    """In the place of what was chosen before."""
    return replace(
        known,
        off=_cells(choice.kinds, is_on=False),
        on=_cells(choice.kinds, is_on=True),
        digest=choice.digest,
        gathers_personal=choice.gathers_personal,
        quiet=choice.quiet,
        has_no_quiet=choice.has_no_quiet,
        budget=choice.budget,
        paused_until=choice.paused_until,
        less=tuple(sorted(set(choice.less))),
        no_nudges=tuple(sorted(set(choice.no_nudges))),
    )


def kinds_of(preferences: Preferences) -> dict[Kind, dict[Channel, bool]]:
    """The switches as somebody set them."""
    kinds: dict[Kind, dict[Channel, bool]] = {}
    for cells, is_on in ((preferences.off, False), (preferences.on, True)):
        for kind, channel in cells:
            kinds.setdefault(kind, {})[channel] = is_on
    return kinds


@dataclass(frozen=True, slots=True)
class Sources:
    """What the organisation and the person chose, where they did."""

    house: Preferences | None
    own: Preferences | None

    def origin(self, is_set: Callable[[Preferences], bool]) -> Origin:
        """Whose word it is."""
        if self.own and is_set(self.own):
            return Origin.OWN
        return Origin.ORGANISATION if self.house and is_set(self.house) else Origin.HOUSE

    def origin_of_switch(self, kind: Kind, channel: Channel) -> Origin:
        """Who switched it on or off."""
        return self.origin(lambda one: (kind, channel) in one.off or (kind, channel) in one.on)


def _cells(kinds: Switched, *, is_on: bool) -> tuple[tuple[Kind, Channel], ...]:
    cells = ((kind, channel) for kind, switches in kinds.items() for channel in switches)
    return tuple(sorted(cell for cell in cells if kinds[cell[0]][cell[1]] is is_on))
