"""Which quotas a request counts against: its caller's, their organisation's, and one of its own where it costs more."""

from contextlib import suppress

from fastapi import Request

from services.gateway.problems import Problem
from services.gateway.rates import Over, Quota, Rates, headers_of
from services.gateway.settings import Settings

INSIGHT = ("/v1/insight", "/v1/programmes/{programme_id}/insight")
COSTLY = frozenset(
    {
        "GET /v1/people",
        "GET /v1/journal/entries",
        "GET /v1/journal/export",
        "GET /v1/me/export",
        *(f"GET {path}{what}" for path in INSIGHT for what in ("", "/series", "/uptake", ".csv")),
        "POST /v1/rounds",
        "PUT /v1/rounds/{round_id}/adjustments",
        "POST /v1/programmes/{programme_id}/rounds",
        "PUT /v1/programmes/{programme_id}/rounds/{round_id}/adjustments",
        "POST /v1/programme/plan/dry-run",
    }
)
"""What searches, solves or hands out much."""


class Metering:
    """Counts requests and tells where they stand in the headers of every answer."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._rates = settings, Rates()

    async def person(self, request: Request, org: str, person_id: str) -> None:
        """A request of somebody who is signed in, or a Problem (429)."""
        whose = f"{org}/{person_id}"
        own = [Quota("person", self._settings.requests_per_person, whose), self._of(org)]
        if f"{request.method} {request.scope['route'].path}" in COSTLY:
            own.insert(0, Quota("costly", self._settings.costly_requests_per_person, whose))
        await self._count(request, *own)

    async def key(self, request: Request, org: str, platform_id: str) -> None:
        """A request of a program, or a Problem (429)."""
        await self._count(request, Quota("key", self._settings.requests_per_key, platform_id), self._of(org))

    async def address(self, request: Request) -> None:
        """An attempt to sign in from somewhere, or a Problem (429)."""
        await self._count(request, Quota("sign-in", self._settings.sign_ins_per_address, _address(request)))

    async def require_guesses(self, request: Request, kind: str) -> None:
        """Credentials of this kind are looked at from that address, or a Problem (429): too many proved nothing."""
        try:
            await self._rates.require_room(self._guesses(request, kind))
        except Over as over:
            raise _refused(request, over) from None

    async def guessed(self, request: Request, kind: str) -> None:
        """Credentials of this kind proved nothing."""
        with suppress(Over):
            await self._rates.count(self._guesses(request, kind))

    def _guesses(self, request: Request, kind: str) -> Quota:
        policy, per_minute = f"wrong-{kind}", self._settings.wrong_credentials_per_address
        return Quota(policy, per_minute, _address(request))

    def _of(self, org: str) -> Quota:
        return Quota("organisation", self._settings.requests_per_organisation, org)

    async def _count(self, request: Request, *quotas: Quota) -> None:
        try:
            standings = await self._rates.count(*quotas)
        except Over as over:
            raise _refused(request, over) from None
        request.state.rates = headers_of(standings)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _refused(request: Request, over: Over) -> Problem:
    request.state.rates = headers_of(over.standings)
    return Problem("too-many-requests", headers={"Retry-After": f"{over.retry_after_s}"})
