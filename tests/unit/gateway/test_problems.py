"""Problem documents: whole in both languages, and never an echo."""

import re
import traceback
from inspect import isawaitable

import pytest
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter, ValidationError
from pymongo.errors import AutoReconnect
from starlette.exceptions import HTTPException

from libs.common.asks import NoAnswer, NotFound
from libs.common.errors import Conflict, Refused, Retryable, Unavailable
from libs.common.quiet import NeverQuiet
from services.gateway.deps import if_match
from services.gateway.domain.people import PersonInput
from services.gateway.domain.refusals import REFUSALS, NotTaken
from services.gateway.envelope import not_valid
from services.gateway.field_errors import RULES, field_errors, named_in, sender_errors
from services.gateway.limits import Full
from services.gateway.problem_kinds import KINDS, REFUSED_WITH
from services.gateway.problems import Problem, changed_meanwhile, install, problem_of, refused
from services.gateway.schemas.clock import StepClock
from services.gateway.schemas.invitations import InviteByMail
from services.gateway.schemas.problems import ProblemDocument
from services.gateway.schemas.requests import AnswerRequest, AskForMentor
from services.gateway.schemas.sessions import ReportHeld
from services.gateway.schemas.shown import Body
from services.gateway.schemas.sign_in import SignIn
from services.journal.domain import codes as journal
from services.matching.domain import codes as matching
from services.notifications.domain import codes as notifications
from services.notifications.domain import programmes, wordings

WORDS = {"en": "No.", "de": "Nein."}


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_speaks_both_languages(code: str) -> None:
    kind = KINDS[code]
    assert 400 <= kind.status < 600
    for words in (kind.title, kind.remedy):
        assert set(words) == {"en", "de"}
        assert words["en"] != words["de"]


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_of_the_door_has_a_document(code: str) -> None:
    problem = problem_of(NotTaken(code, "SECRET"))
    for language in ("en", "de"):
        document = problem.document("req_1", language)
        assert document["code"] == code
        assert document["detail"]
        assert "SECRET" not in str(document)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Problem("not-found"), 404, "not-found"),
        (Refused("mentor-full", WORDS), 409, "mentor-full"),
        (Refused("unknown-person", WORDS), 422, "unknown-person"),
        (Refused("request-unknown", WORDS), 404, "request-unknown"),
        (Refused("request-not-yours", WORDS), 403, "request-not-yours"),
        (NotFound(), 404, "not-found"),
        (Full(), 503, "full-house"),
        (NeverQuiet(), 503, "never-quiet"),
        (NoAnswer(), 503, "unavailable"),
        (Retryable("contended"), 503, "unavailable"),
        (Unavailable("database-unavailable"), 503, "unavailable"),
        (Conflict(), 503, "unavailable"),
        (AutoReconnect(), 503, "unavailable"),
        (HTTPException(408), 408, "too-slow"),
        (HTTPException(413), 413, "too-large"),
        (HTTPException(418), 500, "internal-error"),
        (ZeroDivisionError(), 500, "internal-error"),
    ],
)
def test_every_error_has_its_meaning(error: Exception, status: int, code: str) -> None:
    problem = problem_of(error)
    assert (problem.status, problem.code) == (status, code)
    assert ("Retry-After" in problem.headers) is (status == 503)


def test_a_status_is_given_to_codes_that_somebody_refuses_with() -> None:
    unfit = {programmes.UNFIT, wordings.UNFIT}
    assert REFUSED_WITH.keys() <= {*matching.Code, *journal.Code, *notifications.Code, *REFUSALS} | unfit


def test_a_refusal_keeps_the_words_of_whoever_refused() -> None:
    document = refused("mentor-full", WORDS).document("req_1", "de")
    assert document == {
        "type": "https://bothways.example/problems/mentor-full",
        "title": KINDS["rules-say-no"].title["de"],
        "status": 409,
        "code": "mentor-full",
        "detail": "Nein.",
        "request_id": "req_1",
    }


class Agenda(BaseModel):
    """Something that two people edit, as it is kept."""

    version: int
    words: str


class Edited(Body):
    """The same, as somebody sends it."""

    words: str


def test_who_was_too_late_is_told_both_versions_and_the_tag_of_the_newer() -> None:
    problem = changed_meanwhile(Agenda(version=3, words="theirs"), Edited(words="mine"))
    document = ProblemDocument.model_validate(problem.document("req_1", "en"))
    assert (problem.status, problem.headers) == (412, {"ETag": '"3"'})
    assert (document.current, document.yours) == ({"version": 3, "words": "theirs"}, {"words": "mine"})


@pytest.mark.parametrize(
    ("sent", "version"), [('"7"', 7), ('"7.5f2a"', 7), (" 7 ", 7), ('W/"7"', -1), ("*", -1), ('"7", "8"', -1)]
)
def test_a_tag_names_one_version_and_anything_else_names_none(sent: str, version: int) -> None:
    assert if_match(sent) == version


def test_who_does_not_say_what_they_have_read_may_change_nothing() -> None:
    with pytest.raises(Problem) as raised:
        if_match(None)
    assert (raised.value.status, raised.value.code) == (428, "version-needed")


SECRET = "SECRET-INPUT"
WRONG: list[tuple[type[Body], object]] = [
    (AskForMentor, {"topics": SECRET, "direction": SECRET, "mentor_id": {"a": SECRET}, SECRET + " ?": 1}),
    (AskForMentor, {"topics": [SECRET * 20, 5, ""], "message": SECRET * 500, "programme_id": SECRET * 50}),
    (AnswerRequest, {"answer": SECRET, "reason": SECRET + "?"}),
    (SignIn, {"org": SECRET + "!", "person_id": ""}),
    (ReportHeld, {"held_at": SECRET}),
    (StepClock, {"advance": SECRET, "to_next_timer": SECRET}),
    (StepClock, {}),
    (AskForMentor, [SECRET]),
    (InviteByMail, {"address": SECRET, "first_name": f"{SECRET}@", "note": f"www.{SECRET}", "wish": SECRET}),
]


@pytest.mark.parametrize(("model", "content"), WRONG, ids=lambda one: getattr(one, "__name__", ""))
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_wrong_is_told_without_what_was_sent(model: type[Body], content: object, language: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(model).validate_python(content)
    located = [{**error, "loc": ("body", *error["loc"])} for error in raised.value.errors()]
    document = problem_of(RequestValidationError(located)).document("req_1", language)
    assert document["errors"]
    assert SECRET not in str(document)
    for error in document["errors"]:
        assert error["pointer"].startswith("#")
        assert not re.search(r"\{[a-z_]+\}", error["detail"]), "a placeholder was not filled"


def test_a_limit_of_time_is_told_without_words_of_another_language() -> None:
    with pytest.raises(ValidationError) as raised:
        StepClock.model_validate({"advance": "P9999D"})
    (found,) = field_errors([{**error, "loc": ("body", *error["loc"])} for error in raised.value.errors()])
    assert found.words == {"en": "At most P3660D.", "de": "Höchstens P3660D."}


def test_pointers_are_escaped_and_parameters_are_named() -> None:
    def error(*where: str | int) -> dict[str, object]:
        return {"type": "missing", "loc": where, "ctx": {}}

    found = field_errors([error("body", "a/b", 0, "c~d"), error("query", "limit"), error("header", "Last-Event-ID")])
    assert [one.document("en") for one in found] == [
        {"pointer": "#/a~1b/0/c~0d", "detail": "This is needed."},
        {"parameter": "limit", "detail": "This is needed."},
        {"header": "Last-Event-ID", "detail": "This is needed."},
    ]


def test_a_sender_is_told_where_and_not_what() -> None:
    found = named_in("/id: no ce-id header; /time; somebody@example.org is not known")
    assert [(one.where, one.words["en"]) for one in found] == [
        ("#/id", "This is not valid."),
        ("#/time", "This is not valid."),
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "At most 10."), ("de", "Höchstens 10.")])
def test_a_sender_is_told_in_the_language_it_asked_for(language: str, words: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        PersonInput.model_validate({"person_id": "a", "seniority": 99})
    (found,) = sender_errors(not_valid("invalid-event", wrong.value, "data").problems)
    assert found.document(language) == {"pointer": "#/data/seniority", "detail": words}


def test_every_rule_speaks_both_languages() -> None:
    assert all(english and german for english, german in RULES.values())


async def test_a_mistake_of_ours_in_a_problem_does_not_take_along_what_was_sent() -> None:
    api = FastAPI()
    install(api)
    handle = api.exception_handlers[RequestValidationError]
    try:
        try:
            raise RequestValidationError([{"type": "missing", "loc": (), "input": SECRET}])
        except RequestValidationError as sent:
            handling = handle(Request({"type": "http", "headers": [], "state": {"request_id": "req_1"}}), sent)
            assert isawaitable(handling)
            await handling
    except ValueError as bug:
        told = "".join(traceback.format_exception(bug))
    assert "field_errors" in told
    assert SECRET not in told


@pytest.mark.parametrize(
    ("loc", "pointer"),
    [
        (("body", "mine"), "#/mine"),
        (("body", "pair", "text"), "#/text"),
        (("body", "sealed", "jwe", "iv"), "#/jwe/iv"),
        (("body", "part", "mine"), "#/part/mine"),
    ],
)
def test_a_field_may_be_called_as_a_variant_is(loc: tuple[str, ...], pointer: str) -> None:
    (found,) = field_errors([{"type": "extra_forbidden", "loc": loc, "msg": ""}])
    assert found.where == pointer
