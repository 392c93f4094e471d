"""The only wiring of notifications."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from libs.common.contracts.notifications import Channel
from libs.common.erasing import ERASE, Erasing
from libs.common.house import House, Parts
from libs.common.network import Posts, PublicNetwork
from libs.common.timers import TimerUseCase
from services.notifications import answers
from services.notifications.channels.chat import AppriseChats
from services.notifications.channels.push import WebPush
from services.notifications.channels.smtp import Server, SmtpMails
from services.notifications.channels.vapid import Vapid
from services.notifications.domain.deliveries import Pauses
from services.notifications.domain.farewells import Enclosed
from services.notifications.domain.reach import Subscription
from services.notifications.entries import Entries
from services.notifications.handlers import UseCases, subscribe
from services.notifications.letters import Letters
from services.notifications.links import Links
from services.notifications.sealing import Seal
from services.notifications.settings import Settings, Tls
from services.notifications.store import INDEXES, Store
from services.notifications.use_cases.announcing import ANNOUNCE, Announcing
from services.notifications.use_cases.arrivals import ARRIVAL, Arrivals
from services.notifications.use_cases.bearing import Bearing
from services.notifications.use_cases.blocking import Blocking
from services.notifications.use_cases.calendars import Calendars
from services.notifications.use_cases.chatting import Chatting, OwnChat
from services.notifications.use_cases.choosing import Choosing
from services.notifications.use_cases.circles import Circles
from services.notifications.use_cases.conflicts import Conflicts
from services.notifications.use_cases.devices import OwnDevices
from services.notifications.use_cases.digests import Digests
from services.notifications.use_cases.dispatching import Dispatch
from services.notifications.use_cases.dry_runs import DryRuns
from services.notifications.use_cases.envelopes import Envelopes
from services.notifications.use_cases.erasure import Erasure
from services.notifications.use_cases.farewells import Farewells
from services.notifications.use_cases.inbox import Inboxes
from services.notifications.use_cases.inviting import FORGET, Inviting
from services.notifications.use_cases.joining import JOINED, Joining
from services.notifications.use_cases.launching import LAUNCH, Launching
from services.notifications.use_cases.mailing import Mailing
from services.notifications.use_cases.organising import ORGANISER_WEEK, Organising
from services.notifications.use_cases.pairs import Pairs
from services.notifications.use_cases.people import People
from services.notifications.use_cases.planning import Planning
from services.notifications.use_cases.posting import Posting
from services.notifications.use_cases.pushing import Pushing
from services.notifications.use_cases.refusals import Refusals
from services.notifications.use_cases.requests import Requests
from services.notifications.use_cases.saying import DIGEST, SAY, Saying
from services.notifications.use_cases.sending import Sending
from services.notifications.use_cases.sessions import Sessions
from services.notifications.use_cases.statistics import Statistics
from services.notifications.use_cases.suspending import Suspending
from services.notifications.use_cases.telling import Telling
from services.notifications.use_cases.tidying import Tidying
from services.notifications.use_cases.ways import Limits, Way
from services.notifications.use_cases.wordings import Wordings
from services.notifications.words import Writer

FLUSH_S = 2.0
CHANNELS = frozenset({Channel.INBOX, Channel.MAIL, Channel.CALENDAR})
"""Which lead to everybody, with nothing to link or allow."""

PUSH_PAUSES = Pauses(shortest=timedelta(seconds=5), most=30)
CHAT_PAUSES = Pauses(shortest=timedelta(seconds=30), most=30)
"""About a day: a mail says the same, and what comes later than that is no news."""

AT_ONCE = 8
"""Pushes, and messages to chats, on their way at once."""

"""Who links a chat waits for a first message to arrive there, and an ask for no more than five seconds."""


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, the ask, the timers, the ways out."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("notifications needs its own settings")
    store, writer = Store(house.database, house.tombstones), Writer(str(settings.public_url))
    envelopes = Envelopes(house.box)
    letters = Letters(writer)
    posting = Posting(store, envelopes, letters, house.clock)
    farewells = Farewells(store, Seal(house.box, "farewell", Enclosed), letters, settings.sender.domain)
    links = Links(house.box, str(settings.public_url))
    mailing = Mailing(store, writer, links, posting, farewells, house.clock)
    calendars = Calendars(store, mailing, Entries(writer))
    beside_mail = list(_beside_mail(house, settings, store, writer))
    channels = CHANNELS | {way.channel for way in beside_mail}
    saying = Saying(store, house.units, settings.sender.domain, channels)
    telling = Telling(store, house.units, saying)
    pairs, circles = Pairs(store, house.units, telling), Circles(store, house.units, telling)
    plans = Sessions(store, telling)
    requests, conflicts = Requests(store, telling), Conflicts(store, house.units, telling)
    people = People(store, house.units, envelopes)
    joining = Joining(house.units, people, telling)
    inviting = Inviting(store, envelopes, house.units, house.handling, settings.sender.domain)
    organising = Organising(store, house.units, telling)
    launching = Launching(store, house.units, telling)
    remains = Erasure(store, farewells).remains
    erasing = Erasing(house.database, house.tombstones, house.units, house.dead_letters.forget, remains)
    subscribe(
        house.events,
        UseCases(
            people,
            joining,
            Blocking(store, house.units),
            Suspending(store, house.units, telling),
            telling,
            requests,
            pairs,
            plans,
            circles,
            conflicts,
            organising,
            launching,
            erasing,
        ),
    )
    inboxes = Inboxes(store, writer, house.clock)
    answers.of_inboxes(house.answers, inboxes, Tidying(store, inboxes, house.units, house.handling))
    answers.of_preferences(house.answers, Choosing(store, house.units, house.handling))
    answers.of_bearers(house.answers, Bearing(store, inboxes, house.units, house.handling))
    announcing = Announcing(store, telling, house.handling, writer)
    answers.of_announcements(house.answers, announcing)
    answers.of_invitations(house.answers, inviting)
    answers.of_wordings(house.answers, Wordings(store, writer, house.units, house.handling))
    planning, dry_runs = Planning(store, house.units, house.handling), DryRuns(store, writer, house.clock, CHANNELS)
    answers.of_programmes(house.answers, planning, dry_runs, Statistics(store, house.clock))

    timers = {
        SAY: saying.say,
        DIGEST: Digests(store, house.units, saying).close,
        ORGANISER_WEEK: organising.look,
        ANNOUNCE: announcing.go_on,
        LAUNCH: launching.go_on,
        FORGET: inviting.forget,
        ARRIVAL: Arrivals(store, house.units, telling).tell,
        JOINED: joining.tell,
        ERASE: erasing.go_on,
    }
    refusals = Refusals(store, house.units, house.handling, telling)
    ways = [*_by_mail(settings, mailing, calendars, refusals), *_with_refusals(beside_mail, refusals)]
    return _parts(house, store, ways, timers)


def _parts(house: House, store: Store, ways: Sequence[Way[Any]], timers: Mapping[str, TimerUseCase]) -> Parts:
    """With workers of its own for each way out."""
    sendings = [Sending(store, way, house.units, house.committer.commit) for way in ways]
    dispatches = [Dispatch(store.deliveries, sending, house.clock) for sending in sendings]
    for dispatch in dispatches:
        house.committer.on_commit(dispatch.hear)
    return Parts(
        indexes=INDEXES,
        timers=timers,
        tasks=tuple(dispatch.run for dispatch in dispatches),
        is_idle=lambda: all(dispatch.is_idle for dispatch in dispatches),
        closing=(
            *(dispatch.close for dispatch in dispatches),
            *(way.carrier.close for way in ways),
            # What the last ones say of themselves is published before the publisher goes.
            partial(house.relay.flush, FLUSH_S),
        ),
    )


def _by_mail(settings: Settings, mailing: Mailing, calendars: Calendars, refusals: Refusals) -> list[Way[Any]]:
    """Over the same connections; an address that takes no mail takes no calendar either."""
    mails = SmtpMails(_server(settings), settings.sender, settings.smtp_connections)
    limits = _limits(settings, settings.smtp_connections)
    return [
        Way(Channel.MAIL, mailing.make, mails, limits, switch_off=refusals.of_mail),
        Way(Channel.CALENDAR, calendars.make, mails, limits, switch_off=refusals.of_mail),
    ]


def _beside_mail(house: House, settings: Settings, store: Store, writer: Writer) -> Iterator[Way[Any]]:
    """To devices and into chats, with what people say about theirs."""
    subscriptions, addresses = Seal(house.box, "device", Subscription), Seal(house.box, "chat", str)
    pushes, chats = (
        _pushes(settings),
        AppriseChats(settings.chat_hosts, str(settings.public_url), settings.chat_timeout.total_seconds()),
    )
    answers.of_reach(
        house.answers,
        OwnDevices(store, subscriptions, house.units, house.handling, pushes),
        OwnChat(store, addresses, house.units, house.handling, chats),
    )
    limits = _limits(settings, AT_ONCE)
    yield Way(Channel.CHAT, Chatting(store, writer, addresses).make, chats, limits, CHAT_PAUSES)
    if pushes:
        pushing = Pushing(store, writer, subscriptions, house.units, house.handling, pushes)
        yield Way(Channel.PUSH, pushing.make, pushing, limits, PUSH_PAUSES)


def _with_refusals(ways: Iterable[Way[Any]], refusals: Refusals) -> Iterator[Way[Any]]:
    """What tells of a way that ended may itself go by another one: so it is there only after them."""
    return (replace(way, switch_off=refusals.of_reach) for way in ways)


def _limits(settings: Settings, connections: int) -> Limits:
    return Limits(connections, settings.delivery_lease, settings.delivery_look, settings.drain_timeout)


def _pushes(settings: Settings) -> WebPush | None:
    if settings.vapid is None:
        return None
    posts = Posts(PublicNetwork(goes_anywhere=settings.push_anywhere), settings.push_timeout.total_seconds())
    return WebPush(Vapid(settings.vapid, settings.sender.addr_spec), posts)


def _server(settings: Settings) -> Server:
    return Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        implicit_tls=settings.smtp_tls is Tls.IMPLICIT,
        start_tls=True if settings.smtp_tls is Tls.REQUIRED else None if settings.smtp_tls is Tls.AUTO else False,
        timeout_s=settings.smtp_timeout.total_seconds(),
    )
