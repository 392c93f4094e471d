"""A person as matching sees one: what they give and want, and how much room they have."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeAlias

from services.matching.domain.directory import UNLISTED, Listing
from services.matching.domain.errors import MentorFull, NoPlaceTaken
from services.matching.domain.topics import DEFAULT_LEVEL, HIGHEST_LEVEL, Topic, highest

Offer: TypeAlias = Topic
"""A topic a person gives, at the level they have in it."""

Wish: TypeAlias = Topic
"""A topic a person wants, at the level they want to reach."""


FURTHER_NOTICE = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of a pause that has none."""


ERASED = 2**62
"""The `sequence` of somebody who was erased: no record of them is newer."""


class Role(StrEnum):
    """What a person is ready to be."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class PersonState(StrEnum):
    """Whether a person is still here."""

    ACTIVE = "active"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`sequence` is the version of the gateway's record; `pairs` counts the places taken, which matching owns."""

    org: str
    person_id: str
    manager_id: str | None = None
    gives: tuple[Offer, ...] = ()
    gets: tuple[Wish, ...] = ()
    languages: tuple[str, ...] = ("en",)
    time_zone: str = "UTC"
    seniority: int = 0
    department: str = ""
    site: str | None = None
    hours_per_month: float = 2
    capacity: int = 1
    roles: tuple[Role, ...] = tuple(Role)
    visible: bool = True
    paused_until: datetime | None = None
    is_suspended: bool = False
    """A moderator has said so: they neither ask nor answer, and to everybody else they are as if they hid."""

    suspension_sequence: int = 0
    """The version of that word, which is none of the record's."""

    state: PersonState = PersonState.ACTIVE
    sequence: int = 1
    pairs: int = 0
    listing: Listing = UNLISTED
    revision: int = 0
    """How often matching saved it; guards concurrent changes."""

    @property
    def has_left(self) -> bool:
        return self.state is PersonState.LEFT

    @property
    def is_shown(self) -> bool:
        """They want to be found, and may be."""
        return self.visible and not self.is_suspended

    def is_paused(self, at: datetime) -> bool:
        """They are not asked at that moment; they may ask others, and what is open goes on."""
        return self.paused_until is not None and at < self.paused_until

    @property
    def free_places(self) -> int:
        """Never below none: a capacity lowered later ends no pair."""
        return max(0, self.capacity - self.pairs)

    @property
    def is_full(self) -> bool:
        return self.free_places == 0


def erased(org: str, person_id: str) -> Person:
    """All that is left of somebody who was erased, as far as anybody asks for them."""
    return Person(org=org, person_id=person_id, state=PersonState.LEFT, sequence=ERASED, visible=False, roles=())


def take_place(person: Person) -> Person:
    if person.is_full:
        raise MentorFull
    return replace(person, pairs=person.pairs + 1)


def return_place(person: Person) -> Person:
    if person.pairs <= 0:
        raise NoPlaceTaken
    return replace(person, pairs=person.pairs - 1)


def wishes_for(person: Person, topics: Iterable[Topic]) -> tuple[Wish, ...]:
    """The named topics as wishes, at the level the person's gets say; else one above what they give. None: all gets."""
    named = highest(topics)
    wanted, given = highest(person.gets), highest(person.gives)
    return tuple(wanted.get(key) or _beyond(topic, given.get(key)) for key, topic in (named or wanted).items())


def _beyond(topic: Topic, given: Offer | None) -> Wish:
    """Who asks for what they know wants to know more."""
    return topic if given is None else replace(topic, level=min(HIGHEST_LEVEL, max(DEFAULT_LEVEL, given.level + 1)))


def shared_languages(one: Person, other: Person) -> tuple[str, ...]:
    """Primary subtags ("de" of "de-CH") that both speak, in alphabetical order."""
    return tuple(sorted(spoken(one) & spoken(other)))


def spoken(person: Person) -> frozenset[str]:
    """Primary subtags of a person's languages."""
    return frozenset(language.split("-")[0].lower() for language in person.languages)
