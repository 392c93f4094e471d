"""Who takes a break is not shown and not asked, and comes back by itself. On a real broker and database."""

from datetime import datetime, timedelta
from typing import Any

from libs.common.contracts.asks import FindPeople
from libs.common.contracts.pairs import PairEnded, PairFormed
from libs.common.contracts.people import FURTHER_NOTICE, PersonChanged
from libs.common.contracts.requests import Answer, RequestClosed, RequestOpened, RequestProposed
from libs.common.contracts.rounds import MakeRound, Pool, PublishRound, ReadRound, RoundPlan, RoundShown
from tests.component.matching.asking import Asking, asking
from tests.component.matching.speaking import Matching, code_of, person
from tests.support.running import eventually

DAY = timedelta(days=1)
SOON = timedelta(minutes=1)


def later(matching: Matching, amount: timedelta) -> datetime:
    return matching.houses[0].clock.now() + amount


async def pause(matching: Matching, person_id: str, until: datetime | str | None, **fields: Any) -> None:
    record = person(person_id, **fields).model_dump() | {"paused_until": until}
    await matching.know(PersonChanged.model_validate(record))
    await matching.known()


async def found(asker: Asking, who: str = "mia", **wanted: Any) -> set[str]:
    return {one.person_id for one in (await asker.ask(FindPeople(**wanted), who)).people}


async def test_who_pauses_is_not_suggested_found_or_asked_until_the_time_has_come(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"))
    await matching.suggested("ada", "bob")
    await pause(matching, "ada", later(matching, 3 * DAY))
    async with asking(matching.bench) as asker:
        assert await matching.suggested("bob") == {"bob"}
        assert await found(asker) == {"bob"}
        assert await found(asker, q="Ada") == set()
        assert code_of(await matching.ask("ada", request="req_2")) == "person-paused"
        await matching.step(3 * DAY - SOON)
        assert await matching.suggested("bob") == {"bob"}
        await matching.step(2 * SOON)
        assert await matching.suggested("ada", "bob") == {"ada", "bob"}
        assert await found(asker) == {"ada", "bob"}
        assert isinstance((await matching.ask("ada", request="req_5")).data, RequestOpened)


async def test_who_pauses_may_ask_and_offer_and_what_is_open_and_their_pairs_go_on(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"), person("cem", gets=[{"topic": "Python", "level": 4}]))
    await matching.known()
    await matching.ask("ada")
    await pause(matching, "ada", FURTHER_NOTICE)
    assert isinstance((await matching.answer(Answer.ACCEPT, "ada")).data, RequestClosed)
    await matching.heard.expect(PairFormed)
    assert isinstance((await matching.offer("ada", "cem", request="req_2")).data, RequestOpened)
    assert isinstance((await matching.ask("bob", mentee="ada", request="req_3")).data, RequestOpened)
    assert code_of(await matching.offer("bob", "ada", request="req_4")) == "person-paused"
    assert not matching.heard.of(PairEnded)


async def test_the_next_of_a_ranking_who_pauses_is_passed_by(matching: Matching) -> None:
    await matching.know(person("ada"), person("bob"), person("cem"))
    await matching.known()
    await matching.ask("ada", then_mentor_ids=["bob", "cem"])
    await pause(matching, "bob", FURTHER_NOTICE)
    await matching.answer(Answer.DECLINE, "ada")
    assert (await matching.followed_up()).next_mentor_id == "cem"


async def rounded(asker: Asking, round_id: str) -> RoundShown:
    plan = RoundPlan(name="Spring", mentees=Pool(person_ids=("mia",)), mentors=Pool(person_ids=("ada",)))
    return await asker.ask(MakeRound(round_id=round_id, plan=plan), "olga")


async def published(asker: Asking, shown: RoundShown) -> None:
    await asker.ask(PublishRound(round_id=shown.round_id, version=shown.version), "olga")

    async def is_published() -> bool:
        return (await asker.ask(ReadRound(round_id=shown.round_id), "olga")).state == "published"

    await eventually(is_published, what="the round published")


async def test_no_round_places_or_asks_who_pauses_on_whichever_side(matching: Matching) -> None:
    await matching.know(person("ada"))
    await matching.known()
    learner: dict[str, Any] = {"gives": [{"topic": "Rust", "level": 4}], "gets": [{"topic": "Python", "level": 4}]}
    async with asking(matching.bench) as asker:
        for number, (who, fields) in enumerate([("mia", learner | {"seniority": 2}), ("ada", {})]):
            shown = await rounded(asker, f"before_{number}")
            assert shown.pairs == 1
            await pause(matching, who, FURTHER_NOTICE, **fields)
            assert (await rounded(asker, f"meanwhile_{number}")).pairs == 0
            await published(asker, shown)
            await pause(matching, who, None, **fields)
    assert not matching.heard.of(RequestProposed)
