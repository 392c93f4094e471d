"""The demo organisation is the same everywhere, hangs together, and holds what its README says."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deploy.local.demo.events import CloudEvent, batches
from deploy.local.demo.names import full_name
from deploy.local.demo.organisation import DemoPerson, demo_people
from deploy.local.demo.personas import Persona, personas
from deploy.local.demo.soft_topics import SOFT_TOPICS
from deploy.local.demo.survey import answers
from deploy.local.demo.technologies import FRESH
from libs.common.contracts.people import PersonJoined

JOINED_AT = datetime(2026, 1, 12, 8, tzinfo=UTC)
# Changes only when somebody means to change the demo; then take it from the failure and look at the people again.
GOLDEN = "cbd664125444e7d694a2e2e823550d4d0cec3b2ec4afd52998d9be78d4c5cd7a"
# A working day apart at most, in winter.
ACCEPTABLE_HOURS = timedelta(hours=6)

PEOPLE = demo_people()
BY_ID = {person.person_id: person for person in PEOPLE}


def test_all_982_people_are_there() -> None:
    assert [person.person_id for person in PEOPLE] == [f"person_{answer.id}" for answer in answers()]
    assert len(PEOPLE) == 982


def test_output_is_the_same_on_every_machine() -> None:
    body = json.dumps(_events(), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    assert hashlib.sha256(body.encode()).hexdigest() == GOLDEN


def test_nobody_shares_an_id_an_address_or_a_name() -> None:
    assert len(BY_ID) == len(PEOPLE)
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)
    assert len({person.name for person in PEOPLE}) == len(PEOPLE)


def test_addresses_are_plain_and_lead_nowhere() -> None:
    for person in PEOPLE:
        local, domain = person.email.split("@")
        assert domain == "example.org"
        assert local.isascii()
        assert all(part.isalnum() for part in local.split("."))


def test_a_taken_name_is_not_given_again() -> None:
    first = full_name("p00000", "german", ())
    assert full_name("p00000", "german", {first}) != first


def test_every_manager_chain_ends_at_the_one_chief() -> None:
    chiefs = [person for person in PEOPLE if person.manager_id is None]
    assert [chief.title for chief in chiefs] == ["Chief Executive Officer"]
    assert {_chain(person)[-1] for person in PEOPLE} == {chiefs[0].person_id}


def test_nobody_manages_themself() -> None:
    assert all(person.manager_id != person.person_id for person in PEOPLE)


def test_managers_are_senior_enough_and_have_at_most_twelve_people() -> None:
    reports = Counter(person.manager_id for person in PEOPLE if person.manager_id)
    assert max(reports.values()) <= 12
    assert min(BY_ID[manager].seniority for manager in reports) >= 4
    assert all(_manager(p).seniority >= p.seniority for p in PEOPLE if p.manager_id)


def test_every_department_has_one_head_below_the_chief() -> None:
    heads = Counter(p.department for p in PEOPLE if p.manager_id and _manager(p).manager_id is None)
    assert set(heads.values()) == {1}
    assert set(heads) == {p.department for p in PEOPLE if p.manager_id}


def test_every_level_is_on_the_scale() -> None:
    topics = [topic for person in PEOPLE for topic in (*person.gives, *person.gets)]
    assert {topic.level for topic in topics} == {1, 2, 3, 4, 5}
    assert all(0 <= person.seniority <= 10 for person in PEOPLE)


def test_topics_are_few_and_named_once_per_person() -> None:
    for person in PEOPLE:
        named = [topic.topic for topic in (*person.gives, *person.gets)]
        assert len(set(named)) == len(named)
        assert len(person.gives) <= 8
        assert len(person.gets) <= 5


def test_technologies_keep_the_spelling_of_the_survey() -> None:
    soft = {topic.name for topic in SOFT_TOPICS}
    for answer, person in zip(answers(), PEOPLE, strict=True):
        assert {give.topic for give in person.gives} <= soft | set(answer.has_worked_with)
        assert {get.topic for get in person.gets} <= soft | set(answer.wants_to_work_with)


def test_nobody_says_the_same_sentence_twice() -> None:
    for person in PEOPLE:
        for topics in (person.gives, person.gets):
            said = [topic.why for topic in topics if topic.why]
            assert len(set(said)) == len(said)


def test_every_mentee_wants_something_and_every_mentor_gives_something() -> None:
    assert all(person.roles for person in PEOPLE)
    assert all(person.gets for person in PEOPLE if "mentee" in person.roles)
    assert all(person.gives for person in PEOPLE)


def test_capacity_and_hours_are_those_of_busy_people() -> None:
    assert {person.capacity for person in PEOPLE} == {1, 2, 3}
    assert all(1 <= person.hours_per_month <= 8 for person in PEOPLE)


def test_about_three_in_a_hundred_are_hidden() -> None:
    assert 0.96 <= sum(person.visible for person in PEOPLE) / len(PEOPLE) <= 0.98


def test_german_is_read_only_where_german_is_spoken() -> None:
    readers = [person for person in PEOPLE if person.locale == "de"]
    assert len(readers) > 100
    assert all(person.languages[0] == "de" for person in readers)
    assert all("en" in person.languages for person in PEOPLE)


def test_nine_mentees_in_ten_find_somebody_who_suits_both_ways() -> None:
    mentees = [person for person in PEOPLE if "mentee" in person.roles]
    served = sum(any(_suits(mentee, other) for other in PEOPLE) for mentee in mentees)
    assert served / len(mentees) >= 0.9


def test_juniors_can_teach_seniors() -> None:
    wanted = {get.topic for p in PEOPLE if p.seniority >= 7 and "mentee" in p.roles for get in p.gets}
    juniors = [person for person in PEOPLE if person.seniority <= 1 and "mentor" in person.roles]
    assert sum(any(give.topic in wanted for give in junior.gives) for junior in juniors) >= 50


def test_personas_are_five_different_visible_people() -> None:
    found = personas()
    assert [persona.key for persona in found] == ["mentee", "mentor", "reverse_mentor", "senior_learner", "organiser"]
    assert len({persona.person_id for persona in found}) == 5
    assert all(BY_ID[persona.person_id].visible for persona in found)
    assert all(persona.english and persona.german for persona in found)


def test_the_mentee_finds_what_they_seek_at_the_mentor_and_gives_something_back() -> None:
    mentee, mentor = _persona("mentee").person, _persona("mentor").person
    assert mentee.seniority <= 2
    assert mentor.seniority >= 5
    assert mentor.capacity >= 2
    assert _suits(mentee, mentor)
    assert sum(_suits(mentee, other) for other in PEOPLE) >= 5
    assert {mentee.locale, mentor.locale} == {"en", "de"}


def test_the_reverse_pair_shares_a_fresh_technology() -> None:
    junior, senior = _persona("reverse_mentor").person, _persona("senior_learner").person
    assert junior.seniority <= 1
    assert senior.seniority >= 7
    assert {give.topic for give in junior.gives} & {get.topic for get in senior.gets} & FRESH
    assert _suits(senior, junior)


def test_only_the_organiser_may_organise_and_administer() -> None:
    access = {persona.key: persona.access for persona in personas()}
    assert access.pop("organiser") == ("member", "organiser", "administrator")
    assert set(access.values()) == {("member",)}


def test_events_carry_exactly_the_fields_of_person_joined() -> None:
    for event in _events():
        assert event["data"].keys() <= PersonJoined.model_fields.keys()
        assert None not in event["data"].values()
    # Nobody in the demo takes a break.
    assert set(DemoPerson.__dataclass_fields__) == set(PersonJoined.model_fields) - {"paused_until"}


def test_the_contract_takes_somebody_from_every_time_zone() -> None:
    one_each = {event["data"]["time_zone"]: event["data"] for event in _events()}
    for fields in one_each.values():
        assert ZoneInfo(fields["time_zone"])
        assert PersonJoined.model_validate(fields).model_dump(mode="json", exclude_none=True) == _as_read(fields)


def test_envelopes_are_cloudevents_of_the_hr_platform() -> None:
    event = next(event for event in _events() if event["subject"] == "person_p00000")
    assert {name: value for name, value in event.items() if name != "data"} == {
        "specversion": "1.0",
        "id": "demo-p00000",
        "source": "https://hr.example.org/demo",
        "type": PersonJoined.type,
        "subject": "person_p00000",
        "time": "2026-01-12T08:00:00Z",
        "datacontenttype": "application/json",
        "org": "demo",
    }


def test_managers_come_before_their_people() -> None:
    seen: set[str] = set()
    for event in _events():
        assert event["data"].get("manager_id") in seen | {None}
        seen.add(event["subject"])
    assert len(seen) == 982


def test_a_part_of_the_organisation_loses_nobody_whose_manager_is_missing() -> None:
    part = [person for person in PEOPLE if person.department == "Data and AI"]
    sent = [event for batch in batches(part, JOINED_AT, 10) for event in batch]
    assert {event["subject"] for event in sent} == {person.person_id for person in part}


@pytest.mark.parametrize(("size", "count", "last"), [(100, 10, 82), (982, 1, 982), (1000, 1, 982)])
def test_batches_have_the_asked_size(size: int, count: int, last: int) -> None:
    sizes = [len(batch) for batch in batches(PEOPLE, JOINED_AT, size)]
    assert len(sizes) == count
    assert sizes[-1] == last
    assert sum(sizes) == 982


def _events() -> list[CloudEvent]:
    return [event for batch in batches(PEOPLE, JOINED_AT, 100) for event in batch]


def _as_read(fields: CloudEvent) -> CloudEvent:
    return fields | {"hours_per_month": float(fields["hours_per_month"])}


def _manager(person: DemoPerson) -> DemoPerson:
    return BY_ID[person.manager_id or ""]


def _chain(person: DemoPerson) -> list[str]:
    """From the person up to the top; fails where it would go round."""
    chain = list(_upwards(person))
    assert len(set(chain)) == len(chain)
    return chain


def _upwards(person: DemoPerson) -> Iterator[str]:
    for _ in PEOPLE:
        yield person.person_id
        if person.manager_id is None:
            return
        person = _manager(person)


def _persona(key: str) -> Persona:
    return next(persona for persona in personas() if persona.key == key)


def _suits(mentee: DemoPerson, mentor: DemoPerson) -> bool:
    """By the hard rules and both ways: the mentor gives what is wanted, and wants what the mentee gives."""
    is_line = mentee.person_id in {mentor.person_id, mentor.manager_id} or mentee.manager_id == mentor.person_id
    if is_line or "mentor" not in mentor.roles or not mentor.visible:
        return False
    there = {get.topic for get in mentee.gets} & {give.topic for give in mentor.gives}
    back = {get.topic for get in mentor.gets} & {give.topic for give in mentee.gives}
    return bool(there and back and set(mentee.languages) & set(mentor.languages) and _can_meet(mentee, mentor))


def _can_meet(one: DemoPerson, other: DemoPerson) -> bool:
    return abs(OFFSETS[one.time_zone] - OFFSETS[other.time_zone]) <= ACCEPTABLE_HOURS


def _offset(zone: str) -> timedelta:
    offset = JOINED_AT.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset


OFFSETS = {zone: _offset(zone) for zone in {person.time_zone for person in PEOPLE}}
