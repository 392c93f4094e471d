"""Sessions planned, moved, flipped and called off, agendas of two at once. On a real broker and database."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest

from libs.common.asks import NotFound, Outdated
from libs.common.contracts.asks import Ask, SessionKept
from libs.common.contracts.pairs import Milestone, MilestoneReached, PairPhaseChanged, SessionHeld
from libs.common.contracts.requests import Direction
from libs.common.contracts.session_asks import (
    AddAgendaItem,
    AgendaLine,
    CancelSession,
    ChangeSession,
    FlipSession,
    HoldSession,
    ListSessions,
    MissSession,
    PlanSession,
    ReadSession,
    RebookSession,
    ReviseAgenda,
    SessionList,
    SessionShown,
)
from libs.common.contracts.sessions import (
    AgendaChanged,
    ReciprocalOffered,
    SeniorCancelled,
    SessionCancelled,
    SessionPlanned,
)
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.meeting import Meeting, id_of, in_days
from tests.component.journal.speaking import JOURNAL, Speaking
from tests.component.journal.test_erasure import erased
from tests.support.asked_pages import read_while_adding

PLANTED = "planted-phrase-of-a-session"
FIELDS: list[tuple[type[Ask[Any]], dict[str, Any]]] = [
    (ReadSession, {}),
    (ChangeSession, {"version": 1, "minutes": 30}),
    (RebookSession, {"slot": in_days(1)}),
    (HoldSession, {}),
    (CancelSession, {}),
    (MissSession, {}),
    (FlipSession, {"flipped": True}),
    (AddAgendaItem, {"item_id": "one", "text": "one"}),
    (ReviseAgenda, {"version": 1, "items": ()}),
]


async def meeting_of(speaking: Speaking, direction: Direction = Direction.FORWARD) -> Meeting:
    return Meeting(speaking, await speaking.open(speaking.formed(direction=direction)))


@pytest.mark.feature("pair.sessions")
async def test_a_plan_is_made_once_told_as_a_whole_and_moved_by_who_read_the_newest(
    journal: House, speaking: Speaking
) -> None:
    pair = await meeting_of(speaking)
    made = await pair.plan(channel="video", link="https://meet.example/x")
    assert await pair.plan(minutes=30) == made, "the same session is asked for, whatever else is said of it"
    later = in_days(9)
    moved = await pair.ask(ChangeSession, "ada", "s1", version=made.version, starts_at=later, link="")
    assert (moved.starts_at, moved.minutes, moved.link, moved.version) == (later, 45, None, made.version + 1)
    with pytest.raises(Outdated) as outdated:
        await pair.ask(ChangeSession, "bob", "s1", version=made.version, minutes=30)
    assert outdated.value.current == await pair.read("bob")
    with pytest.raises(Refused, match="session-in-the-past"):
        await pair.plan("s2", starts_at=in_days(-1))
    await speaking.quiet()
    facts = speaking.of(pair.pair, SessionPlanned)
    told = [
        (one.data.change, one.data.starts_at, one.sequence) for one in facts if isinstance(one.data, SessionPlanned)
    ]
    assert told == [("planned", made.starts_at, 1), ("moved", moved.starts_at, 2)]
    (story,) = await speaking.rows("stories")
    assert story["next_session_at"] == moved.starts_at


@pytest.mark.feature("pair.sessions")
async def test_both_say_in_every_way_that_they_met_and_it_was_once(speaking: Speaking) -> None:
    """By its name, by a tap that names nothing, by a calendar; twice each, at three replicas at once."""
    async with AsyncExitStack() as running:
        houses = [await running.enter_async_context(speaking.running()) for _ in range(3)]
        pair = await meeting_of(speaking)
        await pair.plan(starts_at=in_days(0.1))
        named = [pair.ask(HoldSession, person, "s1") for person in ("ada", "bob") * 2]
        taps = [speaking.tell(pair.pair, f"tap of {person}", person, in_days(0)) for person in ("ada", "bob") * 2]
        claims = [speaking.bench.publish(speaking.reported(pair.pair, "calendar", held_at=in_days(0))) for _ in "ab"]
        kept, _ = await asyncio.gather(asyncio.gather(*named, *taps), asyncio.gather(*claims))
        await speaking.quiet()
        assert await speaking.tell(pair.pair, "tap of ada", "ada", in_days(0)) == kept[0]
        assert await houses[0].dead_letters.list_() == []
    assert set(kept) == {kept[0]}
    assert isinstance(kept[0], SessionKept)
    assert (kept[0].session_id, kept[0].number) == ("s1", 1)
    (held,) = pair.told(SessionHeld)
    assert (held.session_id, held.planned, held.initiator_id) == ("s1", True, "bob")
    assert [one.milestone for one in pair.told(MilestoneReached)] == [Milestone.FIRST_TALK_HELD]
    assert [row["session_id"] for row in await speaking.rows("sessions")] == ["s1"]


@pytest.mark.feature("ours.senior-guard")
async def test_a_senior_who_calls_off_is_asked_for_the_new_time_and_the_junior_hears_that_alone(
    journal: House, speaking: Speaking
) -> None:
    """Ada, the junior, has the next step when Bob cancels; it is his from then on."""
    pair = await meeting_of(speaking, Direction.REVERSE)
    await speaking.tell(pair.pair, "s0", "ada")
    await pair.plan(person_id="ada")
    async with speaking.running():
        cancelled = await asyncio.gather(*(pair.ask(CancelSession, "bob", "s1") for _ in range(4)))
        assert {len(one.slots) for one in cancelled} == {3}
        assert (await pair.read("ada")).slots == ()
        slot = cancelled[0].slots[0]
        await asyncio.gather(*(pair.ask(RebookSession, "bob", "s1", slot=slot) for _ in range(4)))
        again = await pair.ask(CancelSession, "bob", "s1")
        await speaking.quiet()
    assert (again.state, again.lapsed_by) == ("cancelled", "bob")
    # What two replicas say comes in whatever order.
    lapses = sorted((one.in_a_row, one.senior_id, one.slots) for one in pair.told(SeniorCancelled))
    assert lapses == [(1, "bob", cancelled[0].slots), (2, "bob", again.slots)]
    last = max(speaking.of(pair.pair, PairPhaseChanged), key=lambda event: event.sequence or 0)
    assert isinstance(last.data, PairPhaseChanged)
    assert last.data.next_owner_id == "bob"
    to_ada = [
        event.data for event in speaking.heard.events if "ada" in event.data.concerns() and event.actorid == "bob"
    ]
    assert [type(fact) for fact in to_ada if not isinstance(fact, PairPhaseChanged)] == [SessionPlanned]
    assert len(pair.told(SessionCancelled)) == 2


@pytest.mark.feature("ours.flip")
async def test_after_three_flipped_sessions_it_is_offered_once_to_learn_both_ways(speaking: Speaking) -> None:
    async with AsyncExitStack() as running:
        for _ in range(2):
            await running.enter_async_context(speaking.running())
        pair = await meeting_of(speaking)
        for number in range(4):
            session_id = f"s{number}"
            usual = await pair.plan(session_id, starts_at=in_days(number + 1))
            flips = [pair.ask(FlipSession, person, session_id, flipped=True) for person in ("ada", "bob") * 2]
            _, flipped, *_ = await asyncio.gather(*flips)
            assert (usual.leads_id, flipped.leads_id) == ("bob", "ada")
            assert {one.prompt_id for one in flipped.to_ask} != {one.prompt_id for one in usual.to_ask}
            assert (flipped.to_ask[0].purpose == "flip") is (number >= 2), "from the stage on that has such questions"
            await asyncio.gather(*(pair.ask(HoldSession, person, session_id) for person in ("ada", "bob")))
        await speaking.quiet()
    assert [one.flips for one in pair.told(ReciprocalOffered)] == [3]
    assert [one.flipped for one in pair.told(SessionHeld)] == [True] * 4
    reached = [one.milestone for one in pair.told(MilestoneReached)]
    assert sorted(reached) == sorted([Milestone.FIRST_TALK_HELD, Milestone.FIRST_FLIP, Milestone.THIRD_SESSION_HELD]), (
        "each of them once"
    )


@pytest.mark.feature("pair.agendas")
async def test_two_who_edit_one_agenda_at_once_lose_nothing(speaking: Speaking) -> None:
    """Each adds lines and puts the whole in another order at two replicas; who was slower brings both together."""
    async with AsyncExitStack() as running:
        for _ in range(2):
            await running.enter_async_context(speaking.running())
        pair = await meeting_of(speaking)
        await pair.plan()
        seen = await pair.read("ada")
        refused = await asyncio.gather(*(_edit(pair, person, seen, rounds=5) for person in ("ada", "bob")))
        shown = await pair.read("ada")
    texts = [item.text for item in shown.agenda]
    wanted = [f"{kind} {number} of {one}" for kind in ("added", "put") for number in range(5) for one in ("ada", "bob")]
    assert sorted(texts) == sorted(wanted)
    assert sum(refused) > 0, "they began with the same"
    assert {item.author_id for item in shown.agenda if item.text.endswith("of ada")} == {"ada"}


async def _edit(pair: Meeting, person_id: str, seen: SessionShown, rounds: int) -> int:
    """How often somebody else was faster."""
    slower = 0
    for number in range(rounds):
        _, slow = await asyncio.gather(
            pair.add(person_id, f"added {number} of {person_id}"),
            _put(pair, person_id, seen, f"put {number} of {person_id}"),
        )
        slower += slow
        seen = await pair.read(person_id)
    return slower


async def _put(pair: Meeting, person_id: str, seen: SessionShown, text: str) -> int:
    slower = 0
    while True:
        kept = [AgendaLine(item_id=item.item_id, text=item.text) for item in reversed(seen.agenda)]
        try:
            await pair.revise(person_id, seen.version, [*kept, AgendaLine(text=text)])
        except Outdated as outdated:
            seen, slower = SessionShown.model_validate(outdated.current.model_dump()), slower + 1
        else:
            return slower


@pytest.mark.feature("pair.agendas")
async def test_what_is_open_goes_on_and_a_session_with_something_of_the_junior_was_led_by_them(
    journal: House, speaking: Speaking
) -> None:
    pair = await meeting_of(speaking, Direction.REVERSE)
    await pair.plan()
    for person, text in (("ada", "open"), ("bob", "done"), ("bob", "struck"), ("ada", "open")):
        shown = await pair.add(person, text)
    assert [item.text for item in shown.agenda] == ["open", "done", "struck"]
    lines = [AgendaLine(item_id=id_of(text), text=text, done=text == "done") for text in ("done", "open")]
    await pair.revise("bob", shown.version, lines)
    await pair.add("bob", "struck")
    await pair.ask(HoldSession, "bob", "s1")
    after = await pair.plan("s2")
    first, second = await pair.read("ada"), await pair.read("ada", "s2")
    assert ([item.text for item in first.agenda], [item.text for item in second.agenda]) == (["done"], ["open"])
    assert (second.agenda[0].author_id, second, first.state) == ("ada", after.model_copy(update=_own(second)), "held")
    await speaking.quiet()
    assert Milestone.SESSION_LED_BY_JUNIOR in [one.milestone for one in pair.told(MilestoneReached)]
    changes = speaking.of(pair.pair, AgendaChanged)
    assert [one.actorid for one in changes] == ["ada", "bob", "bob", "bob"], "what was said before is no news"
    assert {one.data.concerns() for one in changes} == {frozenset({"ada", "bob"})}


def _own(shown: SessionShown) -> dict[str, object]:
    """What differs from reader to reader."""
    return {"to_ask": shown.to_ask, "to_reflect": shown.to_reflect, "slots": shown.slots}


@pytest.mark.feature("pair.sealed")
async def test_what_was_written_for_a_session_is_sealed_and_goes_with_who_wrote_it(
    journal: House, speaking: Speaking
) -> None:
    pair = await meeting_of(speaking)
    await pair.plan(person_id="bob", link=f"https://meet.example/{PLANTED}")
    await pair.add("ada", f"{PLANTED} of ada")
    await pair.add("bob", "of bob")
    shown = await pair.read("ada")
    assert (PLANTED in f"{shown.link}", [item.author_id for item in shown.agenda]) == (True, ["ada", "bob"])
    await speaking.quiet()
    rows = [await speaking.rows(name) for name in await speaking.bench.database(JOURNAL).list_collection_names()]
    assert PLANTED not in f"{rows}"
    assert PLANTED not in f"{[event.to_json() for event in speaking.heard.events]}"
    await erased(speaking, "bob")
    left = await pair.read("ada")
    assert (left.link, [item.text for item in left.agenda]) == (None, [f"{PLANTED} of ada"])


async def test_they_come_page_by_page_while_others_are_planned(journal: House, speaking: Speaking) -> None:
    pair = await meeting_of(speaking)
    for number in range(5):
        await pair.plan(f"s{number}", starts_at=in_days(1 + number))
    await pair.ask(CancelSession, "ada", "s1")

    async def ask(question: ListSessions) -> SessionList:
        return await speaking.questions.ask(question, speaking.asker("ada"))

    async def add(number: int) -> None:
        await pair.plan(f"later{number}", starts_at=in_days(0.5 + number))

    listing = ListSessions(pair_id=pair.pair.subject)
    assert [one.session_id for one in (await ask(listing)).sessions] == ["s0", "s2", "s3", "s4", "s1"]
    await read_while_adding(ask, listing, "sessions", "session_id", add)


async def test_to_everybody_else_there_is_no_such_session(journal: House, speaking: Speaking) -> None:
    pair = await meeting_of(speaking)
    await pair.plan()
    for question, fields in FIELDS:
        for person_id, session_id in (("eve", "s1"), ("ada", "unknown")):
            with pytest.raises(NotFound):
                await pair.ask(question, person_id, session_id, **fields)
    with pytest.raises(NotFound):
        await pair.plan("s2", "eve")
    listing = ListSessions(pair_id=pair.pair.subject)
    with pytest.raises(NotFound):
        await speaking.questions.ask(listing, speaking.asker("eve"))
    (line,) = (await speaking.questions.ask(listing, speaking.asker("ada"))).sessions
    assert (line.session_id, line.state) == ("s1", "planned")
    assert await pair.ask(PlanSession, "bob", "s1", starts_at=in_days(3), minutes=30) == await pair.read("bob")
