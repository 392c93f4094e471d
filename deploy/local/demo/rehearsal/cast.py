"""Who plays: couples of the demo's real people who suit each other, each person in one of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from deploy.local.demo.organisation import DemoPerson, demo_people

LEAST_STEP = 2
"""In seniority, between the two of a couple: so that who is the junior is plain."""


@dataclass(frozen=True, slots=True)
class Couple:
    """Two people and what one could learn from the other. In a reverse couple the mentor is the junior."""

    mentor_id: str
    mentee_id: str
    direction: str
    topic: str


def couples(is_reverse: bool, taken: set[str]) -> Iterator[Couple]:
    """One after the other, in the order of the people, without who is `taken`; who is named is taken from then on."""
    everybody = [person for person in demo_people() if person.visible and person.capacity > 0]
    lines = {person.person_id: person.manager_id for person in demo_people()}
    for mentee in everybody:
        if mentee.person_id in taken or "mentee" not in mentee.roles:
            continue
        for mentor in everybody:
            topic = shared_topic(mentor, mentee)
            if topic is None or mentor.person_id in taken or "mentor" not in mentor.roles:
                continue
            step = mentee.seniority - mentor.seniority if is_reverse else mentor.seniority - mentee.seniority
            if step < LEAST_STEP or _are_in_line(lines, mentor.person_id, mentee.person_id):
                continue
            taken |= {mentor.person_id, mentee.person_id}
            yield Couple(mentor.person_id, mentee.person_id, "reverse" if is_reverse else "forward", topic)
            break


def asking(mentor_id: str, taken: set[str]) -> Iterator[Couple]:
    """Who would ask this mentor, one after the other, without who is `taken`; who is named is taken from then on."""
    mentor = next(person for person in demo_people() if person.person_id == mentor_id)
    lines = {person.person_id: person.manager_id for person in demo_people()}
    for mentee in demo_people():
        topic = shared_topic(mentor, mentee)
        is_junior = mentor.seniority - mentee.seniority >= LEAST_STEP
        if topic and is_junior and mentee.person_id not in taken and "mentee" in mentee.roles:
            if not _are_in_line(lines, mentor_id, mentee.person_id):
                taken.add(mentee.person_id)
                yield Couple(mentor_id, mentee.person_id, "forward", topic)


def shared_topic(mentor: DemoPerson, mentee: DemoPerson) -> str | None:
    """What one gives and the other would like to learn; None where that is nothing, or they share no language."""
    if mentor.person_id == mentee.person_id or not set(mentor.languages) & set(mentee.languages):
        return None
    given = {topic.topic for topic in mentor.gives}
    return next((topic.topic for topic in mentee.gets if topic.topic in given), None)


def _are_in_line(lines: dict[str, str | None], one: str, other: str) -> bool:
    return other in _above(lines, one) or one in _above(lines, other)


def _above(lines: dict[str, str | None], person_id: str) -> set[str]:
    above: set[str] = set()
    manager = lines.get(person_id)
    while manager and manager not in above:
        above.add(manager)
        manager = lines.get(manager)
    return above
