"""What a directory says of somebody, and what it narrows its searches to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scim2_models import ScimFilter

from services.gateway.domain import imports, people
from services.gateway.domain.accounts import Account, correction
from services.gateway.domain.imports import FILE, PersonRow
from services.gateway.domain.people import Record, Source
from services.gateway.scim.advertised import Email, EnterpriseUser, Name
from services.gateway.scim.keys import key_of
from services.gateway.scim.users import Person, told_of, user_of

START = datetime(2026, 11, 1, tzinfo=UTC)
LATER = START + timedelta(hours=1)
ENTRA, HR = Source("entra"), Source("hr")


def record_of(**fields: Any) -> Record:
    named = {"name": "Ada", "email": "ada@example.org"}
    return people.join(people.merge(Record("acme", "p1"), named | fields, HR, START), START)


def user(**fields: Any) -> Any:
    return Person(**{"user_name": "ada", "emails": [Email(value="ada@example.org")]} | fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"display_name": "Ada B", "name": Name(formatted="Dr Ada")}, "Ada B"),
        ({"name": Name(formatted="Dr Ada", given_name="Ada")}, "Dr Ada"),
        ({"name": Name(given_name="Ada", family_name="Byron")}, "Ada Byron"),
        ({"name": Name(family_name="Byron")}, "Byron"),
        ({}, "ada"),
    ],
)
def test_a_name_is_made_of_what_there_is(fields: dict[str, Any], name: str) -> None:
    assert told_of(user(**fields)).words["name"] == name


@pytest.mark.parametrize(
    ("emails", "kept"),
    [
        ([("a", "home", True), ("b", "work", False)], "b"),
        ([("a", "home", False), ("b", "other", True)], "b"),
        ([("a", None, None), ("b", None, None)], "a"),
        ([("a", "work", False), ("b", "work", True)], "b"),
    ],
    ids=["for work", "primary", "the first", "the primary one for work"],
)
def test_one_address_is_kept(emails: list[tuple[str, str | None, bool | None]], kept: str) -> None:
    several = [Email(value=value, type=kind, primary=primary) for value, kind, primary in emails]
    assert told_of(user(emails=several)).words["email"] == kept


@pytest.mark.parametrize(
    ("preferred", "locale", "languages", "house"),
    [
        ("de, en-GB;q=0.8", None, ["de", "en-GB"], "de"),
        ("en;q=0.2,de_AT", "en_US", ["de-AT", "en"], "de-AT"),
        (None, "de_DE", None, "de-DE"),
        ("", "", None, None),
    ],
)
def test_the_house_writes_in_the_preferred_language(
    preferred: str | None, locale: str | None, languages: list[str] | None, house: str | None
) -> None:
    words = told_of(user(preferred_language=preferred, locale=locale)).words
    assert (words.get("languages"), words.get("locale")) == (languages, house)


def test_a_directory_says_only_what_it_changes() -> None:
    before = record_of(title="Engineer", department="Law")
    wanted: Any = user_of(before)
    wanted.title = None
    wanted[EnterpriseUser].department = "Sales"
    said = correction(told_of(user_of(before)), told_of(wanted))
    assert (said.words, said.withdrawn, said.is_active) == ({"department": "Sales"}, ("title",), None)


def test_taking_a_word_back_lets_the_others_stand() -> None:
    record = people.merge(record_of(title="Engineer"), {"title": "Lead"}, ENTRA, LATER)
    assert record.fields["title"] == "Lead"
    assert people.withdraw(record, ["title"], ENTRA).fields["title"] == "Engineer"
    assert people.withdraw(record, ["title"], Source("lms")) == record


def test_an_empty_cell_takes_back_what_a_file_said_and_nothing_else() -> None:
    record = people.merge(record_of(title="Engineer"), {"title": "Lead", "site": "Bonn"}, FILE, LATER)
    after = imports.after(record, "acme", PersonRow(2, "p1", {}, ("title", "site", "name")), LATER)
    assert (after.fields["title"], after.fields.get("site"), after.fields["name"]) == ("Engineer", None, "Ada")


def test_who_is_deleted_is_listed_again_when_they_come_back() -> None:
    record = people.leave(replace(record_of(), account=Account(deleted_at=LATER)), LATER)
    assert not record.is_listed
    assert people.join(record, LATER + timedelta(hours=1)).is_listed
    assert people.leave(record_of(), LATER).is_listed


ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
texts = st.sampled_from(["ada", "ADA", "p1", "ÄRA", "ära"])
accounts = st.none() | st.builds(Account, user_name=texts, external_id=st.none() | texts, given_name=texts)
comparisons = st.builds(
    "{} {} {}".format,
    st.sampled_from(
        (
            *("id", "userName", "externalId", "displayName", "emails", "emails.value", "title", "name.givenName"),
            *(f"{ENTERPRISE}:manager.value", f"{ENTERPRISE}:department"),
        )
    ),
    st.sampled_from(["eq", "eq", "eq", "ne", "co"]),
    texts.map(ScimFilter.quote),
)
values = texts.map(lambda text: f"emails[type eq {ScimFilter.quote('work')} and value eq {ScimFilter.quote(text)}]")
filters = st.recursive(
    comparisons | values,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner) | inner.map("not ({})".format)
    ),
    max_leaves=4,
)


@settings(max_examples=300)
@given(accounts, texts, texts, texts, filters)
def test_whoever_fits_a_filter_has_the_key_it_is_narrowed_to(
    account: Account | None, name: str, address: str, manager_id: str, text: str
) -> None:
    record = replace(record_of(name=name, email=address, manager_id=manager_id), account=account)
    wanted: Any = ScimFilter[Person](text)
    key = key_of(wanted.ast)
    assert key is None or key in record.search_keys or not wanted.match(user_of(record))


@given(accounts, texts, texts)
def test_who_is_put_as_read_is_said_nothing_of(account: Account | None, name: str, address: str) -> None:
    record = replace(record_of(name=name, email=address), account=account)
    said = correction(told_of(user_of(record)), told_of(user_of(record)))
    assert (said.words, said.withdrawn, said.is_active) == ({}, (), None)


def test_whom_somebody_leads_are_found_without_a_look_at_everybody() -> None:
    wanted: Any = ScimFilter[Person](f'title eq "Lead" and {ENTERPRISE}:manager.value eq "boss"')
    key = key_of(wanted.ast)
    assert key in record_of(manager_id="boss").search_keys
    assert key not in record_of(manager_id="another").search_keys
    assert key not in record_of().search_keys
