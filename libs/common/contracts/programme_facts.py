"""Programmes of an organisation: what each is like, whether it is open, and who is in it."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from libs.common.contracts.base import Audience, Contract, Id, Instant, Service, Value, Words
from libs.common.contracts.plain import without_links
from libs.common.contracts.requests import Direction

PROGRAMME_UNKNOWN = "programme-unknown"
PROGRAMME_UNKNOWN_WORDS: Words = {
    "en": "There is no programme here under this id that you could ask in. Check the id, or leave it out.",
    "de": "Unter dieser Kennung gibt es hier kein Programm, in dem du anfragen könntest. "
    "Prüfe die Kennung oder lass sie weg.",
}
PROGRAMME_CLOSED = "programme-closed"
PROGRAMME_CLOSED_WORDS: Words = {
    "en": "This programme has come to its end. You can ask without it, or in another one.",
    "de": "Dieses Programm ist zu Ende. Du kannst ohne Programm anfragen oder in einem anderen.",
}


class Entry(StrEnum):
    """How people come into a programme."""

    OPEN = "open"
    """Everybody may ask and be asked in it."""

    INVITED = "invited"
    """Its organisers invite, and who is invited says yes."""

    APPROVED = "approved"
    """People ask to be in it, and its organisers say yes."""


class Mode(StrEnum):
    """How a programme runs through time."""

    ROLLING = "rolling"
    """Until further notice."""

    COHORT = "cohort"
    """From stage to stage, all together."""


class Stage(StrEnum):
    """What a cohort is at, in this order."""

    ENROLMENT = "enrolment"
    MATCHING = "matching"
    RUNNING = "running"
    CLOSING = "closing"


class Way(StrEnum):
    """How two come to be a pair, or more a circle."""

    ASKING = "asking"
    OFFERING = "offering"
    ROUND = "round"
    RECOGNITION = "recognition"
    CIRCLE = "circle"


class StageStart(Value):
    """When a stage begins; it ends with the next."""

    stage: Stage
    starts_at: Instant


class OwnWeights(Value):
    """What counts how much in a score; where nothing is said, what the organisation says counts."""

    seniority: float | None = Field(default=None, ge=0, le=3)
    overlap: float | None = Field(default=None, ge=0, le=3)
    time: float | None = Field(default=None, ge=0, le=3)
    same_department: float | None = Field(default=None, ge=0, le=1)
    other_site: float | None = Field(default=None, ge=0, le=1)


class OwnMusts(Value):
    """What must be; where nothing is said, what the organisation says counts."""

    other_department: bool | None = None
    same_site: bool | None = None
    least_overlap: float | None = Field(default=None, ge=0, le=8)


class Privacy(Value):
    """What organisers see of pairs, beside that they are there. It may become less later, and never more."""

    health_bands: bool = Field(default=False, description="How pairs are doing, in bands, without any reason.")
    pairs_in_need: bool = Field(default=False, description="Which pairs need a person, with the house's reasons.")
    smallest_group: int = Field(default=5, ge=5, le=50, description="Of fewer people no number is told.")


def _one_line(text: str) -> str:
    return " ".join(text.split())


Called = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    AfterValidator(_one_line),
    AfterValidator(without_links),
]


class ProgrammeSettings(Value):
    """All of a programme that its organisers decide."""

    called: dict[Literal["en", "de"], Called] = Field(min_length=1, description="Its name, by language.")
    entry: Entry = Entry.OPEN
    mode: Mode = Mode.ROLLING
    direction: Direction = Field(default=Direction.FORWARD, description="Where a request in it names none.")
    stages: tuple[StageStart, ...] = Field(default=(), max_length=4, description="Of a cohort: all four, in order.")
    ends_at: Instant | None = Field(default=None, description="It closes by itself then. A cohort needs it.")
    pair_months: int | None = Field(default=None, ge=1, le=36, description="For how long its pairs are planned.")
    weights: OwnWeights = OwnWeights()
    musts: OwnMusts = OwnMusts()
    ways: tuple[Way, ...] = Field(default=tuple(Way), min_length=1, max_length=5)
    privacy: Privacy = Privacy()


class ProgrammeFact(ProgrammeSettings, Contract):
    """The whole of a programme; the event's `sequence` orders its versions. Of a draft nobody hears."""

    programme_id: Id
    template: Id
    organiser_ids: tuple[Id, ...]


class ProgrammeOpened(ProgrammeFact, by=[Service.GATEWAY], audience=[Audience.ORGANISER, Audience.PLATFORM]):
    """From now on people ask and are asked in it."""


class ProgrammeChanged(ProgrammeFact, by=[Service.GATEWAY], audience=[Audience.ORGANISER, Audience.PLATFORM]):
    """It is open, and something of it is different."""


class ProgrammeClosed(ProgrammeFact, by=[Service.GATEWAY], audience=[Audience.ORGANISER, Audience.PLATFORM]):
    """Nobody asks in it any more. Its pairs go on."""


class EnrolmentFact(Contract):
    """How somebody stands to a programme; the event's `sequence` orders it, its subject is `<programme>/<person>`."""

    programme_id: Id
    person_id: Id

    def concerns(self) -> frozenset[str]:
        """The person alone."""
        return frozenset({self.person_id})


class ProgrammeEntryAsked(EnrolmentFact, by=[Service.GATEWAY], audience=[Audience.PERSON, Audience.ORGANISER]):
    """Somebody would like to be in it, and its organisers say yes or no."""


class ProgrammeInvited(EnrolmentFact, by=[Service.GATEWAY], audience=[Audience.PERSON, Audience.ORGANISER]):
    """Its organisers would like somebody to be in it."""


class ProgrammeEntered(EnrolmentFact, by=[Service.GATEWAY], audience=[Audience.PERSON, Audience.ORGANISER]):
    """Somebody is in it."""


class ProgrammeLeft(EnrolmentFact, by=[Service.GATEWAY], audience=[Audience.PERSON, Audience.ORGANISER]):
    """Somebody is neither in it nor invited any more. Their pairs go on."""
