"""Sessions in browsers: opened by a sign-in, known by what the browser shows, ended by their owner."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from libs.common.asks import NotFound
from libs.common.handling import Handling
from libs.common.ids import new_id
from libs.common.unit import Unit, Units
from services.gateway.domain.sessions import Limits, Session
from services.gateway.identities import Identities, hashed
from services.gateway.store import Stores, Taken
from services.gateway.use_cases.codes import Arrival, SignInFailed
from services.gateway.use_cases.linking import Account, Linking

SECRET_BYTES = 32
LONGEST_CLIENT = 200


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser says of itself, and what it showed before."""

    client: str
    secret: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session, and what the browser shows from now on. It is known this once."""

    session: Session
    secret: str


@dataclass(frozen=True, slots=True)
class SessionKeeping:
    """Opens, knows and ends sessions. By the machine's time."""

    stores: Stores
    identities: Identities
    linking: Linking
    handling: Handling
    limits: Limits

    async def open(self, arrival: Arrival, browser: Browser) -> Opened:
        """For whom the provider named; what the browser showed before opens nothing any more. SignInFailed, NotTaken.

        One sign-in opens one session: its state is taken with it.
        """

        async def decide() -> tuple[Unit, Opened]:
            unit = self._units.start(arrival.org)
            state = f"sign-in:{hashed(arrival.state)}"
            if await self.stores.taken.find(arrival.org, state):
                raise SignInFailed
            record = await self.linking.whom(Account(arrival.org, arrival.issuer, arrival.claims), unit)
            unit.write(self.stores.taken.save(Taken(arrival.org, state, "", unit.now)))
            return unit, await self._begin(unit, record.person_id, browser)

        return await self.handling.settled(decide)

    async def open_without_proof(self, org: str, person_id: str, browser: Browser) -> Opened:
        """For anybody who says who they are, where nobody's data depend on it."""

        async def decide() -> tuple[Unit, Opened]:
            unit = self._units.start(org, actor_id=person_id)
            return unit, await self._begin(unit, person_id, browser)

        return await self.handling.settled(decide)

    async def recognise(self, secret: str) -> Session | None:
        """The open session that a browser shows this for; it is in use from now on."""
        session = await self.identities.sessions.shown(secret)
        if session is None or not session.is_open(_now(), self.limits):
            return None
        if session.seen(_now(), self.limits) is not session:
            await self._touch(session)
        return session

    async def list_(self, org: str, person_id: str) -> list[Session]:
        """The open ones of somebody."""
        found = await self.identities.sessions.of_person(org, person_id)
        return [session for session in found if session.is_open(_now(), self.limits)]

    async def end(self, org: str, person_id: str, session_id: str) -> None:
        """One of somebody's own. NotFound."""

        async def decide() -> Unit:
            session = await self.identities.sessions.find(org, session_id)
            if session is None or session.person_id != person_id:
                raise NotFound
            unit = self._units.start(org, actor_id=person_id)
            unit.write(self.identities.sessions.remove(session))
            return unit

        await self.handling.settle(decide)

    async def end_others(self, org: str, person_id: str, kept_id: str | None) -> None:
        """All of somebody but the one in which they say so."""

        async def decide() -> Unit:
            unit = self._units.start(org, actor_id=person_id)
            found = await self.identities.sessions.of_person(org, person_id)
            others = [session for session in found if session.session_id != kept_id]
            unit.write(*map(self.identities.sessions.remove, others))
            return unit

        await self.handling.settle(decide)

    @property
    def _units(self) -> Units:
        return self.linking.units

    async def _begin(self, unit: Unit, person_id: str, browser: Browser) -> Opened:
        opened = self._new(unit.org, person_id, browser)
        unit.write(self.identities.sessions.save(opened.session))
        before = await self.identities.sessions.shown(browser.secret) if browser.secret else None
        if before:
            unit.write(self.identities.sessions.remove(before))
        return opened

    def _new(self, org: str, person_id: str, browser: Browser) -> Opened:
        secret, now = secrets.token_urlsafe(SECRET_BYTES), _now()
        session = Session(
            org=org,
            session_id=new_id("session"),
            person_id=person_id,
            sha256=hashed(secret),
            started_at=now,
            seen_at=now,
            ends_at=now + self.limits.lifetime,
            client=browser.client[:LONGEST_CLIENT],
        )
        return Opened(session, secret)

    async def _touch(self, session: Session) -> None:
        async def decide() -> Unit:
            unit = self._units.start(session.org)
            current = await self.identities.sessions.find(session.org, session.session_id)
            if current and current.seen(_now(), self.limits) is not current:
                unit.write(self.identities.sessions.save(replace(current, seen_at=_now())))
            return unit

        await self.handling.settle(decide)


def _now() -> datetime:
    return datetime.now(UTC)
