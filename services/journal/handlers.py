"""Events in: what journal does about each."""

from libs.common.contracts.erasure import PersonErased
from libs.common.contracts.pairs import PairChanged, PairEnded, PairFormed, SessionReported
from libs.common.contracts.requests import RequestClosed, RequestOpened
from libs.common.erasing import Erasing
from libs.common.messaging import Subscriptions
from services.journal.use_cases.requests import Requests
from services.journal.use_cases.sessions import Sessions
from services.journal.use_cases.stories import Stories


def subscribe(
    events: Subscriptions, stories: Stories, sessions: Sessions, requests: Requests, erasing: Erasing
) -> None:
    """The whole behaviour of the service on one screen."""
    events.on(PersonErased, erasing.begin)
    events.on(RequestOpened, requests.open)
    events.on(RequestClosed, requests.close)
    events.on(PairFormed, stories.open)
    events.on(PairChanged, stories.follow)
    events.on(PairEnded, stories.follow)
    events.on(SessionReported, sessions.take)
