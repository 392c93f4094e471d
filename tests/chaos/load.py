"""Members who ask and mentors who accept, over HTTP, whatever is dying meanwhile."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2

from libs.common.ids import new_id
from tests.support.system import System

ORG = "acme"
AT_ONCE = 24
PAIRS_PER_MENTOR = 10
PATIENCE_S = 240.0


class NotDone(Exception):
    """A step found no end within its time."""


@dataclass(slots=True)
class Load:
    """So many requests, from the wish to the pair."""

    system: System
    requests: int
    gateways: int
    random: random.Random
    accepted: list[str] = field(default_factory=list)
    tries: int = 0
    """HTTP calls made, repeats included."""

    tokens: dict[str, str] = field(default_factory=dict)

    async def people(self) -> None:
        """Everybody joins through the door that platforms use."""
        mentors = -(-self.requests // PAIRS_PER_MENTOR)
        people = [_mentor(f"mentor_{n}") for n in range(mentors)] + [
            _mentee(f"mentee_{n}") for n in range(self.requests)
        ]
        key = await self._platform_key()
        for start in range(0, len(people), 100):
            batch = [_joined(person) for person in people[start : start + 100]]
            await self._until_accepted(
                "POST", "/v1/events", batch, {"Authorization": f"Bearer {key}", "Content-Type": BATCH}
            )

    async def run(self, on_progress: Callable[[int], None]) -> None:
        """All requests, some at once; each ends accepted."""
        places = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with places:
                self.accepted.append(await self._one_pair(number))
                on_progress(len(self.accepted))

        await asyncio.gather(*(one(number) for number in range(self.requests)))

    async def _one_pair(self, number: int) -> str:
        mentee, mentor = f"mentee_{number}", f"mentor_{number // PAIRS_PER_MENTOR}"
        key = {"Idempotency-Key": new_id()}
        asked = await self._as(mentee, "POST", "/v1/requests", {"mentor_id": mentor, "topics": ["Python"]}, key)
        path = asked.headers["Location"]
        await self._state(mentee, path, "open")
        await self._as(mentor, "POST", f"{path}/answer", {"answer": "accept"}, {"Idempotency-Key": new_id()})
        await self._state(mentee, path, "accepted")
        return path.rpartition("/")[2]

    async def _state(self, person_id: str, path: str, state: str) -> None:
        end = asyncio.get_running_loop().time() + PATIENCE_S
        while True:
            answer = await self._as(person_id, "GET", path, None, {})
            found = answer.json()["state"]
            if found == state or (state == "open" and found == "accepted"):
                return
            if asyncio.get_running_loop().time() > end:
                raise NotDone(f"{path} is {found}, not {state}, after {PATIENCE_S:g} s")
            await asyncio.sleep(0.2)

    async def _as(self, person_id: str, method: str, path: str, body: Any, headers: dict[str, str]) -> httpx2.Response:
        if person_id not in self.tokens:
            signed = await self._until_accepted("POST", "/v1/sign-in", {"org": ORG, "person_id": person_id}, {})
            self.tokens[person_id] = signed.json()["access_token"]
        return await self._until_accepted(
            method, path, body, headers | {"Authorization": f"Bearer {self.tokens[person_id]}"}
        )

    async def _until_accepted(self, method: str, path: str, body: Any, headers: dict[str, str]) -> httpx2.Response:
        """Try until somebody answers: who asks does not know what has just been killed."""
        end = asyncio.get_running_loop().time() + PATIENCE_S
        last = "no answer"
        while asyncio.get_running_loop().time() < end:
            self.tries += 1
            url = self.system.url(self.random.randrange(self.gateways)) + path
            try:
                async with httpx2.AsyncClient(timeout=10) as http:
                    answer = await http.request(method, url, json=body, headers=headers)
            except httpx2.HTTPError as error:
                last = type(error).__name__
            else:
                if answer.is_success:
                    return answer
                last = f"{answer.status_code} {answer.text[:200]}"
                # A person who has just joined may not be in every view yet; everything else is a bug of ours.
                if answer.status_code < 500 and answer.status_code not in (404, 409, 429):
                    raise NotDone(f"{method} {path}: {last}")
            await asyncio.sleep(0.2)
        raise NotDone(f"{method} {path}: {last} for {PATIENCE_S:g} s")

    async def _platform_key(self) -> str:
        body = {"platform_id": "chaos-hr", "org": ORG, "name": "Chaos HR"}
        operator = {"Authorization": f"Bearer {self.system.secrets['BOTHWAYS_OPERATOR_KEY']}"}
        answer = await self._until_accepted("POST", "/v1/platforms", body, operator)
        return str(answer.json()["api_key"])


BATCH = "application/cloudevents-batch+json"


def _joined(person: dict[str, Any]) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": f"joined-{person['person_id']}",
        "source": "https://hr.example.org/chaos",
        "type": "bothways.PersonJoined.v1",
        "subject": person["person_id"],
        "time": datetime.now(UTC).isoformat(),
        "org": ORG,
        "data": person,
    }


def _mentor(person_id: str) -> dict[str, Any]:
    return _person(person_id, gives=["Python"], gets=["Rust"], seniority=7, capacity=PAIRS_PER_MENTOR)


def _mentee(person_id: str) -> dict[str, Any]:
    return _person(person_id, gives=["Rust"], gets=["Python"], seniority=2, capacity=1)


def _person(person_id: str, **fields: Any) -> dict[str, Any]:
    name = person_id.replace("_", " ").title()
    return {"person_id": person_id, "name": name, "email": f"{person_id}@example.org", "hours_per_month": 4, **fields}
