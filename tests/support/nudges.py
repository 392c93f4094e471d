"""Thousands of nudges that fall due at once, written down as the use cases write them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from libs.common.contracts.notifications import Channel, Importance, Kind
from libs.common.house import House
from services.notifications.domain.marks import Mark
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About
from services.notifications.domain.preferences import Preferences
from services.notifications.domain.reach import Device, Reach, Subscription
from services.notifications.sealing import Seal
from services.notifications.store import Store
from services.notifications.use_cases.saying import Saying
from tests.support.browsers import Browser
from tests.support.running import tombstones_of

ORG = "acme"
BUDGET = 3
NEEDLESS_EVERY, GREEDY_EVERY, AT_ONCE = 10, 20, 200
TEMPLATE = "nudge-pause-asked"
CHANNELS = (Channel.INBOX, Channel.MAIL, Channel.PUSH)


def notices_of(count: int, now: datetime) -> Iterator[Notice]:
    """One for most people, five at once for some, and every tenth needless since before it fell due."""
    person = 0
    number = 0
    while number < count:
        for _ in range(5 if person % GREEDY_EVERY == 0 else 1):
            yield _notice(number, f"person-{person}", now)
            number += 1
        person += 1


def _notice(number: int, person_id: str, now: datetime) -> Notice:
    return Notice(
        org=ORG,
        notice_id=f"ntc_{number}",
        person_id=person_id,
        row="nudge-pause",
        # A kind of its own for each, so that it is the budget that holds back.
        kind=list(Kind)[number % 10],
        importance=Importance.NUDGE,
        template=TEMPLATE,
        about=About(path="/me"),
        subject_id=f"subject-{number}",
        channels=CHANNELS,
        cause_id=f"cause-{number}",
        facts=(f"cause-{number}",),
        correlation_id=f"story-{number}",
        created_at=now,
        since=now - timedelta(hours=1),
        not_before=now + timedelta(seconds=1),
        due=now + timedelta(seconds=1),
        expires_at=now + timedelta(days=3),
        unless=(f"done:subject-{number}",),
    )


def is_needless(notice: Notice) -> bool:
    """What it seeks has happened before it fell due."""
    return int(notice.notice_id.removeprefix("ntc_")) % NEEDLESS_EVERY == 0


async def write(
    house: House, written: Sequence[Notice], now: datetime, browsers: Mapping[str, Browser] | None = None
) -> None:
    """As the use cases would: notices with their timers, people with their browsers, marks, and no quiet hours."""
    store = Store(house.database, tombstones_of(house.database))
    saying = Saying(store, house.units, "example.org", frozenset(CHANNELS))
    seal = Seal(house.box, "device", Subscription)
    first = house.units.start(ORG)
    first.write(store.preferences.save(Preferences(ORG, has_no_quiet=True, budget=BUDGET)))
    await house.committer.commit(first)
    for start in range(0, len(written), AT_ONCE):
        unit = house.units.start(ORG)
        unit.now = now
        some = written[start : start + AT_ONCE]
        for person_id in sorted({one.person_id for one in some} - {one.person_id for one in written[:start]}):
            email = f"{person_id}@example.org"
            unit.write(store.people.save(Person(ORG, person_id, sequence=1, name=person_id, email=email)))
            browser = (browsers or {}).get(person_id)
            if browser:
                unit.write(store.reaches.save(_reach(seal, person_id, browser, now)))
        for notice in filter(is_needless, some):
            unit.write(store.marks.save(Mark(ORG, notice.unless[0], now)))
        await saying.begin(unit, some)
        await house.committer.commit(unit)
    await house.client.close()


def _reach(seal: Seal[Subscription], person_id: str, browser: Browser, now: datetime) -> Reach:
    device_id = f"dev_{seal.mark(ORG, browser.endpoint)[:32]}"
    sealed = seal.seal(ORG, device_id, Subscription(browser.endpoint, **browser.keys))
    return Reach(ORG, person_id, (Device(device_id, "", sealed, now),))
