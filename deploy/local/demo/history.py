"""The months behind the demo: lived on the running system in stepped time, through the same doors as everybody's.

Time begins `DAYS` ago, and the last step ends now. What is then found in the demo is what the services made of it.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from random import Random

import httpx2
from pymongo import MongoClient
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.local.demo.personas import Persona
from deploy.local.demo.rehearsal.cast import Couple, asking, couples, shared_topic
from deploy.local.demo.rehearsal.script import MENTEE, PERSONAS, SIDES, Act, What, script, started
from deploy.local.demo.rehearsal.script import Persona as Way
from deploy.local.demo.rehearsal.stage import Played, Stage
from libs.common.clock import COLLECTION as CLOCK
from libs.common.contracts import Service

DAYS = 75
OTHERS = 14
"""Pairs beside those of the people whom a newcomer can be."""

ASKED = 2
"""Requests that wait for the mentor among these."""


def both_ways(dice: Random) -> Iterator[Act]:
    """Two who give and get alike, in the middle of their time; their next talk lies ahead."""
    yield from started(1)
    for number, day in enumerate(range(4, DAYS - 3, 9)):
        giver, getter = SIDES[number % 2], SIDES[1 - number % 2]
        yield Act(day - 2, giver, What.PLAN, 2)
        yield Act(day, getter, What.HOLD)
        yield Act(day, giver, What.EXCHANGE)
        yield Act(day, dice.choice(SIDES), What.WRITE)
        yield Act(day + 1, getter, What.EXCHANGE if number % 3 == 0 else What.LEARN)
        yield Act(day + 2, giver, What.THANK if number % 3 == 1 else What.REFLECT)
        if number % 3 == 2:
            yield Act(day + 2, getter, What.ACT)
    yield Act(DAYS - 1, MENTEE, What.PLAN, dice.randrange(3, 5))


LEARN_FROM_EACH_OTHER = Way("both ways", False, both_ways)
THE_JUNIOR_LEADS = Way("both ways, the junior leads", True, both_ways)


@dataclass(frozen=True, slots=True)
class Part:
    """Two people, and how they are a pair."""

    couple: Couple
    way: Way | None
    """None: one asks the other on the last day, who has not answered yet."""


def begin_in_the_past(mongo_url: str) -> None:
    """Where nothing has happened yet, and before any service runs: each has a clock of its own, and all are alike."""
    with MongoClient[dict[str, object]](mongo_url) as client:
        databases = [client[f"bothways_{service}"] for service in Service]
        if not any(database.list_collection_names() for database in databases):
            for database in databases:
                database[CLOCK].insert_one({"_id": "offset", "seconds": -timedelta(days=DAYS).total_seconds()})


def parts(personas: Mapping[str, Persona]) -> list[Part]:
    """First the pairs of those whom a newcomer can be, then the others, each way of being a pair in its turn."""
    known = [
        _known(personas["mentor"], personas["mentee"], LEARN_FROM_EACH_OTHER),
        _known(personas["reverse_mentor"], personas["senior_learner"], THE_JUNIOR_LEADS),
    ]
    taken = {persona.person_id for persona in personas.values()}
    queues: dict[bool, Iterator[Couple]] = {is_reverse: couples(is_reverse, taken) for is_reverse in (True, False)}
    ways = (PERSONAS[number % len(PERSONAS)] for number in range(OTHERS))
    others = [Part(couple, way) for way in ways for couple in islice(queues[way.is_reverse], 1)]
    asked = [Part(couple, None) for couple in islice(asking(personas["mentor"].person_id, taken), ASKED)]
    return known + others + asked


def _known(mentor: Persona, mentee: Persona, way: Way) -> Part:
    topic = shared_topic(mentor.person, mentee.person)
    if topic is None:
        raise ValueError("those whom a newcomer can be have nothing to teach each other")
    direction = "reverse" if way.is_reverse else "forward"
    return Part(Couple(mentor.person_id, mentee.person_id, direction, topic), way)


def people_of(played: list[Part]) -> set[str]:
    """Who is there from the beginning."""
    return {person for part in played for person in (part.couple.mentor_id, part.couple.mentee_id)}


async def live(http: httpx2.AsyncClient, operator: Mapping[str, str], played: list[Part], console: Console) -> None:
    """Every day from the first to today, or from where it was cut off."""
    stage = Stage(http, operator)
    await stage.arrive()
    with _bar(console) as bar:
        task = bar.add_task("Months are lived", total=DAYS)
        await stage.begin()
        formed = (_formed(stage, part.couple, part.way, number) for number, part in enumerate(played) if part.way)
        pairs = await asyncio.gather(*formed)
        day = 0
        while stage.is_in_the_past:
            await asyncio.gather(*(stage.play(pair, day) for pair in pairs if pair))
            await stage.step_towards_now()
            day += 1
            bar.update(task, completed=day)
    await asyncio.gather(*(stage.ask(part.couple) for part in played if part.way is None))


async def _formed(stage: Stage, couple: Couple, way: Way, seed: int) -> Played | None:
    pair_id = await stage.form(couple)
    return Played(pair_id, couple, way.name, script(way, seed, DAYS)) if pair_id else None


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
