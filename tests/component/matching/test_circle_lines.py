"""A changed reporting line flags what it brings into one line in a circle, once: on a real broker and database."""

import pytest

from libs.common.contracts import Service
from libs.common.contracts.circles import CircleEndAsked
from libs.common.contracts.conflicts import ConflictFound
from tests.component.matching.speaking import MIA, Matching, code_of, moved, person
from tests.component.matching.test_circling import answer, start


def found_in(matching: Matching) -> dict[frozenset[str], ConflictFound]:
    """What was told so far, by the two whom it concerns."""
    facts = [event.data for event in matching.heard.of(ConflictFound)]
    return {fact.concerns(): fact for fact in facts if isinstance(fact, ConflictFound)}


async def gather(matching: Matching, *members: str, mentor: str | None = "ada", circle: str = "c1") -> None:
    """A circle that Mia started: these have said yes, too, and Eve has not answered."""
    await matching.know(*(person(one) for one in ("ada", "bob", "cem", "eve", "lee")))
    await matching.known()
    await start(matching, *members, "eve", mentor=mentor, circle=circle)
    for one in members:
        await answer(matching, one, circle=circle)


@pytest.mark.feature("programme.circles", "ours.reorganisation")
async def test_in_a_circle_its_mentor_and_each_are_flagged_and_those_who_may_only_leave_are_told_so(
    matching: Matching,
) -> None:
    await gather(matching, "ada", "bob", "cem")
    await matching.know(moved(person("lee"), "ada"), moved(person("bob"), "lee"), moved(person("eve"), "ada"))
    await matching.heard.expect(ConflictFound, 2)
    await matching.know(moved(person("cem"), "mia"))
    await matching.quiet()
    found = found_in(matching)
    assert set(found) == {frozenset({"ada", "bob"}), frozenset({"ada", "eve"})}, "Cem and Mia learn from Ada alone"
    member, invited = found[frozenset({"ada", "bob"})], found[frozenset({"ada", "eve"})]
    assert (member.circle_id, member.mentor_id, member.above_id, member.among_peers) == ("c1", "ada", "ada", False)
    assert member.options == ("continue-with-care", "leave", "hand-over")
    assert invited.options == ("leave",)
    assert len(matching.heard.of(ConflictFound)) == 2
    assert code_of(await answer(matching, "eve")) == "reporting-line", "as she was told"


async def test_among_peers_any_two_are_flagged_and_nobody_hands_over_what_nobody_leads(matching: Matching) -> None:
    await gather(matching, "ada", "bob", mentor=None)
    await matching.know(moved(person("bob"), "ada"), moved(person("eve"), "bob"))
    await matching.heard.expect(ConflictFound, 3)
    await matching.quiet()
    found = found_in(matching)
    assert set(found) == {frozenset(two) for two in (("ada", "bob"), ("bob", "eve"), ("ada", "eve"))}
    assert {fact.among_peers for fact in found.values()} == {True}
    assert found[frozenset({"ada", "bob"})].options == ("continue-with-care", "leave")


async def test_a_conflict_of_a_circle_is_forgotten_when_it_is_over_somebody_leaves_or_the_circle_ends(
    matching: Matching,
) -> None:
    await gather(matching, "ada", "bob", "cem")
    for manager_id in ("ada", None, "ada"):
        await matching.know(moved(person("bob"), manager_id))
        await matching.quiet()
    told = await matching.heard.expect(ConflictFound, 2)
    assert len(told) == 2, "told once while it lasts, and again when it comes again"
    await matching.know(moved(person("cem"), "ada"))
    await matching.heard.expect(ConflictFound, 3)
    await answer(matching, "bob", agrees=False)
    await matching.quiet()
    assert [row["conflict_key"] for row in await matching.rows("conflicts")] == ["circle/c1/ada/cem"]
    await matching.claim(CircleEndAsked(circle_id="c1"), "c1", "ada")
    await matching.quiet()
    assert await matching.rows("conflicts") == []
    await matching.know(moved(MIA, "ada"))
    await matching.quiet()
    assert len(matching.heard.of(ConflictFound)) == 3, "nothing is found in what has ended"


async def test_a_line_that_moved_while_somebody_said_yes_is_found_when_the_circle_is_looked_at_again(
    matching: Matching,
) -> None:
    """Ada and Mia are in one circle and in one line, of which no move has told: as after a yes and a move at once."""
    await gather(matching, "ada", "bob")
    people = matching.bench.database(Service.MATCHING)["people"]
    await people.update_one({"person_id": "mia"}, {"$set": {"manager_id": "ada"}})
    await answer(matching, "eve")
    (found,) = await matching.heard.expect(ConflictFound)
    assert isinstance(found.data, ConflictFound)
    assert (found.data.circle_id, sorted(found.data.concerns())) == ("c1", ["ada", "mia"])
