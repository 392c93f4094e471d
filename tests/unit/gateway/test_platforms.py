"""Keys of platforms, and what a platform may say it is."""

from datetime import UTC, datetime, timedelta

import pytest

from services.gateway.domain.access import Scope
from services.gateway.domain.platforms import ApiKey, Platform, key_text, platform_of_key

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def make_key(number: int, platform_id: str = "acme-hr") -> str:
    return key_text(platform_id, str(number) * 43)


def make_platform(**fields: object) -> Platform:
    return Platform(**({"org": "acme", "platform_id": "acme-hr", "name": "HR"} | fields))  # type: ignore[arg-type]


def kept(text: str, expires_at: datetime | None = None) -> ApiKey:
    return ApiKey.of(text, f"key-{text[-1]}", NOW, expires_at)


def test_a_key_tells_whose_it_is() -> None:
    assert platform_of_key(make_key(1)) == "acme-hr"


@pytest.mark.parametrize("text", ["", "bw_", "bw_acme-hr_short", "xx_acme-hr_" + "1" * 43, make_key(1) + "1"])
def test_what_is_no_key_is_nobodys(text: str) -> None:
    assert platform_of_key(text) is None


def test_a_secret_may_hold_what_separates_its_parts() -> None:
    assert platform_of_key(key_text("acme-hr", "_-" * 21 + "_")) == "acme-hr"


def test_the_newest_two_keys_work() -> None:
    platform = make_platform()
    for number in (1, 2, 3):
        platform = platform.with_key(kept(make_key(number)))
    assert [platform.key_shown(make_key(number)) is not None for number in (1, 2, 3, 4)] == [False, True, True, False]


def test_a_key_is_kept_as_its_hash() -> None:
    assert "1" * 43 not in str(make_platform().with_key(kept(make_key(1))))


def test_no_key_of_a_revoked_platform_works() -> None:
    platform = make_platform().with_key(kept(make_key(1))).revoked()
    assert platform.key_shown(make_key(1)) is None
    assert not platform.is_active


@pytest.mark.parametrize(
    ("own", "source", "is_own"),
    [
        (None, "https://anything", True),
        ("https://hr.example.org", "https://hr.example.org", True),
        ("https://hr.example.org", "https://hr.example.org/eu", True),
        ("https://hr.example.org/", "https://hr.example.org/eu", True),
        ("https://hr.example.org", "https://hr.example.org.evil.net", False),
        ("https://hr.example.org", "https://lms.example.org", False),
    ],
)
def test_a_platform_with_a_source_of_its_own_has_no_other(own: str | None, source: str, is_own: bool) -> None:
    assert make_platform(source_uri=own).owns_source(source) is is_own


def test_only_the_scope_lets_a_platform_act_for_people() -> None:
    assert not make_platform().may_act_for_people
    assert make_platform(scopes=tuple(Scope)).may_act_for_people


def test_a_key_works_until_the_instant_at_which_it_expires() -> None:
    key = kept(make_key(1), NOW)
    assert key.works_at(NOW - timedelta(milliseconds=1))
    assert not key.works_at(NOW)
    assert kept(make_key(1)).works_at(NOW + timedelta(days=10_000))


def test_a_key_goes_and_the_other_stays() -> None:
    platform = make_platform().with_key(kept(make_key(1))).with_key(kept(make_key(2))).without_key("key-1")
    assert [platform.key_shown(make_key(number)) is not None for number in (1, 2)] == [False, True]
