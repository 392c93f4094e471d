"""Blind interest: it opens to both at once, and before that nothing differs. On a real broker and database."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.contracts import Service
from libs.common.contracts.asks import Mark, Marked, MarkPerson, Marks, ReadMarks
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.people import PersonLeft
from libs.common.contracts.requests import RequestOpened
from libs.common.errors import Refused
from services.matching.app import build
from services.matching.use_cases.interest import LOOK
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import MIA, person
from tests.support.asked_pages import read_while_adding
from tests.support.running import Bench, eventually

SPARK = Mark.SPARK
UNTOLD: tuple[Mark | None, ...] = (None, Mark.FAVOURITE, Mark.DISMISS)


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Asking]:
    async with bench.running(Service.MATCHING, build), asking(bench) as made:
        await made.know(MIA, person("ada"), person("hidden", visible=False), person("gone"))
        yield made


async def mark(matching: Asking, who: str, whom: str, mark: Mark | None = SPARK) -> Marked:
    return await matching.ask(MarkPerson(person_id=whom, mark=mark), who)


async def looked(matching: Asking) -> None:
    """Until no mark is left to be looked at."""
    timers = matching.bench.database(Service.MATCHING)["timers"]

    async def none_left() -> bool:
        return await timers.count_documents({"kind": LOOK}) == 0

    await eventually(none_left, what="every mark looked at")


@pytest.mark.feature("ours.spark")
async def test_two_sparks_open_to_both_once_however_often_they_are_marked(matching: Asking) -> None:
    heard = await matching.bench.listen(InterestBecameMutual)
    for _ in range(3):
        await mark(matching, "mia", "ada")
    await looked(matching)
    assert heard.events == []
    await asyncio.gather(*(mark(matching, "ada", "mia") for _ in range(5)))
    (fact,) = await heard.expect(InterestBecameMutual)
    assert fact.data.concerns() == {"ada", "mia"}
    assert fact.actorid is None, "who was second is said nowhere"
    await mark(matching, "mia", "ada", None)
    await mark(matching, "mia", "ada")
    await looked(matching)
    for who, whom in (("mia", "ada"), ("ada", "mia")):
        answer = await matching.ask(ReadMarks(), who)
        assert answer.marks == (Marked(person_id=whom, mark=SPARK, is_mutual=True),)
    assert len(heard.events) == 1


async def test_marks_come_page_by_page_while_others_are_set(matching: Asking) -> None:
    await matching.know(*(person(f"p{n:02}") for n in range(20)))
    for number in range(1, 20, 4):
        await mark(matching, "mia", f"p{number:02}", Mark.FAVOURITE)

    async def ask(question: ReadMarks) -> Marks:
        return await matching.ask(question, "mia")

    async def add(number: int) -> None:
        await mark(matching, "mia", f"p{4 * number:02}", Mark.FAVOURITE)

    await read_while_adding(ask, ReadMarks(), "marks", "person_id", add)
    assert (await ask(ReadMarks(limit=1))).marks[0].person_id == "p01"


async def test_two_who_spark_at_the_same_moment_meet(matching: Asking) -> None:
    heard = await matching.bench.listen(InterestBecameMutual)
    people = [person(f"p{n}") for n in range(20)]
    await matching.know(*people)
    pairs = [(f"p{n}", f"p{n + 1}") for n in range(0, 20, 2)]
    await asyncio.gather(*(mark(matching, *sides) for pair in pairs for sides in (pair, pair[::-1])))
    await heard.expect(InterestBecameMutual, len(pairs))
    await looked(matching)
    assert Counter(frozenset(fact.data.concerns()) for fact in heard.events) == Counter(map(frozenset, pairs))


async def test_a_spark_that_was_taken_back_opens_nothing(matching: Asking) -> None:
    heard = await matching.bench.listen(InterestBecameMutual)
    await mark(matching, "mia", "ada")
    await mark(matching, "mia", "ada", None)
    await mark(matching, "ada", "mia")
    await looked(matching)
    assert heard.events == []
    assert (await matching.ask(ReadMarks(), "mia")).marks == ()


async def test_nobody_meets_somebody_who_left(matching: Asking) -> None:
    heard = await matching.bench.listen(InterestBecameMutual)
    await mark(matching, "gone", "mia")
    await mark(matching, "mia", "gone", Mark.FAVOURITE)
    await looked(matching)
    await matching.know(PersonLeft(person_id="gone"), sequence=2)
    with pytest.raises(Refused, match="unknown-person"):
        await mark(matching, "mia", "gone")
    assert heard.events == []
    await mark(matching, "mia", "gone", None)
    assert (await matching.ask(ReadMarks(), "mia")).marks == (), "a mark can always be taken back"


async def test_a_hidden_person_and_nobody_are_refused_alike(matching: Asking) -> None:
    said: set[tuple[str, str]] = set()
    for whom in ("hidden", "nobody"):
        with pytest.raises(Refused) as refused:
            await mark(matching, "mia", whom)
        said.add((refused.value.code, str(refused.value.words)))
    assert len(said) == 1
    with pytest.raises(Refused, match="request-to-oneself"):
        await mark(matching, "mia", "mia")


@pytest.mark.feature("matching.favourites")
async def test_a_dismissed_person_is_not_suggested_any_more_and_never_told(matching: Asking) -> None:
    heard = await matching.bench.listen(InterestBecameMutual)
    await matching.know(person("eve"))
    await mark(matching, "mia", "ada", Mark.DISMISS)
    await mark(matching, "mia", "eve", Mark.FAVOURITE)
    await looked(matching)
    assert heard.events == []
    assert "ada" not in await matching.suggested("mia", "Python", expected="eve")
    await mark(matching, "mia", "ada", None)
    assert "ada" in await matching.suggested("mia", "Python", expected="eve")


@asynccontextmanager
async def watched(bench: Bench) -> AsyncIterator[Counter[str]]:
    """What matching does in its database meanwhile: (operation, collection), counted by the server."""
    database, seen = bench.database(Service.MATCHING), Counter[str]()
    await database.command("profile", 2)
    try:
        yield seen
    finally:
        await database.command("profile", 0)
        about = ("people", "interests", "inbox")
        names = {f"{database.name}.{name}": name for name in about}
        # The index's change stream looks at people all the time, whoever marks whom.
        asked = {"ns": {"$in": list(names)}, "op": {"$ne": "getmore"}}
        async for row in database["system.profile"].find(asked):
            seen[f"{row['op']} {names[row['ns']]}"] += 1
        await database["system.profile"].drop()


async def seen_by(matching: Asking, who: str, whom: str, theirs: Mark | None, mine: Mark) -> dict[str, Any]:
    """All that can be seen of marking `whom`, who has marked `who` as `theirs` before."""
    if theirs:
        await mark(matching, whom, who, theirs)
        await looked(matching)
    heard = await matching.bench.listen()
    async with watched(matching.bench) as operations:
        answer = await mark(matching, who, whom, mine)
        await looked(matching)
    marks = (await matching.ask(ReadMarks(), who)).marks
    same = {whom: "they"}
    return {
        "answer": answer.model_copy(update={"person_id": same[answer.person_id]}),
        "marks": [one.model_copy(update={"person_id": same[one.person_id]}) for one in marks],
        "operations": operations,
        "events": [event.type for event in heard.events],
    }


@pytest.mark.feature("ours.spark")
async def test_what_the_other_marked_makes_no_difference_before_both_spark(matching: Asking) -> None:
    """The answer, what one's own list says, every read and write, every event: the same whatever they marked."""
    cases = [(mine, theirs) for mine in Mark for theirs in (None, *Mark) if (mine, theirs) != (SPARK, SPARK)]
    await matching.suggested("mia", "Python", expected="ada")  # nobody reads everybody any more, for an index
    people = [(person(f"a{n}"), person(f"b{n}")) for n in range(len(cases))]
    await matching.know(*(one for pair in people for one in pair))
    seen: dict[Mark, list[dict[str, Any]]] = {mine: [] for mine in Mark}
    for n, (mine, theirs) in enumerate(cases):
        seen[mine].append(await seen_by(matching, f"a{n}", f"b{n}", theirs, mine))
    for alike in seen.values():
        assert len(alike) >= len(UNTOLD)
        assert all(one == alike[0] for one in alike), alike
        assert alike[0]["events"] == []
        assert alike[0]["operations"]["query interests"] > 0


async def test_the_answer_to_the_second_spark_is_the_answer_to_the_first(matching: Asking) -> None:
    first = await mark(matching, "mia", "ada")
    second = await mark(matching, "ada", "mia")
    assert first == Marked(person_id="ada", mark=SPARK)
    assert second == Marked(person_id="mia", mark=SPARK)


@pytest.mark.timeout(180)
async def test_killed_between_two_sparks_it_opens_every_pair_once(bench: Bench, tmp_path: Path) -> None:
    log = tmp_path / "matching.log"
    environment = bench.environment_of(Service.MATCHING)
    child = Child([sys.executable, "-m", "services.matching"], log=log, env=environment, folder=ROOT)
    heard, opened = await bench.listen(InterestBecameMutual), await bench.listen(RequestOpened)
    pairs = [(f"a{n}", f"b{n}") for n in range(40)]
    child.start()
    try:
        async with asking(bench) as made:
            await made.know(*(person(name) for pair in pairs for name in pair))
            *met, last = pairs
            for one, other in pairs:
                await mark(made, one, other)
            await asyncio.gather(*(mark(made, other, one) for one, other in met))
            child.kill()
            child.start()
            await mark(made, *last[::-1])
            await eventually(lambda: _all_told(bench, heard.events, pairs), within_s=90, what="every pair told")
    finally:
        await asyncio.to_thread(child.stop)
    assert len({event.id for event in heard.events}) == len(pairs)
    talks = {event.data.request_id for event in heard.events if isinstance(event.data, InterestBecameMutual)}
    assert len(talks) == len(pairs)

    async def all_opened() -> bool:
        return {event.subject for event in opened.events} == talks

    await eventually(all_opened, what="every talk proposed")
    assert len({event.id for event in opened.events}) == len(pairs), "each talk is proposed once"


async def _all_told(bench: Bench, events: list[Any], pairs: list[tuple[str, str]]) -> bool:
    left = await bench.database(Service.MATCHING)["timers"].count_documents({"kind": LOOK})
    return {frozenset(event.data.people) for event in events} == set(map(frozenset, pairs)) and not left
