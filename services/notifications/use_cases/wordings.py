"""An organisation's own words: what can be worded, and words that are tried before anybody reads them."""

from dataclasses import replace

from libs.common import audit
from libs.common.asks import Asker, NotFound, Outdated
from libs.common.audit import Act
from libs.common.contracts import wordings as wire
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.notifications.domain.wordings import PARTS, UNFIT, Wording, explained, version_of, wording_key
from services.notifications.languages import LOCALES
from services.notifications.pages import Words
from services.notifications.store import Store
from services.notifications.wordings import Unfit
from services.notifications.words import Writer


class Wordings:
    """Use cases of those who run a programme. The gateway has seen to it that who asks is an administrator."""

    def __init__(self, store: Store, writer: Writer, units: Units, handling: Handling) -> None:
        self.store, self.writer, self.units, self.handling = store, writer, units, handling

    async def list_(self, _: wire.ReadWordings, asker: Asker) -> wire.Wordings:
        """Every message, with what it can name and where there are own words for it."""
        own: dict[str, list[str]] = {}
        for wording in await self.store.wordings.list_(asker.org, {}):
            own.setdefault(wording.template, []).append(wording.locale)
        return wire.Wordings(
            data=tuple(
                wire.Wordable(template=template, variables=self._variables(template), own=own.get(template, ()))
                for template in self.writer.templates
            )
        )

    async def read(self, ask: wire.ReadWording, asker: Asker) -> wire.WordingShown:
        """One of them."""
        self._require_known(ask.template, ask.locale)
        found = await self.store.wordings.find(asker.org, wording_key(ask.template, ask.locale))
        return self._shown(ask.template, ask.locale, found)

    async def set(self, ask: wire.SetWording, asker: Asker) -> wire.WordingShown:
        """Tried first: what cannot always be said is refused. Outdated where other words stand there than were read."""
        wanted = self._wording(asker, ask)
        self._tried(wanted)

        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            before = await self.store.wordings.find(asker.org, wanted.wording_id)
            if version_of(before) != wanted.version:
                self._require_read(ask, before)
                unit.write(self.store.wordings.save(replace(wanted, revision=before.revision if before else 0)))
                audit.done(unit, Act.WORDING_CHANGED, wanted.wording_id, asker.ticket)
            return unit

        await self.handling.settle(decide)
        return self._shown(ask.template, ask.locale, wanted)

    async def reset(self, ask: wire.ResetWording, asker: Asker) -> wire.WordingShown:
        """The same where there are no own words. Outdated where others stand there than were read."""
        self._require_known(ask.template, ask.locale)

        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            before = await self.store.wordings.find(asker.org, wording_key(ask.template, ask.locale))
            if before:
                self._require_read(ask, before)
                unit.write(self.store.wordings.remove(before))
                audit.done(unit, Act.WORDING_CHANGED, before.wording_id, asker.ticket)
            return unit

        await self.handling.settle(decide)
        return self._shown(ask.template, ask.locale, None)

    async def preview(self, ask: wire.PreviewWording, asker: Asker) -> wire.Example:
        """For made-up people."""
        return _example(self._tried(self._wording(asker, ask)))

    def _require_read(self, ask: wire.SetWording | wire.ResetWording, before: Wording | None) -> None:
        if version_of(before) != ask.version:
            raise Outdated(self._shown(ask.template, ask.locale, before))

    def _wording(self, asker: Asker, ask: wire.SetWording | wire.PreviewWording) -> Wording:
        self._require_known(ask.template, ask.locale)
        return Wording(
            org=asker.org,
            wording_id=wording_key(ask.template, ask.locale),
            template=ask.template,
            locale=ask.locale,
            set_by=asker.person_id,
            **ask.words.model_dump(),
        )

    def _tried(self, wording: Wording) -> Words:
        try:
            return self.writer.tried(wording)
        except Unfit as unfit:
            raise Refused(UNFIT, explained(unfit.problem, unfit.part, unfit.what)) from unfit

    def _require_known(self, template: str, locale: str) -> None:
        if template not in self.writer.templates or locale not in LOCALES:
            raise NotFound

    def _variables(self, template: str) -> tuple[str, ...]:
        return tuple(sorted(self.writer.variables(template)))

    def _shown(self, template: str, locale: str, own: Wording | None) -> wire.WordingShown:
        return wire.WordingShown(
            template=template,
            locale=locale,
            version=version_of(own),
            variables=self._variables(template),
            own=wire.OwnWords(**{part: getattr(own, part) for part in PARTS}) if own else None,
            house=_example(self.writer.example(template, locale)),
        )


def _example(words: Words) -> wire.Example:
    return wire.Example(title=words.title, text=words.text, action=words.action, why=words.why)
