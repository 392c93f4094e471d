"""Between asking and answering: one question back, and a first talk before anybody commits.

Each of these can be done once, and each winds the clock anew or stops it for a while: so a request still ends.
"""

from dataclasses import replace
from datetime import datetime

from services.matching.domain.clocks import go_on
from services.matching.domain.codes import Code
from services.matching.domain.errors import WrongState
from services.matching.domain.requests import Request, RequestState, Step, either, move, only, repeat


def ask_more(request: Request, by: str, at: datetime) -> Step:
    """Who is asked wants to know more first, once: the clock stands meanwhile."""
    only(request.asked_id, request, by)
    if request.state is not RequestState.OPEN:
        return _once(request, RequestState.INFO_ASKED)
    if request.info_asked_at is not None:
        raise WrongState(Code.MORE_ASKED_BEFORE)
    return Step(move(replace(request, state=RequestState.INFO_ASKED, info_asked_at=at, stopped_at=at)))


def tell_more(request: Request, by: str, at: datetime, more_id: str) -> Step:
    """Who asks answers, also when the clock has gone on without them."""
    only(request.asker_id, request, by)
    if request.state.is_terminal:
        raise WrongState(Code.REQUEST_CLOSED)
    is_wanted = request.info_asked_at is not None and request.more_id is None
    if not is_wanted or request.state not in (RequestState.INFO_ASKED, RequestState.OPEN):
        raise WrongState(Code.MORE_NOT_ASKED)
    return Step(move(go_on(replace(request, more_id=more_id), at)))


def propose_talk(request: Request, by: str, at: datetime) -> Step:
    """Either side would rather talk first."""
    either(request, by)
    if request.state in (RequestState.OPEN, RequestState.INFO_ASKED):
        return Step(move(_anew(request, RequestState.TALK_PROPOSED, at)))
    return _once(request, RequestState.TALK_PROPOSED)


def hold_talk(request: Request, by: str, at: datetime) -> Step:
    """They have talked; either says so. What is left is the answer."""
    either(request, by)
    if request.state is RequestState.TALK_PROPOSED:
        return Step(move(_anew(request, RequestState.TALK_HELD, at)))
    if request.state in (RequestState.PROPOSED, RequestState.OPEN, RequestState.INFO_ASKED):
        raise WrongState(Code.TALK_NOT_PROPOSED)
    return repeat(request, RequestState.TALK_HELD)


def _anew(request: Request, state: RequestState, at: datetime) -> Request:
    return replace(request, state=state, clock_from=at, reminded=0, stopped_at=None)


def _once(request: Request, wanted: RequestState) -> Step:
    """A repeat is no news. What comes too late says whether the request goes on without it."""
    return repeat(request, wanted, Code.REQUEST_CLOSED if request.state.is_terminal else Code.REQUEST_MOVED_ON)
