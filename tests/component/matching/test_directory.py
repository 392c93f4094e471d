"""People look for people: only those who chose to be visible, in spite of typing errors, page by page."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from libs.common.asks import NotFound
from libs.common.contracts import Service
from libs.common.contracts.asks import FindPeople
from libs.common.contracts.people import PersonChanged, PersonLeft
from services.matching.app import build
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import person
from tests.support.running import Bench

PEOPLE = (
    person("mia", name="Mia Example", department="Sales"),
    person("ada", name="Ada Lindqvist", department="Product Design", gives=["Kubernetes"], gets=["Feedback geben"]),
    person("jose", name="José Ångström", department="Human Resources", gives=["Leadership"], gets=[]),
    person("li", name="Li Wei", department="Sales", gives=[], gets=["Public speaking"]),
    person("hidden", name="Ada Hidden", visible=False),
    person("gone", name="Ada Gone"),
)


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Asking]:
    async with bench.running(Service.MATCHING, build), asking(bench) as made:
        await made.know(*PEOPLE)
        await made.know(PersonLeft(person_id="gone"), sequence=2)
        yield made


async def found(matching: Asking, **wanted: Any) -> list[str]:
    answer = await matching.ask(FindPeople(**wanted), "mia")
    return [one.person_id for one in answer.people]


async def test_everybody_who_can_be_found_is_browsed_by_name(matching: Asking) -> None:
    assert await found(matching) == ["ada", "jose", "li"]


@pytest.mark.parametrize(
    ("q", "person_id"),
    [("Lindqvist", "ada"), ("lindqivst", "ada"), ("wei LI", "li"), ("angstrom", "jose"), ("Jos", "jose")],
)
async def test_a_name_is_found_in_spite_of_typing_errors(matching: Asking, q: str, person_id: str) -> None:
    assert (await found(matching, q=q))[:1] == [person_id]


async def test_a_name_like_nobodys_finds_nobody(matching: Asking) -> None:
    assert await found(matching, q="Zzyzx Quux") == []


async def test_nobody_finds_those_who_hide_or_left_or_are_elsewhere_or_themselves(matching: Asking) -> None:
    assert await found(matching, q="Ada") == ["ada"]
    assert await found(matching, q="Hidden") == []
    assert await found(matching, q="Gone") == []
    assert await found(matching, q="Mia Example") == []
    assert (await matching.ask(FindPeople(), "mia", "globex")).people == ()
    row = await matching.bench.database(Service.MATCHING)["people"].find_one({"_id": "acme/gone"})
    assert "Gone" not in str(row), "the name of somebody who left is not kept"


@pytest.mark.parametrize("topic", ["k8s", "kubernets", "Giving feedback"])
async def test_a_topic_is_found_by_any_of_its_names_given_or_wanted(matching: Asking, topic: str) -> None:
    assert await found(matching, topic=topic) == ["ada"]


@pytest.mark.parametrize("department", ["Human Resources", "human  resources", "Humann Resources"])
async def test_a_department_is_found_in_spite_of_typing_errors(matching: Asking, department: str) -> None:
    assert await found(matching, department=department) == ["jose"]
    assert await found(matching, department=department, topic="k8s") == []


async def test_pages_bring_everybody_once_while_people_come_and_go(matching: Asking) -> None:
    await matching.know(*(person(f"p{n:02}", name="Same Name") for n in range(25)))
    for q in (None, "Same Name"):
        seen: list[str] = []
        cursor: str | None = None
        while True:
            answer = await matching.ask(FindPeople(q=q, cursor=cursor, limit=10), "mia")
            seen += [one.person_id for one in answer.people if one.person_id.startswith("p")]
            cursor = answer.next_cursor
            if cursor is None:
                break
            assert "same" not in bytes.fromhex(cursor).decode(errors="replace"), "a cursor tells no name"
            sequence = 2 + len(seen)
            await matching.know(PersonChanged.model_validate(PEOPLE[3].model_dump()), sequence=sequence)
        assert seen == [f"p{n:02}" for n in range(25)]


@pytest.mark.parametrize("cursor", ["00", "not hex", "aa" * 40])
async def test_a_cursor_of_somebody_elses_making_leads_nowhere(matching: Asking, cursor: str) -> None:
    with pytest.raises(NotFound):
        await matching.ask(FindPeople(cursor=cursor), "mia")


async def test_an_older_record_that_comes_later_brings_no_old_name_back(matching: Asking) -> None:
    newer = PersonChanged.model_validate(PEOPLE[1].model_dump() | {"name": "Ada Byron", "visible": False})
    await matching.know(newer, sequence=3)
    older = matching.bench.event(PEOPLE[1], "ada", sequence=2)
    await matching.bench.publish(older, times=2)
    await asyncio.gather(*(matching.know(person(f"q{n}"), sequence=1) for n in range(3)))
    assert await found(matching, q="Lindqvist") == []
