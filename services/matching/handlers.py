"""Events in: what matching does about each."""

from libs.common.contracts.pairs import PairEndAsked, PairExtendAsked, PairPauseAsked, PairTurnAsked, SessionHeld
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.recognitions import MentoringRecognised, RecognitionAnswered
from libs.common.contracts.requests import MentoringOffered, MentorRequested, RequestAnswered, RequestWithdrawn
from libs.common.messaging import Subscriptions
from services.matching.use_cases.pairs import Pairs
from services.matching.use_cases.people import People
from services.matching.use_cases.recognising import Recognising
from services.matching.use_cases.requests import Requests


def subscribe(
    events: Subscriptions, people: People, requests: Requests, pairs: Pairs, recognising: Recognising
) -> None:
    """The whole behaviour of the service on one screen."""
    events.on(PersonJoined, people.keep)
    events.on(PersonChanged, people.keep)
    events.on(PersonLeft, people.let_go)
    events.on(MentorRequested, requests.ask)
    events.on(MentoringOffered, requests.offer)
    events.on(RequestAnswered, requests.answer)
    events.on(RequestWithdrawn, requests.withdraw)
    events.on(MentoringRecognised, recognising.name)
    events.on(RecognitionAnswered, recognising.answer)
    events.on(PairEndAsked, pairs.end)
    events.on(PairPauseAsked, pairs.pause)
    events.on(PairExtendAsked, pairs.extend)
    events.on(PairTurnAsked, pairs.turn)
    events.on(SessionHeld, pairs.follow_session)
