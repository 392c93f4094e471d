"""The wire: every event type, once. Pure: no I/O, no framework but pydantic."""

from functools import cache

from libs.common.contracts import (
    actions,
    administrators,
    agreements,
    audit,
    blocks,
    care,
    circles,
    conflicts,
    endings,
    entries,
    erasure,
    interest,
    ledgers,
    notifications,
    pairs,
    people,
    preparation,
    programme_facts,
    recognitions,
    requests,
    safeguarding,
    sessions,
    threads,
)
from libs.common.contracts.base import AnyEvent, Audience, Contract, Event, Service, Words, peek_type

__all__ = ["ALL", "AnyEvent", "Audience", "Contract", "Event", "Service", "Words", "by_type", "parse"]

ALL: tuple[type[Contract], ...] = (
    people.PersonJoined,
    people.PersonChanged,
    people.PersonLeft,
    erasure.ErasureAsked,
    erasure.ErasureTakenBack,
    erasure.PersonErased,
    erasure.ErasureDone,
    blocks.BlocksChanged,
    safeguarding.MisuseReported,
    safeguarding.ReportWaits,
    safeguarding.ReportClosed,
    safeguarding.ConductWarned,
    safeguarding.SuspensionChanged,
    safeguarding.PairEndOrdered,
    administrators.AdministratorsChanged,
    audit.AdministrativeActDone,
    programme_facts.ProgrammeOpened,
    programme_facts.ProgrammeChanged,
    programme_facts.ProgrammeClosed,
    programme_facts.ProgrammeEntryAsked,
    programme_facts.ProgrammeInvited,
    programme_facts.ProgrammeEntered,
    programme_facts.ProgrammeLeft,
    requests.MentorRequested,
    requests.MentoringOffered,
    requests.RequestAnswered,
    requests.RequestWithdrawn,
    requests.ClaimRefused,
    requests.MentorsSuggested,
    requests.RequestProposed,
    requests.RequestOpened,
    requests.RequestChanged,
    requests.RequestReminded,
    requests.RequestClosed,
    interest.InterestBecameMutual,
    requests.RequestFollowedUp,
    requests.PlaceFreed,
    recognitions.MentoringRecognised,
    recognitions.RecognitionAnswered,
    recognitions.RecognitionChanged,
    recognitions.RecognitionReminded,
    pairs.PairFormed,
    pairs.PairEndAsked,
    pairs.PairPauseAsked,
    pairs.PairExtendAsked,
    pairs.PairTurnAsked,
    circles.CircleAsked,
    circles.CircleInviteAsked,
    circles.CircleAnswered,
    circles.CircleEndAsked,
    circles.CircleProposed,
    circles.CircleFormed,
    circles.CircleChanged,
    circles.CircleReminded,
    circles.CircleEnded,
    pairs.PairChanged,
    pairs.PairReminded,
    pairs.PairEnded,
    conflicts.ConflictFound,
    pairs.PairPhaseChanged,
    entries.EntryWritten,
    entries.EntryWithdrawn,
    entries.LetterOpened,
    pairs.SessionReported,
    pairs.SessionHeld,
    sessions.SessionPlanned,
    sessions.SessionCancelled,
    sessions.SessionMissed,
    sessions.SeniorCancelled,
    sessions.ReciprocalOffered,
    sessions.AgendaChanged,
    pairs.MilestoneReached,
    agreements.AgreementChanged,
    agreements.AgreementWentLive,
    agreements.GoalMarked,
    preparation.PreparationFinished,
    preparation.ExpectationsExchanged,
    ledgers.ExchangeLogged,
    ledgers.ExchangeThanked,
    ledgers.ExchangeWithdrawn,
    ledgers.DividendReady,
    threads.MessageWritten,
    threads.MessageDeleted,
    threads.MessageWaiting,
    actions.ActionDone,
    endings.ReviewHeld,
    endings.ClosingAsked,
    endings.NextDecided,
    endings.LetterWritten,
    endings.KudosGiven,
    endings.EchoAsked,
    endings.EchoGiven,
    care.PulseAsked,
    care.PulseGiven,
    care.FitAsked,
    care.PairCareOffered,
    care.SessionSuggested,
    care.ClosingOffered,
    care.HealthChanged,
    notifications.NotificationSent,
    notifications.NotificationFailed,
    notifications.NudgeDropped,
)


@cache
def by_type() -> dict[str, type[Contract]]:
    """`bothways.PairFormed.v1` → `PairFormed`."""
    return {contract.type: contract for contract in ALL}


@cache
def envelope_of(contract: type[Contract]) -> type[AnyEvent]:
    """`PairFormed` → `Event[PairFormed]`, made once."""
    return Event[contract]  # type: ignore[valid-type]


def parse(body: bytes) -> AnyEvent:
    """The typed event in a structured-mode body; ValueError (pydantic's among them) where it is none."""
    raw, event_type = peek_type(body)
    contract = by_type().get(event_type)
    if contract is None:
        raise ValueError(f"unknown type {event_type[:100]!r}")
    return envelope_of(contract).model_validate(raw)
