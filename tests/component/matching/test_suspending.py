"""Who is suspended neither asks nor answers, and is to everybody else as if they hid. On a real broker and database."""

from datetime import timedelta
from typing import Any

import pytest

from libs.common.contracts import AnyEvent
from libs.common.contracts.asks import FindPeople, Mark, MarkPerson
from libs.common.contracts.circles import CircleAsked
from libs.common.contracts.pairs import (
    EndReason,
    PairChange,
    PairChanged,
    PairEndAsked,
    PairEnded,
    PairExtendAsked,
    PairFormed,
    PairPauseAsked,
)
from libs.common.contracts.recognitions import MentoringRecognised
from libs.common.contracts.requests import Answer, RequestClosed, RequestOpened
from libs.common.contracts.safeguarding import PairEndOrdered, SuspensionChanged
from libs.common.errors import Refused
from tests.component.matching.asking import asking
from tests.component.matching.speaking import Matching, code_of, person
from tests.support.running import Bench, eventually

pytestmark = pytest.mark.feature("platform.safeguarding")
LEARNER: dict[str, Any] = {"gives": [{"topic": "Rust", "level": 4}], "gets": [{"topic": "Python", "level": 4}]}
DAY = timedelta(days=1)


def word(bench: Bench, person_id: str, sequence: int, *, suspended: bool) -> AnyEvent:
    said = SuspensionChanged(person_id=person_id, is_suspended=suspended)
    return bench.event(said, person_id, sequence=sequence, actorid="moderator")


async def suspend(matching: Matching, person_id: str, sequence: int = 1, *, suspended: bool = True) -> None:
    """Until matching keeps to it and nothing of it is due any more."""
    await matching.bench.publish(word(matching.bench, person_id, sequence, suspended=suspended), times=2)

    async def kept() -> bool:
        known = {row["person_id"]: row["suspension_sequence"] for row in await matching.rows("people")}
        return bool(known[person_id] >= sequence)

    await eventually(kept, what=f"the suspension of {person_id}")
    await matching.quiet()


async def paired(matching: Matching, mentor: str, request: str) -> str:
    await matching.ask(mentor, request=request)
    await matching.answer(Answer.ACCEPT, mentor, request)

    async def formed() -> str | None:
        facts = (one.data for one in matching.heard.of(PairFormed))
        return next((one.pair_id for one in facts if isinstance(one, PairFormed) and one.request_id == request), None)

    return str(await eventually(formed, what="the pair"))


async def changes(matching: Matching, pair_id: str, count: int) -> list[PairChange]:
    async def enough() -> list[PairChange]:
        facts = {one.id: one.data for one in matching.heard.of(PairChanged) if one.subject == pair_id}.values()
        found = [one.change for one in facts if isinstance(one, PairChanged)]
        return found if len(found) >= count else []

    return await eventually(enough, what=f"{count} changes of {pair_id}")


async def test_who_is_suspended_is_hidden_on_every_way_and_begins_nothing(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"), person("eve", **LEARNER), person("hidden", visible=False))
    await matching.known()
    await matching.suggested("ada", "bob")
    await suspend(matching, "ada")
    await suspend(matching, "eve")
    hidden = await matching.ask("hidden", request="req_0")
    for event in (
        await matching.ask("ada", request="req_1"),
        await matching.offer("bob", "eve", request="req_2"),
        await matching.claim(
            MentoringRecognised.model_validate(
                {
                    "recognition_id": "rec_1",
                    "person_id": "mia",
                    "other_id": "ada",
                    "role": "mentee",
                    "topics": ["Python"],
                    "since": "2020-01-01T00:00:00Z",
                    "confirmed": True,
                }
            ),
            "rec_1",
            "mia",
        ),
        await matching.claim(
            CircleAsked(circle_id="c_1", person_id="mia", topics=("Python",), invited_ids=("ada", "bob")), "c_1", "mia"
        ),
    ):
        assert (code_of(event), event.data.words) == (code_of(hidden), hidden.data.words)  # type: ignore[attr-defined]
    assert await matching.suggested("bob") == {"bob"}
    async with asking(matching.bench) as asker:
        assert {one.person_id for one in (await asker.ask(FindPeople(), "mia")).people} == {"bob"}
        with pytest.raises(Refused):
            await asker.ask(MarkPerson(person_id="ada", mark=Mark.SPARK), "mia")
    for begun in (
        await matching.ask(None, mentee="eve", request="req_4"),
        await matching.ask("bob", mentee="eve", request="req_5"),
        await matching.offer("ada", "mia", request="req_6"),
    ):
        assert code_of(begun) == "suspended"
    await matching.know(person("ada", title="Back at work"))
    await matching.known()
    assert await matching.suggested("bob") == {"bob"}, "a new record lifts nothing"
    await suspend(matching, "ada", 2, suspended=False)
    assert await matching.suggested("ada", "bob") == {"ada", "bob"}
    assert isinstance((await matching.ask("ada", request="req_9")).data, RequestOpened)


async def test_what_is_open_ends_without_a_word_of_why(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"), person("eve", **LEARNER))
    await matching.known()
    await matching.suggested("bob")
    await matching.ask("ada", request="req_asked")
    await matching.ask("bob", mentee="eve", request="req_mine")
    await matching.ask("bob", mentee="eve", request="req_proposed", confirmed=False)
    await suspend(matching, "ada")
    await suspend(matching, "eve")
    ends = {}
    for request in ("req_asked", "req_mine", "req_proposed"):
        closed = (await matching.closed(request)).data
        assert isinstance(closed, RequestClosed)
        ends[request] = closed.state.value
    assert ends == {"req_asked": "expired", "req_mine": "withdrawn", "req_proposed": "withdrawn"}
    assert {one.mentor_id for one in (await matching.followed_up("req_asked")).suggestions} == {"bob"}
    assert b"suspen" not in b"".join(event.to_json() for event in matching.heard.events)


async def test_their_pairs_rest_and_only_an_end_moves_them_until_it_is_over(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"))
    await matching.known()
    living, resting = await paired(matching, "ada", "req_1"), await paired(matching, "bob", "req_2")
    until = matching.houses[0].clock.now() + 3 * DAY
    await matching.claim(PairPauseAsked(pair_id=resting, paused=True, until=until), resting, "mia")
    await suspend(matching, "mia")
    assert await changes(matching, living, 1) == [PairChange.PAUSED]
    for claim in (
        PairPauseAsked(pair_id=living, paused=False),
        PairPauseAsked(pair_id=living, paused=True, until=until),
        PairExtendAsked(pair_id=living, until=until + 90 * DAY),
    ):
        assert code_of(await matching.claim(claim, living, "ada")) == "pair-suspended"
    await matching.step(4 * DAY)

    async def has_fired() -> bool:
        return "pair-pause" not in {row["kind"] for row in await matching.rows("timers")}

    await eventually(has_fired, what="the end of a pause")
    standing = {row["pair_id"]: row["standing"] for row in await matching.rows("pairs")}
    assert standing == {living: "paused", resting: "paused"}, "a pause that is over ends no suspension"
    await suspend(matching, "mia", 2, suspended=False)
    assert await changes(matching, living, 2) == [PairChange.PAUSED, PairChange.RESUMED]
    assert await changes(matching, resting, 2) == [PairChange.PAUSED, PairChange.RESUMED]


async def test_a_pause_of_their_own_outlives_it_and_of_two_who_are_suspended_both_must_be_free(
    matching: Matching,
) -> None:
    await matching.know(person("ada"))
    await matching.known()
    pair_id = await paired(matching, "ada", "req_1")
    await matching.claim(PairPauseAsked(pair_id=pair_id, paused=True), pair_id, "ada")
    await suspend(matching, "ada")
    await suspend(matching, "ada", 2, suspended=False)
    (row,) = await matching.rows("pairs")
    assert (row["standing"], row["suspended_from"]) == ("paused", None)
    await matching.claim(PairPauseAsked(pair_id=pair_id, paused=False), pair_id, "ada")
    await suspend(matching, "ada", 3)
    await suspend(matching, "mia", 1)
    await suspend(matching, "ada", 4, suspended=False)
    (row,) = await matching.rows("pairs")
    assert row["standing"] == "paused"
    ended = await matching.claim(PairEndAsked(pair_id=pair_id, reason=EndReason.NO_FAULT), pair_id, "ada")
    assert isinstance(ended.data, PairEnded), "who waits may go at any time"


async def test_a_moderator_ends_a_pair_once_and_its_place_is_free(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.known()
    pair_id = await paired(matching, "ada", "req_1")
    for subject in (pair_id, pair_id, "pair_unknown"):
        order = matching.bench.event(PairEndOrdered(pair_id=subject), subject, actorid="moderator")
        await matching.bench.publish(order, times=2)
    (end,) = {one.id: one for one in await matching.heard.expect(PairEnded)}.values()
    assert isinstance(end.data, PairEnded)
    assert (end.actorid, end.data.ending.value, end.data.left_id) == (None, "no-fault", None)
    await matching.quiet()
    places = {row["person_id"]: row["pairs"] for row in await matching.rows("people")}
    assert places["ada"] == 0


@pytest.mark.parametrize("order", [(3, 1, 2), (2, 3, 1), (3, 2, 1)])
async def test_whatever_the_order_the_newest_word_holds(matching: Matching, order: tuple[int, ...]) -> None:
    await matching.know(person("ada"))
    await matching.known()
    pair_id = await paired(matching, "ada", "req_1")
    words = [word(matching.bench, "ada", sequence, suspended=sequence != 2) for sequence in order]
    for said in words:
        await matching.bench.publish(said, times=2)

    async def all_heard() -> bool:
        return {said.key for said in words} <= {row["_id"] for row in await matching.rows("inbox")}

    await eventually(all_heard, what="every word")

    async def stands() -> bool:
        known = {row["person_id"]: row for row in await matching.rows("people")}["ada"]
        (pair,) = await matching.rows("pairs")
        return (known["suspension_sequence"], known["is_suspended"], pair["standing"]) == (3, True, "paused")

    await eventually(stands, what="the newest word")
    assert (await matching.rows("pairs"))[0]["pair_id"] == pair_id
