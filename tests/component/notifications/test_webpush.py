"""What every answer of a push service means for a push."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import pytest_asyncio
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from libs.common.network import LONGEST_WAIT, Posts, PublicNetwork
from services.notifications.channels.push import WebPush
from services.notifications.channels.vapid import Vapid
from services.notifications.domain.reach import Subscription
from services.notifications.ports import NotNow, Push, Undeliverable
from tests.support.browsers import Browser, PushService
from tests.support.receiver import Reply, receiving
from tests.support.running import PATIENCE_S

HOUR = timedelta(hours=1)
LARGEST = b'{"line": "' + b"x" * 3_981 + b'"}'
"""What 4,096 bytes leave for the content (RFC 8291, 4)."""


@pytest.fixture
def service() -> Iterator[PushService]:
    made = PushService()
    with receiving(made):
        yield made


@pytest_asyncio.fixture
async def pushes() -> AsyncIterator[WebPush]:
    vapid = Vapid(ec.generate_private_key(ec.SECP256R1()), "mentoring@example.org")
    made = WebPush(vapid, Posts(PublicNetwork(goes_anywhere=True), PATIENCE_S))
    yield made
    await made.close()


def push_to(browser: Browser, content: bytes = b"{}") -> Push:
    to = Subscription(browser.endpoint, **browser.keys)
    return Push(to, topic="topic", urgency="low", ttl=HOUR, content=content)


async def test_the_largest_content_fits_and_is_read(service: PushService, pushes: WebPush) -> None:
    browser = service.browser(pushes.public_key)
    await pushes.send(push_to(browser, LARGEST))
    assert service.faults == []
    assert len(browser.shown["topic"]["line"]) == 3_981
    (request,) = service.received
    assert len(request.content) == 4096
    assert (request.headers["TTL"], request.headers["Urgency"]) == ("3600", "low")


async def test_nothing_but_this_browser_reads_it(service: PushService, pushes: WebPush) -> None:
    browser, other = service.browser(pushes.public_key), service.browser(pushes.public_key)
    await pushes.send(push_to(browser))
    (request,) = service.received
    assert browser.read(request.content) == {}
    with pytest.raises(InvalidTag):
        other.read(request.content)


@pytest.mark.parametrize(("status", "is_final"), [(404, True), (410, True), (400, False), (413, False), (301, False)])
async def test_what_will_never_be_taken(service: PushService, pushes: WebPush, status: int, is_final: bool) -> None:
    browser = service.browser(pushes.public_key)
    elsewhere = {"Location": f"http://127.0.0.1:{service.port}/push/elsewhere"}
    service.answers[browser.path].append(Reply(status, elsewhere))
    with pytest.raises(Undeliverable) as refused:
        await pushes.send(push_to(browser))
    assert (refused.value.code, refused.value.is_final_for_address) == (f"push-{status}", is_final)
    assert service.received == [], "a redirect is not followed"


def ahead(wait: timedelta) -> str:
    return format_datetime(datetime.now(UTC) + wait, usegmt=True)


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"Retry-After": "120"}, timedelta(seconds=120)),
        (503, {"Retry-After": HOUR}, HOUR),
        (503, {"Retry-After": -HOUR}, timedelta(0)),
        (500, {"Retry-After": "soon"}, None),
        (502, {}, None),
        (429, {"Retry-After": "9" * 30}, LONGEST_WAIT),
        (403, {}, None),
    ],
)
async def test_what_comes_back_later(
    service: PushService, pushes: WebPush, status: int, headers: Mapping[str, str | timedelta], wait: timedelta | None
) -> None:
    browser = service.browser(pushes.public_key)
    # A date is written now: these cases are collected long before they run.
    written = {name: ahead(value) if isinstance(value, timedelta) else value for name, value in headers.items()}
    service.answers[browser.path].append(Reply(status, written))
    with pytest.raises(NotNow) as later:
        await pushes.send(push_to(browser))
    found = later.value.retry_after
    assert later.value.code == f"push-{status}"
    assert (found is None) is (wait is None)
    assert found is None or wait is None or abs(found - wait) < timedelta(minutes=2)


async def test_a_service_that_says_nothing_or_is_not_there_is_tried_again(service: PushService) -> None:
    vapid = Vapid(ec.generate_private_key(ec.SECP256R1()), "mentoring@example.org")
    pushes = WebPush(vapid, Posts(PublicNetwork(goes_anywhere=True), 0.3))
    browser = service.browser(pushes.public_key)
    service.pause_s = PATIENCE_S
    with pytest.raises(NotNow, match="push-cut-off"):
        await pushes.send(push_to(browser))
    nowhere = Browser("http://127.0.0.1:9/push", "/push", pushes.public_key)
    with pytest.raises(NotNow, match="push-cut-off"):
        await pushes.send(push_to(nowhere))
    await pushes.close()
