"""A plain model of what matching tells: a request with its clock, and the pair that comes of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from libs.common.contracts.pairs import Ending, PairEnded, PairFormed
from libs.common.contracts.requests import (
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
    RequestReminded,
    RequestState,
)
from services.notifications.domain.forecast.cast import Cast, Fields, Log

REMIND_AFTER = (timedelta(days=3), timedelta(days=7))
EXPIRE_AFTER = timedelta(days=10)


@dataclass(slots=True)
class Asking:
    """One request after the other, until one is answered."""

    cast: Cast
    log: Log
    asked_at: datetime | None = None
    asked: int = 0
    reminded: int = 0
    formed_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def request_id(self) -> str:
        """Of the newest request."""
        return f"request-{self.asked}"

    @property
    def pair_id(self) -> str:
        """Of the pair that comes of it."""
        return f"pair-{self.asked}"

    def ask(self, at: datetime) -> None:
        """The mentee asks."""
        self.asked, self.asked_at, self.reminded = self.asked + 1, at, 0
        self.log.tell(at, RequestOpened(**self._request(RequestState.OPEN)), of=self.request_id)

    def look(self, at: datetime) -> None:
        """What the clock of an open request does: it reminds, and in the end it ends it."""
        if self.asked_at is None:
            return
        if at >= self.asked_at + EXPIRE_AFTER:
            self._close(at, RequestState.EXPIRED)
            self.log.tell(at, RequestFollowedUp(**self._wanted(), state=RequestState.EXPIRED))
            return
        passed = sum(at >= self.asked_at + after for after in REMIND_AFTER)
        if passed > self.reminded:
            self.reminded = passed
            fact = RequestReminded(**self._request(RequestState.OPEN), number=passed)
            self.log.tell(at, fact, of=self.request_id)

    def accept(self, at: datetime) -> None:
        """The mentor says yes."""
        self._close(at, RequestState.ACCEPTED)
        self.formed_at = at
        self.log.tell(at, PairFormed(**self._pair()), of=self.pair_id)

    def end(self, at: datetime, actor_id: str) -> None:
        """They brought it to its end."""
        if self.formed_at is None:
            raise AssertionError("no pair has been formed")
        self.ended_at = at
        ended = PairEnded(**self._pair(), formed_at=self.formed_at, ending=Ending.COMPLETED, ended_at=at)
        self.log.tell(at, ended, actor_id, of=self.pair_id)

    def _close(self, at: datetime, state: RequestState) -> None:
        self.log.tell(at, RequestClosed(**self._request(state), closed_at=at), of=self.request_id)
        self.asked_at = None

    def _wanted(self) -> Fields:
        cast = self.cast
        return {
            "request_id": self.request_id,
            "mentee_id": cast.mentee.person_id,
            "mentor_id": cast.mentor.person_id,
            "direction": cast.direction,
            "topics": cast.topics,
        }

    def _request(self, state: RequestState) -> Fields:
        times = {"opened_at": self.asked_at, "expires_at": self.asked_at + EXPIRE_AFTER} if self.asked_at else {}
        return self._wanted() | {"state": state} | times

    def _pair(self) -> Fields:
        return {
            "pair_id": self.pair_id,
            "request_id": self.request_id,
            "members": self.cast.members,
            "direction": self.cast.direction,
            "topics": self.cast.topics,
        }
