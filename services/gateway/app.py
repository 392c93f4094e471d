"""The only wiring of the gateway: the core behind, the edge in front."""

from libs.common.asks import Questions
from libs.common.erasing import Erasing
from libs.common.house import House, Parts
from libs.common.network import Posts, PublicNetwork
from libs.common.quiet import Quiet
from libs.common.settings import Env
from services.gateway import core as behind
from services.gateway import metrics
from services.gateway.api import make_api
from services.gateway.cookies import Cookies
from services.gateway.core import Core
from services.gateway.deps import Edge, Safeguarding, SignIn
from services.gateway.depths import Depths
from services.gateway.domain.sessions import Limits
from services.gateway.identities import Identities
from services.gateway.limits import Backlog, Gate, Places
from services.gateway.live import Live
from services.gateway.metering import Metering
from services.gateway.providers import Providers
from services.gateway.receipts import Receipts
from services.gateway.remains import Erasures as Rows
from services.gateway.remains import Traces
from services.gateway.roles import COLLECTION as APPOINTMENTS
from services.gateway.roles import Roles
from services.gateway.sealing import ReportSealing
from services.gateway.settings import Settings
from services.gateway.sign_in import Tokens
from services.gateway.streams import Streams
from services.gateway.use_cases.codes import Codes
from services.gateway.use_cases.dispatching import WEBHOOKS_AT_ONCE, Dispatch
from services.gateway.use_cases.erasing import Erasures, Remaining
from services.gateway.use_cases.linking import Linking
from services.gateway.use_cases.moderating import Moderating
from services.gateway.use_cases.organisations import Organising
from services.gateway.use_cases.posting import Posting
from services.gateway.use_cases.programmes import CLOSE
from services.gateway.use_cases.reporting import Reporting, Reports
from services.gateway.use_cases.safeguarding import HelpKeeping
from services.gateway.use_cases.sessions import SessionKeeping
from services.gateway.use_cases.telling import FACTS_AT_ONCE, Pace, Teller

ASKING_AT_ONCE = 64
CALLS = WEBHOOKS_AT_ONCE * FACTS_AT_ONCE + ASKING_AT_ONCE
"""Connections to webhooks: enough that none waits because others hang."""

WAITING_FOR_EACH = 3
"""How many may wait for each that is at work."""


async def build(house: House) -> Parts:
    """The core, the live feed, the questions, the HTTP application."""
    settings = house.settings
    if not isinstance(settings, Settings):
        raise TypeError("the gateway needs its own settings")
    core = behind.build_core(house)
    live = Live(house.database, core.log)
    amqp_url = str(settings.amqp_url)
    posts = Posts(
        PublicNetwork(goes_anywhere=settings.webhooks_go_anywhere), settings.webhook_timeout.total_seconds(), CALLS
    )
    posting = Posting(posts, house.box)
    providers = Providers(
        PublicNetwork(goes_anywhere=settings.nearby_providers), needs_tls=settings.env is Env.PRODUCTION
    )
    roles = Roles(house.database, house.units, house.handling, core.stores.organises)
    erasures = _erasures(house, core, roles)
    safeguarding = _safeguarding(house, core, roles)
    depths = Depths(amqp_url, settings.retry_delays)
    sign_in = _sign_in(house, settings, core, providers)
    places = Places(settings.requests_at_once, settings.requests_wait)
    metrics.IN_PROGRESS.set_function(lambda: places.here)
    edge = Edge(
        settings=settings,
        house=house,
        core=core,
        live=live,
        streams=Streams(sign_in.sessions.identities.sessions, settings.streams_per_person),
        sign_in=sign_in,
        roles=roles,
        erasures=erasures,
        safeguarding=safeguarding,
        questions=Questions(amqp_url, house.box, "gateway asks", settings.ask_timeout.total_seconds()),
        depths=depths,
        posts=posts,
        posting=posting,
        metering=Metering(settings),
        work=Gate(settings.work_at_once, settings.work_at_once * WAITING_FOR_EACH),
        places=places,
        backlog=Backlog(house.relay, settings.backlog_events, settings.backlog_age),
        asking=Gate(ASKING_AT_ONCE, ASKING_AT_ONCE * WAITING_FOR_EACH),
    )
    dispatch = Dispatch(_teller(house, settings, core, posting))
    receipts = Receipts(erasures, lambda: Quiet(house.heartbeats, depths.count), house.clock)
    api = make_api(house.ready)
    api.state.edge = edge

    async def is_ready() -> dict[str, bool]:
        return {"feed": live.is_following}

    return Parts(
        indexes={**await behind.indexes_of(house.database), APPOINTMENTS: []},
        timers={
            CLOSE: core.programmes.end,
            **erasures.timers,
            **core.suspending.timers,
            **safeguarding.reporting.timers,
        },
        tasks=(live.watch, edge.streams.watch, core.platforms.uses.write, dispatch.run, receipts.watch),
        web=api,
        web_address=(settings.host, settings.port),
        stopping=(live.close, dispatch.stop),
        is_idle=lambda: core.projector.is_idle and edge.work.is_idle,
        is_ready=is_ready,
        closing=(
            dispatch.close,
            posts.close,
            providers.close,
            core.projector.close,
            edge.questions.close,
            edge.depths.close,
        ),
    )


def _erasures(house: House, core: Core, roles: Roles) -> Erasures:
    rows = Rows(house.database), Traces(house.database)
    remaining = Remaining(core.stores, *rows, roles.dismiss, house.dead_letters)
    erasing = Erasing(house.database, house.tombstones, house.units, remaining.forget_letters, remaining.remains)
    return Erasures(remaining, erasing, house.units, house.handling)


def _safeguarding(house: House, core: Core, roles: Roles) -> Safeguarding:
    sealing = ReportSealing(core.stores.report_keys, house.box)
    reports = Reports(core.stores, core.people, core.views, sealing, roles.appointed)
    return Safeguarding(
        reporting=Reporting(reports, house.units, house.handling),
        moderating=Moderating(reports, core.suspending, house.units, house.handling),
        help=HelpKeeping(core.stores, house.units, house.handling),
    )


def _teller(house: House, settings: Settings, core: Core, posting: Posting) -> Teller:
    return Teller(
        stores=core.stores,
        log=core.log,
        outgoing=core.outgoing,
        posting=posting,
        pace=Pace(settings.webhook_timeout.total_seconds(), settings.webhook_pauses),
        units=house.units,
        handling=house.handling,
    )


def _sign_in(house: House, settings: Settings, core: Core, providers: Providers) -> SignIn:
    identities = Identities(house.database, house.box)
    linking = Linking(identities, core.people, providers, house.units, house.handling)
    limits = Limits(settings.session_idle, settings.session_lifetime)
    return SignIn(
        tokens=_local_tokens(settings),
        organising=Organising(identities, house.units, house.handling, house.box),
        codes=Codes(identities.organisations, providers, house.box, settings.origin),
        linking=linking,
        sessions=SessionKeeping(core.stores, identities, linking, house.handling, limits),
        cookies=Cookies(settings.origin),
    )


def _local_tokens(settings: Settings) -> Tokens | None:
    """None where nobody signs in without proof: then no key exists that a token of this kind could be made with."""
    if not settings.has_local_sign_in or settings.token_key is None:
        return None
    return Tokens(settings.token_key, settings.token_issuer, settings.token_audience, settings.token_lifetime)
