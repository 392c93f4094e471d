"""Plays scripts on the running system, over HTTP as the people would, and moves its time."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import httpx2

from deploy.local.demo.events import ORG
from deploy.local.demo.organisation import demo_people
from deploy.local.demo.rehearsal.cast import Couple
from deploy.local.demo.rehearsal.lines import Lines
from deploy.local.demo.rehearsal.script import MENTEE, MENTOR, Act, What

AT_ONCE = 12
COARSE, FINE = "PT12H", "PT2M"
"""Strides of stepped time: what falls due within one is late by as much as is left of it.

Every stop costs most of a second, and what pairs live by are days: a stride never goes beyond the next morning.
"""

MORNING = time(9, 30)
"""In UTC. Half an hour lies between it and every clock that falls due at a full hour."""

ORGANISER_ID = demo_people()[0].person_id
STEP_WITHIN_S = 600
NEARLY_NOW = timedelta(minutes=1)
REFUSED_PAIR = (403, 409, 422)


class Unexpected(Exception):
    """The system said no to something that it should take."""


@dataclass(slots=True)
class Played:
    """A pair on the stage, and what has to be known of it to go on."""

    pair_id: str
    couple: Couple
    name: str
    """How it lives, for readers."""

    acts: Sequence[Act]
    planned: str = ""
    person_of: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.person_of = {MENTOR: self.couple.mentor_id, MENTEE: self.couple.mentee_id}

    @property
    def path(self) -> str:
        """Of the pair."""
        return f"/v1/pairs/{self.pair_id}"


@dataclass(slots=True)
class Stage:
    """A running system with everybody in it."""

    http: httpx2.AsyncClient
    """To the gateway."""

    operator: Mapping[str, str]
    """Headers of whoever moves time."""

    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    tokens: dict[str, str] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    """The morning of the day that is played."""

    begun_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    """The first morning."""

    ahead: timedelta = timedelta(0)
    """Of business time, before the machine's."""

    grain: str = COARSE
    calls: int = 0
    lines: Lines = field(default_factory=Lines)

    async def dry_run(self, wanted: dict[str, Any]) -> Any:
        """What an organiser is shown before anybody hears of it."""
        named = {"org": ORG, "person_id": ORGANISER_ID}
        self._require(await self.http.post("/v1/administrators", json=named, headers=self.operator))
        answer = await self._send(ORGANISER_ID, "POST", "/v1/programme/plan/dry-run", wanted)
        self._require(answer)
        return answer.json()

    async def form(self, couple: Couple) -> str | None:
        """The mentee asks, the mentor says yes: the pair's id; None where a rule stands against these two."""
        async with self.places:
            path = await self.ask(couple)
            return await self.accept(couple, path) if path else None

    async def ask(self, couple: Couple) -> str | None:
        """The mentee asks: where the request is; None where a rule stands against these two."""
        wanted = {"mentor_id": couple.mentor_id, "topics": [couple.topic], "direction": couple.direction}
        asked = await self._send(couple.mentee_id, "POST", "/v1/requests", wanted, wait=30)
        if asked.status_code in REFUSED_PAIR:
            return None
        self._require(asked)
        return str(asked.headers["Location"])

    async def accept(self, couple: Couple, path: str) -> str:
        """The mentor says yes: the pair's id."""
        self._require(await self._send(couple.mentor_id, "POST", f"{path}/answer", {"answer": "accept"}, wait=30))
        request_id = path.rpartition("/")[2]
        pairs = await self.get(couple.mentee_id, "/v1/pairs")
        return next(str(pair["pair_id"]) for pair in pairs["data"] if pair["request_id"] == request_id)

    async def arrive(self) -> None:
        """Look what time it is here."""
        answer = await self.http.get("/v1/status")
        self._require(answer)
        self.now = datetime.fromisoformat(answer.json()["business_time"])
        self.ahead = self.now - datetime.now(UTC)

    async def begin(self) -> None:
        """The first morning comes."""
        today = datetime.combine(self.now.date(), MORNING, UTC)
        await self._reach(today if today > self.now else today + timedelta(days=1))
        self.begun_at = self.now

    async def step(self, days: int) -> None:
        """So many days go by, and whatever falls due on them happens."""
        if days:
            await self._reach(self.now + timedelta(days=days))

    @property
    def is_in_the_past(self) -> bool:
        """The machine's time is not reached yet."""
        return self.ahead < -NEARLY_NOW

    async def step_towards_now(self) -> None:
        """One day goes by, or what is left of the time until the machine's."""
        await self._reach(min(self.now + timedelta(days=1), datetime.now(UTC)))

    async def _reach(self, morning: datetime) -> None:
        amount = morning - (datetime.now(UTC) + self.ahead)
        body = {"advance": f"PT{amount.total_seconds():.3f}S", "grain": self.grain}
        answer = await self.http.post("/v1/clock", json=body, headers=self.operator, timeout=STEP_WITHIN_S)
        self._require(answer)
        self.ahead = datetime.fromisoformat(answer.json()["business_time"]) - datetime.now(UTC)
        self.now = morning

    async def play(self, pair: Played, day: int) -> None:
        """All that one pair does on a day, one after the other."""
        async with self.places:
            for act in pair.acts:
                if act.day == day:
                    await self.do(pair, act)

    async def get(self, person_id: str, path: str) -> Any:
        """What somebody reads."""
        answer = await self._send(person_id, "GET", path)
        self._require(answer)
        return answer.json()

    async def do(self, pair: Played, act: Act) -> None:
        """One act."""
        in_steps = {
            What.PREPARE: self._prepare,
            What.EXPECT: self._expect,
            What.SIGN: self._sign,
            What.WRITE_SHARED: self._arrange,
            What.PLAN: self._plan,
            What.PULSE: self._pulse,
            What.ACT: self._act,
            What.REACH_GOAL: self._reach_goal,
        }
        if act.what in in_steps:
            await in_steps[act.what](pair, act)
            return
        method, path, body = self._simply(pair, act)
        await self._as(pair, act, method, path, body)

    def _simply(self, pair: Played, act: Act) -> tuple[str, str, dict[str, Any]]:
        """What is done by one call: its method, its path, its body."""
        session = f"{pair.path}/sessions/{pair.planned}"
        line, person_id = self._line(pair, act), pair.person_of[act.who]
        own_part = self.lines.own_part(person_id, pair.couple.topic)
        calls: dict[What, tuple[str, str, dict[str, Any]]] = {
            What.WRITE_PART: ("PUT", f"{pair.path}/agreement/part", own_part),
            What.MEET: ("POST", f"{pair.path}/sessions", {}),
            What.CANCEL: ("POST", f"{session}/cancellation", {}),
            What.HOLD: ("POST", f"{session}/held", {}),
            What.FLIP: ("PUT", f"{session}/flip", {}),
            What.EXCHANGE: ("POST", f"{pair.path}/exchanges", {"direction": "gave", "line": line}),
            What.WRITE: ("POST", f"{pair.path}/thread", {"text": line}),
            What.LEARN: ("POST", "/v1/journal/entries", self._entry("learned-from-you", line, pair.pair_id)),
            What.ASK_FEEDBACK: ("POST", "/v1/journal/entries", self._entry("feedback-asked", line, pair.pair_id)),
            What.THANK: ("POST", "/v1/journal/entries", self._entry("gratitude", line, pair.pair_id)),
            What.REFLECT: ("POST", "/v1/journal/entries", self._entry("reflection", line, None)),
            What.REVIEW: ("POST", f"{pair.path}/review", {"decision": "keep"}),
            What.DECIDE: ("POST", f"{pair.path}/decision", {"next": "stay-in-touch"}),
            What.WRITE_LETTER: ("PUT", f"{pair.path}/closing-letter", {"text": line}),
            What.GIVE_KUDOS: ("POST", f"{pair.path}/kudos", {"strength": "listens"}),
            What.ECHO: ("PUT", f"{pair.path}/echo/{act.detail}", {"line": line}),
            What.END: ("POST", f"{pair.path}/end", {"reason": "completed"}),
        }
        return calls[act.what]

    def _line(self, pair: Played, act: Act) -> str:
        return self.lines.of(act, pair.person_of[act.who], pair.couple.topic)

    def _entry(self, kind: str, text: str, pair_id: str | None) -> dict[str, Any]:
        whose = {"level": "pair", "pair_id": pair_id} if pair_id else {"level": "mine"}
        return {"kind": kind, "day": self._today().isoformat(), "text": text, **whose}

    def _today(self) -> date:
        return self.now.date()

    async def _prepare(self, pair: Played, act: Act) -> None:
        """Every track left out knowingly."""
        person_id = pair.person_of[act.who]
        tracks = await self.get(person_id, "/v1/preparation")
        for line in tracks["tracks"]:
            if line["is_for_me"]:
                self._require(await self._send(person_id, "POST", f"/v1/preparation/{line['track']}/skip", {}))

    async def _expect(self, pair: Played, act: Act) -> None:
        path = f"{pair.path}/expectations"
        questions = (await self.get(pair.person_of[act.who], path))["questions"]
        choices = {one["question_id"]: one["choices"][act.who == MENTOR]["choice_id"] for one in questions}
        await self._as(pair, act, "PUT", path, {"choices": choices})

    async def _arrange(self, pair: Played, act: Act) -> None:
        path = f"{pair.path}/agreement"
        version = (await self.get(pair.person_of[act.who], path))["version"]
        await self._as(pair, act, "PUT", f"{path}/shared", SHARED, version)

    async def _sign(self, pair: Played, act: Act) -> None:
        path = f"{pair.path}/agreement"
        version = (await self.get(pair.person_of[act.who], path))["version"]
        await self._as(pair, act, "POST", f"{path}/signature", {}, version)

    async def _plan(self, pair: Played, act: Act) -> None:
        body = {"starts_at": (self.now + timedelta(days=act.detail)).isoformat(), "minutes": 45, "channel": "video"}
        answer = await self._as(pair, act, "POST", f"{pair.path}/sessions/planned", body)
        pair.planned = answer["session_id"]

    async def _pulse(self, pair: Played, act: Act) -> None:
        path = f"{pair.path}/pulse"
        number = (await self.get(pair.person_of[act.who], path))["number"]
        await self._as(pair, act, "PUT", path, {"number": number, "worth": act.detail, "both_ways": act.detail})

    async def _act(self, pair: Played, act: Act) -> None:
        body = {"what": self._line(pair, act), "owner_ids": [pair.person_of[act.who]]}
        added = await self._as(pair, act, "POST", f"{pair.path}/actions", body)
        path = f"{pair.path}/actions/{added['action_id']}"
        await self._as(pair, act, "PATCH", path, {"state": "done"}, added["version"])

    async def _reach_goal(self, pair: Played, act: Act) -> None:
        goals = (await self.get(pair.person_of[act.who], f"{pair.path}/goals"))["data"]
        own = next(one for one in goals if one["person_id"] == pair.person_of[act.who])
        await self._as(pair, act, "PUT", f"{pair.path}/goals/{own['goal_id']}", {"state": "reached"})

    async def _as(
        self, pair: Played, act: Act, method: str, path: str, body: Any, version: int | None = None
    ) -> dict[str, Any]:
        answer = await self._send(pair.person_of[act.who], method, path, body, version=version)
        if answer.is_error:
            whose = f"{pair.name} {pair.pair_id}, day {act.day}, {act.who} {act.what}"
            raise Unexpected(f"{whose}: {answer.status_code} {answer.text[:300]}")
        return dict(answer.json()) if answer.content else {}

    async def _send(
        self,
        person_id: str,
        method: str,
        path: str,
        body: Any = None,
        *,
        wait: int | None = None,
        version: int | None = None,
    ) -> httpx2.Response:
        self.calls += 1
        headers = {"Authorization": f"Bearer {await self._token(person_id)}"}
        headers |= {"Prefer": f"wait={wait}"} if wait else {}
        headers |= {"If-Match": f'"{version}"'} if version is not None else {}
        return await self.http.request(method, path, json=body, headers=headers)

    async def _token(self, person_id: str) -> str:
        if person_id not in self.tokens:
            signed = await self.http.post("/v1/sign-in", json={"org": ORG, "person_id": person_id})
            self._require(signed)
            self.tokens[person_id] = str(signed.json()["access_token"])
        return self.tokens[person_id]

    def _require(self, answer: httpx2.Response) -> None:
        if answer.is_error:
            request = answer.request
            raise Unexpected(f"{request.method} {request.url.path}: {answer.status_code} {answer.text[:300]}")


SHARED = {"cadence_days": 14, "session_minutes": 45, "channel": "Video"}
