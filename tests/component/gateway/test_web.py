"""The built web client as browsers get it: one page for every screen, and files that are kept or asked for again."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio

from tests.component.gateway.front import Front, open_front
from tests.support.stack import TestStack

PAGE = "<!doctype html><title>Bothways</title>"
SCRIPT = "console.log('a script')"
A_PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROGRAMS = ("v1", "v1/nothing", "scim", "openapi", "asyncapi/more", "metrics/more", "livez/more", "readyz.html")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small one, in the place of what Vite makes."""
    folder = tmp_path_factory.mktemp("web") / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder.parent / "secret.txt").write_text("not of the build")
    (folder / "index.html").write_text(PAGE)
    (folder / "sw.js").write_text(SCRIPT)
    for name, content in (("main-1a2b.js", SCRIPT), ("small.css", "a{}"), ("words.woff2", "font")):
        (folder / "assets" / name).write_text(content)
    (folder / "assets" / "main-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (folder / "assets" / "main-1a2b.js.br").write_bytes(b"as brotli has it")
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(stack: TestStack, build: Path) -> AsyncIterator[Front]:
    async with open_front(stack, neighbours=(), web_client=build) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def http(front: Front) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser's, as far as what it asks for goes."""
    async with front.anybody() as client:
        yield client


@pytest.mark.parametrize(
    "path",
    ["/", "/pairs", "/pairs/pair_1/sessions/s1?from=mail", "/preparation/core/core.one", "/v1beta", "/documents"],
)
async def test_one_page_shows_every_screen(http: httpx2.AsyncClient, path: str) -> None:
    answer = await http.get(path, headers=A_PAGE)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", PROGRAMS)
async def test_a_program_that_asks_wrongly_gets_no_page(http: httpx2.AsyncClient, path: str) -> None:
    answer = await http.get(f"/{path}", headers=A_PAGE)
    assert answer.status_code in (401, 404)
    assert PAGE not in answer.text


async def test_whoever_asks_for_no_page_gets_none(http: httpx2.AsyncClient) -> None:
    for path, headers in (("/pairs", {"Accept": "application/json"}), ("/assets/gone-0.js", A_PAGE)):
        answer = await http.get(path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def test_no_other_method_reaches_a_screen(http: httpx2.AsyncClient) -> None:
    answer = await http.post("/pairs", headers=A_PAGE)
    assert answer.status_code == 405
    assert (await http.head("/pairs", headers=A_PAGE)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/pairs", "/sw.js", "/assets/main-1a2b.js"])
async def test_nothing_runs_or_is_loaded_but_what_comes_from_here(http: httpx2.AsyncClient, path: str) -> None:
    policy = (await http.get(path, headers=A_PAGE)).headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy


async def test_what_has_its_content_in_its_name_is_kept_for_ever_and_nothing_else(http: httpx2.AsyncClient) -> None:
    kept = (await http.get("/assets/main-1a2b.js")).headers
    assert kept["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("/sw.js", "/index.html"):
        assert (await http.get(path)).headers["Cache-Control"] == "no-cache"


async def test_what_is_asked_for_again_is_not_sent_again(http: httpx2.AsyncClient) -> None:
    first = await http.get("/", headers=A_PAGE)
    again = await http.get("/", headers=A_PAGE | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("identity", None), ("deflate", None)],
)
async def test_the_smallest_form_that_is_understood_is_sent(
    front: Front, build: Path, accepted: str, encoding: str | None
) -> None:
    async with (
        front.anybody() as http,
        http.stream("GET", "/assets/main-1a2b.js", headers={"Accept-Encoding": accepted}) as answer,
    ):
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("Content-Encoding") == encoding
    assert raw == (build / f"assets/main-1a2b.js{ {'br': '.br', 'gzip': '.gz', None: ''}[encoding] }").read_bytes()
    assert "javascript" in answer.headers["Content-Type"]
    assert answer.headers["Vary"] == "Accept-Encoding"


async def test_what_was_not_made_smaller_goes_out_as_it_is(http: httpx2.AsyncClient) -> None:
    answer = await http.get("/assets/small.css", headers={"Accept-Encoding": "br"})
    assert (answer.text, answer.headers["Content-Type"]) == ("a{}", "text/css; charset=utf-8")
    assert "Content-Encoding" not in answer.headers
    assert (await http.get("/assets/words.woff2")).headers["Content-Type"] == "font/woff2"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/%00",
        "/" + "x" * 300,
        "/assets",
        "/\\..\\secret.txt",
    ],
)
async def test_nothing_beside_the_build_is_shown(front: Front, path: str) -> None:
    """Sent as it stands here: clients would tidy it up."""
    url = httpx2.URL(front.url).copy_with(raw_path=path.encode())
    async with front.anybody() as http:
        answer = await http.get(url)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def test_before_it_is_built_a_page_says_so_and_looks_again(front: Front, tmp_path: Path) -> None:
    await front.start(web_client=tmp_path / "dist")
    async with front.anybody(replica=-1) as http:
        german = A_PAGE | {"Accept-Language": "de"}
        building = await http.get("/", headers=german)
        assert (building.status_code, building.headers["Refresh"]) == (503, "2")
        assert "wird gerade gebaut" in building.text
        (tmp_path / "dist").mkdir()
        (tmp_path / "dist" / "index.html").write_text(PAGE)
        assert (await http.get("/", headers=german)).text == PAGE
