"""Whom each fact tells, in which words, through which channels."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from libs.common.contracts import Contract
from libs.common.contracts.circles import CircleChange, CircleEnding, CircleState
from libs.common.contracts.conflicts import ConflictOption
from libs.common.contracts.erasure import ErasureAsked, ErasureTakenBack
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.notifications import Channel
from libs.common.contracts.pairs import Ending, Milestone, PairChange, PairRole
from libs.common.contracts.recognitions import RecognitionState
from libs.common.contracts.requests import STANDING, Direction, RequestState, Side
from services.notifications.domain import circles, conflicts
from services.notifications.domain.moments import accounts, learning, pairs, recognitions, requests, sessions
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.pairs import with_session
from services.notifications.domain.plan import EVERYWHERE, Moment
from services.notifications.plans import house_plan
from tests.support.notifications import (
    ADA,
    BOB,
    START,
    circle_changed,
    circle_conflict_found,
    circle_ended,
    circle_formed,
    circle_proposed,
    circle_reminded,
    claim_refused,
    conflict_found,
    dividend_ready,
    mentors_suggested,
    message_waiting,
    milestone_reached,
    pair_changed,
    pair_ended,
    pair_formed,
    pair_reminded,
    place_freed,
    recognition_changed,
    recognition_reminded,
    request_changed,
    request_closed,
    request_followed_up,
    request_opened,
    request_proposed,
    request_reminded,
    session_held,
    session_suggested,
)
from tests.support.plan import make_pair

PLAN = house_plan()


def told(moment: Moment | None) -> dict[str, str]:
    """At once; what comes later is in `test_rows.py`."""
    messages = PLAN.messages(moment) if moment else ()
    return {message.person_id: message.template for message in messages if message.row.is_at_once}


def on_the_way(state: RequestState, **fields: Any) -> Moment | None:
    return requests.request_changed(request_changed(state, **fields))


OFFER: dict[str, Any] = {"started_by": Side.MENTOR}

CASES: list[tuple[str, Any, dict[str, str]]] = [
    ("proposed", requests.request_proposed(request_proposed()), {BOB: "request-proposed-mentee"}),
    ("opened", requests.request_opened(request_opened()), {ADA: "request-opened-mentor"}),
    ("suggested", requests.mentors_suggested(mentors_suggested(ADA)), {BOB: "mentors-suggested-mentee"}),
    ("nobody", requests.mentors_suggested(mentors_suggested()), {BOB: "nobody-suggested-mentee"}),
    ("reminded", requests.request_reminded(request_reminded(1)), {ADA: "request-reminded-mentor"}),
    ("reminded again", requests.request_reminded(request_reminded(2)), {ADA: "request-reminded-again-mentor"}),
    ("declined", requests.request_closed(request_closed(RequestState.DECLINED)), {}),
    (
        "withdrawn",
        requests.request_closed(request_closed(RequestState.WITHDRAWN)),
        {ADA: "request-withdrawn-mentor"},
    ),
    ("superseded", requests.request_closed(request_closed(RequestState.SUPERSEDED)), {}),
    ("expired", requests.request_closed(request_closed(RequestState.EXPIRED)), {ADA: "request-lapsed-mentor"}),
    *(
        (
            f"{state} for who asked",
            requests.request_followed_up(request_followed_up(state)),
            {BOB: f"request-{state}-mentee"},
        )
        for state in (RequestState.DECLINED, RequestState.EXPIRED, RequestState.SUPERSEDED)
    ),
    *(
        (f"offer {name}", moment, {person_id: f"offer-{name}-{part}"})
        for name, moment, person_id, part in (
            ("opened", requests.request_opened(request_opened(**OFFER)), BOB, "mentee"),
            ("reminded", requests.request_reminded(request_reminded(1, **OFFER)), BOB, "mentee"),
            ("reminded-again", requests.request_reminded(request_reminded(2, **OFFER)), BOB, "mentee"),
            ("withdrawn", requests.request_closed(request_closed(RequestState.WITHDRAWN, **OFFER)), BOB, "mentee"),
            ("superseded", requests.request_closed(request_closed(RequestState.SUPERSEDED, **OFFER)), BOB, "mentee"),
            (
                "declined",
                requests.request_followed_up(request_followed_up(RequestState.DECLINED, **OFFER)),
                ADA,
                "mentor",
            ),
            (
                "expired",
                requests.request_followed_up(request_followed_up(RequestState.EXPIRED, **OFFER)),
                ADA,
                "mentor",
            ),
        )
    ),
    ("more is asked", on_the_way(RequestState.INFO_ASKED), {BOB: "request-info-asked-mentee"}),
    ("more is asked of an offer", on_the_way(RequestState.INFO_ASKED, **OFFER), {ADA: "request-info-asked-mentor"}),
    ("more is told", on_the_way(RequestState.OPEN, more_id="claim_1"), {ADA: "request-info-given-mentor"}),
    ("the clock goes on", on_the_way(RequestState.OPEN), {}),
    ("the mentor would talk", on_the_way(RequestState.TALK_PROPOSED, by=ADA), {BOB: "request-talk-proposed-mentee"}),
    ("the mentee would talk", on_the_way(RequestState.TALK_PROPOSED, by=BOB), {ADA: "request-talk-proposed-mentor"}),
    ("who asked says they talked", on_the_way(RequestState.TALK_HELD, by=BOB), {ADA: "request-talk-held-mentor"}),
    ("who answers says they talked", on_the_way(RequestState.TALK_HELD, by=ADA), {}),
    ("accepted", requests.request_closed(request_closed(RequestState.ACCEPTED)), {}),
    (
        "mutual interest",
        requests.interest_mutual(InterestBecameMutual(interest_id="spark_1", people=(ADA, BOB))),
        {ADA: "interest-mutual-each", BOB: "interest-mutual-each"},
    ),
    (
        "both sparked, and a talk is proposed",
        requests.interest_mutual(InterestBecameMutual(interest_id="spark_1", people=(ADA, BOB), request_id="req_1")),
        {ADA: "interest-talk-each", BOB: "interest-talk-each"},
    ),
    (
        "a circle proposed",
        circles.proposed(circle_proposed()),
        {ADA: "circle-proposed-each", "eve": "circle-proposed-each"},
    ),
    (
        "one more invited",
        circles.changed(circle_changed(CircleChange.INVITED, "zoe", invited=("zoe",))),
        {"zoe": "circle-invited-each"},
    ),
    (
        "invited to a circle that has not formed yet",
        circles.changed(circle_changed(CircleChange.INVITED, "zoe", state=CircleState.PROPOSED, invited=("zoe",))),
        {"zoe": "circle-proposed-each"},
    ),
    (
        "invited to a circle, and no answer",
        circles.reminded(circle_reminded("eve")),
        {"eve": "circle-reminded-each"},
    ),
    (
        "invited to a circle, and no answer for long",
        circles.reminded(circle_reminded("eve", number=2)),
        {"eve": "circle-reminded-again-each"},
    ),
    (
        "one less in a circle",
        circles.changed(circle_changed(CircleChange.LEFT, "zoe")),
        dict.fromkeys((ADA, BOB, "eve"), "circle-left-each"),
    ),
    (
        "a circle formed",
        circles.formed(circle_formed()),
        dict.fromkeys((ADA, BOB, "eve"), "circle-formed-each"),
    ),
    (
        "one more in a circle",
        circles.changed(circle_changed(CircleChange.JOINED, "eve")),
        dict.fromkeys((ADA, BOB), "circle-joined-each"),
    ),
    ("a no to an invitation", circles.changed(circle_changed(CircleChange.FEWER_INVITED, "zoe")), {}),
    (
        "one more in what has not formed",
        circles.changed(circle_changed(CircleChange.JOINED, "eve", state=CircleState.PROPOSED)),
        {},
    ),
    (
        "a circle ended",
        circles.ended(circle_ended(CircleEnding.TOO_FEW, members=(ADA, BOB))),
        dict.fromkeys((ADA, BOB), "circle-ended-each"),
    ),
    (
        "a circle that never formed",
        circles.ended(circle_ended(CircleEnding.LAPSED, members=(BOB,), invited=(ADA,))),
        {BOB: "circle-lapsed-each"},
    ),
    (
        "no message of its own",
        learning.milestone_reached(milestone_reached(milestone=Milestone.APPLIED, side="mentor"), make_pair()),
        {},
    ),
    ("one talk held", learning.milestone_reached(milestone_reached(), make_pair(direction=Direction.FLASH)), {}),
    (
        "one talk held, and completed",
        pairs.pair_ended(pair_ended(Ending.COMPLETED), make_pair(direction=Direction.FLASH)),
        {ADA: "pair-completed-mentor-flash", BOB: "pair-completed-mentee-flash"},
    ),
    ("room again", requests.place_freed(place_freed()), {BOB: "place-freed-mentee"}),
    ("opened by sparks", requests.request_opened(request_opened(by_spark=True)), {}),
    ("a talk in a request that was there", on_the_way(RequestState.TALK_PROPOSED), {}),
    ("talked", on_the_way(RequestState.TALK_HELD, by=ADA, by_spark=True), {BOB: "spark-talk-held-member"}),
    (
        "the first yes",
        on_the_way(RequestState.TALK_HELD, by=BOB, by_spark=True, agreed_id=BOB),
        {ADA: "spark-agreed-member"},
    ),
    (
        "a talk that nobody asked is not held",
        requests.request_reminded(request_reminded(1, by_spark=True)),
        {ADA: "spark-reminded-member", BOB: "spark-reminded-member"},
    ),
    (
        "the second yes is missing",
        requests.request_reminded(request_reminded(1, by_spark=True, agreed_id=BOB)),
        {ADA: "spark-reminded-member"},
    ),
    *(
        (f"a talk {state}", requests.request_closed(request_closed(state, by_spark=True)), told)
        for state, told in {
            RequestState.DECLINED: {BOB: "spark-closed-member"},
            RequestState.WITHDRAWN: {ADA: "spark-closed-member"},
            RequestState.SUPERSEDED: {ADA: "spark-closed-member", BOB: "spark-closed-member"},
            RequestState.EXPIRED: {ADA: "spark-expired-member", BOB: "spark-expired-member"},
            RequestState.ACCEPTED: {},
        }.items()
    ),
    ("refused", requests.claim_refused(claim_refused()), {BOB: "claim-refused-claimant"}),
    (
        "an erasure asked for",
        accounts.erasure_asked(ErasureAsked(person_id=ADA, due_at=START)),
        {ADA: "erasure-asked-each"},
    ),
    (
        "an erasure taken back",
        accounts.erasure_taken_back(ErasureTakenBack(person_id=ADA)),
        {ADA: "erasure-taken-back-each"},
    ),
    ("refused to nobody", requests.claim_refused(claim_refused(person_id=None)), {}),
    (
        "formed",
        pairs.pair_formed(make_pair()),
        {ADA: "pair-formed-mentor", BOB: "pair-formed-mentee"},
    ),
    (
        "paused by the mentor",
        pairs.pair_changed(pair_changed(PairChange.PAUSED), make_pair(), ADA),
        {BOB: "pair-paused-member"},
    ),
    (
        "resumed by time",
        pairs.pair_changed(pair_changed(PairChange.RESUMED), make_pair(), None),
        {ADA: "pair-resumed-member", BOB: "pair-resumed-member"},
    ),
    (
        "turned by the mentee's yes",
        pairs.pair_changed(pair_changed(PairChange.TURNED), make_pair(direction=Direction.RECIPROCAL), BOB),
        {ADA: "pair-turned-mentor-reciprocal"},
    ),
    (
        "one talk that has not been held",
        pairs.pair_reminded(pair_reminded(), make_pair(direction=Direction.FLASH)),
        {ADA: "pair-reminded-member", BOB: "pair-reminded-member"},
    ),
    (
        "one talk let go",
        pairs.pair_ended(pair_ended(Ending.NO_FAULT), make_pair(direction=Direction.FLASH)),
        {ADA: "pair-parted-mentor-flash", BOB: "pair-parted-mentee-flash"},
    ),
    (
        "parted",
        pairs.pair_ended(pair_ended(Ending.NO_FAULT), make_pair()),
        {ADA: "pair-parted-mentor", BOB: "pair-parted-mentee"},
    ),
    (
        "named by the mentee",
        recognitions.recognition_changed(recognition_changed(RecognitionState.PROPOSED, ADA), 1, BOB),
        {ADA: "recognition-proposed-member"},
    ),
    (
        "named by a platform",
        recognitions.recognition_changed(recognition_changed(RecognitionState.PROPOSED, ADA, BOB), 1, "platform"),
        {ADA: "recognition-proposed-member", BOB: "recognition-proposed-member"},
    ),
    (
        "agreed to by one of two",
        recognitions.recognition_changed(recognition_changed(RecognitionState.PROPOSED, BOB), 2, ADA),
        {},
    ),
    (
        "declined by the mentor",
        recognitions.recognition_changed(recognition_changed(RecognitionState.DECLINED), 2, ADA),
        {BOB: "recognition-declined-member"},
    ),
    (
        "not said by one",
        recognitions.recognition_reminded(recognition_reminded(ADA)),
        {ADA: "recognition-reminded-member"},
    ),
    (
        "expired",
        recognitions.recognition_changed(recognition_changed(RecognitionState.EXPIRED), 4, None),
        {ADA: "recognition-expired-member", BOB: "recognition-expired-member"},
    ),
    (
        "named, and one left",
        recognitions.recognition_changed(recognition_changed(RecognitionState.LEFT, left_id=BOB), 2, None),
        {ADA: "recognition-left-member"},
    ),
    (
        "a pair in one line",
        conflicts.found(conflict_found()),
        {ADA: "pair-conflict-member", BOB: "pair-conflict-member"},
    ),
    (
        "a request in one line",
        conflicts.found(conflict_found(pair_id=None, request_id="req_1")),
        {ADA: "request-conflict-mentor", BOB: "request-conflict-mentee"},
    ),
    (
        "two of a circle in one line",
        conflicts.found(circle_conflict_found()),
        {ADA: "circle-conflict-each", BOB: "circle-conflict-each"},
    ),
    (
        "two peers of a circle in one line",
        conflicts.found(circle_conflict_found(among_peers=True)),
        {ADA: "circle-conflict-peers-each", BOB: "circle-conflict-peers-each"},
    ),
    (
        "in one line with somebody who is invited",
        conflicts.found(circle_conflict_found(options=(ConflictOption.LEAVE,))),
        {ADA: "circle-conflict-waiting-each", BOB: "circle-conflict-waiting-each"},
    ),
    (
        "left by the mentor",
        pairs.pair_ended(pair_ended(Ending.LEFT, left_id=ADA), make_pair()),
        {BOB: "partner-left-mentee"},
    ),
    (
        "milestone",
        learning.milestone_reached(milestone_reached(), make_pair()),
        {ADA: "milestone-first-talk-held-mentor", BOB: "milestone-first-talk-held-mentee"},
    ),
    (
        "milestone of one side",
        learning.milestone_reached(milestone_reached(side="mentor"), make_pair()),
        {ADA: "milestone-first-talk-held-mentor"},
    ),
    (
        "a message is not read, and its author hears nothing of it",
        learning.message_waiting(message_waiting()),
        {BOB: "message-waiting-each"},
    ),
    (
        "a message in a request is not read",
        learning.message_waiting(message_waiting(request_id="req_1")),
        {BOB: "request-message-waiting-each"},
    ),
    ("a mentor's month", learning.dividend_ready(dividend_ready()), {ADA: "dividend-ready-each"}),
]


@pytest.mark.parametrize(("moment", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_fact_tells_these_people_in_these_words(moment: Moment | None, expected: dict[str, str]) -> None:
    assert told(moment) == expected


@pytest.mark.parametrize("state", [state for state in RequestState if state not in STANDING])
def test_a_mentor_who_never_heard_of_a_request_hears_nothing_of_its_end(state: RequestState) -> None:
    assert told(requests.request_closed(request_closed(state, mentor_knew=False))) == {}


F = TypeVar("F", bound=Contract)


def case(fact: F, moment_of: Callable[[F], Moment | None]) -> tuple[Contract, Moment | None]:
    return fact, moment_of(fact)


FACTS = [
    case(request_proposed(), requests.request_proposed),
    case(request_opened(), requests.request_opened),
    *(
        case(request_closed(state, mentor_knew=knew), requests.request_closed)
        for state in RequestState
        if state not in STANDING
        for knew in (True, False)
    ),
    case(request_reminded(), requests.request_reminded),
    *(
        case(request_followed_up(state, "eve", started_by=side), requests.request_followed_up)
        for side, state in requests.NO_YES
    ),
    *(
        case(request_closed(state, mentor_knew=True, started_by=side), requests.request_closed)
        for side, state in requests.ENDS
    ),
    case(mentors_suggested(ADA, "eve"), requests.mentors_suggested),
    case(mentors_suggested(), requests.mentors_suggested),
    case(claim_refused(), requests.claim_refused),
    case(claim_refused(person_id=None), requests.claim_refused),
    case(ErasureAsked(person_id=ADA, due_at=START), accounts.erasure_asked),
    case(ErasureTakenBack(person_id=ADA), accounts.erasure_taken_back),
    case(pair_formed(), lambda _: pairs.pair_formed(make_pair())),
    case(milestone_reached(), lambda fact: learning.milestone_reached(fact, make_pair())),
]


@pytest.mark.parametrize(("fact", "moment"), FACTS, ids=[f"{n}-{fact.event}" for n, (fact, _) in enumerate(FACTS)])
def test_nobody_hears_of_what_does_not_concern_them(fact: Contract, moment: Moment | None) -> None:
    assert set(told(moment)) <= fact.concerns()


@pytest.mark.parametrize("direction", Direction)
def test_both_sides_of_a_new_pair_read_words_of_their_own_in_every_direction(direction: Direction) -> None:
    words = told(pairs.pair_formed(make_pair(direction=direction)))
    suffix = "" if direction is Direction.FORWARD else f"-{direction}"
    assert words == {ADA: f"pair-formed-mentor{suffix}", BOB: f"pair-formed-mentee{suffix}"}


@pytest.mark.parametrize("owner", [ADA, BOB])
@pytest.mark.parametrize("has_met", [True, False])
def test_a_gap_is_told_to_the_next_owner_alone(owner: str, has_met: bool) -> None:
    pair = make_pair()
    if has_met:
        pair = with_session(pair, session_held(START, BOB), "s1")
    role = PairRole.MENTOR if owner == ADA else PairRole.MENTEE
    kind = "nudge-session-gap" if has_met else "nudge-first-session-gap"
    assert told(sessions.session_suggested(session_suggested(owner), pair)) == {owner: f"{kind}-{role}"}


REPORTED = ("report-received", "report-closed")
"""A mail or a push would be seen by others."""


def test_everything_goes_everywhere_but_what_is_known_anyway() -> None:
    quiet = {row.name for row in PLAN.rows.values() if row.channels == (Channel.INBOX,)}
    assert quiet == {"claim-refused", "request-lapsed", "circle-joined", "circle-left", "welcome", *REPORTED}
    others = {row.name: row.channels for row in PLAN.rows.values() if row.name not in quiet}
    assert {name: channels for name, channels in others.items() if channels != EVERYWHERE} == {
        "session-arranged": (Channel.INBOX, Channel.CALENDAR),
        "session-moved": (Channel.INBOX, Channel.CALENDAR),
        "session-changed": (Channel.CALENDAR,),
        "session-called-off": (Channel.INBOX, Channel.MAIL, Channel.CALENDAR),
        "session-dropped": (Channel.CALENDAR,),
        "mail-refused": (Channel.INBOX, Channel.PUSH, Channel.CHAT),
        "chat-refused": (Channel.INBOX, Channel.MAIL, Channel.PUSH),
        "push-refused": (Channel.INBOX, Channel.MAIL, Channel.CHAT),
        **dict.fromkeys(
            ("conduct-warned", "suspended-until", "suspended", "reinstated"), (Channel.INBOX, Channel.MAIL)
        ),
    }


def test_every_row_follows_an_occasion_and_every_occasion_has_a_use() -> None:
    followed = {row.follows for row in PLAN.rows.values()}
    assert followed <= set(Occasion)
    assert {one for one in Occasion if one not in followed and not PLAN.watches(one)} == set()


def test_every_row_says_in_both_languages_what_it_is_for() -> None:
    for row in PLAN.rows.values():
        assert set(row.purpose) == {"en", "de"}, row.name
        assert all(words.endswith(".") for words in row.purpose.values()), row.name


def test_what_makes_a_row_needless_is_something_that_happens() -> None:
    names = {name.split("/")[0] for row in PLAN.rows.values() for name in (*row.unless, *row.unless_lately)}
    assert names <= set(Occasion)
