"""Reports of misuse, as whoever wrote one and as moderators see them."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from libs.common.contracts import Words
from libs.common.contracts.base import Id, Instant
from libs.common.contracts.safeguarding import Misuse
from services.gateway.domain import safeguarding as words
from services.gateway.domain.reports import About, Decision, Opened, Outcome, Reason, Report, State, Subject
from services.gateway.domain.suspensions import Suspension
from services.gateway.schemas.shown import Body, Shown, fields_of

LONGEST = 4000
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class ReportSubject(Body):
    """A person; or a message, a session or a wording in a pair or a request that you are in."""

    about: About
    id: Id = Field(description="Of the person, the message, the session, or what the wording stands in.")
    pair_id: Id | None = None
    request_id: Id | None = None

    @model_validator(mode="after")
    def _has_its_place(self) -> Self:
        places = sum(one is not None for one in (self.pair_id, self.request_id))
        if places != (0 if self.about is About.PERSON else 1):
            raise PydanticCustomError("one_place", "a person has no place, anything else has one")
        return self

    def subject(self) -> Subject:
        """As the house keeps it."""
        return Subject(self.about, self.id, self.pair_id, self.request_id)


class ReportMisuse(Body):
    """What happened, in confidence."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "power-abused",
                    "subject": {"about": "message", "id": "msg_17", "pair_id": "pair_3"},
                    "words": "I was told to keep quiet about it.",
                    "block": True,
                }
            ]
        }
    )

    kind: Misuse
    subject: ReportSubject
    words: Text = Field("", description="As much or as little as you like. Moderators alone read it.")
    block: bool = Field(False, description="Also block whoever it is about, at once.")


class OwnReport(Shown):
    """A report of one's own."""

    report_id: str = Field(description="The reference.")
    kind: Misuse
    about: About
    subject_id: str
    state: State
    made_at: Instant
    closed_at: Instant | None
    words: str | None = Field(description="What you wrote, where you look at one.")

    @classmethod
    def of(cls, report: Report, said: str | None = None) -> Self:
        """Nothing of who sees to it, and of what was decided."""
        subject = {"about": report.subject.about, "subject_id": report.subject.id, "words": said}
        return cls.model_validate({**fields_of(report, cls), **subject})


class OwnReports(Shown):
    """The oldest first."""

    data: list[OwnReport]
    next_cursor: str | None = Field(description="Give it as `cursor` to read on; null at the end.")


class Filed(OwnReport):
    """What you wrote has come, and what happens now."""

    blocked: bool = Field(description="Whoever it is about is blocked by you.")
    who_reads: Words = words.WHO_READS
    what_next: Words = words.WHAT_NEXT
    help: Words = Field(description="Where to get help that is not your employer's.")


class KindOfMisuse(Shown):
    """One of the short list."""

    kind: Misuse
    name: Words


class ShownSafeguarding(Shown):
    """What to know before one reports."""

    help: Words = Field(description="Where to get help that is not your employer's.")
    is_own: bool = Field(description="Your organisation wrote it; else it is the house's.")
    kinds: tuple[KindOfMisuse, ...]
    who_reads: Words
    what_next: Words
    version: int

    @classmethod
    def of(cls, kept: words.Safeguarding) -> Self:
        """With the house's words where there are no others."""
        return cls(
            help=kept.shown,
            is_own=bool(kept.help),
            kinds=tuple(KindOfMisuse(kind=kind, name=name) for kind, name in words.KINDS.items()),
            who_reads=words.WHO_READS,
            what_next=words.WHAT_NEXT,
            version=kept.version,
        )


class HelpInWords(Body):
    """One line in each language."""

    en: Line
    de: Line


class SetSafeguarding(Body):
    """Whom people can turn to who is not their employer: an ombudsperson, a helpline, a counselling service."""

    help: HelpInWords


class QueuedReport(Shown):
    """A report in the queue: nothing of what it says."""

    report_id: str
    kind: Misuse
    about: About
    state: State
    made_at: Instant
    taken_by: str | None
    closed_at: Instant | None
    decision: Decision | None
    reason: Reason | None

    @classmethod
    def of(cls, report: Report) -> Self:
        """Nor of who and about whom."""
        outcome = report.outcome
        more = {
            "about": report.subject.about,
            "decision": outcome and outcome.decision,
            "reason": outcome and outcome.reason,
        }
        return cls.model_validate({**fields_of(report, cls), **more})


class Queue(Shown):
    """The oldest first. What concerns you or whom you lead is not in it."""

    data: list[QueuedReport]
    next_cursor: str | None = Field(description="Give it as `cursor` to read on; null at the end.")


class ShownNote(Shown):
    """What a moderator wrote down."""

    by_id: str
    at: Instant
    words: str


class OpenedReport(QueuedReport):
    """All of a report."""

    reporter_id: str
    reported_id: str
    subject_id: str
    pair_id: str | None
    request_id: str | None
    until: Instant | None
    words: str | None
    notes: tuple[ShownNote, ...]
    words_are_gone: bool = Field(description="Who wrote it was erased, and words and notes with them.")

    @classmethod
    def opened(cls, found: Opened) -> Self:
        """With its words."""
        report, subject = found.report, found.report.subject
        return cls(
            **QueuedReport.of(report).model_dump(),
            reporter_id=report.reporter_id,
            reported_id=report.reported_id,
            subject_id=subject.id,
            pair_id=subject.pair_id,
            request_id=subject.request_id,
            until=report.outcome.until if report.outcome else None,
            words=found.words,
            notes=tuple(ShownNote(by_id=by, at=at, words=said) for by, at, said in found.notes),
            words_are_gone=found.are_gone,
        )


class WriteNote(Body):
    """For yourself and for whoever goes on with it. Sealed like the report."""

    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class Decide(Body):
    """What comes of it, and why, as kinds."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"decision": "suspend", "reason": "happened-again", "until": "2027-03-01T00:00:00Z"}]
        }
    )

    decision: Decision
    reason: Reason
    until: Instant | None = Field(None, description="The end of a suspension; without it until somebody lifts it.")

    @model_validator(mode="after")
    def _ends_only_what_lasts(self) -> Self:
        if self.until is not None and self.decision is not Decision.SUSPEND:
            raise PydanticCustomError("no_end", "only a suspension has an end")
        return self

    def outcome(self) -> Outcome:
        """As the house keeps it."""
        return Outcome(self.decision, self.reason, self.until)


class ShownSuspension(Shown):
    """Somebody who is suspended."""

    person_id: str
    since: Instant | None
    until: Instant | None
    report_id: str | None

    @classmethod
    def of(cls, suspension: Suspension) -> Self:
        """As it stands."""
        return cls.model_validate(fields_of(suspension, cls))


class ShownSuspensions(Shown):
    """In the order of ids."""

    data: list[ShownSuspension]
    next_cursor: str | None = Field(description="Give it as `cursor` to read on; null at the end.")
