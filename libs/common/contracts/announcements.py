"""An organiser's own words to many: asked of notifications by the gateway, for those who run something."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from libs.common.contracts.asks import Ask, AskForPage, Page, Reply
from libs.common.contracts.base import Id, Instant, Service, ShortText
from libs.common.contracts.people import Locale
from libs.common.contracts.plain import without_links
from libs.common.contracts.programmes import Part

MOST_NAMED = 100


def _one_line(text: str) -> str:
    return " ".join(text.split())


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_one_line),
    AfterValidator(without_links),
]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(without_links)
]
ProductPath = Annotated[str, StringConstraints(max_length=200, pattern=r"^/([A-Za-z0-9_-]+/?)*$")]
"""Where in the product the button leads: nowhere else."""


class Group(StrEnum):
    """How people stand in the programme."""

    MENTORS = "mentors"
    """Ready to be one."""

    MENTEES = "mentees"
    PAIRED = "paired"
    UNPAIRED = "unpaired"
    NEVER_ASKED = "never-asked"
    """They have neither asked for a mentor nor offered to be one."""


class Segment(Part):
    """Whom it is for: everybody who fits all that is said here. Where nothing is, everybody."""

    departments: tuple[ShortText, ...] = Field(default=(), max_length=MOST_NAMED)
    sites: tuple[ShortText, ...] = Field(default=(), max_length=MOST_NAMED)
    languages: tuple[Locale, ...] = Field(default=(), max_length=MOST_NAMED, description="`de` fits `de-AT`, too.")
    groups: tuple[Group, ...] = Field(default=(), max_length=len(Group))
    programme_id: Id | None = Field(default=None, description="Those who are in this programme.")


class Said(Part):
    """A title, and paragraphs with an empty line between them. Plain text, without web and mail addresses."""

    title: Title
    text: Text


class Announcing(Part):
    """What is to be said to whom, from when on."""

    en: Said
    de: Said | None = Field(default=None, description="Without it everybody reads English.")
    segment: Segment = Segment()
    path: ProductPath = Field(default="/", description="Where in the product its button leads.")
    not_before: Instant | None = Field(default=None, description="At once without it, with the usual restraint.")


class AnnouncementState(StrEnum):
    """Where it is."""

    WAITING = "waiting"
    GOING_OUT = "going-out"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Announcement(Reply):
    """One of an organisation. `people`: so many it was meant for so far; when it reaches each is theirs to choose."""

    announcement_id: Id
    state: AnnouncementState
    made_by: Id
    made_at: Instant
    announcing: Announcing
    people: int


class Announcements(Page):
    """The newest first."""

    data: tuple[Announcement, ...]


class Shown(Reply):
    """As its reader finds it."""

    title: str
    text: str
    action: str
    why: str


class Preview(Reply):
    """How many it is for, and how it reads in every language of the product."""

    people: int
    words: dict[str, Shown]


class Announce(Ask[Announcement], to=Service.NOTIFICATIONS, reply=Announcement):
    """Say it. The same id again answers the same. Refused: segment-too-small."""

    announcement_id: Id
    announcing: Announcing


class PreviewAnnouncement(Ask[Preview], to=Service.NOTIFICATIONS, reply=Preview):
    """Nobody hears of it. Refused: segment-too-small."""

    announcing: Announcing


Within = Annotated[Id | None, Field(description="The programme whose organiser asks: of others there is nothing.")]


class ListAnnouncements(AskForPage[Announcements], to=Service.NOTIFICATIONS, reply=Announcements):
    """Those of the organisation, or to one of its programmes."""

    within: Within = None


class WithdrawAnnouncement(Ask[Announcement], to=Service.NOTIFICATIONS, reply=Announcement):
    """It goes to nobody more, also where it waits for its reader's morning. What was read stays read."""

    announcement_id: Id
    within: Within = None
