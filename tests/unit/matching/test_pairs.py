"""No pair without two consents."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.domain.directions import Direction
from services.matching.domain.errors import ConsentMissing, RuleBroken
from services.matching.domain.pairs import Consent, Means, Member, Standing, form_pair, pair_id_of
from services.matching.domain.people import Role
from services.matching.domain.reasons import reasons_for
from services.matching.domain.requests import RequestState, accept, confirm, propose
from tests.unit.matching.builders import LATER, WINTER, make_open_request, make_pairing, make_request
from tests.unit.matching.test_requests import ACTS

REASONS = reasons_for(make_pairing())


def test_accepted_request_becomes_a_pair_of_both() -> None:
    request = accept(make_open_request(programme_id="spring"), "tom", LATER).request
    pair = form_pair(request, REASONS, LATER)
    assert pair.members == (Member("mia", Role.MENTEE), Member("tom", Role.MENTOR))
    assert pair.consents == (Consent("mia", Means.ASKED, WINTER), Consent("tom", Means.ACCEPTED, LATER))
    assert (pair.org, pair.request_id, pair.programme_id) == ("acme", "r1", "spring")
    assert (pair.topics, pair.reasons, pair.formed_at) == (("Python",), REASONS, LATER)
    assert (pair.standing, pair.sequence) == (Standing.CONSENTED, 1)


def test_confirmation_is_named_as_the_consent_it_is() -> None:
    proposed = propose(make_request(asked_by_member=False), WINTER).request
    request = accept(confirm(proposed, "mia", WINTER).request, "tom", LATER).request
    assert form_pair(request, (), LATER).consents[0] == Consent("mia", Means.CONFIRMED, WINTER)


@pytest.mark.parametrize("direction", Direction)
def test_who_gives_is_the_mentor_in_every_direction(direction: Direction) -> None:
    request = accept(make_open_request(direction=direction), "tom", LATER).request
    pair = form_pair(request, (), LATER)
    assert pair.direction is direction
    assert {member.person_id: member.role for member in pair.members} == {"mia": Role.MENTEE, "tom": Role.MENTOR}


def test_pair_of_a_request_always_has_the_same_id() -> None:
    accepted = accept(make_open_request(), "tom", LATER).request
    assert form_pair(accepted, (), LATER).pair_id == pair_id_of(make_open_request())
    assert pair_id_of(make_request()).startswith("pair_")


def test_pairs_of_other_requests_and_organisations_have_other_ids() -> None:
    requests = [make_request(), make_request(request_id="r2"), make_request(org="globex")]
    assert len({pair_id_of(request) for request in requests}) == 3


@given(st.booleans(), st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
def test_only_an_accepted_request_forms_a_pair(asked_by_member: bool, acts: list[str]) -> None:
    request = make_request(asked_by_member=asked_by_member)
    for act in acts:
        try:
            request = ACTS[act](request).request
        except RuleBroken:
            continue
    if request.state is RequestState.ACCEPTED:
        assert {consent.person_id for consent in form_pair(request, (), LATER).consents} == {"mia", "tom"}
    else:
        with pytest.raises(ConsentMissing):
            form_pair(request, (), LATER)


def test_accepted_request_without_its_times_is_no_consent() -> None:
    accepted = accept(make_open_request(), "tom", LATER).request
    for broken in (replace(accepted, opened_at=None), replace(accepted, closed_at=None)):
        with pytest.raises(ConsentMissing):
            form_pair(broken, (), LATER)


def test_pair_cannot_be_built_without_both_consents_or_with_oneself() -> None:
    pair = form_pair(accept(make_open_request(), "tom", LATER).request, (), LATER)
    mia, tom = pair.members
    with pytest.raises(ConsentMissing):
        replace(pair, consents=pair.consents[:1])
    with pytest.raises(ConsentMissing):
        replace(pair, members=(mia, replace(tom, person_id="eve")))
    with pytest.raises(ConsentMissing):
        replace(pair, members=(mia, mia), consents=pair.consents[:1])
