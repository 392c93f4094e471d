"""Signing in, where no provider does it."""

from datetime import datetime
from typing import Self

from pydantic import Field

from libs.common.contracts import Words
from libs.common.contracts.base import Id, OrgId
from services.gateway.domain.demo import DemoPerson as SomebodyOfDemo
from services.gateway.domain.sessions import Session as BrowserSession
from services.gateway.schemas.shown import Body, Shown, fields_of


class SignIn(Body):
    """Somebody says who they are."""

    org: OrgId
    person_id: Id


class DemoPerson(Shown):
    """Whom one can be here with one click, and why one would."""

    org: str
    person_id: str
    name: str
    words: Words

    @classmethod
    def of(cls, person: SomebodyOfDemo) -> Self:
        """As the sign-in page offers them."""
        return cls.model_validate(fields_of(person, cls))


class WaysIn(Shown):
    """Beside the way to one's provider."""

    people: list[DemoPerson]


class Session(Shown):
    """A token to show from now on."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int


class SignedOut(Shown):
    """The session is over here."""

    provider_url: str | None = Field(description="Where a browser signs out of the organisation's provider, too.")


class OpenSession(Shown):
    """Where somebody is signed in in a browser."""

    session_id: str
    client: str = Field(description="What the browser calls itself.")
    started_at: datetime
    seen_at: datetime = Field(description="About when it was last used.")
    ends_at: datetime = Field(description="Whatever happens until then.")
    is_this_one: bool

    @classmethod
    def of(cls, session: BrowserSession, current_id: str | None) -> Self:
        """As its owner sees it."""
        return cls.model_validate({**fields_of(session, cls), "is_this_one": session.session_id == current_id})


class OpenSessions(Shown):
    """The newest first."""

    data: list[OpenSession]
    next_cursor: str | None
