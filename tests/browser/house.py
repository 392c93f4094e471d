"""The system that pages are opened on: a part of the demo organisation, in which something has happened already."""

import asyncio
import base64
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from deploy.local import web
from deploy.local.demo.events import ORG, person_joined
from deploy.local.demo.organisation import DemoPerson, demo_people
from deploy.local.demo.personas import personas
from deploy.local.rabbit import UNENCRYPTED
from deploy.local.services import offered_people
from deploy.local.story.agreeing import PARTS, SHARED
from deploy.local.story.clients import Client, signed_in
from tests.support.doors import add_platform, operator, send_events
from tests.support.running import eventually
from tests.support.system import BOOT_S, System, system

COLLEAGUES = 120
TOPIC = "Feedback"
LEARNING, GIVING = ("newcomer", "senior_learner"), ("mentor", "reverse_mentor")
"""Who is in a round that is not published."""

OWN = ("agenda", "dated", "ended", "pushed", "shared")
"""Tests with two people of their own, `agenda_mentee` and `agenda_mentor`; whoever is pushed to reads German."""


@dataclass(slots=True)
class House:
    """Where it is, who is who, and the ids of what there is to look at."""

    running: System
    people: dict[str, DemoPerson]
    """By their keys in the demo; `newcomer`, to whom nothing has happened; `moderator`; those of `OWN`, and `hasty`;
    two of the story's own; `former`, whose pair with the mentee is over; `joiner`, who says much of themselves."""

    ids: dict[str, str] = field(default_factory=dict)
    """By the path in front of them: `/pairs`."""

    @property
    def url(self) -> str:
        """Where the gateway serves."""
        return self.running.url()

    def id_of(self, who: str) -> str:
        """The id of a person."""
        return self.people[who].person_id

    def first_name(self, who: str) -> str:
        """As others call them."""
        return self.people[who].name.split()[0]

    def client(self, who: str) -> AbstractAsyncContextManager[Client]:
        """Somebody over HTTP."""
        return signed_in(self.url, ORG, self.id_of(who))


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    """It runs as long as the block."""
    await asyncio.to_thread(web.build)
    told = {
        "BOTHWAYS_DEMO_PEOPLE": offered_people(),
        "BOTHWAYS_NEARBY_PROVIDERS": "true",
        "BOTHWAYS_VAPID_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "BOTHWAYS_PUSH_ANYWHERE": "true",
    }
    async with system(folder, environment=told) as running, AsyncExitStack() as stack:
        house = House(running, whoever_is_needed())
        await move_in(house)
        clients = {who: await stack.enter_async_context(house.client(who)) for who in house.people}
        await asyncio.gather(live(house, clients), run(house, clients["organiser"]), report(house, clients))
        yield house


def whoever_is_needed() -> dict[str, DemoPerson]:
    """By what they are to the tests."""
    people = {one.key: one.person for one in personas()}
    known = {one.person_id for one in people.values()}
    unknown = [one for one in demo_people() if one.visible and one.person_id not in known]
    others, germans = (
        iter(one for one in unknown if one.locale == "en"),
        iter(one for one in unknown if one.locale == "de"),
    )
    people |= {who: next(others) for who in ("newcomer", "moderator", "colleague", "junior")}
    people |= {"senior": giver_for(people["junior"], others), "former": giver_for(people["mentee"], others)}
    for test in OWN:
        people[f"{test}_mentee"] = next(others)
        people[f"{test}_mentor"] = giver_for(people[f"{test}_mentee"], germans if test == "pushed" else others)
    people["joiner"] = next(one for one in others if "mentor" in one.roles)
    return people | {"hasty": next(others)}


def giver_for(getter: DemoPerson, others: Iterator[DemoPerson]) -> DemoPerson:
    """The next mentor who gives what somebody looks for."""
    return next(one for one in others if "mentor" in one.roles and shared_topics(one, getter))


async def move_in(house: House) -> None:
    """Everybody is known to every service, and who sees to something is named."""
    hr = await add_platform(house.running, "demo-hr", ORG, "act-for-people")
    named = list(house.people.values())
    above = {one.manager_id for one in named}
    others = sorted((one for one in demo_people() if one not in named), key=lambda one: one.person_id not in above)
    everybody = named + others[:COLLEAGUES]
    now = datetime.now(UTC)
    await send_events(house.running, hr.api_key, [person_joined(one, now) for one in everybody])
    async with httpx2.AsyncClient(
        base_url=house.url, headers=operator(house.running), timeout=60, verify=UNENCRYPTED
    ) as http:
        for role, who in (("administrators", "organiser"), ("moderators", "moderator")):
            done(await http.post(f"/v1/{role}", json={"org": ORG, "person_id": house.id_of(who)}))


async def live(house: House, clients: dict[str, Client]) -> None:
    """Two are a pair who agreed, met, will meet again, and write to each other; others are asked, and thank."""
    mentee, mentor = clients["mentee"], clients["mentor"]
    topics = shared_topics(house.people["mentor"], house.people["mentee"])
    await be_thanked(house, clients)
    pair_id = await become_pair(mentee, mentor, topics[:2])
    pair = f"/v1/pairs/{pair_id}"
    done(await mentee.put(f"{pair}/agreement/part", PARTS[0]))
    written = done(await mentor.put(f"{pair}/agreement/part", PARTS[1]))
    arranged = done(await mentor.put(f"{pair}/agreement/shared", SHARED, read=written["version"]))
    for client in (mentee, mentor):
        done(await client.sign(f"{pair}/agreement/signature", read=arranged["version"]))
    ahead = {"starts_at": (datetime.now(UTC) + timedelta(days=3)).isoformat(), "channel": "video"}
    done(await mentee.post(f"{pair}/sessions", {}))
    planned = done(await mentee.post(f"{pair}/sessions/planned", ahead))
    for client, direction in ((mentee, "got"), (mentee, "gave"), (mentor, "got")):
        line = {"direction": direction, "line": "How to ask before answering.", "about": TOPIC}
        done(await client.post(f"{pair}/exchanges", line))
        done(await client.post(f"{pair}/thread", {"text": "See you on Thursday?"}))
    done(await mentee.post(f"{pair}/actions", {"what": "Ask for feedback", "owner_ids": [mentee.person_id]}))
    session = f"{pair}/sessions/{planned['session_id']}"
    done(await mentee.post(f"{session}/agenda", {"text": "What did we try?"}))
    entry = {"level": "mine", "kind": "reflection", "day": f"{datetime.now(UTC):%Y-%m-%d}", "text": "I asked first."}
    kept = done(await mentee.post("/v1/journal/entries", entry))
    asking = {"mentor_id": clients["senior_learner"].person_id, "topics": topics[:1], "message": "One talk?"}
    waiting = done(await mentee.post("/v1/requests", asking, wait=30))
    named = {"other_id": clients["newcomer"].person_id, "role": "mentee", "topics": topics[:1]}
    since = (datetime.now(UTC) - timedelta(days=90)).isoformat()
    recognised = done(await mentee.post("/v1/recognitions", named | {"since": since}, wait=30))
    invited = [clients[who].person_id for who in ("reverse_mentor", "senior_learner")]
    circle = done(await mentee.post("/v1/circles", {"invited_ids": invited, "topics": topics[:1]}, wait=30))
    tracks = (await mentee.get("/v1/preparation"))["tracks"]
    track = next(one["track"] for one in tracks if one["is_for_me"])
    steps = (await mentee.get(f"/v1/preparation/{track}"))["steps"]
    resources = (await mentee.get("/v1/resources"))["resources"]
    house.ids |= {
        "/pairs": pair_id,
        "/pairs/:id/sessions": planned["session_id"],
        "/people": mentor.person_id,
        "/requests": waiting["request_id"],
        "/journal": kept["entry_id"],
        "/journal/entries": kept["entry_id"],
        "/journal/dividends": f"{datetime.now(UTC) - timedelta(days=datetime.now(UTC).day):%Y-%m}",
        "/recognitions": recognised["recognition_id"],
        "/circles": circle["circle_id"],
        "/preparation": track,
        "/preparation/:track": steps[0]["step_id"],
        "/resources": resources[0]["resource_id"],
    }


async def be_thanked(house: House, clients: dict[str, Client]) -> None:
    """For a strength, by somebody with whom all is over."""
    mentee, former = clients["mentee"], clients["former"]
    topics = shared_topics(house.people["former"], house.people["mentee"])
    pair = f"/v1/pairs/{await become_pair(mentee, former, topics[:2])}"
    done(await mentee.post(f"{pair}/end", {"reason": "completed"}, wait=30))

    async def is_open() -> bool:
        answer = await former.http.get(f"{pair}/farewell")
        return answer.is_success and answer.json()["is_open"]

    await eventually(is_open, what="the farewell")
    thanks = {"strength": "listens", "line": "You asked what nobody had asked."}
    done(await former.post(f"{pair}/kudos", thanks))


async def become_pair(mentee: Client, mentor: Client, topics: list[str]) -> str:
    """One asks, the other says yes; the id of their pair, once both can read it."""
    wanted = {"mentor_id": mentor.person_id, "topics": topics, "message": "May I learn from you?"}
    asked = done(await mentee.post("/v1/requests", wanted, wait=30))
    answer = done(await mentor.post(f"/v1/requests/{asked['request_id']}/answer", {"answer": "accept"}, wait=30))
    pair_id: str = answer["pair_id"]

    async def is_shown() -> bool:
        read = [await mentee.http.get(f"/v1/pairs/{pair_id}/agreement"), await mentor.http.get(f"/v1/pairs/{pair_id}")]
        return all(one.is_success for one in read)

    await eventually(is_shown, what="the pair")
    return pair_id


@asynccontextmanager
async def own_pair(house: House, test: str) -> AsyncIterator[tuple[Client, Client, str]]:
    """The two of one of `OWN`, mentee and mentor, and the path of the pair that they are from now on: `/pairs/…`."""
    both = house.people[f"{test}_mentee"], house.people[f"{test}_mentor"]
    async with house.client(f"{test}_mentee") as mentee, house.client(f"{test}_mentor") as mentor:
        yield mentee, mentor, f"/pairs/{await become_pair(mentee, mentor, shared_topics(both[1], both[0])[:1])}"


async def plan_session(client: Client, pair: str, **fields: Any) -> str:
    """In three days; its path."""
    ahead = {"starts_at": (datetime.now(UTC) + timedelta(days=3)).isoformat(), "channel": "video"}
    planned = done(await client.post(f"/v1{pair}/sessions/planned", ahead | fields))
    return f"{pair}/sessions/{planned['session_id']}"


async def run(house: House, organiser: Client) -> None:
    """A programme, a round that was not published, a webhook, and somebody who is to be forgotten."""
    programme = {"template": "organic", "called": {"en": "Everybody"}, "organiser_ids": [organiser.person_id]}
    made = done(await organiser.post("/v1/programmes", programme))
    done(await organiser.http.post(f"/v1/programmes/{made['programme_id']}/opening"))
    sides = [{"person_ids": [house.id_of(who) for who in both]} for both in (LEARNING, GIVING)]
    plan = {"name": "Spring", "mentees": sides[0], "mentors": sides[1]}

    async def matched() -> httpx2.Response | None:
        """The first one waits for the solver to be loaded; the gateway waits for a minute for it."""
        answer = await organiser.http.post("/v1/rounds", json=plan, headers={"Idempotency-Key": "spring"}, timeout=90)
        return None if answer.status_code in (409, 503) else answer

    drafted = done(await eventually(matched, within_s=BOOT_S, what="a round"))
    hook = done(await organiser.post("/v1/webhooks", {"url": "http://127.0.0.1:9/hook"}))
    erasure = await organiser.post("/v1/erasures", {"person_id": house.id_of("colleague")})
    done(erasure)
    house.ids |= {
        "/programmes": made["programme_id"],
        "/organise/programmes": made["programme_id"],
        "/organise/rounds": drafted["round_id"],
        "/administer/webhooks": hook["webhook"]["webhook_id"],
        "/administer/erasures": erasure.headers["Location"].rpartition("/")[2],
    }


async def report(house: House, clients: dict[str, Client]) -> None:
    """Somebody told of something that should not have happened."""
    about = {"about": "person", "id": clients["reverse_mentor"].person_id}
    told = {"kind": "pretence", "subject": about, "words": "They are somebody else."}
    made = done(await clients["mentee"].post("/v1/reports", told))
    house.ids |= {"/reports": made["report_id"], "/moderation/reports": made["report_id"]}


def shared_topics(giver: DemoPerson, getter: DemoPerson) -> list[str]:
    """What one can give of what the other looks for."""
    wanted = {one.topic for one in getter.gets}
    return [one.topic for one in giver.gives if one.topic in wanted]


def done(answer: httpx2.Response) -> Any:
    """Its content; it has to be a yes."""
    assert answer.is_success, f"{answer.request.method} {answer.url.path}: {answer.status_code} {answer.text[:500]}"
    return answer.json() if answer.content else None
