"""How people in browsers are answered: links of mails with a page whatever happens, a sign-in that failed, too."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from libs.common.contracts import Words
from services.gateway.languages import best_language
from services.gateway.link_pages import SIGN_IN
from services.gateway.pages import LATER, UNKNOWN, Page, Section, render
from services.gateway.problem_kinds import KINDS
from services.gateway.problems import COME_BACK_S, Problem, problem_of

PRIVATE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Vary": "Accept-Language",
    "X-Robots-Tag": "noindex",
}
AGAIN: Words = {"en": "To the start page, to sign in again", "de": "Zur Startseite, um dich neu anzumelden"}
NOT_POSSIBLE: Words = {"en": "That is not possible any more", "de": "Das geht nicht mehr"}


class PageRoute(APIRoute):
    """A no is a page, too: whoever opens a link of a mail is no program."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's own answer, or what is said in place of it."""
        handle = super().get_route_handler()

        async def handle_or_explain(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                explained = self.explained(problem_of(error), request)
                if explained is None:
                    raise
                return explained

        return handle_or_explain

    def explained(self, problem: Problem, request: Request) -> Response | None:
        """The page that stands for a no; None where it is answered as everywhere else."""
        page = _page_of(problem)
        return answer(page, request) if page else None


class SignInRoute(PageRoute):
    """A browser that was led here gets its no as a page with what to do about it; a program gets the problem."""

    def explained(self, problem: Problem, request: Request) -> Response | None:
        """With the words of the problem, for whoever asked for a page."""
        is_browser = "text/html" in request.headers.get("accept", "")
        return _explained(problem, request) if is_browser and problem.kind != "internal-error" else None


def _explained(problem: Problem, request: Request) -> HTMLResponse:
    kind = KINDS[problem.kind]
    page = Page(problem.status, (Section(kind.title, problem.detail or kind.remedy),))
    shown = answer(replace(LATER if problem.status == LATER.status else page, way_on=AGAIN), request)
    shown.headers.update(problem.headers)
    return shown


def answer(page: Page, request: Request) -> HTMLResponse:
    """A page in the reader's language."""
    language = best_language(request.headers.get("accept-language"))
    headers = PRIVATE | {"Content-Language": language}
    if page.status == LATER.status:
        headers["Retry-After"] = f"{COME_BACK_S}"
    return HTMLResponse(render(page, language), page.status, headers)


def _page_of(problem: Problem) -> Page | None:
    """What became of it, in words for people; None for our own mistakes."""
    if problem.status == LATER.status:
        return LATER
    if problem.status == UNKNOWN.status:
        return UNKNOWN
    if problem.detail:
        return Page(problem.status, (Section(NOT_POSSIBLE, problem.detail),), way_on=SIGN_IN)
    return None
