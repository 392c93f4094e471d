"""Where nothing is sent, what a screen that others see may show, and what a push proves."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey

from libs.common.contracts.notifications import Kind
from libs.common.network import Posts, PublicNetwork
from services.notifications.channels.chat import AppriseChats
from services.notifications.channels.push import UNFIT, WebPush
from services.notifications.channels.vapid import Vapid
from services.notifications.domain.codes import Code, RuleBroken
from services.notifications.domain.plan import About
from services.notifications.domain.reach import MOST_DEVICES, Device, Reach, Subscription, with_device, without_devices
from services.notifications.glances import LONGEST, SOMETHING_NEW, glance
from services.notifications.ports import Undeliverable
from services.notifications.use_cases.pushing import KEPT, time_left, topic_of
from services.notifications.words import FOLDER, Writer
from tests.support.browsers import TOPIC_LETTERS
from tests.support.notifications import ADA, BOB, START, make_delivery, make_person

KEY = ec.generate_private_key(ec.SECP256R1())
OWN_HOST = "chat.example.org:8065"
CHATS = AppriseChats([OWN_HOST], "https://mentoring.example.org", 1)
HOOK = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    "keys",
    [("A" * 87, "A" * 22), ("BA" + "A" * 85, "A" * 22), ("", "")],
)
async def test_keys_that_are_none_are_refused(keys: Sequence[str]) -> None:
    pushes = WebPush(Vapid(KEY, "mentoring@example.org"), Posts(PublicNetwork(), 1))
    with pytest.raises(Undeliverable) as refused:
        await pushes.require(Subscription("https://93.184.216.34/", *keys))
    assert refused.value.code == UNFIT
    await pushes.close()


def test_a_push_proves_its_house_to_one_service_for_less_than_a_day() -> None:
    vapid = Vapid(KEY, "mentoring@example.org")
    scheme, _, rest = vapid.authorization("https://push.example.net:8443/abc?d=e").partition(" ")
    token, key = rest.removeprefix("t=").split(",k=")
    read = jwt.decode(token, ECKey.import_key(KEY.public_key()), algorithms=["ES256"])
    assert (scheme, key) == ("vapid", vapid.public_key)
    assert read.header == {"typ": "JWT", "alg": "ES256"}
    assert read.claims["aud"] == "https://push.example.net:8443"
    assert read.claims["sub"] == "mailto:mentoring@example.org"


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_topic_is_a_notices_own(one: str, other: str) -> None:
    assert set(topic_of(one)) <= TOPIC_LETTERS
    assert len(topic_of(one)) <= 32
    assert (topic_of(one) == topic_of(other)) is (one == other)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("part", ["title", "action"])
def test_no_title_and_no_action_says_what_it_is_about(language: str, part: str) -> None:
    for file in sorted(Path(FOLDER, language).glob("*.jinja")):
        block = file.read_text().partition(f"{{% block {part} %}}")[2].partition("{% endblock %}")[0]
        assert not any(word in block for word in ("topics", "reason", "items")), file.name


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("locale", ["en", "de"])
def test_of_care_and_feedback_not_even_a_name_shows(kind: Kind, locale: str) -> None:
    reader, partner = make_person(ADA, locale=locale, name="Ada"), make_person(BOB, name="Bob " * 60)
    delivery = make_delivery("request-opened-mentor", About(ADA, BOB, topics=("Python",)), kind=kind)
    seen = glance(Writer("https://m.example.org"), delivery, reader, {ADA: reader, BOB: partner})
    assert (seen == SOMETHING_NEW[locale]) is (kind in (Kind.CARE, Kind.FEEDBACK))
    assert ("Bob" in seen.title) is (seen != SOMETHING_NEW[locale])
    assert len(seen.title) <= LONGEST


@given(st.none() | st.timedeltas(timedelta(days=-40), timedelta(days=40)))
def test_a_service_keeps_a_push_as_long_as_it_is_worth_something(left: timedelta | None) -> None:
    kept = time_left(None if left is None else START + left, START)
    assert timedelta(0) <= kept <= KEPT
    assert left is None or kept == left or left < timedelta(0) or left > KEPT


STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from([f"dev_{number}" for number in range(14)])), max_size=60)


@given(STEPS)
def test_however_devices_come_and_go_there_are_never_more_than_ten_and_none_twice(
    steps: list[tuple[bool, str]],
) -> None:
    reach, expected = Reach("acme", ADA), dict[str, tuple[str, datetime]]()
    for number, (comes, device_id) in enumerate(steps):
        at, is_known = START + timedelta(days=number), device_id in expected
        if not comes:
            reach = without_devices(reach, device_id)
            expected.pop(device_id, None)
        elif is_known or len(expected) < MOST_DEVICES:
            reach = with_device(reach, Device(device_id, str(number), b"", at))
            expected[device_id] = (str(number), expected[device_id][1] if is_known else at)
        else:
            with pytest.raises(RuleBroken, match=Code.DEVICES_ENOUGH):
                with_device(reach, Device(device_id, str(number), b"", at))
        assert {one.device_id: (one.name, one.added_at) for one in reach.devices} == expected
        assert len(reach.devices) == len(expected)


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://hooks.slack.com/services/T01234567/B01234567/ATokenThatIsNoTokenAtAll", "slack"),
        ("slack://T01234567/B01234567/ATokenThatIsNoTokenAtAll/#general", "slack"),
        ("tgram://123456789:abcdefg_hijklmnop/12315544/", "telegram"),
        (
            "https://prod-02.westeurope.logic.azure.com:443/workflows/643e69f83c8944438d68119179a10a64/triggers/manual/"
            "paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdefgh",
            "teams",
        ),
        ("zulip://bot@acme.zulipchat.com/" + "a" * 32, "zulip"),
        (f"mmosts://{OWN_HOST}/{HOOK}", "mattermost"),
        (f"mmosts://{OWN_HOST.upper()}/{HOOK}?channel=mentoring", "mattermost"),
    ],
)
def test_addresses_of_public_services_and_of_named_hosts_are_taken(address: str, service: str) -> None:
    assert CHATS.service_of(address) == service


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "json://127.0.0.1/",
        "dbus://",
        "syslog://",
        "exec://id",
        "mailto://user:pass@example.org",
        "https://example.org/",
        "https://hooks.slack.com.example.org/services/T01234567/B01234567/ATokenThatIsNoTokenAtAll",
        f"mmost://127.0.0.1/{HOOK}",
        f"mmosts://chat.example.org/{HOOK}",
        f"mmosts://{OWN_HOST}@evil.example/{HOOK}",
        f"mmosts://{OWN_HOST}.evil.example/{HOOK}",
        "workflows://logic.azure.com.evil.example/a/b/",
        "workflows://x.logic.azure.com:8080/a/b/",
        "zulip://bot@127.0.0.1/" + "a" * 32,
        f"mmosts://{OWN_HOST}/{HOOK}?verify=no",
        f"mmosts://{OWN_HOST}/{HOOK}?redirect=yes",
        f"mmosts://{OWN_HOST}/{HOOK}?optional=yes",
        f"mmosts://{OWN_HOST}/{HOOK}?+X-Header=y",
        "slack://T01234567/B01234567/ATokenThatIsNoTokenAtAll/?template=/etc/passwd",
    ],
)
def test_no_address_reads_a_file_or_leads_anywhere_else(address: str) -> None:
    with pytest.raises(Undeliverable):
        CHATS.service_of(address)


def test_the_pushed_content_fits_with_the_longest_words_there_may_be() -> None:
    words = {"title": "🌱" * LONGEST, "line": "🌱" * LONGEST, "path": "/" + "x" * 1000, "notice_id": "n" * 128}
    assert len(json.dumps(words, ensure_ascii=False).encode()) < 3993, "what RFC 8291 leaves of 4,096"
