"""The only wiring of notifications."""

from functools import partial

from libs.common.contracts.asks import ReadInbox
from libs.common.house import House, Parts
from services.notifications.channels.smtp import Server, SmtpMails
from services.notifications.handlers import subscribe
from services.notifications.settings import Settings, Tls
from services.notifications.store import INDEXES, Store
from services.notifications.use_cases.conflicts import Conflicts
from services.notifications.use_cases.inbox import Inboxes
from services.notifications.use_cases.mailing import Limits, Mailing
from services.notifications.use_cases.pairs import NUDGE, Pairs
from services.notifications.use_cases.people import People
from services.notifications.use_cases.requests import Requests
from services.notifications.use_cases.sending import Sending
from services.notifications.use_cases.telling import Telling
from services.notifications.words import Writer

FLUSH_S = 2.0


async def build(house: House) -> Parts:
    """Stores, use cases, subscriptions, the ask, the timer, the mails."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("notifications needs its own settings")
    store, writer = Store(house.database), Writer(str(settings.public_url))
    telling = Telling(store, house.units, settings.sender.domain)
    pairs = Pairs(store, house.units, telling)
    conflicts = Conflicts(store, house.units, telling)
    subscribe(house.events, People(store, house.units), telling, Requests(store, telling), pairs, conflicts)
    house.answers.on(ReadInbox, Inboxes(store, writer).read)

    mails = SmtpMails(_server(settings), settings.sender, settings.smtp_connections)
    sending = Sending(store, writer, mails, house.units, house.committer.commit)
    limits = Limits(settings.smtp_connections, settings.mail_lease, settings.drain_timeout)
    mailing = Mailing(store.deliveries, sending, house.clock, limits)
    house.committer.on_commit(mailing.hear)
    return Parts(
        indexes=INDEXES,
        timers={NUDGE: pairs.nudge},
        tasks=(mailing.run,),
        is_idle=lambda: mailing.is_idle,
        # What the last mails say of themselves is published before the publisher goes.
        closing=(mailing.close, mails.close, partial(house.relay.flush, FLUSH_S)),
    )


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
