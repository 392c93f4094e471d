"""What a person gives and what they want to get, with levels."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deploy.local.demo.chance import draw, pick, weighted
from deploy.local.demo.reporting import Position
from deploy.local.demo.soft_topics import REVERSE, SoftTopic, soft_gets, soft_gives
from deploy.local.demo.technologies import FRESH, Technologies, worth_a_talk

MOST_GIVES, MOST_GETS = 8, 5
_MOST_SOFT = 2
_YEARS = (1, 3, 6, 12)
_MASTERED = 3
_JUNIOR = 2
_TOP = 8
_HIGHEST_AIM = 4

_GIVE_WHY = (
    "Daily work for years; I like to look at a real case together.",
    "I have taught it to colleagues before.",
    "I have made most of the mistakes already.",
    "I am one of those who get called when it misbehaves.",
)
_FRESH_GIVE_WHY = (
    "I learned it from scratch not long ago and still know what is hard about it.",
    "I build with it in my own time.",
    "It was my first choice for our last small project.",
)
_DEEPEN_WHY = (
    "I use it, but I want to do it well.",
    "I know enough to be dangerous.",
    "I learned it alone and never had anyone to ask.",
)
_NEW_WHY = (
    "Our next project may use it.",
    "I keep meeting it and want to understand it.",
    "I want a first real project with it.",
    "I read about it a lot and have built nothing yet.",
)
_DECIDE_WHY = (
    "I decide about it without ever having built with it.",
    "I would rather learn it from somebody who uses it every day than from slides.",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """In `gives` the level reached, in `gets` the level aimed at: 1 first steps … 5 others come to ask."""

    topic: str
    level: int
    why: str | None = None


def gets_of(person: Position, technologies: Technologies) -> tuple[Topic, ...]:
    wanted = worth_a_talk(t for t in person.answer.wants_to_work_with if _level(person, t) < _MASTERED)
    soft = soft_gets(person, _eagerness(person, wanted))[:_MOST_SOFT]
    ranked = sorted(wanted, key=lambda t: (-technologies.worth_getting(t) * _luck(person, f"get {t}"), t))
    room = min(MOST_GETS - len(soft), (1 if _is_at_the_top(person) else 2) + int(draw(person.answer.id, "gets") * 3))
    wishes = [_technology_get(person, t) for t in _leave_something(person, ranked[:room])]
    return _without_echo([*wishes, *(_soft_get(person, topic, why) for topic, why in soft)])


def gives_of(person: Position, technologies: Technologies, gets: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Best first. Nobody offers what they ask for, nor the first steps of something while they know other things."""
    asked = {get.topic for get in gets}
    known = worth_a_talk(t for t in person.answer.has_worked_with if t not in asked)
    worth = {t: technologies.worth_giving(t, person.answer.role) * _luck(person, f"give {t}") for t in known}
    ranked = sorted(known, key=lambda t: (_level(person, t) == 1, -worth[t], t))
    soft = [_soft_give(person, topic, why) for topic, why in soft_gives(person) if topic.name not in asked][:_MOST_SOFT]
    room = min(MOST_GIVES - len(soft), 4 + int(draw(person.answer.id, "gives") * 4))
    offered = [_technology_give(person, t) for t in ranked[:room]]
    return _without_echo(sorted([*offered, *soft], key=lambda give: -give.level))


def is_reverse(person: Position, give: Topic) -> bool:
    """What a junior can give a senior: a fresh technology they know well, or a view only juniors have."""
    is_known = give.level >= _MASTERED
    return person.seniority <= _JUNIOR and is_known and (give.topic in FRESH or give.topic in REVERSE)


def _level(person: Position, topic: str) -> int:
    """0 where the person has not worked with it. Who knows something and wants to stay with it knows it better."""
    answer = person.answer
    if topic not in answer.has_worked_with:
        return 0
    years = max(answer.years, (answer.years_coding or 0) // 2)
    reached = 1 + bisect_right(_YEARS, years) + (topic in FRESH and person.seniority <= _JUNIOR)
    short = weighted(((0, 1), (1, 4), (2, 4)), answer.id, f"level {topic}") - (topic in answer.wants_to_work_with)
    return max(1, min(5, reached - max(0, short)))


def _is_at_the_top(person: Position) -> bool:
    return person.seniority >= _TOP


def _eagerness(person: Position, wanted: Sequence[str]) -> float:
    """Who seeks no technology, or has risen out of the daily work with it, seeks more of the rest."""
    if not wanted:
        return 4.0
    return 2.0 if _is_at_the_top(person) else 1.0


def _leave_something(person: Position, wishes: list[str]) -> list[str]:
    """Who would ask for all they know gives the first of it instead."""
    known = person.answer.has_worked_with
    return [topic for topic in wishes if topic != known[0]] if set(known) <= set(wishes) else wishes


def _luck(person: Position, purpose: str) -> float:
    return 0.6 + 0.8 * draw(person.answer.id, purpose)


def _technology_give(person: Position, topic: str) -> Topic:
    level = _level(person, topic)
    if topic in FRESH and person.seniority <= _JUNIOR:
        return Topic(topic, level, _sometimes(person, f"give {topic}", _FRESH_GIVE_WHY, 0.7))
    speaks = level >= 4 and person.seniority > _JUNIOR
    return Topic(topic, level, _sometimes(person, f"give {topic}", _GIVE_WHY, 0.35) if speaks else None)


def _technology_get(person: Position, topic: str) -> Topic:
    level = _level(person, topic)
    aim = min(_HIGHEST_AIM, level + weighted(((2, 3), (3, 1)), person.answer.id, f"aim {topic}"))
    if person.leads and person.seniority >= 6 and topic in FRESH:
        return Topic(topic, aim, pick(_DECIDE_WHY, person.answer.id, f"why {topic}"))
    return Topic(topic, aim, _sometimes(person, f"get {topic}", _DEEPEN_WHY if level else _NEW_WHY, 0.4))


def _soft_give(person: Position, topic: SoftTopic, why: str) -> Topic:
    level = min(5, max(3, person.seniority - 3)) if topic.grows else 3 + (draw(person.answer.id, topic.name) < 0.4)
    return Topic(topic.name, level, why)


def _soft_get(person: Position, topic: SoftTopic, why: str) -> Topic:
    aim = 2 + int(draw(person.answer.id, f"aim {topic.name}") * 2)
    return Topic(topic.name, aim, why)


def _sometimes(person: Position, purpose: str, choices: tuple[str, ...], share: float) -> str | None:
    if draw(person.answer.id, f"why at all {purpose}") >= share:
        return None
    return pick(choices, person.answer.id, f"why {purpose}")


def _without_echo(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Nobody says the same sentence twice."""
    first = {topic.why: topic.topic for topic in reversed(topics)}
    return tuple(topic if first[topic.why] == topic.topic else replace(topic, why=None) for topic in topics)
