"""Topics by whatever name: in suggestions, in sentences, and as an organisation calls them. On real servers."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.local.child import Child
from deploy.local.places import ROOT
from libs.common.asks import Outdated
from libs.common.contracts import Service
from libs.common.contracts.asks import FindTopics, OwnTopics, ReadOwnTopics, ReadTopicWords, SetOwnTopics, TopicTerm
from libs.common.errors import Refused
from services.matching.app import build
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import person
from tests.support.running import Bench, eventually

CRANES = TopicTerm(name="Crane driving", german="Kranführen", also=("Kubernetes on wheels",))


@pytest_asyncio.fixture
async def matching(bench: Bench) -> AsyncIterator[Asking]:
    async with bench.running(Service.MATCHING, build), asking(bench) as made:
        yield made


async def keys_of(bench: Bench, person_id: str) -> list[str]:
    row = await bench.database(Service.MATCHING)["people"].find_one({"_id": f"acme/{person_id}"})
    return [topic["key"] for topic in row["gives"]] if row else []


@pytest.mark.feature("matching.recommendations")
async def test_somebody_who_gives_it_by_another_name_is_suggested(matching: Asking) -> None:
    await matching.know(
        person("mia", gives=["GDPR"], gets=[{"topic": "k8s", "level": 4}], seniority=2),
        person("ada", gives=[{"topic": "Kubernetes", "level": 5}], gets=[{"topic": "Datenschutz", "level": 3}]),
    )
    assert await matching.suggested("mia", "Kube", expected="ada") == {"ada"}


async def test_a_sentence_is_answered_with_its_topics(matching: Asking) -> None:
    answer = await matching.ask(FindTopics(text="better at leading a small team and at React"), "mia")
    assert [words["de"] for words in answer.topics] == ["Teamführung", "React"]


async def test_a_topic_is_called_something_in_both_languages_by_whatever_name(matching: Asking) -> None:
    terms = (TopicTerm(name="Crane driving", german="Kranführen", also=("cranes",)),)
    await matching.ask(SetOwnTopics(terms=terms), "boss")
    named = ("giving  feedback", "Feedback geben", "k8s", "CRANES", "Sourdough", "go")
    known = {one.topic: one.words for one in (await matching.ask(ReadTopicWords(topics=named), "mia")).data}
    assert known["giving  feedback"] == known["Feedback geben"] == {"en": "Giving feedback", "de": "Feedback geben"}
    assert known["k8s"]["de"] == "Kubernetes"
    assert known["CRANES"] == {"en": "Crane driving", "de": "Kranführen"}
    assert known["Sourdough"] == {"en": "Sourdough", "de": "Sourdough"}
    assert known["go"]["en"] == "Go", "a mark of the content is no part of a name"
    elsewhere = await matching.ask(ReadTopicWords(topics=("cranes",)), "mia", "globex")
    assert elsewhere.data[0].words["de"] == "cranes"


async def test_what_an_organisation_adds_holds_for_everybody_there_and_nobody_else(matching: Asking) -> None:
    await matching.know(*(person(f"p{n:03}", gives=["Kranführen"]) for n in range(120)))
    assert await keys_of(matching.bench, "p000") == ["kranführen"]
    await asyncio.gather(*(matching.ask(SetOwnTopics(terms=(CRANES,)), "boss") for _ in range(3)))
    for person_id in ("p000", "p119"):

        async def rekeyed(person_id: str = person_id) -> bool:
            return await keys_of(matching.bench, person_id) == ["cranedriving"]

        await eventually(rekeyed, what="people kept by the new words")
    await matching.know(person("late", gives=["Kubernetes on wheels"]))
    assert await keys_of(matching.bench, "late") == ["cranedriving"]
    sentence = FindTopics(text="I like kranfuhren")
    assert len((await matching.ask(sentence, "mia")).topics) == 1
    assert (await matching.ask(sentence, "mia", "globex")).topics == ()
    with pytest.raises(Outdated):
        await matching.ask(SetOwnTopics(terms=()), "boss")
    assert (await matching.ask(ReadOwnTopics(), "boss")) == OwnTopics(version=1, terms=(CRANES,))


async def test_one_name_for_two_topics_is_refused_and_changes_nothing(matching: Asking) -> None:
    await matching.ask(SetOwnTopics(terms=(CRANES,)), "boss")
    with pytest.raises(Refused, match="topic-named-twice"):
        await matching.ask(SetOwnTopics(version=1, terms=(CRANES, TopicTerm(name="Kranführen"))), "boss")
    with pytest.raises(Outdated):
        await matching.ask(SetOwnTopics(terms=()), "boss")
    assert (await matching.ask(ReadOwnTopics(), "boss")) == OwnTopics(version=1, terms=(CRANES,))


@pytest.mark.timeout(180)
async def test_killed_while_topics_are_renamed_it_goes_on_with_everybody(bench: Bench, tmp_path: Path) -> None:
    environment = bench.environment_of(Service.MATCHING)
    log = tmp_path / "matching.log"
    child = Child([sys.executable, "-m", "services.matching"], log=log, env=environment, folder=ROOT)
    rows = bench.database(Service.MATCHING)["people"]
    people = [person(f"p{n:03}", gives=["Kranführen"]) for n in range(450)]
    child.start()
    try:
        async with asking(bench) as made:
            await made.know(*people)
            # Until the kill the database takes no new words for whoever comes late: it is in the middle for sure.
            is_early = {"$or": [{"person_id": {"$lt": "p200"}}, {"gives.key": {"$ne": "cranedriving"}}]}
            await rows.database.command("collMod", rows.name, validator=is_early)
            await made.ask(SetOwnTopics(terms=(CRANES,)), "boss")

            async def begun() -> int:
                return await rows.count_documents({"gives.key": "cranedriving"})

            await eventually(begun, what="somebody by the new words")
            child.kill()
            assert 0 < await begun() < len(people), "this kill was not in the middle"
            await rows.database.command("collMod", rows.name, validator={})
            child.start()

            async def everybody() -> bool:
                return await begun() == len(people)

            await eventually(everybody, within_s=90, what="everybody by the new words")
    finally:
        await asyncio.to_thread(child.stop)
