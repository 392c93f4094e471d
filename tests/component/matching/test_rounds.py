"""Cohort rounds on a real broker and database: previewed, adjusted, published once, and nobody paired by them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio

from libs.common.asks import Asker, NotFound, Outdated, Questions
from libs.common.contracts import Service
from libs.common.contracts.asks import Ask, R
from libs.common.contracts.pairs import EndReason, PairEndAsked, PairEnded, PairFormed
from libs.common.contracts.people import PersonJoined
from libs.common.contracts.requests import (
    Answer,
    Direction,
    MentorRequested,
    RequestAnswered,
    RequestClosed,
    RequestOpened,
    RequestProposed,
)
from libs.common.contracts.rounds import (
    Adjustments,
    AdjustRound,
    Couple,
    ListRounds,
    MakeRound,
    Pool,
    PublishRound,
    ReadLeftOut,
    ReadRound,
    ReadRoundPairs,
    RoundPlan,
    RoundShown,
)
from libs.common.errors import Refused
from services.matching.app import build
from services.matching.use_cases import publishing
from tests.support.asked_pages import read_while_adding
from tests.support.questions import PatientQuestions
from tests.support.running import Bench, Listener, eventually

PUBLISHED_WITHIN_S = 90.0
ROUND = "round_1"


@dataclass(slots=True)
class Organiser:
    """Speaks to matching as the gateway does for an administrator."""

    bench: Bench
    questions: Questions
    heard: Listener
    replicas: AsyncExitStack
    people: list[str] = field(default_factory=list)

    async def ask(self, question: Ask[R], org: str = "acme") -> R:
        return await self.questions.ask(question, Asker(org, "olga", "story_1"))

    async def start(self) -> None:
        await self.replicas.enter_async_context(self.bench.running(Service.MATCHING, build))

    async def stop(self) -> None:
        await self.replicas.aclose()

    async def know(self, *people: PersonJoined, sequence: int = 1) -> None:
        for one in people:
            await self.bench.publish(self.bench.event(one, one.person_id, sequence=sequence))
        rows = self.bench.database(Service.MATCHING)["people"]
        ids = [one.person_id for one in people]

        async def all_kept() -> bool:
            return await rows.count_documents({"person_id": {"$in": ids}, "sequence": sequence}) == len(ids)

        await eventually(all_kept, what="all people known")

    async def make(self, **changes: Any) -> RoundShown:
        plan = RoundPlan(name="Spring", mentees=Pool(highest_seniority=3), mentors=Pool(lowest_seniority=4)).model_copy(
            update=changes
        )
        return await self.ask(MakeRound(round_id=ROUND, plan=plan))

    async def published(self) -> RoundShown:
        async def shown() -> RoundShown | None:
            found = await self.ask(ReadRound(round_id=ROUND))
            return found if found.state == "published" else None

        found = await eventually(shown, within_s=PUBLISHED_WITHIN_S, what="a published round")
        assert found is not None
        return found

    async def answer(self, request_id: str, answer: Answer, actor: str) -> None:
        claim = RequestAnswered(request_id=request_id, answer=answer)
        await self.bench.publish(self.bench.event(claim, request_id, actorid=actor))


@pytest_asyncio.fixture
async def organiser(bench: Bench) -> AsyncIterator[Organiser]:
    heard = await bench.listen(RequestProposed, RequestOpened, RequestClosed, PairFormed, PairEnded)
    questions = PatientQuestions(bench.amqp_url)
    async with AsyncExitStack() as replicas:
        made = Organiser(bench, questions, heard, replicas)
        await made.start()
        yield made
    await questions.close()


def mentee(person_id: str, **fields: Any) -> PersonJoined:
    return person(person_id, gives=["Rust"], gets=["Python"], seniority=2, **fields)


def mentor(person_id: str, **fields: Any) -> PersonJoined:
    return person(person_id, gives=["Python"], gets=["Rust"], seniority=6, **fields)


def person(person_id: str, **fields: Any) -> PersonJoined:
    record = {"person_id": person_id, "name": person_id.title(), "email": f"{person_id}@example.org"}
    return PersonJoined.model_validate(record | fields)


@pytest.mark.feature("matching.pool", "matching.fairness")
async def test_a_round_is_previewed_adjusted_and_published_and_both_must_still_say_yes(organiser: Organiser) -> None:
    await organiser.know(mentee("mia"), mentee("max", manager_id="tom"), mentor("tom"), mentor("ada"))
    made = await organiser.make()
    assert (made.state, made.version, made.pairs, made.total) == ("draft", 1, 2, 2.0)
    assert await organiser.make() == made
    pairs = (await organiser.ask(ReadRoundPairs(round_id=ROUND))).pairs
    assert [(one.mentee_id, one.mentor_id) for one in pairs] == [("max", "ada"), ("mia", "tom")]
    assert all(one.score == one.value == 1 and len(one.reasons) == 3 and one.gap for one in pairs)
    assert {locale for one in pairs for reason in one.reasons for locale in reason.words} == {"en", "de"}

    forbidden = Adjustments(forbidden=(Couple(mentee_id="mia", mentor_id="tom"),))
    adjusted = await organiser.ask(AdjustRound(round_id=ROUND, version=1, adjustments=forbidden))
    assert (adjusted.version, adjusted.pairs) == (2, 1)
    assert await organiser.ask(AdjustRound(round_id=ROUND, version=1, adjustments=forbidden)) == adjusted
    with pytest.raises(Outdated):
        await organiser.ask(AdjustRound(round_id=ROUND, version=1, adjustments=Adjustments()))
    left_out = (await organiser.ask(ReadLeftOut(round_id=ROUND))).people
    assert {(one.person_id, one.code) for one in left_out} >= {("tom", "only-barred")}

    with pytest.raises(Refused, match="round-changed"):
        await organiser.ask(PublishRound(round_id=ROUND, version=1))
    assert organiser.heard.events == []
    await organiser.ask(PublishRound(round_id=ROUND, version=2))
    (proposed,) = await organiser.heard.expect(RequestProposed)
    assert isinstance(proposed.data, RequestProposed)
    assert proposed.data.topics == ("Python",)
    assert proposed.data.concerns() == {proposed.data.mentee_id}

    await organiser.answer(proposed.subject, Answer.CONFIRM, proposed.data.mentee_id)
    await organiser.heard.expect(RequestOpened)
    assert organiser.heard.of(PairFormed) == []
    await organiser.answer(proposed.subject, Answer.ACCEPT, "ada")
    (formed,) = await organiser.heard.expect(PairFormed)
    assert formed.data.concerns() == {proposed.data.mentee_id, "ada"}


async def test_published_twice_and_cut_off_in_the_middle_each_request_is_made_once(organiser: Organiser) -> None:
    """More pairs than are proposed at a time, so that the process ends between them."""
    count = 2 * publishing.PAIRS_AT_A_TIME + 50
    await organiser.know(
        *(mentee(f"mia{number:03}") for number in range(count)), *(mentor(f"tom{number:03}") for number in range(count))
    )
    assert (await organiser.make()).pairs == count
    twice = await asyncio.gather(*(organiser.ask(PublishRound(round_id=ROUND, version=1)) for _ in range(2)))
    assert {one.state for one in twice} <= {"publishing", "published"}
    await organiser.heard.expect(RequestProposed)
    await organiser.stop()
    await organiser.start()
    done = await organiser.published()
    assert (done.published, done.skipped) == (count, ())

    async def all_told() -> bool:
        return len({event.subject for event in organiser.heard.of(RequestProposed)}) == count

    await eventually(all_told, what="everybody asked")
    assert len({event.id for event in organiser.heard.of(RequestProposed)}) == count
    again = await organiser.ask(PublishRound(round_id=ROUND, version=1))
    assert (again.state, again.published) == ("published", count)
    requests = organiser.bench.database(Service.MATCHING)["requests"]
    assert await requests.count_documents({"state": "proposed", "sequence": 1}) == count


async def test_a_pair_that_a_rule_forbids_by_the_time_of_publication_is_skipped(organiser: Organiser) -> None:
    await organiser.know(mentee("mia"), mentor("tom"))
    await organiser.make()
    await organiser.know(mentor("tom", visible=False), sequence=2)
    await organiser.ask(PublishRound(round_id=ROUND, version=1))
    done = await organiser.published()
    assert done.skipped == (Couple(mentee_id="mia", mentor_id="tom"),)
    assert organiser.heard.of(RequestProposed) == []


async def test_two_whose_pair_ended_without_fault_are_not_brought_together_in_any_role(organiser: Organiser) -> None:
    """Neither by a round that was previewed before, nor by a later one that sees them the other way round."""
    await organiser.know(mentee("mia"), mentor("tom"))
    await organiser.make()
    asked = MentorRequested(request_id="req_1", mentee_id="mia", mentor_id="tom", topics=("Python",), confirmed=True)
    await organiser.bench.publish(organiser.bench.event(asked, "req_1", actorid="mia"))
    await organiser.heard.expect(RequestOpened)
    await organiser.answer("req_1", Answer.ACCEPT, "tom")
    (formed,) = await organiser.heard.expect(PairFormed)
    fled = PairEndAsked(pair_id=formed.subject, reason=EndReason.SAFETY)
    await organiser.bench.publish(organiser.bench.event(fled, formed.subject, actorid="mia"))
    await organiser.heard.expect(PairEnded)
    await organiser.ask(PublishRound(round_id=ROUND, version=1))
    done = await organiser.published()
    assert done.skipped == (Couple(mentee_id="mia", mentor_id="tom"),)
    assert organiser.heard.of(RequestProposed) == []
    turned = RoundPlan(
        name="Reverse",
        direction=Direction.REVERSE,
        mentees=Pool(person_ids=("tom",)),
        mentors=Pool(person_ids=("mia",)),
    )
    assert (await organiser.ask(MakeRound(round_id="round_2", plan=turned))).pairs == 0


async def test_a_published_round_stays_as_it_is(organiser: Organiser) -> None:
    await organiser.know(mentee("mia"), mentor("tom"))
    await organiser.make()
    await organiser.ask(PublishRound(round_id=ROUND, version=1))
    await organiser.published()
    with pytest.raises(Refused, match="round-published"):
        await organiser.ask(AdjustRound(round_id=ROUND, version=1, adjustments=Adjustments()))


@pytest.mark.feature("matching.rules")
async def test_nobody_enters_in_both_roles_and_who_hides_or_is_paired_is_not_placed(organiser: Organiser) -> None:
    await organiser.know(mentee("mia"), mentor("tom"), mentor("hid", visible=False), mentee("hal", visible=False))
    with pytest.raises(Refused, match="round-both-roles"):
        await organiser.make(mentees=Pool(), mentors=Pool())
    named = await organiser.make(mentees=Pool(person_ids=("mia", "hal")), mentors=Pool(person_ids=("hid", "tom", "x")))
    assert (named.pairs, named.left_out) == (1, ())
    with pytest.raises(Refused, match="round-already-made"):
        await organiser.make()
    await organiser.ask(PublishRound(round_id=ROUND, version=1))
    (proposed,) = await organiser.heard.expect(RequestProposed)
    await organiser.answer(proposed.subject, Answer.CONFIRM, "mia")
    await organiser.heard.expect(RequestOpened)
    await organiser.answer(proposed.subject, Answer.ACCEPT, "tom")
    await organiser.heard.expect(PairFormed)
    await organiser.know(mentor("tom", capacity=5), sequence=2)
    again = await organiser.ask(
        MakeRound(
            round_id="round_2",
            plan=RoundPlan(name="Next", mentees=Pool(person_ids=("mia",)), mentors=Pool(person_ids=("tom",))),
        )
    )
    assert again.pairs == 0


async def test_rounds_come_page_by_page_while_others_are_made(organiser: Organiser) -> None:
    await organiser.know(mentee("mia"), mentor("tom"))

    async def make(number: int) -> None:
        plan = RoundPlan(name=f"{number}", mentees=Pool(highest_seniority=3), mentors=Pool(lowest_seniority=4))
        await organiser.ask(MakeRound(round_id=f"round_{number}", plan=plan))

    for number in range(5):
        await make(number)

    async def add(number: int) -> None:
        await make(100 + number)

    await read_while_adding(organiser.ask, ListRounds(), "rounds", "round_id", add)
    await make(200)
    assert [one.round_id for one in (await organiser.ask(ListRounds(limit=1))).rounds] == ["round_200"]


async def test_a_round_of_another_organisation_is_not_there(organiser: Organiser) -> None:
    await organiser.know(mentee("mia"), mentor("tom"))
    await organiser.make()
    assert [one.round_id for one in (await organiser.ask(ListRounds())).rounds] == [ROUND]
    assert (await organiser.ask(ListRounds(), org="globex")).rounds == ()
    with pytest.raises(NotFound):
        await organiser.ask(ReadRound(round_id=ROUND), org="globex")
