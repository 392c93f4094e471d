"""What browsers keep for us: the session, and a ticket while somebody is away at their provider."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.domain.sessions import Session
from services.gateway.problems import forbidden
from services.gateway.use_cases.codes import AWAY_S, Departure
from services.gateway.use_cases.sessions import Browser, Opened

HOST_ONLY = "__Host-"
SESSION = "bothways"
CSRF_HEADER = "X-Bothways-Csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OUR_OWN = frozenset({"same-origin", "none"})
"""`Sec-Fetch-Site` of what our own pages and people themselves ask for."""


@dataclass(frozen=True, slots=True)
class Cookies:
    """Sets, reads and takes back. Without TLS, which only a local system is, without the prefix that needs it."""

    origin: str
    """Where the house is reached."""

    @property
    def has_tls(self) -> bool:
        """Cookies go over TLS alone."""
        return self.origin.startswith("https://")

    @property
    def session(self) -> str:
        """The name of the cookie of a session."""
        return self._name(SESSION)

    def browser(self, request: Request) -> Browser:
        """Who is in front of us."""
        return Browser(request.headers.get("user-agent", ""), request.cookies.get(self.session))

    def keep_session(self, response: Response, opened: Opened) -> None:
        """The browser shows it from now on."""
        self._set(response, self.session, opened.secret, _seconds(opened.session))

    def forget_session(self, response: Response) -> None:
        """It shows nothing any more."""
        self._set(response, self.session, "", 0)

    def keep_ticket(self, response: Response, departure: Departure) -> None:
        """One for each sign-in, so that two tabs do not disturb each other."""
        self._set(response, self._ticket(departure.state), departure.ticket, AWAY_S)

    def ticket(self, request: Request, state: str) -> str:
        """What this very browser left with; empty where it was another one."""
        return request.cookies.get(self._ticket(state), "")

    def forget_ticket(self, response: Response, state: str) -> None:
        """It was shown."""
        self._set(response, self._ticket(state), "", 0)

    def require_own_page(self, method: str, headers: Mapping[str, str]) -> None:
        """A Problem where a page that is not ours may have sent this with the cookie of whoever looks at it.

        The header alone shows it: no page of anybody else's can send it, since nobody else is allowed to (CORS).
        """
        if method in SAFE:
            return
        if not headers.get(CSRF_HEADER):
            raise forbidden("csrf-header-needed")
        is_own = headers.get("sec-fetch-site", "none") in OUR_OWN and headers.get("origin", self.origin) == self.origin
        if not is_own:
            raise forbidden("another-site")

    def _ticket(self, state: str) -> str:
        return self._name(f"{SESSION}-sign-in-{hashlib.sha256(state.encode()).hexdigest()[:12]}")

    def _name(self, name: str) -> str:
        return f"{HOST_ONLY}{name}" if self.has_tls else name

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(name, value, max_age=seconds, path="/", secure=self.has_tls, httponly=True, samesite="lax")


def _seconds(session: Session) -> int:
    return int((session.ends_at - session.started_at).total_seconds())
