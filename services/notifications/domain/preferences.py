"""What people, and before them their organisation, want to hear, how and when."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from libs.common.contracts.notifications import Channel, Digest, Importance, Kind
from services.notifications.domain.quiet import Quiet

T = TypeVar("T")

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

    no_nudges: tuple[Channel, ...] = ()
    """Ways by which only what others did may come."""

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
    no_nudges: frozenset[Channel] = frozenset()
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

    def hears(self, kind: Kind, importance: Importance, channel: Channel) -> bool:
        """A message so important of this kind may come through this channel."""
        is_unwanted = importance is Importance.NUDGE and channel in self.no_nudges
        return self.takes(kind, channel) and not is_unwanted


def wishes_of(house: Preferences | None, own: Preferences | None) -> Wishes:
    """The house's defaults, then the organisation's, then the person's."""
    wishes = Wishes()
    quiet, digest, budget, gathers = wishes.quiet, wishes.digest, wishes.budget, wishes.gathers_personal
    off: frozenset[tuple[Kind, Channel]] = frozenset()
    no_nudges: frozenset[Channel] = frozenset()
    for one in filter(None, (house, own)):
        off = (off - set(one.on)) | set(one.off)
        no_nudges |= set(one.no_nudges)
        quiet = None if one.has_no_quiet else one.quiet or quiet
        digest, budget = one.digest or digest, budget if one.budget is None else one.budget
        gathers = gathers if one.gathers_personal is None else one.gathers_personal
    return Wishes(
        off=off,
        no_nudges=no_nudges,
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


def switched_off(preferences: Preferences, kind: Kind | None, channel: Channel) -> Preferences:
    """No more of a kind through a channel; without a kind, nothing but what others did."""
    if kind is None:
        return replace(preferences, no_nudges=_with(preferences.no_nudges, channel))
    switch = (kind, channel)
    return replace(
        preferences,
        off=_with(preferences.off, switch),
        on=tuple(one for one in preferences.on if one != switch),
    )


def _with(known: tuple[T, ...], one: T) -> tuple[T, ...]:
    return known if one in known else (*known, one)
