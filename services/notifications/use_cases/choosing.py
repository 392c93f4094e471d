"""What people want to hear: read and set by themselves, and for everybody by administrators."""

from libs.common import audit
from libs.common.asks import Asker, Outdated
from libs.common.audit import Act
from libs.common.contracts import preferences as wire
from libs.common.contracts.notifications import KINDS, Channel, Kind
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain.choices import Choice, Sources, chosen, kinds_of
from services.notifications.domain.explaining import CHANNELS
from services.notifications.domain.pairs import whole_ms
from services.notifications.domain.preferences import Preferences, Wishes, wishes_of
from services.notifications.domain.quiet import Quiet
from services.notifications.store import Store
from services.notifications.use_cases.saying import SAY

EVERYBODY = ""


class Choosing:
    """Use cases about preferences."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

    async def read(self, _: wire.ReadPreferences, asker: Asker) -> wire.Notifications:
        """What holds for the asker."""
        return await self._table(asker.org, asker.person_id)

    async def read_defaults(self, _: wire.ReadDefaults, asker: Asker) -> wire.Notifications:
        """What holds for everybody who has chosen nothing."""
        return await self._table(asker.org, EVERYBODY)

    async def set(self, ask: wire.SetPreferences, asker: Asker) -> wire.Notifications:
        """From the next decision on; what was kept back until later is decided anew at once."""
        await self._set(asker, asker.person_id, ask.chosen, ask.version)
        return await self._table(asker.org, asker.person_id)

    async def set_defaults(self, ask: wire.SetDefaults, asker: Asker) -> wire.Notifications:
        """The same for everybody; what waits is decided in its time."""
        await self._set(asker, EVERYBODY, wire.Chosen(**ask.defaults.model_dump()), ask.version)
        return await self._table(asker.org, EVERYBODY)

    async def _set(self, asker: Asker, person_id: str, wanted: wire.Chosen, version: int) -> None:
        """Outdated where it was set otherwise since `version` was read."""

        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            found = await self.store.preferences.find(asker.org, person_id)
            before = found or Preferences(asker.org, person_id)
            after = chosen(before, _choice(wanted))
            if after != before:
                if before.revision != version:
                    raise Outdated(await self._table(asker.org, person_id))
                unit.write(self.store.preferences.save(after))
                await self._reconsider(unit, person_id)
                if person_id == EVERYBODY:
                    audit.done(unit, Act.DEFAULTS_CHANGED, asker.org, asker.ticket)
            return unit

        await self.handling.settle(decide)

    async def _reconsider(self, unit: Unit, person_id: str) -> None:
        for notice in await self.store.notices.list_moved(unit.org, person_id):
            unit.set_timer(SAY, notice.notice_id, unit.now)

    async def _table(self, org: str, person_id: str) -> wire.Notifications:
        found = await self.store.preferences.find_all(org, {EVERYBODY, person_id})
        house = found.get(EVERYBODY)
        own = found.get(person_id) if person_id != EVERYBODY else None
        return _table(Sources(house, own), (own if person_id != EVERYBODY else house) or Preferences(org, person_id))


def _choice(wanted: wire.Chosen) -> Choice:
    return Choice(
        kinds=wanted.kinds,
        digest=wanted.digest,
        gathers_personal=wanted.gathers_personal,
        quiet=Quiet(wanted.quiet.start, wanted.quiet.end) if wanted.quiet else None,
        has_no_quiet=wanted.no_quiet,
        budget=wanted.budget,
        paused_until=whole_ms(wanted.paused_until) if wanted.paused_until else None,
        less=wanted.less_often,
        no_nudges=wanted.only_others,
    )


def _table(sources: Sources, own: Preferences) -> wire.Notifications:
    wishes, origin = wishes_of(sources.house, sources.own), sources.origin
    return wire.Notifications(
        version=own.revision,
        channels=tuple(wire.ChannelName(channel=one, words=CHANNELS[one]) for one in Channel),
        kinds=tuple(_row(kind, sources, wishes) for kind in Kind),
        digest=wire.Setting(value=wishes.digest, origin=origin(lambda one: one.digest is not None)),
        gathers_personal=wire.Setting(
            value=wishes.gathers_personal, origin=origin(lambda one: one.gathers_personal is not None)
        ),
        quiet=wire.Setting(
            value=_hours(wishes.quiet), origin=origin(lambda one: one.has_no_quiet or one.quiet is not None)
        ),
        budget=wire.Setting(value=wishes.budget, origin=origin(lambda one: one.budget is not None)),
        paused_until=wishes.paused_until,
        chosen=_chosen(own),
    )


def _row(kind: Kind, sources: Sources, wishes: Wishes) -> wire.KindRow:
    switches = (
        wire.Switch(
            channel=channel,
            is_on=wishes.takes(kind, channel),
            is_fixed=(kind, channel) in wire.FIXED,
            origin=sources.origin_of_switch(kind, channel),
        )
        for channel in Channel
    )
    return wire.KindRow(kind=kind, words=KINDS[kind], switches=tuple(switches), less_often=kind in wishes.less)


def _chosen(own: Preferences) -> wire.Chosen:
    return wire.Chosen(
        kinds=kinds_of(own),
        digest=own.digest,
        gathers_personal=own.gathers_personal,
        quiet=_hours(own.quiet),
        no_quiet=own.has_no_quiet,
        budget=own.budget,
        paused_until=own.paused_until,
        less_often=own.less,
        only_others=own.no_nudges,
    )


def _hours(quiet: Quiet | None) -> wire.QuietHours | None:
    return wire.QuietHours(start=quiet.start, end=quiet.end) if quiet else None
