"""What somebody writes while they are in a pair: every place there is, each with a phrase of its own."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from deploy.local.story.clients import Client
from tests.support.running import eventually

PHRASE = "zimtstern-violett"
"""Plain letters: the same bytes in every encoding."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's words at one place, and the path at which they are read again."""

    place: str
    method: str
    path: str
    body: dict[str, Any]
    read_at: str
    is_shared: bool = True


def words(place: str) -> str:
    """The phrase, with its place."""
    return f"{PHRASE} {place}"


def places(pair: str, writer_id: str) -> list[Told]:
    """Every place where somebody writes while a pair goes on, and after its end."""
    entries, step = "/v1/journal/entries", "/v1/preparation/core/steps/core.first-talk"
    day = {"day": datetime.now(UTC).date().isoformat(), "tags": [PHRASE]}
    shared = {"level": "pair", "pair_id": pair.rpartition("/")[2]}
    mine, ours = ({"kind": kind, "text": words(kind), **day} for kind in ("reflection", "gratitude"))
    part = {"goals": [{"text": words("goal")}], "gives": [words("give")], "needs": words("needs")}
    exchange = {"direction": "gave", "line": words("exchange")}
    action = {"what": words("action"), "owner_ids": [writer_id]}
    return [
        Told("preparation", "PUT", step, {"answer": words("preparation")}, "/v1/preparation/core", is_shared=False),
        Told("reflection", "POST", entries, {"level": "mine", **mine}, entries, is_shared=False),
        Told("gratitude", "POST", entries, shared | ours, entries),
        Told("goal", "PUT", f"{pair}/agreement/part", part, f"{pair}/agreement"),
        Told("thread", "POST", f"{pair}/thread", {"text": words("thread")}, f"{pair}/thread"),
        Told("exchange", "POST", f"{pair}/exchanges", exchange, f"{pair}/exchanges"),
        Told("action", "POST", f"{pair}/actions", action, f"{pair}/actions"),
    ]


def last_places(pair: str) -> list[Told]:
    """Where somebody writes once a pair has been completed."""
    kudos = {"strength": "listens", "line": words("kudos")}
    return [
        Told("letter", "PUT", f"{pair}/closing-letter", {"text": words("letter")}, f"{pair}/farewell"),
        Told("kudos", "POST", f"{pair}/kudos", kudos, f"{pair}/farewell"),
    ]


async def all_told(writer: Client, pair: str) -> list[Told]:
    """They write wherever there is a place to, and complete the pair for that."""
    await eventually(lambda: is_there(writer, f"{pair}/story"), what="the story")
    told = places(pair, writer.person_id)
    await write(writer, told)
    assert (await writer.post(f"{pair}/end", {"reason": "completed"}, wait=30)).is_success
    await eventually(lambda: is_there(writer, f"{pair}/farewell", '"is_open":true'), what="the time for letters")
    last = last_places(pair)
    await write(writer, last)
    return told + last


async def write(writer: Client, told: list[Told]) -> None:
    """Each is taken."""
    for one in told:
        answer = await writer.http.request(one.method, one.path, json=one.body)
        assert answer.is_success, f"{one.place}: {answer.status_code} {answer.text}"


async def is_there(somebody: Client, path: str, text: str = "") -> bool:
    """Whether somebody reads this there."""
    answer = await somebody.http.get(path)
    return answer.is_success and text in answer.text


async def archive(somebody: Client) -> str:
    """All that is held on somebody, every file of it."""
    answer = await somebody.http.get("/v1/me/export", timeout=60)
    assert answer.is_success, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        assert "index.md" in files.namelist()
        return " ".join(files.read(name).decode() for name in files.namelist())
