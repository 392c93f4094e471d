"""Pairs that change and end, and mentoring that was named, in the views: the same in whatever order facts come."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from libs.common.contracts import AnyEvent
from libs.common.contracts.pairs import PairChanged, PairEnded, PairFormed, SessionHeld
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionChanged
from libs.common.contracts.sessions import SessionCancelled, SessionPlanned
from services.gateway.views import Views
from tests.component.gateway import building
from tests.component.gateway.building import ADA, BOB
from tests.component.gateway.test_projector import GATEWAY, a_projector, in_pieces
from tests.support.running import Bench

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
TURNED = [{"person_id": BOB, "role": "mentor"}, {"person_id": ADA, "role": "mentee"}]


def pair_facts(bench: Bench) -> list[AnyEvent]:
    """Formed, paused with a turn that was wished, turned, ended."""
    formed = building.pair_formed(bench, "pair_1", time=AT)
    state = formed.data.model_dump() | {"formed_at": AT}
    wish = {"person_id": ADA, "direction": "reverse", "mentor_id": BOB}
    paused = state | {"standing": "paused", "change": "paused", "paused_until": AT, "turn": wish}
    turned = state | {"members": TURNED, "direction": "reverse", "change": "turned"}
    ended = turned | {"standing": "ended", "ending": "no-fault", "ended_at": AT}
    return [
        formed,
        bench.event(PairChanged.model_validate(paused), "pair_1", sequence=2),
        bench.event(PairChanged.model_validate(turned), "pair_1", sequence=3),
        bench.event(PairEnded.model_validate(ended), "pair_1", sequence=4),
    ]


def recognition_facts(bench: Bench) -> list[AnyEvent]:
    """Named by Bob, agreed to by Ada."""
    known = {"recognition_id": "rec_1", "topics": ["Python"], "since": AT}
    named = MentoringRecognised.model_validate(known | {"person_id": BOB, "other_id": ADA, "role": "mentee"})
    state = known | {"mentor_id": ADA, "mentee_id": BOB, "direction": "forward"}
    proposed = RecognitionChanged.model_validate(state | {"state": "proposed", "awaiting": [ADA]})
    recognised = RecognitionChanged.model_validate(state | {"state": "recognised", "pair_id": "pair_1"})
    return [
        bench.event(named, "rec_1"),
        bench.event(proposed, "rec_1", sequence=1),
        bench.event(recognised, "rec_1", sequence=2),
    ]


def session_facts(bench: Bench) -> list[AnyEvent]:
    """Two planned: the first was moved behind the second; a third was cancelled, a fourth held."""
    known = {"pair_id": "pair_1", "members": (ADA, BOB)}
    plan = known | {"minutes": 45, "initiator_id": BOB, "flipped": False}

    def planned(session_id: str, day: int, sequence: int, change: str) -> AnyEvent:
        said = {"session_id": session_id, "starts_at": AT + timedelta(days=day), "change": change}
        return bench.event(SessionPlanned.model_validate(plan | said), "pair_1", sequence=sequence)

    over = known | {"session_id": "s3", "starts_at": AT, "by_id": BOB, "role": "mentee", "in_a_row": 1}
    met = {"session_id": "s4", "held_at": AT, "number": 1, "next_owner_id": ADA, "planned": True}
    return [
        planned("s1", 1, 1, "planned"),
        planned("s2", 2, 1, "planned"),
        planned("s1", 3, 2, "moved"),
        planned("s3", 4, 1, "planned"),
        bench.event(SessionCancelled.model_validate(over), "pair_1", sequence=2),
        planned("s4", 5, 1, "planned"),
        bench.event(SessionHeld.model_validate(known | met), "pair_1", sequence=2),
    ]


@pytest.mark.feature("pair.sessions")
@pytest.mark.parametrize("seed", range(4))
async def test_a_pair_shows_what_is_still_planned_in_whatever_order_facts_come(bench: Bench, seed: int) -> None:
    events = session_facts(bench) * 2 + [pair_facts(bench)[0]]
    random.Random(seed).shuffle(events)  # noqa: S311
    await in_pieces(await a_projector(bench), events, seed)
    pair = await Views(bench.database(GATEWAY)).pair("acme", "pair_1")
    assert pair
    planned = [(one["session_id"], one["starts_at"], one["minutes"]) for one in pair.planned_sessions]
    assert planned == [("s2", AT + timedelta(days=2), 45), ("s1", AT + timedelta(days=3), 45)]
    assert [one["session_id"] for one in pair.sessions] == ["s4"]


async def test_a_pair_that_has_ended_has_nothing_planned(bench: Bench) -> None:
    projector = await a_projector(bench)
    await in_pieces(projector, [*session_facts(bench), *pair_facts(bench)], 1)
    pair = await Views(bench.database(GATEWAY)).pair("acme", "pair_1")
    assert pair
    assert pair.planned_sessions == ()


@pytest.mark.parametrize("seed", range(8))
async def test_the_newest_state_stands_in_whatever_order_facts_come(bench: Bench, seed: int) -> None:
    events = pair_facts(bench) + recognition_facts(bench)
    random.Random(seed).shuffle(events)  # noqa: S311
    await in_pieces(await a_projector(bench), events, seed)
    views = Views(bench.database(GATEWAY))
    pair = await views.pair("acme", "pair_1")
    assert pair
    assert (pair.standing, pair.ending, pair.ended_at, pair.formed_at) == ("ended", "no-fault", AT, AT)
    assert (pair.direction, pair.members, pair.paused_until, pair.turn) == ("reverse", tuple(TURNED), None, None)
    recognition = await views.recognition("acme", "rec_1")
    assert recognition
    assert (recognition.state, recognition.awaiting, recognition.pair_id) == ("recognised", (), "pair_1")
    assert (recognition.visible_to, recognition.mentor_id, recognition.since) == ((ADA, BOB), ADA, AT)
    assert [view.recognition_id for view in await views.recognitions_of("acme", ADA)] == ["rec_1"]


async def test_a_pair_for_one_talk_shows_when_it_ends_by_itself_unless_it_pauses(bench: Bench) -> None:
    formed = building.pair_formed(bench, "pair_1", time=AT)
    talk = formed.data.model_dump() | {"direction": "flash", "ends_at": AT}
    changed = talk | {"formed_at": AT, "change": "paused", "standing": "paused", "ends_at": None}
    projector, views = await a_projector(bench), Views(bench.database(GATEWAY))
    await in_pieces(projector, [bench.event(PairFormed.model_validate(talk), "pair_1", sequence=1)], 1)
    pair = await views.pair("acme", "pair_1")
    await in_pieces(projector, [bench.event(PairChanged.model_validate(changed), "pair_1", sequence=2)], 2)
    paused = await views.pair("acme", "pair_1")
    assert pair
    assert paused
    assert (pair.ends_at, paused.ends_at) == (AT, None)
