"""Action items: changed by two at once without a loss, and done once. On a real broker and database."""

import asyncio
from datetime import date
from typing import Any

import pytest

from libs.common.asks import NotFound, Outdated
from libs.common.contracts import AnyEvent
from libs.common.contracts.actions import (
    Action,
    ActionDone,
    Actions,
    ActionState,
    AddAction,
    ChangeAction,
    ReadActions,
)
from libs.common.contracts.asks import Ask
from libs.common.contracts.ledgers import Given, LogExchange
from libs.common.contracts.pairs import MilestoneReached, PairChange
from libs.common.contracts.requests import Direction
from libs.common.errors import Refused
from libs.common.house import House
from tests.component.journal.ending import changed
from tests.component.journal.speaking import Speaking
from tests.support.asked_pages import read_while_adding
from tests.support.running import eventually

PHRASE = "Der Zimtstern klingt violett"


async def add(speaking: Speaking, person_id: str, action_id: str, *owner_ids: str, **fields: Any) -> Action:
    known = {"pair_id": "pair_1", "action_id": action_id, "what": PHRASE, "owner_ids": owner_ids}
    return await speaking.questions.ask(AddAction.model_validate(known | fields), speaking.asker(person_id))


async def change(speaking: Speaking, person_id: str, action_id: str, version: int, **fields: Any) -> Action:
    known = {"pair_id": "pair_1", "action_id": action_id, "version": version}
    return await speaking.questions.ask(ChangeAction.model_validate(known | fields), speaking.asker(person_id))


async def read(speaking: Speaking, person_id: str) -> Actions:
    return await speaking.questions.ask(ReadActions(pair_id="pair_1"), speaking.asker(person_id))


def reached(speaking: Speaking, pair: AnyEvent) -> list[tuple[str, str]]:
    facts = [event.data for event in speaking.of(pair, MilestoneReached)]
    return [(fact.milestone.value, fact.side) for fact in facts if isinstance(fact, MilestoneReached)]


async def test_they_come_page_by_page_while_others_are_added(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    for number in range(6):
        due = date(2030, 5, 1 + number) if number % 2 else None
        await add(speaking, "ada", f"a{number}", "bob", due=due)
    await change(speaking, "ada", "a1", 1, state=ActionState.DONE)

    async def ask(question: ReadActions) -> Actions:
        return await speaking.questions.ask(question, speaking.asker("bob"))

    async def more(number: int) -> None:
        await add(speaking, "ada", f"later{number}", "bob", due=date(2030, 5, 2))

    assert [one.action_id for one in (await read(speaking, "ada")).data] == ["a3", "a5", "a4", "a2", "a0", "a1"]
    await read_while_adding(ask, ReadActions(pair_id="pair_1"), "data", "action_id", more)


@pytest.mark.feature("pair.goals")
async def test_of_two_who_change_one_at_once_the_second_gets_what_is_there_and_nothing_is_lost(
    journal: House, speaking: Speaking
) -> None:
    await speaking.open()
    added = await add(speaking, "ada", "a1", "bob", due=date(2030, 5, 31))
    assert (added.version, added.written_by, added.due) == (1, "ada", date(2030, 5, 31))
    assert await add(speaking, "ada", "a1", "bob", what="something else") == added, "said before"
    wordings = {"ada": "What Ada makes of it", "bob": "What Bob makes of it"}
    outcomes = await asyncio.gather(
        *(change(speaking, one, "a1", 1, what=what) for one, what in wordings.items()), return_exceptions=True
    )
    (won,) = (one for one in outcomes if isinstance(one, Action))
    (lost,) = (one for one in outcomes if isinstance(one, Outdated))
    assert lost.current == won
    assert won.what == wordings[won.written_by]
    assert (won.version, won.due) == (2, added.due)
    assert (await change(speaking, "bob", "a1", 2, without_due=True)).due is None
    assert [one.what for one in (await read(speaking, "bob")).data] == [won.what]
    kept = [await speaking.rows(name) for name in await journal.database.list_collection_names()]
    assert not [word for word in (PHRASE, *wordings.values()) if word in repr(kept)]


async def test_each_reaches_their_own_though_the_pair_turned_meanwhile(journal: House, speaking: Speaking) -> None:
    """Bob has by then the role in which Ada reached it."""
    pair = await speaking.open()
    await change(speaking, "ada", "a1", (await add(speaking, "ada", "a1", "ada")).version, state=ActionState.DONE)
    turned = [{"person_id": "ada", "role": "mentee"}, {"person_id": "bob", "role": "mentor"}]
    await speaking.bench.publish(changed(speaking, pair, 2, PairChange.TURNED, members=turned))

    async def has_turned() -> bool:
        return {
            (one["person_id"], one["role"]) for row in await speaking.rows("stories") for one in row["members"]
        } == {
            ("ada", "mentee"),
            ("bob", "mentor"),
        }

    await eventually(has_turned, what="the turn")
    await change(speaking, "bob", "a2", (await add(speaking, "bob", "a2", "bob")).version, state=ActionState.DONE)
    await speaking.quiet()
    assert sorted(reached(speaking, pair)) == [("applied", "mentor"), ("applied", "mentor"), ("tried-outside", "both")]


async def test_nobody_else_sees_or_owns_one(journal: House, speaking: Speaking) -> None:
    await speaking.open()
    await add(speaking, "ada", "a1", "bob")
    asks: list[Ask[Any]] = [ReadActions(pair_id="pair_1"), ChangeAction(pair_id="pair_1", action_id="a1", version=1)]
    for ask in asks:
        with pytest.raises(NotFound):
            await speaking.questions.ask(ask, speaking.asker("eve"))
    with pytest.raises(Refused, match="owner-outside-the-pair"):
        await add(speaking, "ada", "a2", "ada", "eve")
    with pytest.raises(Refused, match="owner-outside-the-pair"):
        await change(speaking, "ada", "a1", 1, owner_ids=("eve",))
    with pytest.raises(NotFound):
        await change(speaking, "ada", "a9", 1)


@pytest.mark.feature("pair.goals")
async def test_what_is_done_is_told_once_and_shows_in_the_milestones_of_its_owners(
    journal: House, speaking: Speaking
) -> None:
    pair = await speaking.open()
    for action_id, owner_id in (("a1", "bob"), ("a2", "bob"), ("a3", "ada")):
        await add(speaking, "ada", action_id, owner_id)
    for action_id in ("a1", "a2"):
        assert (await change(speaking, "ada", action_id, 1, state=ActionState.DONE)).done_at
    await change(speaking, "bob", "a1", 2, state=ActionState.DONE, due=date(2030, 1, 1))
    await speaking.quiet()
    done = [event.data for event in speaking.of(pair, ActionDone)]
    assert [fact.action_id for fact in done if isinstance(fact, ActionDone)] == ["a1", "a2"]
    assert reached(speaking, pair) == [("applied", "mentee")]
    await change(speaking, "bob", "a3", 1, state=ActionState.DONE)
    await speaking.quiet()
    assert reached(speaking, pair)[1:] == [("applied", "mentor"), ("tried-outside", "both")]


async def test_a_senior_who_acted_and_tells_of_it_has_reached_something(journal: House, speaking: Speaking) -> None:
    """Bob is the senior here: in a reverse pair the mentee."""
    pair = await speaking.open(speaking.formed(direction=Direction.REVERSE))
    await add(speaking, "bob", "a1", "bob")
    await got(speaking, "bob", "e1")
    await change(speaking, "bob", "a1", 1, state=ActionState.DONE)
    await got(speaking, "ada", "e2")
    await speaking.quiet()
    assert "senior-acted" not in dict(reached(speaking, pair)), "acted, but has not told of it since"
    await got(speaking, "bob", "e3")
    await got(speaking, "bob", "e4")
    await speaking.quiet()
    assert reached(speaking, pair).count(("senior-acted", "both")) == 1


async def got(speaking: Speaking, person_id: str, exchange_id: str) -> None:
    ask = LogExchange(pair_id="pair_1", exchange_id=exchange_id, direction=Given.GOT, line=PHRASE)
    await speaking.questions.ask(ask, speaking.asker(person_id))
