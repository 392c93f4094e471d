"""Who may ever see which event. Widening an audience is a decision about privacy: it is made here, by hand."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from libs.common.contracts import ALL, Audience, Contract
from tests.contract.frozen import current

HOUSE = ""
WHO_MAY_SEE = {
    "bothways.ActionDone.v1": "pair",
    "bothways.AdministrativeActDone.v1": "administrator",
    "bothways.AdministratorsChanged.v1": HOUSE,
    "bothways.AgendaChanged.v1": "pair",
    "bothways.AgreementChanged.v1": "pair",
    "bothways.AgreementWentLive.v1": "pair",
    "bothways.BlocksChanged.v1": HOUSE,
    "bothways.CircleAnswered.v1": "person",
    "bothways.CircleAsked.v1": "person",
    "bothways.CircleChanged.v1": "person",
    "bothways.CircleEndAsked.v1": "person",
    "bothways.CircleEnded.v1": "person",
    "bothways.CircleFormed.v1": "person",
    "bothways.CircleInviteAsked.v1": "person",
    "bothways.CircleProposed.v1": "person",
    "bothways.CircleReminded.v1": "person",
    "bothways.ClaimRefused.v1": "person platform",
    "bothways.ClosingAsked.v1": "pair",
    "bothways.ClosingOffered.v1": "pair",
    "bothways.ConductWarned.v1": HOUSE,
    "bothways.ConflictFound.v1": "person",
    "bothways.DividendReady.v1": "person",
    "bothways.EchoAsked.v1": "pair",
    "bothways.EchoGiven.v1": "pair",
    "bothways.EntryWithdrawn.v1": "pair",
    "bothways.EntryWritten.v1": "pair",
    "bothways.ErasureAsked.v1": "person",
    "bothways.ErasureDone.v1": HOUSE,
    "bothways.ErasureTakenBack.v1": "person",
    "bothways.ExpectationsExchanged.v1": "pair",
    "bothways.GoalMarked.v1": "pair",
    "bothways.ExchangeLogged.v1": "pair",
    "bothways.ExchangeThanked.v1": "pair",
    "bothways.ExchangeWithdrawn.v1": "pair",
    "bothways.FitAsked.v1": "pair",
    "bothways.HealthChanged.v1": HOUSE,
    "bothways.InterestBecameMutual.v1": "person",
    "bothways.KudosGiven.v1": "pair",
    "bothways.LetterOpened.v1": "pair",
    "bothways.LetterWritten.v1": "pair",
    "bothways.MentorRequested.v1": "person",
    "bothways.MentoringOffered.v1": "person",
    "bothways.MentoringRecognised.v1": "person",
    "bothways.MentorsSuggested.v1": "person",
    "bothways.MessageDeleted.v1": "pair",
    "bothways.MessageWaiting.v1": "person",
    "bothways.MessageWritten.v1": "pair",
    "bothways.MilestoneReached.v1": "pair",
    "bothways.MisuseReported.v1": HOUSE,
    "bothways.NextDecided.v1": "pair",
    "bothways.NotificationFailed.v1": HOUSE,
    "bothways.NotificationSent.v1": HOUSE,
    "bothways.NudgeDropped.v1": HOUSE,
    "bothways.PairCareOffered.v1": "person",
    "bothways.PairChanged.v1": "organiser pair platform",
    "bothways.PairEndAsked.v1": HOUSE,
    "bothways.PairEndOrdered.v1": HOUSE,
    "bothways.PairEnded.v1": "organiser pair platform",
    "bothways.PairExtendAsked.v1": "person",
    "bothways.PairFormed.v1": "organiser pair platform",
    "bothways.PairPauseAsked.v1": "person",
    "bothways.PairPhaseChanged.v1": "pair",
    "bothways.PairReminded.v1": "pair",
    "bothways.PairTurnAsked.v1": "person",
    "bothways.PersonChanged.v1": HOUSE,
    "bothways.PersonErased.v1": HOUSE,
    "bothways.PersonJoined.v1": HOUSE,
    "bothways.PersonLeft.v1": "person platform",
    "bothways.PlaceFreed.v1": "person",
    "bothways.PreparationFinished.v1": "person",
    "bothways.ProgrammeChanged.v1": "organiser platform",
    "bothways.ProgrammeClosed.v1": "organiser platform",
    "bothways.ProgrammeEntered.v1": "organiser person",
    "bothways.ProgrammeEntryAsked.v1": "organiser person",
    "bothways.ProgrammeInvited.v1": "organiser person",
    "bothways.ProgrammeLeft.v1": "organiser person",
    "bothways.ProgrammeOpened.v1": "organiser platform",
    "bothways.PulseAsked.v1": "pair",
    "bothways.PulseGiven.v1": HOUSE,
    "bothways.RecognitionAnswered.v1": "person",
    "bothways.RecognitionChanged.v1": "person",
    "bothways.RecognitionReminded.v1": "person",
    "bothways.ReportClosed.v1": HOUSE,
    "bothways.ReportWaits.v1": HOUSE,
    "bothways.RequestAnswered.v1": "person",
    "bothways.RequestChanged.v1": "person",
    "bothways.RequestClosed.v1": "person",
    "bothways.RequestFollowedUp.v1": "person",
    "bothways.RequestOpened.v1": "person",
    "bothways.RequestProposed.v1": "person",
    "bothways.RequestReminded.v1": "person",
    "bothways.RequestWithdrawn.v1": "person",
    "bothways.ReciprocalOffered.v1": "pair",
    "bothways.ReviewHeld.v1": "pair",
    "bothways.SeniorCancelled.v1": "person",
    "bothways.SessionCancelled.v1": "pair",
    "bothways.SessionHeld.v1": "organiser pair platform",
    "bothways.SessionMissed.v1": "pair",
    "bothways.SessionPlanned.v1": "pair",
    "bothways.SessionReported.v1": "pair",
    "bothways.SessionSuggested.v1": "pair",
    "bothways.SuspensionChanged.v1": HOUSE,
}
NEVER_FOR_PLATFORMS = (
    "Block",
    "Misuse",
    "ReportWaits",
    "ReportClosed",
    "Conduct",
    "Suspension",
    "Ordered",
    "Interest",
    "Pulse",
    "Health",
    "Fading",
    "Nudge",
    "Notification",
    "Suggested",
    "Entry",
    "Message",
    "Exchange",
    "Action",
    "Dividend",
)
"""Parts of names. These events tell what nobody but the people concerned, or nobody at all, may know."""

NEVER_SAID_TO_PLATFORMS = ("declin", "fading", "safety", "interest", "spark", "pulse", "nudge", "health", "parted")
"""Parts of values that an event for platforms may not be able to carry."""

PERSONAL_FACTS = [
    contract for contract in ALL if not contract.is_claim and {Audience.PERSON, Audience.PAIR} & contract.audience
]
PLATFORM_EVENTS = [contract for contract in ALL if Audience.PLATFORM in contract.audience]


def seen_by(contract: type[Contract]) -> str:
    return " ".join(sorted(contract.audience))


def test_the_table_of_audiences_holds() -> None:
    assert {contract.type: seen_by(contract) for contract in ALL} == WHO_MAY_SEE


@pytest.mark.parametrize("contract", PLATFORM_EVENTS, ids=lambda contract: contract.event)
def test_what_is_nobody_elses_business_is_never_for_platforms(contract: type[Contract]) -> None:
    assert not [part for part in NEVER_FOR_PLATFORMS if part in contract.event]
    said = [value for value in values(current(contract)) if any(part in value for part in NEVER_SAID_TO_PLATFORMS)]
    assert not said, f"{contract.event} could tell platforms {said}"


@pytest.mark.parametrize("contract", PLATFORM_EVENTS, ids=lambda contract: contract.event)
def test_no_reason_to_decline_reaches_platforms(contract: type[Contract]) -> None:
    """`reasons` are why two people suit each other; a `reason` is why something did not come to be."""
    assert not {"reason", "answer", "why", "state"} & set(fields(current(contract)))


@pytest.mark.parametrize("contract", PERSONAL_FACTS, ids=lambda contract: contract.event)
def test_who_is_told_is_named_by_the_event(contract: type[Contract]) -> None:
    """A fact for a person or a pair knows its people; a claim is shown to whoever made it."""
    assert contract.concerns is not Contract.concerns


@pytest.mark.parametrize(
    "schema", [{"enum": ["open", "declined"]}, {"anyOf": [{"const": "open"}, {"const": "declined"}]}]
)
def test_a_value_is_found_wherever_it_hides(schema: dict[str, Any]) -> None:
    hidden = {"properties": {"a": {"items": {"properties": {"b": schema}}}}}
    assert sorted(values(hidden)) == ["declined", "open"]
    assert sorted(fields(hidden)) == ["a", "b"]


def values(schema: Any) -> Iterator[str]:
    """Every string that a field can be bound to."""
    if isinstance(schema, dict):
        chosen = [schema["const"]] if "const" in schema else schema.get("enum", [])
        yield from (json.dumps(value).strip('"') for value in chosen)
    for part in parts(schema):
        yield from values(part)


def fields(schema: Any) -> Iterator[str]:
    """Every name of a field, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
    for part in parts(schema):
        yield from fields(part)


def parts(schema: Any) -> list[Any]:
    if isinstance(schema, dict):
        return list(schema.values())
    return schema if isinstance(schema, list) else []
