"""How much somebody may ask for in a time: counted in the memory of each replica, by the time of the machine."""

import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

WINDOW_S = 60


@dataclass(frozen=True, slots=True)
class Quota:
    """So much a minute for one person, key, organisation or address."""

    policy: str
    per_minute: int
    whose: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of a quota, and when it is whole again."""

    quota: Quota
    remaining: int
    reset_s: int


class Over(Exception):
    """More than a quota; `retry_after_s` says when there is room again."""

    def __init__(self, standings: tuple[Standing, ...], retry_after_s: float) -> None:
        super().__init__("over")
        self.standings, self.retry_after_s = standings, retry_after_s


class Rates:
    """Counts against quotas."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def count(self, *quotas: Quota) -> tuple[Standing, ...]:
        """One more against each; Over where one of them is used up."""
        have_room = [await self._limiter.hit(*_counted(quota)) for quota in quotas]
        standings = tuple([await self._standing(quota) for quota in quotas])
        if not all(have_room):
            used_up = (one for one, has_room in zip(standings, have_room, strict=True) if not has_room)
            raise Over(standings, max(one.reset_s for one in used_up))
        return standings

    async def require_room(self, quota: Quota) -> None:
        """Nothing is counted; Over where it is used up."""
        if not await self._limiter.test(*_counted(quota)):
            standing = await self._standing(quota)
            raise Over((standing,), standing.reset_s)

    async def _standing(self, quota: Quota) -> Standing:
        window = await self._limiter.get_window_stats(*_counted(quota))
        return Standing(quota, window.remaining, max(1, round(window.reset_time - time.time())))


def _counted(quota: Quota) -> tuple[RateLimitItemPerMinute, str, str]:
    return RateLimitItemPerMinute(quota.per_minute), quota.policy, quota.whose


def headers_of(standings: tuple[Standing, ...]) -> dict[str, str]:
    """As draft-ietf-httpapi-ratelimit-headers writes them: structured fields, one item for each policy."""
    policies = (f'"{one.quota.policy}";q={one.quota.per_minute};w={WINDOW_S}' for one in standings)
    left = (f'"{one.quota.policy}";r={one.remaining};t={one.reset_s}' for one in standings)
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}
