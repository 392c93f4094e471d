"""The only wiring of notifications."""

from functools import partial

from libs.common.asks import Answers
from libs.common.contracts.asks import ReadInbox
from libs.common.contracts.invitations import InviteColleague, ReadInvitations, RefuseInvitations, TakeInvitationBack
from libs.common.house import House, Parts
from services.notifications.channels.smtp import Server, SmtpMails
from services.notifications.handlers import UseCases, subscribe
from services.notifications.letters import Letters
from services.notifications.settings import Settings, Tls
from services.notifications.store import INDEXES, Store
from services.notifications.use_cases.arrivals import ARRIVAL, Arrivals
from services.notifications.use_cases.blocking import Blocking
from services.notifications.use_cases.circles import Circles
from services.notifications.use_cases.conflicts import Conflicts
from services.notifications.use_cases.envelopes import Envelopes
from services.notifications.use_cases.inbox import Inboxes
from services.notifications.use_cases.inviting import FORGET, Inviting
from services.notifications.use_cases.mailing import Limits, Mailing
from services.notifications.use_cases.pairs import Pairs
from services.notifications.use_cases.people import People
from services.notifications.use_cases.posting import Posting
from services.notifications.use_cases.requests import Requests
from services.notifications.use_cases.saying import SAY, Saying
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
    saying = Saying(store, house.units, settings.sender.domain)
    telling = Telling(store, house.units, saying)
    pairs, circles = Pairs(store, house.units, telling), Circles(store, house.units, telling)
    requests, conflicts = Requests(store, telling), Conflicts(store, house.units, telling)
    envelopes = Envelopes(house.box)
    people = People(store, house.units, envelopes)
    inviting = Inviting(store, envelopes, house.units, house.handling, settings.sender.domain)
    subscribe(
        house.events,
        UseCases(people, Blocking(store, house.units), telling, requests, pairs, circles, conflicts),
    )
    _answer(house.answers, Inboxes(store, writer), inviting)

    mails = SmtpMails(_server(settings), settings.sender, settings.smtp_connections)
    posting = Posting(store, envelopes, Letters(writer), house.clock)
    sending = Sending(store, writer, posting, mails, house.units, house.committer.commit)
    limits = Limits(settings.smtp_connections, settings.mail_lease, settings.drain_timeout)
    mailing = Mailing(store.deliveries, sending, house.clock, limits)
    house.committer.on_commit(mailing.hear)
    return Parts(
        indexes=INDEXES,
        timers={SAY: saying.say, FORGET: inviting.forget, ARRIVAL: Arrivals(store, house.units, telling).tell},
        tasks=(mailing.run,),
        is_idle=lambda: mailing.is_idle,
        # What the last mails say of themselves is published before the publisher goes.
        closing=(mailing.close, mails.close, partial(house.relay.flush, FLUSH_S)),
    )


def _answer(answers: Answers, inboxes: Inboxes, inviting: Inviting) -> None:
    answers.on(ReadInbox, inboxes.read)
    answers.on(InviteColleague, inviting.invite)
    answers.on(ReadInvitations, inviting.list_)
    answers.on(TakeInvitationBack, inviting.take_back)
    answers.on(RefuseInvitations, inviting.refuse)


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
