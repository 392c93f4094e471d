"""Who makes a claim, and which claim it is."""

from services.gateway.domain.access import Scope
from services.gateway.domain.platforms import Platform
from services.gateway.use_cases.claims import Maker, claim_id_of, request_id_of

BOB = Maker("acme", "bob")


def make_platform(*scopes: Scope) -> Platform:
    return Platform("acme", "bob", "HR", scopes=scopes)


def test_a_key_means_the_same_claim_for_its_maker_alone() -> None:
    makers = (BOB, Maker("acme", "eve"), Maker("globex", "bob"))
    assert len({claim_id_of(maker, "MentorRequested", "key") for maker in makers}) == 3
    assert claim_id_of(BOB, "MentorRequested", "key") == claim_id_of(BOB, "MentorRequested", "key")
    assert claim_id_of(BOB, "MentorRequested", "key") != claim_id_of(BOB, "RequestAnswered", "key")


def test_without_a_key_every_claim_is_new() -> None:
    assert claim_id_of(BOB, "MentorRequested", None) != claim_id_of(BOB, "MentorRequested", None)


def test_a_claim_asks_for_one_request() -> None:
    assert request_id_of("claim_1") == request_id_of("claim_1") != request_id_of("claim_2")


def test_members_speak_for_themselves_and_platforms_with_the_scope_for_everybody() -> None:
    assert BOB.speaks_for("bob")
    assert not BOB.speaks_for("ada")
    assert not Maker.of(make_platform()).speaks_for("bob")
    assert not Maker.of(make_platform()).speaks_for("platform:bob")
    assert Maker.of(make_platform(Scope.ACT_FOR_PEOPLE)).speaks_for("bob")
