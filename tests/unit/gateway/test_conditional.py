"""Reads are answered 304 where the reader has the very same already."""

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.gateway.conditional import Conditional

SHOWN = {"line": "before"}


async def tagged(_: Request) -> Response:
    return JSONResponse(SHOWN, headers={"ETag": '"3"', "Content-Language": "en"})


async def plain(_: Request) -> Response:
    return JSONResponse(SHOWN)


API = Conditional(Starlette(routes=[Route("/tagged", tagged, methods=["GET", "PUT"]), Route("/plain", plain)]))


def client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=API), base_url="http://gateway")


async def test_the_same_again_is_304_without_a_body_and_another_answer_of_one_version_is_not() -> None:
    async with client() as http:
        first = await http.get("/tagged")
        tag = first.headers["ETag"]
        again = await http.get("/tagged", headers={"If-None-Match": f'"other", W/{tag}'})
        SHOWN["line"] = "after"
        changed = await http.get("/tagged", headers={"If-None-Match": tag})
    assert (first.status_code, tag[:3]) == (200, '"3.')
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert "Content-Length" not in again.headers
    assert (changed.status_code, changed.json()) == (200, {"line": "after"})


@pytest.mark.parametrize(("method", "path"), [("PUT", "/tagged"), ("GET", "/plain")])
async def test_what_is_no_tagged_read_is_left_alone(method: str, path: str) -> None:
    async with client() as http:
        answer = await http.request(method, path, headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.headers.get("ETag")) == (200, '"3"' if path == "/tagged" else None)
