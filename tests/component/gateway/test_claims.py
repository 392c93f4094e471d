"""Claims of members: made once for a key, refused where a rule of the edge says no, readable at once."""

import asyncio

import pytest

from libs.common.contracts import Service
from libs.common.contracts.pairs import SessionReported
from libs.common.contracts.requests import Answer, MentorRequested, RequestAnswered
from services.gateway.domain.people import PersonInput, Source
from services.gateway.domain.refusals import NotTaken
from services.gateway.store import TAKEN
from services.gateway.use_cases.claims import Made, Maker, claim_id_of, request_id_of
from services.gateway.use_cases.people import Word
from tests.component.gateway.building import until_published
from tests.component.gateway.outside import Door

BOB = Maker("acme", "bob")


async def introduce(door: Door, *person_ids: str, org: str = "acme") -> None:
    """Somebody's record, as a feed would bring it."""
    for person_id in person_ids:
        unit = door.house.units.start(org)
        person = PersonInput(person_id=person_id, name=person_id.title(), email=f"{person_id}@example.org")
        await door.core.people.take(Word(org, person, Source("feed"), unit.now, joins=True), unit, f"evt_{person_id}")
        await door.house.committer.commit(unit)


async def ask(
    door: Door, key: str | None, *, maker: Maker = BOB, mentor_id: str | None = "ada", message: str | None = None
) -> Made:
    """As `POST /v1/requests` does it, up to the commit."""
    claim_id = claim_id_of(maker, MentorRequested.event, key)
    claim = MentorRequested(
        request_id=request_id_of(claim_id), mentee_id="bob", mentor_id=mentor_id, topics=("Python",)
    )
    return await door.core.claims.make(claim, maker, claim_id=claim_id, message=message)


async def test_a_member_who_asks_has_confirmed(door: Door) -> None:
    heard = await door.bench.listen(MentorRequested)
    await introduce(door, "ada", "bob")
    made = await ask(door, None, message="  Please.  ")
    assert await door.core.claims.commit(made) is True
    (claim,) = await heard.expect(MentorRequested)
    assert isinstance(claim.data, MentorRequested)
    assert (claim.id, claim.subject, claim.actorid) == (made.claim_id, made.subject, "bob")
    assert (claim.data.confirmed, claim.data.has_message) == (True, True)
    assert await door.core.stores.messages.find("acme", made.subject) == "Please."


async def test_a_member_cannot_confirm_for_somebody_else(door: Door) -> None:
    heard = await door.bench.listen(MentorRequested)
    await introduce(door, "ada", "bob")
    await door.core.claims.commit(await ask(door, None, maker=Maker("acme", "eve")))
    (claim,) = await heard.expect(MentorRequested)
    assert isinstance(claim.data, MentorRequested)
    assert claim.data.confirmed is False


async def test_what_was_asked_can_be_read_before_the_broker_has_seen_it(door: Door) -> None:
    await introduce(door, "ada", "bob")
    made = await ask(door, None)
    assert await door.core.views.request("acme", made.subject) is None
    await door.core.claims.commit(made)
    view = await door.core.views.request("acme", made.subject)
    assert view
    assert (view.state, view.claim_id, view.mentor_id, view.visible_to) == ("asked", made.claim_id, "ada", ("bob",))
    assert await door.core.views.requests_of("acme", "ada") == []


async def test_the_same_key_asks_once(door: Door) -> None:
    heard = await door.bench.listen(MentorRequested)
    await introduce(door, "ada", "bob")
    made = [await ask(door, "key") for _ in range(4)]
    # All were made before any was committed: as many replicas would.
    assert sorted(await asyncio.gather(*(door.core.claims.commit(each) for each in made))) == [False] * 3 + [True]
    assert await door.core.claims.commit(await ask(door, "key")) is False
    assert len({each.subject for each in made}) == 1
    await heard.expect(MentorRequested)
    await until_published(door.bench)
    assert len(heard.events) == 1


async def test_the_same_key_for_something_else_is_refused(door: Door) -> None:
    await introduce(door, "ada", "bob", "eve")
    await door.core.claims.commit(await ask(door, "key"))
    with pytest.raises(NotTaken, match="id-reused"):
        await ask(door, "key", mentor_id="eve")
    with pytest.raises(NotTaken, match="id-reused"):
        await ask(door, "key", message="Please.")


async def test_of_two_different_wishes_with_one_key_at_once_one_is_refused(door: Door) -> None:
    await introduce(door, "ada", "bob", "eve")
    wishes = [await ask(door, "key", mentor_id=mentor_id) for mentor_id in ("ada", "eve")]
    ends = await asyncio.gather(*(door.core.claims.commit(made) for made in wishes), return_exceptions=True)
    assert sorted(str(end) for end in ends) == ["True", "id-reused"]


async def test_a_request_id_belongs_to_the_claim_that_took_it(door: Door) -> None:
    await introduce(door, "ada", "bob")
    claim = MentorRequested(request_id="req_1", mentee_id="bob", mentor_id="ada", topics=("Python",))
    first = await door.core.claims.make(claim, BOB, claim_id="claim_1", message="Mine.")
    second = await door.core.claims.make(claim, BOB, claim_id="claim_2", message="Another's.")
    assert await door.core.claims.commit(first)
    with pytest.raises(NotTaken, match="id-reused"):
        await door.core.claims.commit(second)
    with pytest.raises(NotTaken, match="id-reused"):
        await door.core.claims.make(claim, BOB, claim_id="claim_3")
    assert await door.core.stores.messages.find("acme", "req_1") == "Mine."
    assert await door.bench.database(Service.GATEWAY)[TAKEN].count_documents({}) == 2


async def test_whoever_is_not_here_cannot_be_asked(door: Door) -> None:
    await introduce(door, "ada", "bob")
    await introduce(door, "carl", org="globex")
    for mentor_id, code in (("bob", "request-to-oneself"), ("nobody", "unknown-person"), ("carl", "unknown-person")):
        with pytest.raises(NotTaken, match=code):
            await ask(door, None, mentor_id=mentor_id)


async def test_other_claims_are_made_once_too(door: Door) -> None:
    heard = await door.bench.listen(RequestAnswered, SessionReported)
    await introduce(door, "ada", "bob")
    answer = RequestAnswered(request_id="req_1", answer=Answer.ACCEPT)
    for _ in range(2):
        claim_id = claim_id_of(Maker("acme", "ada"), RequestAnswered.event, "key")
        await door.core.claims.commit(await door.core.claims.make(answer, Maker("acme", "ada"), claim_id=claim_id))
    report = SessionReported(pair_id="pair_1", session_id="s", person_id="ada", held_at="2026-11-01T10:00:00Z")
    await door.core.claims.commit(await door.core.claims.make(report, BOB, claim_id="claim_s"))
    await until_published(door.bench)
    (answered,), (reported,) = await heard.expect(RequestAnswered), await heard.expect(SessionReported)
    assert (answered.subject, answered.actorid, reported.subject) == ("req_1", "ada", "pair_1")
