"""So much in a minute, and what the headers say of it."""

import pytest
from starlette.requests import Request

from services.gateway.metering import Metering
from services.gateway.problems import Problem
from services.gateway.rates import Over, Quota, Rates, headers_of
from services.gateway.settings import Settings


async def test_a_quota_is_for_one_and_is_used_up_by_one() -> None:
    rates = Rates()
    mine, yours = Quota("person", 2, "acme/mia"), Quota("person", 2, "acme/ada")
    assert [(await rates.count(mine))[0].remaining for _ in range(2)] == [1, 0]
    with pytest.raises(Over) as over:
        await rates.count(mine)
    assert 1 <= over.value.retry_after_s <= 60
    assert (await rates.count(yours))[0].remaining == 1


async def test_the_narrowest_of_several_decides_and_the_headers_tell_of_each() -> None:
    rates = Rates()
    wide, narrow = Quota("organisation", 9, "acme"), Quota("costly", 1, "acme/mia")
    told = headers_of(await rates.count(narrow, wide))
    assert told["RateLimit-Policy"] == '"costly";q=1;w=60, "organisation";q=9;w=60'
    assert told["RateLimit"].startswith('"costly";r=0;t=')
    assert ', "organisation";r=8;t=' in told["RateLimit"]
    with pytest.raises(Over):
        await rates.count(narrow, wide)
    assert (await rates.count(wide))[0].remaining == 6


@pytest.mark.parametrize(("path", "costs_more"), [("/v1/people", True), ("/v1/me", False)])
async def test_what_searches_counts_against_a_quota_of_its_own(
    gateway_settings: Settings, path: str, costs_more: bool
) -> None:
    request = Request({"type": "http", "method": "GET", "headers": [], "state": {}, "route": _Route(path)})
    metering = Metering(gateway_settings)
    await metering.person(request, "acme", "mia")
    assert ("costly" in request.state.rates["RateLimit"]) is costs_more
    if costs_more:
        with pytest.raises(Problem) as refused:
            await metering.person(request, "acme", "mia")
        assert (refused.value.status, refused.value.code) == (429, "too-many-requests")
        assert int(refused.value.headers["Retry-After"]) >= 1


class _Route:
    def __init__(self, path: str) -> None:
        self.path = path


@pytest.fixture
def gateway_settings() -> Settings:
    return Settings.model_construct(requests_per_person=5, costly_requests_per_person=1, requests_per_organisation=9)
