"""The only wiring of notifications."""

from functools import partial
from typing import Any

from libs.common.contracts.notifications import Channel
from libs.common.house import House, Parts
from services.notifications import answers
from services.notifications.channels.smtp import Server, SmtpMails
from services.notifications.handlers import UseCases, subscribe
from services.notifications.letters import Letters
from services.notifications.links import Links
from services.notifications.settings import Settings, Tls
from services.notifications.store import INDEXES, Store
from services.notifications.use_cases.announcing import ANNOUNCE, Announcing
from services.notifications.use_cases.arrivals import ARRIVAL, Arrivals
from services.notifications.use_cases.bearing import Bearing
from services.notifications.use_cases.blocking import Blocking
from services.notifications.use_cases.choosing import Choosing
from services.notifications.use_cases.circles import Circles
from services.notifications.use_cases.conflicts import Conflicts
from services.notifications.use_cases.digests import Digests
from services.notifications.use_cases.dispatching import Dispatch
from services.notifications.use_cases.dry_runs import DryRuns
from services.notifications.use_cases.envelopes import Envelopes
from services.notifications.use_cases.inbox import Inboxes
from services.notifications.use_cases.inviting import FORGET, Inviting
from services.notifications.use_cases.joining import JOINED, Joining
from services.notifications.use_cases.mailing import Mailing
from services.notifications.use_cases.organising import ORGANISER_WEEK, Organising
from services.notifications.use_cases.pairs import Pairs
from services.notifications.use_cases.people import People
from services.notifications.use_cases.posting import Posting
from services.notifications.use_cases.requests import Requests
from services.notifications.use_cases.saying import DIGEST, SAY, Saying
from services.notifications.use_cases.sending import Sending
from services.notifications.use_cases.telling import Telling
from services.notifications.use_cases.tidying import Tidying
from services.notifications.use_cases.ways import Limits, Way
from services.notifications.use_cases.wordings import Wordings
from services.notifications.words import Writer

FLUSH_S = 2.0
CHANNELS = frozenset({Channel.INBOX, Channel.MAIL})
"""Which this house has a way for."""


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, the ask, the timers, the ways out."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("notifications needs its own settings")
    store, writer = Store(house.database), Writer(str(settings.public_url))
    saying = Saying(store, house.units, settings.sender.domain, CHANNELS)
    telling = Telling(store, house.units, saying)
    pairs, circles = Pairs(store, house.units, telling), Circles(store, house.units, telling)
    requests, conflicts = Requests(store, telling), Conflicts(store, house.units, telling)
    envelopes = Envelopes(house.box)
    people = People(store, house.units, envelopes)
    joining = Joining(house.units, people, telling)
    inviting = Inviting(store, envelopes, house.units, house.handling, settings.sender.domain)
    organising = Organising(store, house.units, telling)
    subscribe(
        house.events,
        UseCases(
            people, joining, Blocking(store, house.units), telling, requests, pairs, circles, conflicts, organising
        ),
    )
    inboxes = Inboxes(store, writer)
    answers.of_inboxes(house.answers, inboxes, Tidying(store, inboxes, house.units, house.handling))
    answers.of_preferences(house.answers, Choosing(store, house.units, house.handling))
    answers.of_bearers(house.answers, Bearing(store, inboxes, house.units, house.handling))
    announcing = Announcing(store, telling, house.handling, writer)
    answers.of_announcements(house.answers, announcing)
    answers.of_invitations(house.answers, inviting)
    wordings = Wordings(store, writer, house.units, house.handling)
    answers.of_programmes(house.answers, wordings, DryRuns(store, writer, house.clock, CHANNELS))

    posting = Posting(store, envelopes, Letters(writer), house.clock)
    mailing = Mailing(store, writer, Links(house.box, str(settings.public_url)), posting, house.clock)
    ways = [_mail(settings, mailing)]
    sendings = [Sending(store, way, house.units, house.committer.commit) for way in ways]
    dispatches = [Dispatch(store.deliveries, sending, house.clock) for sending in sendings]
    for dispatch in dispatches:
        house.committer.on_commit(dispatch.hear)
    return Parts(
        indexes=INDEXES,
        timers={
            SAY: saying.say,
            DIGEST: Digests(store, house.units, saying).close,
            ORGANISER_WEEK: organising.look,
            ANNOUNCE: announcing.go_on,
            FORGET: inviting.forget,
            ARRIVAL: Arrivals(store, house.units, telling).tell,
            JOINED: joining.tell,
        },
        tasks=tuple(dispatch.run for dispatch in dispatches),
        is_idle=lambda: all(dispatch.is_idle for dispatch in dispatches),
        closing=(
            *(dispatch.close for dispatch in dispatches),
            *(way.carrier.close for way in ways),
            # What the last ones say of themselves is published before the publisher goes.
            partial(house.relay.flush, FLUSH_S),
        ),
    )


def _mail(settings: Settings, mailing: Mailing) -> Way[Any]:
    mails = SmtpMails(_server(settings), settings.sender, settings.smtp_connections)
    limits = Limits(settings.smtp_connections, settings.delivery_lease, settings.drain_timeout)
    return Way(Channel.MAIL, mailing.make, mails, limits)


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
