"""The same answer by the longest way: who may be suggested and what they score, written down from the rules alone."""

from itertools import product
from zoneinfo import ZoneInfo

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person, PersonState, Role
from services.matching.domain.suggestions import Search
from services.matching.domain.topics import Topic


def expected_scores(search: Search, candidates: list[Person]) -> dict[str, float]:
    allowed = [person for person in candidates if may_suggest(search, person, candidates)]
    return {person.person_id: expected_score(search, person) for person in allowed}


def may_suggest(search: Search, mentor: Person, everybody: list[Person]) -> bool:
    mentee = search.mentee
    return (
        mentee.org == mentor.org
        and mentee.person_id != mentor.person_id
        and mentee.state == mentor.state == PersonState.ACTIVE
        and mentor.visible
        and mentor.pairs < mentor.capacity
        and Role.MENTOR in mentor.roles
        and not _in_line(mentee.person_id, mentor.person_id, everybody)
        and any(one[:2].lower() == other[:2].lower() for one, other in product(mentee.languages, mentor.languages))
        and _fits(search.direction, mentor.seniority - mentee.seniority)
        and any(_helps(wish, mentee, mentor) for wish in search.wanted)
        and any(_helps(wish, mentor, mentee) for wish in mentor.gets)
        and not (search.musts.other_department and mentor.department and mentor.department == mentee.department)
        and not (search.musts.same_site and _sites_apart(mentee, mentor))
        and _hours_together_or(24, search, mentor) >= search.musts.least_overlap
        and _place_part(search, mentor) > 0
    )


def expected_score(search: Search, mentor: Person) -> float:
    mentee = search.mentee
    there, back = _help(search.wanted, mentee, mentor), _help(mentor.gets, mentor, mentee)
    steps = abs(mentor.seniority - mentee.seniority)
    seniority = {
        Direction.FORWARD: 0.9 if steps == 0 else min(1, 1.2 - 0.05 * steps),
        Direction.REVERSE: min(1, 1.2 - 0.05 * steps),
        Direction.RECIPROCAL: min(1, 1.1 - 0.05 * steps),
        Direction.FLASH: 1,
        Direction.PEER: 1,
    }[search.direction]
    hours = min(mentee.hours_per_month, mentor.hours_per_month)
    weights, time = search.weights, min(1, 0.7 + 0.15 * hours)
    ease: float = seniority**weights.seniority * _overlap_part(search, mentor) ** weights.overlap * time**weights.time
    return 2 / (1 / there + 1 / back) * ease * _place_part(search, mentor)


def working_hours_together(search: Search, mentor: Person) -> float:
    """Raises KeyError where a zone is not known."""
    one, other = _start(search, search.mentee), _start(search, mentor)
    return sum((minute - one) % 1440 < 480 and (minute - other) % 1440 < 480 for minute in range(0, 1440, 15)) / 4


def level_of(topics: tuple[Topic, ...], key: str) -> int:
    return max((topic.level for topic in topics if topic.key == key), default=0)


def _fits(direction: Direction, steps: int) -> bool:
    if direction is Direction.PEER:
        return -2 <= steps <= 2
    return steps >= 0 if direction is Direction.FORWARD else steps < 0 if direction is Direction.REVERSE else True


def _helps(wish: Topic, learner: Person, giver: Person) -> bool:
    return level_of(giver.gives, wish.key) > level_of(learner.gives, wish.key)


def _help(wishes: tuple[Topic, ...], learner: Person, giver: Person) -> float:
    keys = {wish.key for wish in wishes}
    values = sorted((_way_led(level_of(wishes, key), key, learner, giver) for key in keys), reverse=True)
    return sum(values[:3]) / min(3, len(keys))


def _way_led(wanted: int, key: str, learner: Person, giver: Person) -> float:
    own, offered = level_of(learner.gives, key), level_of(giver.gives, key)
    if offered <= own:
        return 0
    return 0.5 if own >= wanted else min(1, (offered - own) / (wanted - own))


def _overlap_part(search: Search, mentor: Person) -> float:
    try:
        return min(1, 0.6 + 0.1 * working_hours_together(search, mentor))
    except KeyError:
        return 0.8


def _hours_together_or(unknown: float, search: Search, mentor: Person) -> float:
    try:
        return working_hours_together(search, mentor)
    except KeyError:
        return unknown


def _place_part(search: Search, mentor: Person) -> float:
    is_near = mentor.department != "" and mentor.department == search.mentee.department
    department = search.weights.same_department if is_near else 1
    return department * (search.weights.other_site if _sites_apart(search.mentee, mentor) else 1)


def _sites_apart(one: Person, other: Person) -> bool:
    return None not in (one.site, other.site) and one.site != other.site


def _start(search: Search, person: Person) -> int:
    """When the person's day begins, in minutes of the UTC day."""
    offset = search.at.astimezone(ZoneInfo(person.time_zone)).utcoffset()
    assert offset is not None
    return int(9 * 60 - offset.total_seconds() // 60)


def _in_line(one: str, other: str, everybody: list[Person]) -> bool:
    """By closing the relation over all people, not by walking it."""
    above = {(person.person_id, person.manager_id) for person in everybody if person.manager_id}
    for _ in everybody:
        above |= {(low, high) for low, middle in above for also, high in above if middle == also}
    return (one, other) in above or (other, one) in above
