"""The dry run: what two people are told for half a year, from a script of what they do."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest

from libs.common.contracts import Contract, Service
from libs.common.contracts.dry_runs import Persona
from libs.common.contracts.notifications import Channel, Digest, Importance, Kind
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.requests import Direction
from libs.common.topology import SUBSCRIPTIONS
from services.notifications.domain.forecast.cast import Cast, Fact
from services.notifications.domain.forecast.facts import facts_of
from services.notifications.domain.forecast.hearing import HEARD
from services.notifications.domain.forecast.readers import Outcome, Reader
from services.notifications.domain.forecast.run import Setting, dry_run
from services.notifications.domain.forecast.script import MENTEE, MENTOR, SIDES, What, script_of
from services.notifications.domain.people import Person, updated
from services.notifications.domain.preferences import Preferences, wishes_of
from services.notifications.plans import house_plan

STARTS_AT = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
DAYS = 200
NUDGE = Importance.NUDGE
DIRECTIONS = (Direction.FORWARD, Direction.REVERSE)
LIVES = [(persona, direction) for persona in Persona for direction in DIRECTIONS]


def joined(person_id: str, **fields: object) -> PersonJoined:
    known = {"person_id": person_id, "name": person_id.title(), "email": f"{person_id}@example.org"}
    return PersonJoined.model_validate({**known, "gives": ["SQL"], "gets": ["SQL"], **fields})


def cast(direction: Direction = Direction.FORWARD, **fields: object) -> Cast:
    return Cast(joined(MENTOR, **fields), joined(MENTEE, **fields), direction, ("SQL",))


def facts(persona: Persona, direction: Direction = Direction.FORWARD) -> tuple[Fact, ...]:
    return facts_of(cast(direction), script_of(persona), STARTS_AT, DAYS)


def told(
    persona: Persona,
    direction: Direction = Direction.FORWARD,
    own: Preferences | None = None,
    house: Preferences | None = None,
    **fields: object,
) -> tuple[Outcome, ...]:
    players = cast(direction, **fields)
    readers = tuple(
        Reader(updated(Person("acme", one.person_id), one, 1, ""), wishes_of(house, own))
        for one in (players.mentor, players.mentee)
    )
    return dry_run(
        Setting(players, script_of(persona), STARTS_AT, DAYS, house_plan(), readers, frozenset(Channel))
    ).outcomes


def said(outcomes: tuple[Outcome, ...]) -> list[Outcome]:
    return [one for one in outcomes if one.channels]


@pytest.mark.feature("ours.dry-run")
@pytest.mark.parametrize(("persona", "direction"), LIVES)
def test_whatever_is_said_names_the_fact_that_it_follows_and_comes_in_order(
    persona: Persona, direction: Direction
) -> None:
    outcomes = told(persona, direction)
    assert {one.notice.person_id for one in said(outcomes)} == set(SIDES)
    assert [one.at for one in outcomes] == sorted(one.at for one in outcomes)
    happened = {fact.fact_id: fact.at for fact in facts(persona, direction)}
    assert all(happened[one.notice.facts[-1]] <= one.at for one in outcomes)


@pytest.mark.parametrize(("persona", "direction"), LIVES)
def test_the_same_question_has_the_same_answer(persona: Persona, direction: Direction) -> None:
    assert told(persona, direction) == told(persona, direction)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_two_for_whom_it_goes_well_hear_of_no_silence(direction: Direction) -> None:
    assert not [one for one in said(told(Persona.BEST, direction)) if one.notice.kind is Kind.RHYTHM]


def test_who_lets_a_request_wait_is_reminded_twice_and_hears_of_its_end() -> None:
    days = [
        ((one.at - STARTS_AT).days, one.notice.row)
        for one in said(told(Persona.SILENT))
        if one.notice.kind is Kind.REQUESTS
    ]
    assert days == [
        (11, "request-opened"),
        (14, "request-reminded"),
        (18, "request-reminded-again"),
        (21, "request-lapsed"),
        (21, "request-expired"),
        (23, "request-opened"),
    ]


def test_a_junior_who_mentors_reads_words_of_their_own() -> None:
    templates = {one.notice.template for one in said(told(Persona.BEST, Direction.REVERSE))}
    assert {"pair-formed-mentor-reverse", "pair-formed-mentee-reverse"} <= templates


def test_who_switched_a_kind_off_is_told_why_it_is_missing() -> None:
    off = tuple((Kind.LEARNING, channel) for channel in Channel)
    kept = [one for one in told(Persona.BEST, own=Preferences("acme", off=off)) if one.notice.kind is Kind.LEARNING]
    assert kept
    assert {(one.notice.code, bool(one.channels)) for one in kept} == {("switched-off", False)}


def test_where_an_organisation_wants_digests_mails_of_nudges_come_in_the_morning_and_none_twice() -> None:
    outcomes = told(Persona.SLOW, house=Preferences("acme", digest=Digest.DAILY))
    mails = [
        one for one in outcomes if Channel.MAIL in one.channels and one.notice.importance is not Importance.PERSONAL
    ]
    together = [one for one in outcomes if one.notice.row == "digest"]
    gathered = [notice_id for one in together for notice_id in one.notice.items]
    alone = [one.notice.notice_id for one in mails]
    assert together
    assert len(set(gathered + alone)) == len(gathered + alone)
    assert {one.at.time() for one in (*mails, *together)} == {time(8)}


def test_of_everything_that_the_service_listens_to_the_dry_run_knows_what_it_means() -> None:
    """What it hears of and nothing follows from stands there, too: so a new subscription is thought of here."""
    listened = set(SUBSCRIPTIONS[Service.NOTIFICATIONS])
    told_of: set[type[Contract]] = {
        type(fact.data) for persona, direction in LIVES for fact in facts(persona, direction)
    }
    assert told_of & listened <= HEARD


def test_every_act_of_every_script_tells_of_something() -> None:
    """But for what both have to do: there the second one's does."""
    for persona in Persona:
        at = {fact.at for fact in facts(persona)}
        for number, act in enumerate(script_of(persona)):
            if act.what in (What.EXPECT, What.REVIEW):
                continue
            assert STARTS_AT + timedelta(days=act.day, seconds=number) in at, act


def test_the_clocks_of_a_silent_pair_go_their_way_and_end_nothing() -> None:
    formed = next(fact.at for fact in facts(Persona.SILENT) if fact.data.event == "PairFormed")
    clocks = ("PulseAsked", "SessionSuggested", "ClosingOffered", "PairEnded")
    days = Counter((fact.data.event, (fact.at - formed).days) for fact in facts(Persona.SILENT))
    assert [event for event in days if event[0] in clocks] == [
        ("SessionSuggested", 18),
        ("PulseAsked", 30),
        ("ClosingOffered", 49),
        ("PulseAsked", 90),
        ("PulseAsked", 150),
    ]
