"""The acts of the main story, each of which must happen."""

import email
from collections.abc import Awaitable, Callable
from email import policy
from functools import partial
from pathlib import Path
from typing import Any

import httpx2

from deploy.local.story import outsider
from deploy.local.story.agreeing import both_agree, both_prepare
from deploy.local.story.clients import Client, eventually, taken_in
from deploy.local.story.stage import ORG, Stage, require
from deploy.local.story.witness import PATIENCE_S
from libs.common.ids import new_id

TOPICS = ["Python", "Leading a team", "System design"]


async def cloud_event(stage: Stage, kind: str, subject: str, data: dict[str, Any], source: str) -> dict[str, Any]:
    """An event as an outsider words it, at the business time of the house: earlier stories may have stepped it."""
    async with httpx2.AsyncClient(base_url=stage.gateway_url, timeout=PATIENCE_S) as http:
        status = (await http.get("/v1/status")).json()
    return {
        "specversion": "1.0",
        "id": new_id(),
        "source": source,
        "type": f"bothways.{kind}.v1",
        "subject": subject,
        "time": status["business_time"],
        "org": ORG,
        "datacontenttype": "application/json",
        "data": data,
    }


async def somebody_new_arrives(stage: Stage) -> None:
    """A platform tells of a newcomer, through its own exchange with its own restricted user."""
    person = {
        "person_id": stage.newcomer,
        "name": "Nadia Neumann",
        "email": f"{stage.newcomer}@example.org",
        "locale": "de",
        "time_zone": "Europe/Berlin",
        "languages": ["de", "en"],
        "title": "Junior developer",
        "department": "Engineering",
        "seniority": 2,
        "gives": [{"topic": "Rust", "level": 4}, {"topic": "Working with AI assistants", "level": 4}, "Go"],
        "gets": [{"topic": topic, "level": 4} for topic in TOPICS],
        "hours_per_month": 4,
        "capacity": 1,
    }
    event = await cloud_event(stage, "PersonJoined", stage.newcomer, person, "https://hr.example.org")
    await outsider.publish(stage.hr.amqp_url, stage.hr.platform_id, event)
    await stage.witness.expect("PersonJoined", lambda one: one["subject"] == stage.newcomer)
    await taken_in(stage.gateway_url, stage.operator_key)
    stage.done("Nadia is known in the house")


async def a_platform_asks_for_suggestions(stage: Stage) -> None:
    """With scope to act for people: nobody is named, so five people worth asking are suggested."""
    request_id = new_id("req")
    asked = {"request_id": request_id, "mentee_id": stage.newcomer, "topics": TOPICS}
    event = await cloud_event(stage, "MentorRequested", request_id, asked, "https://hr.example.org")
    await outsider.publish(stage.hr.amqp_url, stage.hr.platform_id, event)
    outcome = await stage.witness.expect("MentorsSuggested", lambda one: one["subject"] == request_id)
    suggestions = outcome["data"]["suggestions"]
    require(3 <= len(suggestions) <= 5, f"{len(suggestions)} people were suggested, 3 to 5 are needed for the story")
    for one in suggestions:
        require(one["reasons"] and one["gap"]["words"]["en"], "a suggestion came without its reasons or its gap")
        require(one["mentor_id"] != stage.newcomer, "the person was suggested to herself")
        stage.tell(f"      [bold]{await _name_of(stage, one['mentor_id'])}[/] ({one['score']:.2f})")
        for reason in one["reasons"]:
            stage.tell(f"        + {reason['words']['en']}")
        stage.tell(f"        - {one['gap']['words']['en']}")
    stage.mentors = [one["mentor_id"] for one in suggestions]
    nadia = await stage.client(stage.newcomer)
    await eventually("the suggestions in the gateway's view", lambda: _state(nadia, request_id, "suggested"))
    stage.done(f"{len(suggestions)} people suggested, each with reasons and one honest gap")


async def a_platform_without_scope_proposes(stage: Stage) -> None:
    """Over HTTPS, without scope to act for people: Nadia confirms before the mentor hears of it."""
    request_id = new_id("req")
    asked = {
        "request_id": request_id,
        "mentee_id": stage.newcomer,
        "mentor_id": stage.mentors[0],
        "topics": TOPICS[:1],
        "confirmed": True,  # an outsider's word is not enough
    }
    event = await cloud_event(stage, "MentorRequested", request_id, asked, "https://lms.example.org")
    async with httpx2.AsyncClient(base_url=stage.gateway_url, timeout=PATIENCE_S) as http:
        answer = await http.post(
            "/v1/events",
            json=event,
            headers={
                "Authorization": f"Bearer {stage.lms.api_key}",
                "Content-Type": "application/cloudevents+json",
            },
        )
    require(answer.status_code == 202, f"POST /v1/events answered {answer.status_code}: {answer.text[:300]}")
    await stage.witness.expect("RequestProposed", lambda one: one["subject"] == request_id)
    nadia = await stage.client(stage.newcomer)
    await eventually("the proposal in the gateway's view", lambda: _state(nadia, request_id, "proposed"))
    mentor = await stage.client(stage.mentors[0])
    hidden = await mentor.http.get(f"/v1/requests/{request_id}")
    require(hidden.status_code == 404, "the mentor could see a request that Nadia has not confirmed")
    confirmed = await nadia.post(f"/v1/requests/{request_id}/answer", {"answer": "confirm"}, wait=30)
    require(confirmed.is_success, f"confirming answered {confirmed.status_code}: {confirmed.text[:300]}")
    await stage.witness.expect("RequestOpened", lambda one: one["subject"] == request_id)
    stage.done("a request proposed by a platform opened only after Nadia's own yes")
    declined = await mentor.post(f"/v1/requests/{request_id}/answer", {"answer": "decline"}, wait=30)
    require(declined.is_success, f"declining answered {declined.status_code}: {declined.text[:300]}")
    await stage.witness.expect("RequestClosed", lambda one: one["subject"] == request_id)
    stage.done("the first one asked declined, kindly and without having to say why")


async def a_rule_says_no(stage: Stage) -> None:
    """Nobody is their own mentor; the answer says so in words."""
    nadia = await stage.client(stage.newcomer)
    answer = await nadia.post("/v1/requests", {"mentor_id": stage.newcomer, "topics": TOPICS[:1]}, wait=30)
    problem = answer.json()
    require(answer.status_code in (409, 422), f"a request to oneself answered {answer.status_code}")
    require("oneself" in problem["code"], f"the refusal has another code: {problem}")
    stage.done(f"a request to oneself is refused: {problem['detail']}")


async def a_member_asks_and_is_accepted(stage: Stage) -> None:
    """Nadia asks the second one herself; the mentor says yes, and they are a pair."""
    nadia, mentor = await stage.client(stage.newcomer), await stage.client(stage.mentors[1])
    async with nadia.streaming():
        body = {"mentor_id": mentor.person_id, "topics": TOPICS[:2], "message": "May I learn from you?"}
        answer = await nadia.post("/v1/requests", body, wait=30)
        require(answer.status_code == 201, f"POST /v1/requests answered {answer.status_code}: {answer.text[:300]}")
        request_id = answer.headers["Location"].rpartition("/")[2]
        opened = await stage.witness.expect("RequestOpened", lambda one: one["subject"] == request_id)
        require("May I learn" not in str(opened), "the message stands in an event")
        accepted = await mentor.post(f"/v1/requests/{request_id}/answer", {"answer": "accept"}, wait=30)
        require(accepted.is_success, f"accepting answered {accepted.status_code}: {accepted.text[:300]}")
        formed = await stage.witness.expect("PairFormed", lambda one: one["data"]["request_id"] == request_id)
        stage.pair_id = formed["subject"]
        await eventually("PairFormed on the live stream", lambda: _is_live(nadia, "PairFormed", stage.pair_id))
    require(formed["correlationid"] == opened["correlationid"], "the pair does not belong to the request's story")
    stage.done("two explicit yes made a pair, and the live stream said so")


async def both_are_welcomed(stage: Stage) -> None:
    """Journal opens the story with a welcome for each side; both are told, in the words of their role."""
    await stage.witness.expect("PairPhaseChanged", stage.is_of_pair)
    welcomes = []
    for person_id in stage.both:
        client = await stage.client(person_id)
        story = await client.get(f"/v1/pairs/{stage.pair_id}/story")
        entries = [entry for entry in story["entries"] if entry["kind"] == "welcome"]
        require(len(entries) == 1, f"{len(entries)} welcomes for one side")
        welcomes.append(str(entries[0]["words"]["en"]))
        await _told(stage, client, "pair-formed")
    require(welcomes[0] != welcomes[1], "both sides got the same welcome")
    stage.done("a welcome for each side; both told in inbox and by mail, each in the words of their role")


async def they_meet(stage: Stage) -> None:
    """A session held is the first milestone; both hear of it, and it stands in the timeline."""
    nadia = await stage.client(stage.newcomer)
    answer = await nadia.post(f"/v1/pairs/{stage.pair_id}/sessions", {})
    require(answer.is_success, f"reporting a session answered {answer.status_code}: {answer.text[:300]}")
    await stage.witness.expect("SessionHeld", stage.is_of_pair)
    await stage.witness.expect("MilestoneReached", stage.is_of_pair)
    for person_id in stage.both:
        client = await stage.client(person_id)
        await _told(stage, client, "first-talk-held")
        await eventually("the milestone in the timeline", partial(_in_timeline, stage, client))
    stage.done("first talk held: a milestone, told to both and kept in the timeline")


async def silence_brings_a_nudge(stage: Stage) -> None:
    """Longer without a session than they agreed on: a nudge to whoever is to take the next step, in the morning."""
    pair = await (await stage.client(stage.newcomer)).get(f"/v1/pairs/{stage.pair_id}/story")
    owner = await stage.client(pair["next_owner_id"])
    stage.tell("        three weeks go by, with all that they bring a whole organisation: a minute or two")
    async with httpx2.AsyncClient(base_url=stage.gateway_url, timeout=900) as http:
        stepped = await http.post(
            "/v1/clock",
            json={"advance": "P21D", "grain": "PT3H"},
            headers={"Authorization": f"Bearer {stage.operator_key}"},
        )
    require(stepped.is_success, f"POST /v1/clock answered {stepped.status_code}: {stepped.text[:300]}")
    await _told(stage, owner, "session-gap")
    stage.done(f"three weeks of silence, and {await _name_of(stage, owner.person_id)} got one nudge")


ACTS: tuple[tuple[str, Callable[[Stage], Awaitable[None]]], ...] = (
    ("Somebody new arrives", somebody_new_arrives),
    ("A platform asks in her name, naming nobody", a_platform_asks_for_suggestions),
    ("A platform without that right proposes a mentor", a_platform_without_scope_proposes),
    ("A rule says no", a_rule_says_no),
    ("She asks somebody herself, who accepts", a_member_asks_and_is_accepted),
    ("Both are welcomed", both_are_welcomed),
    ("Both prepare", both_prepare),
    ("Both agree", both_agree),
    ("They meet", they_meet),
    ("Silence brings a nudge", silence_brings_a_nudge),
)


async def _name_of(stage: Stage, person_id: str) -> str:
    card = await (await stage.client(stage.newcomer)).get(f"/v1/people/{person_id}")
    return str(card["name"])


async def _state(client: Client, request_id: str, state: str) -> bool:
    answer = await client.http.get(f"/v1/requests/{request_id}")
    return answer.is_success and answer.json()["state"] == state


async def _is_live(client: Client, kind: str, subject: str) -> bool:
    return any(kind in one["type"] and one["subject"] == subject for one in client.live)


async def _in_timeline(stage: Stage, client: Client) -> bool:
    timeline = await client.get(f"/v1/pairs/{stage.pair_id}/timeline")
    return any("MilestoneReached" in fact["type"] for fact in timeline["data"])


async def _told(stage: Stage, client: Client, template: str) -> None:
    """In the inbox, and by a real mail with the same title."""
    titles: list[str] = []

    async def in_inbox() -> bool:
        inbox = await client.get("/v1/inbox")
        titles[:] = [
            item["title"]
            for item in inbox["items"]
            if template in item["template"] and item["subject_id"] == stage.pair_id
        ]
        return bool(titles)

    me = await client.get("/v1/me")

    async def by_mail() -> bool:
        return any(str(one["Subject"]) in titles for one in _mails_to(stage.mail, me["email"]))

    await eventually(f"{template} in the inbox of {client.person_id}", in_inbox)
    await eventually(f"a mail about {template} to {client.person_id}", by_mail)


def _mails_to(folder: Path, address: str) -> list[Any]:
    found = [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    return [one for one in found if address.lower() in str(one["To"]).lower()]


async def play(stage: Stage) -> None:
    """Every act in its order; Missing with the first step that does not happen."""
    async with stage.sessions:
        for title, act in ACTS:
            stage.tell(f"\n[bold]{title}[/]  [dim]{(act.__doc__ or '').splitlines()[0]}[/]")
            await act(stage)
