"""What people, and before them their organisation, want to hear, how and when."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from libs.common.contracts.notifications import Channel, Digest, Kind
from services.notifications.domain.quiet import Quiet

NIGHT = Quiet("21:00", "07:00")


@dataclass(frozen=True, slots=True)
class Preferences:
    """Of a person, or of everybody in an organisation (`person_id` is then empty). None: as before it."""

    org: str
    person_id: str = ""
    off: tuple[tuple[Kind, Channel], ...] = ()
    """Kinds that do not come through a channel."""

    on: tuple[tuple[Kind, Channel], ...] = ()
    """Kinds that somebody switched on again that their organisation had switched off."""

    digest: Digest | None = None
    quiet: Quiet | None = None
    has_no_quiet: bool = False
    """Somebody wants none, whatever their organisation set."""

    budget: int | None = None
    """So many nudges in seven days at most."""

    gathers_personal: bool | None = None
    """What others did comes with the digest, too."""

    paused_until: datetime | None = None
    """No nudges before."""

    less: tuple[Kind, ...] = ()
    """Of these somebody asked for less: see `domain/restraint.py`."""

    revision: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What holds for a person in the end."""

    off: frozenset[tuple[Kind, Channel]] = frozenset()
    digest: Digest = Digest.OFF
    quiet: Quiet | None = NIGHT
    own_quiet: bool = False
    """The person set it: then it holds for what others did, too."""

    budget: int = 3
    gathers_personal: bool = False
    paused_until: datetime | None = None
    less: frozenset[Kind] = field(default_factory=frozenset)

    def takes(self, kind: Kind, channel: Channel) -> bool:
        """This kind may come through this channel."""
        return (kind, channel) not in self.off


def wishes_of(house: Preferences | None, own: Preferences | None) -> Wishes:
    """The house's defaults, then the organisation's, then the person's."""
    wishes = Wishes()
    quiet, digest, budget, gathers = wishes.quiet, wishes.digest, wishes.budget, wishes.gathers_personal
    off: frozenset[tuple[Kind, Channel]] = frozenset()
    for one in filter(None, (house, own)):
        off = (off - set(one.on)) | set(one.off)
        quiet = None if one.has_no_quiet else one.quiet or quiet
        digest, budget = one.digest or digest, budget if one.budget is None else one.budget
        gathers = gathers if one.gathers_personal is None else one.gathers_personal
    return Wishes(
        off=off,
        digest=digest,
        quiet=quiet,
        own_quiet=bool(own and own.quiet),
        budget=budget,
        gathers_personal=gathers,
        paused_until=own.paused_until if own else None,
        less=frozenset(own.less) if own else frozenset(),
    )


def wants_less(preferences: Preferences, kind: Kind) -> Preferences:
    """They were asked whether they want less of it, and said yes."""
    return preferences if kind in preferences.less else replace(preferences, less=(*preferences.less, kind))
