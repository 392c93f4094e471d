"""The acts before a pair is active: both prepare, and agree on what each learns and gives."""

from functools import partial
from typing import Any

import httpx2

from deploy.local.story.clients import Client
from deploy.local.story.stage import Stage, require
from deploy.local.story.witness import HeardEvent

GOAL = "Speak up in the architecture round"
PARTS: tuple[dict[str, Any], dict[str, Any]] = (
    {"goals": [{"text": GOAL, "measure": "Three times by spring"}], "gives": ["An hour of Rust a month"]},
    {"goals": [{"text": "See what juniors see"}], "gives": ["Stories of what went wrong"], "needs": "Candour"},
)
"""Of who learns, and of who gives: both bring both."""

SHARED = {"cadence_days": 14, "session_minutes": 45, "confidentiality": "All of it stays between us."}


async def both_prepare(stage: Stage) -> None:
    """A few minutes each: what is for them is written or knowingly left out, and nobody else reads it."""
    for person_id in stage.both:
        client = await stage.client(person_id)
        tracks = [line for line in (await client.get("/v1/preparation"))["tracks"] if line["is_for_me"]]
        require(len(tracks) >= 2, "nothing prepares somebody for their own part")
        for line in tracks:
            if not line["is_finished"]:  # an earlier pair of theirs may have brought them this far
                await _finish(client, line["track"])
                finished = {"person_id": person_id, "track": line["track"]}
                await stage.witness.expect("PreparationFinished", partial(_says, finished))
    stage.done("both have prepared, each for their own part")


async def both_agree(stage: Stage) -> None:
    """Each has something to learn and something to give, or there is nothing to sign; then the pair is active."""
    path = f"/v1/pairs/{stage.pair_id}/agreement"
    clients = [await stage.client(person_id) for person_id in stage.both]
    mentee, mentor = clients
    written = _done(await mentee.put(f"{path}/part", PARTS[0]))
    early = await mentee.sign(f"{path}/signature", read=written["version"])
    require(early.status_code == 409, f"half an agreement was signed: {early.status_code}")
    stage.done(f"a signature comes too early: {early.json()['detail']}")
    written = _done(await mentor.put(f"{path}/part", PARTS[1]))
    arranged = _done(await mentor.put(f"{path}/shared", SHARED, read=written["version"]))
    for client in clients:
        signed = _done(await client.sign(f"{path}/signature", read=arranged["version"]))
    require(signed["is_live"], f"both have signed, and it is not in force: {signed['unprepared']}")
    await stage.witness.expect("AgreementWentLive", stage.is_of_pair)
    await stage.witness.expect(
        "PairPhaseChanged", lambda one: stage.is_of_pair(one) and one["data"]["phase"] == "active"
    )
    stage.done("both signed the same text: the agreement is in force, and the pair active")


async def _finish(client: Client, track: str) -> None:
    steps = (await client.get(f"/v1/preparation/{track}"))["steps"]
    first, *others = [step for step in steps if step["after"] is None]
    path = f"/v1/preparation/{track}/steps"
    _done(await client.put(f"{path}/{first['step_id']}", {"answer": "To ask before I answer."}))
    for step in others:
        _done(await client.post(f"{path}/{step['step_id']}/skip", {}))


def _says(data: dict[str, str], event: HeardEvent) -> bool:
    return bool(event["data"] == data)


def _done(answer: httpx2.Response) -> Any:
    require(
        answer.is_success, f"{answer.request.method} {answer.url.path} answered {answer.status_code}: {answer.text}"
    )
    return answer.json()
