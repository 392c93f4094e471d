"""Loads the demo organisation through the same door as any outsider: `python -m deploy.local.demo`."""

import asyncio
import hashlib
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from deploy.local.demo import events, history
from deploy.local.demo.organisation import DemoPerson, demo_people
from deploy.local.demo.personas import Persona, personas
from deploy.local.places import state_folder
from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access

PLATFORM = "demo-hr"
BATCH = 100
AT_ONCE = 3
BATCHES = "application/cloudevents-batch+json"
TAKEN_IN_WITHIN_S = 120.0
A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Loader:
    """The demo's own HR platform."""

    http: httpx2.AsyncClient
    operator: dict[str, str]
    console: Console
    remembered: Path

    async def load(self, everybody: list[Persona]) -> str:
        """Everybody is known afterwards, with the months behind them; the platform's API key."""
        key = await self._api_key()
        people = demo_people()
        if await self._is_in_the_past():
            played = history.parts({persona.key: persona for persona in everybody})
            first = history.people_of(played) | {persona.person_id for persona in everybody}
            await self._join([person for person in people if person.person_id in first], key)
            await self.grant(everybody)
            await history.live(self.http, self.operator, played, self.console)
        await self._join(people, key)
        await self.grant(everybody)
        return key

    async def _is_in_the_past(self) -> bool:
        status = await self._call("GET", "/v1/status")
        return datetime.fromisoformat(status["business_time"]) < datetime.now(UTC) - A_DAY

    async def _join(self, people: list[DemoPerson], key: str) -> None:
        status = await self._call("GET", "/v1/status")
        now = datetime.fromisoformat(status["business_time"])
        batches = list(events.batches(people, now, BATCH))
        mark = hashlib.sha256(json.dumps([event["data"] for batch in batches for event in batch]).encode()).hexdigest()
        if self._memory().get("loaded") != mark or not await self._is_known(people[-1].person_id):
            await self._send(batches, len(people), key)
            await self._taken_in()
            self._remember(loaded=mark)

    async def grant(self, everybody: list[Persona]) -> None:
        """Administrators are made by the operator."""
        for persona in everybody:
            if "administrator" in persona.access:
                body = {"org": events.ORG, "person_id": persona.person_id}
                await self._call("POST", "/v1/administrators", body, self.operator)

    async def _send(self, batches: list[list[events.CloudEvent]], total: int, key: str) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task("People join", total=total)
            places = asyncio.Semaphore(AT_ONCE)

            async def send(batch: list[events.CloudEvent]) -> None:
                async with places:
                    headers = {"Authorization": f"Bearer {key}", "Content-Type": BATCHES}
                    answer = await self._call("POST", "/v1/events", batch, headers)
                    refused = [item for item in answer["data"] if item["status"] == "rejected"]
                    if refused:
                        raise Trouble(
                            f"The gateway refused {len(refused)} people, first: {refused[0]}", "make reset up"
                        )
                    progress.advance(task, len(batch))

            await asyncio.gather(*(send(batch) for batch in batches))

    async def _taken_in(self) -> None:
        """Until no fact waits in an outbox: then the other services know the people, too."""
        columns = (TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True) as progress:
            progress.add_task("The services take them in", total=None)
            async with asyncio.timeout(TAKEN_IN_WITHIN_S):
                while True:
                    status = await self._call("GET", "/v1/status")
                    if not any(service["outbox_rows"] for service in status["services"].values()):
                        return
                    await asyncio.sleep(0.3)

    async def _api_key(self) -> str:
        """The key of the last time, or one of a platform that is new to the gateway."""
        known = self._memory().get("api_key")
        if known and (await self.http.post("/v1/events", json=[], headers=_bearer(known) | TYPE)).status_code != 401:
            return str(known)
        scopes = ["send-events", "read-facts", "act-for-people"]
        body = {"platform_id": PLATFORM, "org": events.ORG, "name": "Demo HR", "scopes": scopes}
        answer = await self.http.post("/v1/platforms", json=body, headers=self.operator)
        if answer.status_code == httpx2.codes.CONFLICT:
            answer = await self.http.post(f"/v1/platforms/{PLATFORM}/keys", headers=self.operator)
        if answer.is_error:
            raise Trouble(f"The gateway refused the demo's platform: {answer.text[:300]}", "make reset up")
        self._remember(api_key=answer.json()["api_key"])
        return str(answer.json()["api_key"])

    async def _is_known(self, person_id: str) -> bool:
        answer = await self.http.post("/v1/sign-in", json={"org": events.ORG, "person_id": person_id})
        return answer.is_success

    async def _call(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Any:
        try:
            answer = await self.http.request(method, path, json=body, headers=headers)
        except httpx2.HTTPError as error:
            raise Trouble(f"The gateway does not answer: {type(error).__name__}", "make logs") from error
        if answer.is_error:
            raise Trouble(f"{method} {path} was refused: {answer.status_code} {answer.text[:300]}", "make logs")
        return answer.json() if answer.content else None

    def _memory(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.remembered.read_text()) if self.remembered.exists() else {}
        return found

    def _remember(self, **facts: str) -> None:
        memory = self._memory() | facts
        self.remembered.touch(mode=0o600)
        self.remembered.write_text(json.dumps(memory))


TYPE = {"Content-Type": BATCHES}


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def show(console: Console, gateway_url: str, everybody: list[Persona], key: str) -> None:
    """Whom to sign in as, and how to send an event."""
    table = Table("sign in as", "who", "wer", "person_id", title="Demo sign-ins", title_justify="left", box=None)
    for persona in everybody:
        table.add_row(persona.person.name, persona.english, persona.german, persona.person_id)
    console.print()
    console.print(table)
    somebody = everybody[0].person_id
    console.print("\nSign in:", style="bold")
    console.print(
        f"curl -s {gateway_url}/v1/sign-in -H 'Content-Type: application/json' "
        f'-d \'{{"org": "{events.ORG}", "person_id": "{somebody}"}}\'',
        soft_wrap=True,
        markup=False,
        highlight=False,
    )
    console.print("\nPublish an event:", style="bold")
    event = {
        "specversion": "1.0",
        "id": "first",
        "source": "https://hr.example.org",
        "type": "bothways.MentorRequested.v1",
        "subject": "req_first",
        "org": events.ORG,
        "data": {"request_id": "req_first", "mentee_id": somebody, "topics": ["Python", "System design"]},
    }
    console.print(
        f"curl -i {gateway_url}/v1/events -H 'Authorization: Bearer {key}' "
        f"-H 'Content-Type: application/cloudevents+json' -d '{json.dumps(event)}'",
        soft_wrap=True,
        markup=False,
        highlight=False,
    )


async def main() -> None:
    """Load, grant, show."""
    console = Console()
    access = Access.find({})
    gateway_url = access.need("gateway_url")
    async with httpx2.AsyncClient(base_url=gateway_url, timeout=60) as http:
        operator = _bearer(access.need("operator_key"))
        loader = Loader(http, operator, console, state_folder() / "demo.json")
        everybody = personas()
        key = await loader.load(everybody)
    show(console, gateway_url, everybody, key)


if __name__ == "__main__":
    with troubles_in_words():
        asyncio.run(main())
    sys.exit()
