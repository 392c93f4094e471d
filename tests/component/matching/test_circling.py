"""Circles on a real broker and database: consents, the one place, the hard rules, time, repeats, a leaving, a kill."""

import asyncio
import random
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import AnyEvent, Service
from libs.common.contracts.circles import (
    CircleAnswered,
    CircleAsked,
    CircleChange,
    CircleChanged,
    CircleEndAsked,
    CircleEnded,
    CircleFormed,
    CircleInviteAsked,
    CircleProposed,
    CircleReminded,
)
from libs.common.contracts.people import PersonLeft
from libs.common.contracts.requests import ClaimRefused
from tests.component.matching.speaking import Matching, code_of, person
from tests.support.running import Bench, Listener, eventually

MATCHING = Service.MATCHING
DAY, SOON = timedelta(days=1), timedelta(seconds=30)
CIRCLES = 40
KILLED_WITH_FORMED = (5, 20)


@pytest_asyncio.fixture
async def circling(matching: Matching) -> Matching:
    """Mia and three others, and Ada with one place."""
    await matching.know(person("ada", capacity=1), person("bob"), person("eve"), person("cem"))
    await matching.known()
    return matching


def asking(*invited: str, circle: str = "c1", mentor: str | None = "ada", by: str = "mia") -> CircleAsked:
    return CircleAsked(circle_id=circle, person_id=by, mentor_id=mentor, invited_ids=invited, topics=("Python",))


async def start(matching: Matching, *invited: str, **fields: Any) -> AnyEvent:
    claim = asking(*(invited or ("ada", "bob", "eve")), **fields)
    return await matching.claim(claim, claim.circle_id, claim.person_id)


async def answer(matching: Matching, actor: str, agrees: bool = True, circle: str = "c1") -> AnyEvent:
    return await matching.claim(CircleAnswered(circle_id=circle, agrees=agrees), circle, actor)


async def places(matching: Matching) -> dict[str, int]:
    return {row["person_id"]: row["pairs"] for row in await matching.rows("people")}


async def ended(matching: Matching) -> CircleEnded:
    (event,) = await matching.heard.expect(CircleEnded)
    assert isinstance(event.data, CircleEnded)
    return event.data


@pytest.mark.feature("programme.circles")
async def test_it_forms_with_three_yeses_takes_one_place_and_gives_it_back(circling: Matching) -> None:
    proposed = await start(circling)
    assert isinstance(proposed.data, CircleProposed)
    assert (proposed.data.members, set(proposed.data.invited)) == (("mia",), {"ada", "bob", "eve"})
    await answer(circling, "bob")
    assert (await places(circling))["ada"] == 0
    formed = await answer(circling, "ada")
    assert isinstance(formed.data, CircleFormed)
    assert set(formed.data.members) == {"mia", "bob", "ada"}
    assert (await places(circling))["ada"] == 1
    joined = await answer(circling, "eve")
    assert isinstance(joined.data, CircleChanged), "her place is counted once, so nobody is turned down for it"
    assert code_of(await circling.ask("ada", mentee="cem", request="req_cem")) == "mentor-full"
    await circling.claim(CircleEndAsked(circle_id="c1"), "c1", "ada")
    assert (await ended(circling)).ending == "completed"
    assert set((await places(circling)).values()) == {0}


async def test_all_who_say_yes_at_the_same_moment_are_in_it_once(circling: Matching) -> None:
    await start(circling, "ada", "bob", "eve", "cem")
    claims = [
        circling.bench.event(CircleAnswered(circle_id="c1", agrees=True), "c1", actorid=one)
        for one in ("ada", "bob", "eve", "cem")
    ]
    await asyncio.gather(*(circling.bench.publish(claim, times=3) for claim in claims))
    for claim in claims:
        await circling.outcome_of(claim)
    (circle,) = await circling.rows("circles")
    assert sorted(one["person_id"] for one in circle["consents"]) == ["ada", "bob", "cem", "eve", "mia"]
    assert len(circling.heard.of(CircleFormed)) == 1
    assert (await places(circling))["ada"] == 1


async def test_the_hard_rules_hold_when_somebody_is_invited_and_when_they_say_yes(circling: Matching) -> None:
    await circling.know(person("report", manager_id="ada"), person("full", capacity=0))
    await circling.known()
    assert code_of(await start(circling, "ada", "report")) == "reporting-line"
    assert code_of(await start(circling, "bob", "eve", circle="c2", mentor="full", by="full")) == "no-place-to-offer"
    await start(circling)
    await circling.know(person("bob", manager_id="ada"))
    await circling.known()
    assert code_of(await answer(circling, "bob")) == "reporting-line"
    assert code_of(await answer(circling, "cem")) == "circle-unknown"
    invited = CircleInviteAsked(circle_id="c1", invited_ids=("report",))
    assert code_of(await circling.claim(invited, "c1", "mia")) == "reporting-line"


async def test_what_nobody_answers_ends_by_itself(circling: Matching) -> None:
    await start(circling)
    await answer(circling, "bob", agrees=False)
    await circling.step(10 * DAY)
    assert (await ended(circling)).ending == "lapsed"
    assert code_of(await answer(circling, "ada")) == "circle-unknown"
    await eventually(lambda: has_no_timers(circling), what="no timer left")


@pytest.mark.feature("programme.circles")
async def test_who_is_invited_is_reminded_on_their_own_days_and_nobody_who_has_answered(circling: Matching) -> None:
    await start(circling)
    await answer(circling, "bob")
    await circling.step(3 * DAY + SOON)
    (first,) = await circling.heard.expect(CircleReminded)
    assert isinstance(first.data, CircleReminded)
    assert (sorted(first.data.concerns()), first.data.number, first.actorid) == (["ada", "eve"], 1, None)
    assert first.data.expires_at == first.data.proposed_at + 10 * DAY
    await answer(circling, "ada")
    await circling.claim(CircleInviteAsked(circle_id="c1", invited_ids=("cem",)), "c1", "mia")
    await circling.step(4 * DAY)
    await circling.heard.expect(CircleReminded, 3)
    await circling.step(3 * DAY)
    lapsed = (await circling.heard.expect(CircleChanged, 3))[-1]
    await circling.heard.expect(CircleReminded, 4)
    reminders = [event.data for event in circling.heard.of(CircleReminded) if isinstance(event.data, CircleReminded)]
    assert Counter((one.people, one.number) for one in reminders[1:]) == {
        (("eve",), 2): 1,
        (("cem",), 1): 1,
        (("cem",), 2): 1,
    }
    assert isinstance(lapsed.data, CircleChanged)
    assert (lapsed.data.change, lapsed.data.people, lapsed.data.state) == ("fewer-invited", ("eve",), "formed")
    sequences = [event.sequence or 0 for event in circling.heard.events if event.subject == "c1"]
    assert sorted(sequences) == list(range(1, len(sequences) + 1))


async def test_nothing_on_the_wire_tells_who_said_no_from_who_was_not_waited_for(circling: Matching) -> None:
    await start(circling, "ada", "bob", "eve", "cem")
    declined = await answer(circling, "cem", agrees=False)
    for one in ("ada", "bob"):
        await answer(circling, one)
    await circling.step(10 * DAY)
    lapsed = (await circling.heard.expect(CircleChanged, 3))[-1]
    left = await answer(circling, "bob", agrees=False)
    assert isinstance(left.data, CircleEnded)
    assert [event.actorid for event in (declined, lapsed, left)] == [None, None, None]
    assert isinstance(declined.data, CircleChanged)
    assert isinstance(lapsed.data, CircleChanged)
    assert declined.data.change is lapsed.data.change is CircleChange.FEWER_INVITED


async def has_no_timers(matching: Matching) -> bool:
    return await matching.rows("timers") == []


async def test_who_leaves_the_organisation_is_in_no_circle_any_more(circling: Matching) -> None:
    await start(circling, "ada", "bob", "eve", "cem")
    for one in ("ada", "bob", "eve"):
        await answer(circling, one)
    await circling.know(PersonLeft(person_id="bob"))

    async def is_out() -> bool:
        changes = [one.data for one in circling.heard.of(CircleChanged) if isinstance(one.data, CircleChanged)]
        return any(one.people == ("bob",) and one.change is CircleChange.LEFT for one in changes)

    await eventually(is_out, what="Bob out of it")
    await circling.know(PersonLeft(person_id="ada"))
    assert (await ended(circling)).ending == "too-few"
    assert (await places(circling))["ada"] == 0


@pytest.mark.timeout(180)
async def test_killed_in_the_middle_every_circle_forms_once_and_takes_one_place(bench: Bench, tmp_path: Path) -> None:
    """Everybody says yes twice, in whatever order."""
    heard = await bench.listen(CircleProposed, CircleFormed, CircleChanged, CircleEnded, ClaimRefused)
    circles = [f"c{number}" for number in range(CIRCLES)]
    environment = bench.environment_of(MATCHING) | {"BOTHWAYS_PREFETCH": "5", "BOTHWAYS_RETRY_DELAYS": str([0.3] * 100)}
    child = Child([sys.executable, "-m", "services.matching"], log=tmp_path / "log", env=environment, folder=ROOT)
    child.start()
    try:
        people = [person(f"{one}_{circle}") for circle in circles for one in ("mia", "ada", "bob", "eve")]
        for one in people:
            await bench.publish(bench.event(one, one.person_id, sequence=1))
        await counted(bench, "people", len(people))
        for circle in circles:
            ids = [f"{one}_{circle}" for one in ("ada", "bob", "eve")]
            asked = asking(*ids, circle=circle, mentor=ids[0], by=f"mia_{circle}")
            await bench.publish(bench.event(asked, circle, actorid=asked.person_id), times=2)
        await counted(bench, "circles", CIRCLES)
        yeses = [(circle, one) for circle in circles for one in ("ada", "bob", "eve")]
        random.Random(20261128).shuffle(yeses)  # noqa: S311 - the same order in every run
        for circle, who in yeses:
            claim = CircleAnswered(circle_id=circle, agrees=True)
            await bench.publish(bench.event(claim, circle, actorid=f"{who}_{circle}"), times=2)
        for formed in KILLED_WITH_FORMED:
            await counted(bench, "circles", formed, state="formed")
            child.kill()
            child.start()
        await all_in(bench, heard)
    finally:
        await asyncio.to_thread(child.stop)
    facts = {event.id: event for event in heard.events}.values()
    assert Counter(one.subject for one in facts if isinstance(one.data, CircleFormed)) == Counter(circles)
    assert set(Counter((one.subject, one.sequence) for one in facts).values()) == {1}
    assert not [one for one in facts if isinstance(one.data, ClaimRefused)]
    rows = [row async for row in bench.database(MATCHING)["people"].find({"pairs": {"$ne": 0}})]
    assert sorted((row["person_id"], row["pairs"]) for row in rows) == sorted((f"ada_{one}", 1) for one in circles)


async def counted(bench: Bench, collection: str, at_least: int, **where: str) -> None:
    async def enough() -> bool:
        return await bench.database(MATCHING)[collection].count_documents(where) >= at_least

    await eventually(enough, within_s=60, what=f"{at_least} {collection}")


async def all_in(bench: Bench, heard: Listener) -> None:
    """Every yes kept, and told."""

    async def is_so() -> bool:
        full = await bench.database(MATCHING)["circles"].count_documents({"consents": {"$size": 4}})
        left = await bench.database(MATCHING)["outbox"].count_documents({})
        told = {event.id for event in heard.events}
        return full == CIRCLES and not left and len(told) >= CIRCLES * 4

    await eventually(is_so, within_s=90, what="everybody in")
