"""The rows that follow a pair through its time: whom each fact tells, when that is due, and what makes it needless."""

from datetime import UTC, datetime, timedelta

import pytest

from libs.common.contracts.care import ClosingOffered, FitAsked, PairCareOffered, PulseAsked, PulseGiven
from libs.common.contracts.circles import CircleChange
from libs.common.contracts.endings import (
    ClosingAsked,
    EchoAsked,
    EchoGiven,
    KudosGiven,
    LetterWritten,
    ReviewHeld,
    Strength,
)
from libs.common.contracts.entries import EntryKind, EntryWritten
from libs.common.contracts.notifications import Channel
from libs.common.contracts.pairs import Ending, Milestone, PairChange, PairPhase
from libs.common.contracts.recognitions import RecognitionState
from libs.common.contracts.requests import Direction, RequestState
from libs.common.contracts.safeguarding import (
    ConductWarned,
    Misuse,
    MisuseReported,
    ReportClosed,
    ReportWaits,
    SuspensionChanged,
)
from libs.common.contracts.sessions import PlanChange, ReciprocalOffered, SessionMissed
from services.notifications.domain import circles
from services.notifications.domain.moments import (
    care,
    endings,
    goals,
    learning,
    pairs,
    people,
    recognitions,
    requests,
    safeguarding,
    sessions,
)
from services.notifications.domain.notices import Cause, Notice, is_settled, notice_of
from services.notifications.domain.plan import Moment
from services.notifications.plans import house_plan
from tests.support.notifications import (
    ADA,
    BOB,
    START,
    circle_changed,
    circle_proposed,
    make_person,
    milestone_reached,
    pair_changed,
    pair_ended,
    recognition_changed,
    request_closed,
    request_opened,
    request_reminded,
)
from tests.support.plan import (
    PAIR,
    STARTS_AT,
    agreement_changed,
    agreement_live,
    held,
    in_phase,
    make_pair,
    senior_cancelled,
    session_cancelled,
    session_planned,
)

PLAN = house_plan()
REVERSE = make_pair(direction=Direction.REVERSE)
DAY = timedelta(days=1)
CAUSE = Cause("e1", "acme/journal/e1", ("e1",), "story", START)


def notices(moment: Moment | None) -> list[Notice]:
    messages = PLAN.messages(moment) if moment else ()
    made = (notice_of(one, moment, CAUSE, make_person(one.person_id), START) for one in messages if moment)
    return [one for one in made if one]


def told(moment: Moment | None) -> set[tuple[str, str, datetime]]:
    return {(one.person_id, one.template, one.due) for one in notices(moment)}


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """By the clock of Berlin, in 2026."""
    return datetime(2026, month, day, hour - (1 if (month, day) < (3, 29) else 2), minute, tzinfo=UTC)


def both(template: str, due: datetime = START) -> set[tuple[str, str, datetime]]:
    return {(ADA, template, due), (BOB, template, due)}


def sides(row: str, due: datetime) -> set[tuple[str, str, datetime]]:
    return {(ADA, f"{row}-mentor", due), (BOB, f"{row}-mentee", due)}


def reverse(told: set[tuple[str, str, datetime]]) -> set[tuple[str, str, datetime]]:
    return {(one, f"{template}-reverse", due) for one, template, due in told}


def shared(kind: EntryKind) -> EntryWritten:
    """By Bob, with Ada."""
    return EntryWritten(**PAIR, entry_id="n1", kind=kind, reader_id=ADA, author_id=BOB)


MET = STARTS_AT + timedelta(hours=2)
MORNING = at(9, 8, 30)
AROUND = (
    both("session-ahead-owner", MORNING) | both("session-ahead-other-member", MORNING) | both("session-met-member", MET)
)
PLANNED = sessions.session_planned(session_planned(), make_pair(), BOB)

CASES: list[tuple[str, Moment | None, set[tuple[str, str, datetime]]]] = [
    (
        "joined, and says little",
        people.person_joined(ADA, complete=False),
        {
            (ADA, "joined-each", at(3, 9)),
            (ADA, "profile-unfinished-each", at(7, 9)),
            (ADA, "story-told-each", at(12, 9)),
        },
    ),
    (
        "joined, and says enough",
        people.person_joined(ADA, complete=True),
        {(ADA, "joined-each", at(3, 9)), (ADA, "names-waiting-each", at(9, 9)), (ADA, "story-told-each", at(12, 9))},
    ),
    (
        "a pair begins",
        pairs.pair_begun(make_pair()),
        sides("preparation-open", at(5, 9)) | sides("goal-missing", at(23, 9)) | sides("month", at(1, 9, month=4)),
    ),
    (
        "a pair of a junior and a senior begins",
        pairs.pair_begun(REVERSE),
        reverse(sides("preparation-open", at(5, 9)) | sides("month", at(1, 9, month=4)))
        | sides("goal-missing", at(23, 9)),
    ),
    (
        "a pair for one talk begins",
        pairs.pair_begun(make_pair(direction=Direction.FLASH)),
        sides("preparation-open", at(5, 9)),
    ),
    (
        "planned by Bob",
        PLANNED,
        AROUND | {(ADA, "session-arranged-member", START), (BOB, "session-arranged-member", START)},
    ),
    (
        "moved by Ada",
        sessions.session_planned(session_planned(PlanChange.MOVED), make_pair(), ADA),
        AROUND | both("session-moved-member"),
    ),
    (
        "another length",
        sessions.session_planned(session_planned(PlanChange.CHANGED), make_pair(), ADA),
        AROUND | both("session-changed-member"),
    ),
    ("flipped", sessions.session_planned(session_planned(PlanChange.FLIPPED), make_pair(), ADA), AROUND),
    (
        "the first with a senior",
        sessions.session_planned(session_planned(PlanChange.FLIPPED), REVERSE, ADA),
        AROUND | {(ADA, "junior-ahead-mentor", at(10, 8, 30))},
    ),
    (
        "called off by Bob",
        sessions.session_cancelled(session_cancelled(), make_pair(), BOB),
        both("session-called-off-member"),
    ),
    (
        "called off by the senior",
        sessions.session_cancelled(session_cancelled(BOB, told_id=BOB), REVERSE, BOB),
        {(BOB, "session-called-off-member", START)},
    ),
    ("missed", sessions.session_missed(SessionMissed(**PAIR, session_id="s1", starts_at=STARTS_AT)), set()),
    (
        "the senior let go of one",
        sessions.senior_cancelled(senior_cancelled(1), REVERSE),
        {(BOB, "senior-cancelled-mentee", START)},
    ),
    (
        "the senior let go of another",
        sessions.senior_cancelled(senior_cancelled(3), REVERSE),
        {(BOB, "senior-cancelled-again-mentee", START)},
    ),
    (
        "three flips",
        sessions.reciprocal_offered(ReciprocalOffered(**PAIR, flips=3), make_pair()),
        both("reciprocal-offered-member"),
    ),
    ("held", sessions.session_held(held(1)), set()),
    ("does it fit", care.fit_asked(FitAsked(**PAIR, number=1), make_pair()), both("fit-asked-member")),
    ("how is it", care.pulse_asked(PulseAsked(**PAIR, number=1), make_pair()), both("pulse-asked-member")),
    (
        "not well, says Bob",
        care.care_offered(PairCareOffered(pair_id="pair_1", person_id=BOB, offers=()), make_pair()),
        {(BOB, "care-offered-each", START)},
    ),
    (
        "silent for very long",
        care.closing_offered(ClosingOffered(**PAIR, fading_since=START), make_pair()),
        both("closing-offered-member"),
    ),
    ("written", goals.goal_written(agreement_changed(ada=1)), set()),
    (
        "agreed",
        goals.agreement_live(agreement_live(), make_pair()),
        both("agreement-live-member") | both("goal-untouched-member", at(16, 9, month=4)),
    ),
    ("half-way", pairs.phase_changed(in_phase(PairPhase.REVIEW_DUE), make_pair(), START), both("review-due-member")),
    ("silent", pairs.phase_changed(in_phase(PairPhase.FADING), make_pair(), START), both("fading-member")),
    (
        "near the end",
        pairs.phase_changed(in_phase(PairPhase.WINDING_DOWN), make_pair(), START),
        both("winding-down-member"),
    ),
    (
        "an entry that says what Bob learned from Ada",
        learning.entry_written(
            EntryWritten(**PAIR, entry_id="n1", kind=EntryKind.LEARNED_FROM_YOU, reader_id=ADA, author_id=BOB),
            make_pair(),
        ),
        {(ADA, "learned-from-you-member", START)},
    ),
    (
        "another entry",
        learning.entry_written(shared(EntryKind.WIN), make_pair()),
        set(),
    ),
    (
        "Ada has learned from Bob",
        learning.learned(milestone_reached(milestone=Milestone.LEARNED_FROM_OTHER, side="mentor"), make_pair()),
        {(BOB, "learned-from-you-member", START)},
    ),
    (
        "completed, and letters are asked for",
        endings.closing_asked(ClosingAsked(**PAIR, until=START + 21 * DAY), make_pair()),
        both("closing-asked-member", at(3, 9)),
    ),
    (
        "Ada thanks Bob",
        endings.kudos_given(KudosGiven(**PAIR, from_id=ADA, to_id=BOB, strength=Strength.LISTENS), make_pair()),
        {(BOB, "kudos-given-member", START)},
    ),
    ("what still helps", endings.echo_asked(EchoAsked(**PAIR, days=90), make_pair()), both("echo-asked-member")),
    (
        "it still helps Bob",
        endings.echo_given(EchoGiven(**PAIR, author_id=BOB, days=90), make_pair()),
        {(ADA, "echo-given-member", START)},
    ),
    (
        "misuse is reported",
        safeguarding.misuse_reported(
            MisuseReported(report_id="r", kind=Misuse.OTHER, reporter_id=ADA, moderator_ids=(BOB,))
        ),
        {(ADA, "report-received-claimant", START), (BOB, "report-came-each", START)},
    ),
    (
        "a report waits",
        safeguarding.report_waits(ReportWaits(report_id="r", administrator_ids=(BOB,))),
        {(BOB, "report-waits-each", START)},
    ),
    (
        "a report is decided",
        safeguarding.report_closed(ReportClosed(report_id="r", reporter_id=ADA)),
        {(ADA, "report-closed-claimant", START)},
    ),
    ("warned", safeguarding.conduct_warned(ConductWarned(person_id=ADA)), {(ADA, "conduct-warned-each", START)}),
    (
        "suspended for a time",
        safeguarding.suspension_changed(SuspensionChanged(person_id=ADA, is_suspended=True, until=START + 7 * DAY)),
        {(ADA, "suspended-until-each", START)},
    ),
    (
        "suspended",
        safeguarding.suspension_changed(SuspensionChanged(person_id=ADA, is_suspended=True)),
        {(ADA, "suspended-each", START)},
    ),
    (
        "free again",
        safeguarding.suspension_changed(SuspensionChanged(person_id=ADA, is_suspended=False)),
        {(ADA, "reinstated-each", START)},
    ),
    (
        "a pair rests, by neither of the two",
        pairs.pair_changed(pair_changed(PairChange.PAUSED), make_pair(), None),
        both("pair-rests-member"),
    ),
]


@pytest.mark.parametrize(("moment", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_fact_tells_these_people_now_or_later(
    moment: Moment | None, expected: set[tuple[str, str, datetime]]
) -> None:
    assert told(moment) == expected


def test_a_thank_you_leads_to_all_that_somebody_was_ever_thanked_for() -> None:
    thanked = endings.kudos_given(KudosGiven(**PAIR, from_id=ADA, to_id=BOB, strength=Strength.LISTENS), make_pair())
    assert thanked.about.path == "/journal/kudos"


def test_who_planned_a_session_has_it_in_their_calendar_alone() -> None:
    arranged = {one.person_id: one.channels for one in notices(PLANNED) if one.row == "session-arranged"}
    assert arranged == {ADA: (Channel.INBOX, Channel.CALENDAR), BOB: (Channel.CALENDAR,)}


def test_nothing_is_said_of_a_session_once_it_has_begun_but_the_question_whether_it_was_held() -> None:
    for one in notices(PLANNED):
        latest = MET + 3 * DAY if one.row == "session-met" else STARTS_AT
        assert one.expires_at == latest, one.row


def test_of_a_session_that_is_planned_for_today_nobody_is_reminded() -> None:
    soon = sessions.session_planned(session_planned(starts_at=START + timedelta(hours=5)), make_pair(), BOB)
    assert {one.row for one in notices(soon)} == {"session-arranged", "session-met"}


def test_a_junior_hears_nothing_whenever_a_senior_lets_them_down() -> None:
    facts = [
        sessions.session_cancelled(session_cancelled(BOB, told_id=BOB, in_a_row=2), REVERSE, BOB),
        sessions.session_cancelled(session_cancelled(BOB, told_id=BOB), REVERSE, ADA),
        sessions.session_missed(SessionMissed(**PAIR, session_id="s1", starts_at=STARTS_AT, told_id=BOB)),
        sessions.senior_cancelled(senior_cancelled(2), REVERSE),
    ]
    assert {one.person_id for fact in facts for one in notices(fact)} == {BOB}


def later(moment: Moment | None, by: timedelta = DAY) -> dict[str, datetime]:
    """The marks of something that happens after all that is waiting began."""
    return dict.fromkeys(moment.marks, START + by) if moment else {}


WAITING: dict[str, Moment | None] = {
    "joined": people.person_joined(ADA, complete=False),
    "joined complete": people.person_joined(ADA, complete=True),
    "formed": pairs.pair_formed(make_pair()),
    "begun": pairs.pair_begun(make_pair()),
    "planned": PLANNED,
    "cancelled": sessions.session_cancelled(session_cancelled(), make_pair(), BOB),
    "senior": sessions.senior_cancelled(senior_cancelled(), REVERSE),
    "pulse": care.pulse_asked(PulseAsked(**PAIR, number=1), make_pair()),
    "live": goals.agreement_live(agreement_live(), make_pair()),
    "review": pairs.phase_changed(in_phase(PairPhase.REVIEW_DUE), make_pair(), START),
    "fading": pairs.phase_changed(in_phase(PairPhase.FADING), make_pair(), START),
    "closing": endings.closing_asked(ClosingAsked(**PAIR, until=START + 21 * DAY), make_pair()),
    "echo": endings.echo_asked(EchoAsked(**PAIR, days=30), make_pair()),
    "reminded": requests.request_reminded(request_reminded()),
    "recognised": recognitions.recognition_changed(recognition_changed(RecognitionState.PROPOSED, ADA, BOB), 1, None),
    "invited": circles.proposed(circle_proposed()),
}


def of_both(*rows: str) -> dict[str, set[str]]:
    return {ADA: set(rows), BOB: set(rows)}


END = pairs.over(pair_ended(Ending.NO_FAULT))
MOVED = sessions.session_planned(session_planned(PlanChange.MOVED), make_pair(), ADA)
ALL_AROUND = {"session-ahead", "session-ahead-other", "session-met", "session-arranged"}

CANCELLED = sessions.session_cancelled(session_cancelled(), make_pair(), BOB)
ASKED = requests.request_opened(request_opened(mentee_id=ADA, mentor_id=BOB))
FOUND = {ADA: {"names-waiting", "story-told"}}
AGREED_ANEW = goals.agreement_live(agreement_live(2), make_pair())
HELPS_ADA = endings.echo_given(EchoGiven(**PAIR, author_id=ADA, days=30), make_pair())
ANSWERED = requests.request_went_on(request_closed(RequestState.DECLINED))

NEEDLESS: list[tuple[str, str, Moment | None, dict[str, set[str]]]] = [
    ("the profile is complete", "joined", people.profile_completed(ADA), {ADA: {"profile-unfinished"}}),
    ("somebody else's is", "joined", people.profile_completed(BOB), {}),
    (
        "they ask",
        "joined complete",
        requests.request_opened(request_opened(mentee_id=ADA, mentor_id=BOB)),
        {ADA: {"names-waiting", "story-told"}},
    ),
    ("they are asked", "joined complete", requests.request_opened(request_opened()), {}),
    ("they have a pair", "joined complete", pairs.pair_begun(make_pair()), FOUND),
    ("a date is found", "formed", PLANNED, of_both("first-session-unplanned")),
    ("they met", "formed", sessions.session_held(held(1)), of_both("first-session-unplanned")),
    ("Ada has a goal", "begun", goals.goal_written(agreement_changed(ada=1)), {ADA: {"goal-missing"}}),
    (
        "all is agreed",
        "begun",
        AGREED_ANEW,
        of_both("goal-missing"),
    ),
    ("they met, unprepared", "begun", sessions.session_held(held(1)), of_both("preparation-open")),
    ("it is over", "begun", END, of_both("goal-missing", "month")),
    ("it is moved", "planned", MOVED, of_both(*ALL_AROUND)),
    (
        "it is called off",
        "planned",
        CANCELLED,
        of_both(*ALL_AROUND),
    ),
    ("it is held", "planned", sessions.session_held(held(1)), of_both(*ALL_AROUND)),
    ("another is held", "planned", sessions.session_held(held(2)), {}),
    ("a new date", "senior", MOVED, {BOB: {"senior-cancelled"}}),
    (
        "Bob has answered",
        "pulse",
        care.pulse_given(PulseGiven(**PAIR, person_id=BOB, number=1)),
        {BOB: {"pulse-asked"}},
    ),
    (
        "a new version",
        "live",
        AGREED_ANEW,
        of_both("agreement-live", "goal-untouched"),
    ),
    ("both looked back", "review", goals.review_held(ReviewHeld(**PAIR)), of_both("review-due")),
    ("they met again", "fading", sessions.session_held(held(4)), of_both("fading")),
    ("Bob wrote", "closing", endings.letter_written(LetterWritten(**PAIR, author_id=BOB)), {BOB: {"closing-asked"}}),
    (
        "Ada said what helps",
        "echo",
        HELPS_ADA,
        {ADA: {"echo-asked"}},
    ),
    (
        "it was answered",
        "reminded",
        ANSWERED,
        {ADA: {"request-reminded"}},
    ),
    (
        "Ada has said so",
        "recognised",
        recognitions.recognition_said(recognition_changed(RecognitionState.PROPOSED, BOB)),
        {ADA: {"recognition-proposed"}},
    ),
    (
        "it is over before both said so",
        "recognised",
        recognitions.recognition_said(recognition_changed(RecognitionState.EXPIRED)),
        of_both("recognition-proposed"),
    ),
    (
        "Ada is not invited any more",
        "invited",
        circles.answered(circle_changed(CircleChange.FEWER_INVITED, ADA)),
        {ADA: {"circle-proposed"}},
    ),
]


@pytest.mark.parametrize(
    ("waiting", "then", "expected"), [case[1:] for case in NEEDLESS], ids=[case[0] for case in NEEDLESS]
)
def test_what_was_to_be_said_is_needless_once_this_happens(
    waiting: str, then: Moment, expected: dict[str, set[str]]
) -> None:
    found: dict[str, set[str]] = {}
    for one in notices(WAITING[waiting]):
        if is_settled(one, later(then)):
            found.setdefault(one.person_id, set()).add(one.row)
    assert found == expected


@pytest.mark.parametrize("name", WAITING)
def test_nothing_is_needless_by_the_fact_that_it_follows(name: str) -> None:
    moment = WAITING[name]
    assert not [one for one in notices(moment) if is_settled(one, later(moment, timedelta()))]
