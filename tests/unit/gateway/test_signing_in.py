"""The rules of sign-in that need no provider."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.linking import only_one, vouched_mail
from services.gateway.domain.organisations import Organisation, Provider, mail_domain
from services.gateway.domain.people import Record
from services.gateway.domain.refusals import NotTaken
from services.gateway.domain.sessions import Limits, Session
from services.gateway.problems import Problem
from services.gateway.routes.sign_in import require_path_of_ours

START = datetime(2026, 5, 4, 8, tzinfo=UTC)
LIMITS = Limits(timedelta(hours=8), timedelta(days=7))
SESSION = Session("acme", "session_1", "bob", "", START, START, START + LIMITS.lifetime)
PROVIDER = Provider("https://a.example", "client", b"sealed", "urn:api")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("ada@Example.ORG", "example.org"),
        ("a@b@example.org", "example.org"),
        ("ada@bücher.example", "xn--bcher-kva.example"),
        ("ada", None),
        ("ada@localhost", None),
        ("ada@", None),
        ("ada@a..b", None),
    ],
)
def test_a_domain_has_one_spelling(address: str, domain: str | None) -> None:
    assert mail_domain(address) == domain


@given(st.lists(st.integers(min_value=0, max_value=30 * 60), max_size=60))
def test_a_session_is_open_while_it_is_used_and_never_beyond_its_end(pauses: list[int]) -> None:
    session, now = SESSION, START
    for pause in pauses:
        now += timedelta(minutes=pause)
        was_open = session.is_open(now, LIMITS)
        assert was_open == (now < min(session.seen_at + LIMITS.idle, session.ends_at))
        if not was_open:
            return
        session = session.seen(now, LIMITS)
        assert now - session.seen_at < LIMITS.idle / 20
        assert session.ends_at == SESSION.ends_at


def person(person_id: str, email: str, *, is_here: bool = True) -> Record:
    return Record("acme", person_id, {"name": person_id, "email": email}, is_here=is_here)


def test_one_person_who_is_here_is_found_by_an_address_in_any_case() -> None:
    gone, here = person("gone", "ada@example.org", is_here=False), person("ada", "Ada@Example.org")
    assert only_one("ada@example.org", [gone, here]) is here


@pytest.mark.parametrize(
    "found",
    [
        [],
        [person("gone", "ada@example.org", is_here=False)],
        [person("ada", "ada@example.org"), person("other", "ADA@example.org")],
        [person("ada", "\uff41da@example.org")],
    ],
    ids=["nobody", "who left", "two", "another letter that looks the same"],
)
def test_nobody_else_is(found: list[Record]) -> None:
    with pytest.raises(NotTaken) as refused:
        only_one("ada@example.org", found)
    assert refused.value.code == "not-provisioned"


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_only_a_plain_yes_vouches_for_an_address(verified: object) -> None:
    with pytest.raises(NotTaken):
        vouched_mail({"email": "ada@example.org", "email_verified": verified})
    assert vouched_mail({"email": "Ada@Example.org", "email_verified": True}) == "ada@example.org"


def test_only_another_issuer_or_client_leads_elsewhere() -> None:
    before = Organisation("acme", "Acme", provider=PROVIDER)
    assert not before.leads_elsewhere(before.with_secret(None))
    assert before.leads_elsewhere(Organisation("acme", "Acme"))
    assert before.leads_elsewhere(Organisation("acme", "Acme", provider=Provider("https://a.example", "another")))


@given(st.text(max_size=20).map(lambda text: f"/{text}"))
def test_a_path_that_is_taken_stays_on_this_host(path: str) -> None:
    try:
        require_path_of_ours(path)
    except Problem:
        return
    assert not path.startswith(("//", "/\\"))
    assert path.isprintable()
