"""Agreements: each writes their own part, both write what they arrange, both sign one text."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict

from libs.common.asks import Asker, NotFound, Outdated
from libs.common.contracts import agreements as wire
from libs.common.contracts.requests import Direction
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.agreements import (
    Agreement,
    EditedMeanwhile,
    NotComplete,
    Version,
    gaps,
    version_key,
    with_part,
    with_shared,
    with_signature,
)
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.lacking import in_words
from services.journal.domain.stories import Story
from services.journal.store import Store
from services.journal.use_cases.agreement_texts import AgreementTexts, written_part, written_shared
from services.journal.use_cases.going_live import GoingLive
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing

Change = Callable[[Unit, Story, Agreement], Awaitable[Agreement]]


class Agreements:
    """Use cases about agreements."""

    def __init__(
        self, store: Store, units: Units, handling: Handling, texts: AgreementTexts, going_live: GoingLive
    ) -> None:
        self.store, self.units, self.handling, self.texts, self.going_live = store, units, handling, texts, going_live

    async def read(self, ask: wire.ReadAgreement, asker: Asker) -> wire.Agreement:
        """The newest text, and the one in force."""
        story = await self._story(asker, ask.pair_id)
        return await self._shown(story, await self._current(story))

    async def read_version(self, ask: wire.ReadAgreementVersion, asker: Asker) -> wire.AgreementVersion:
        """One that both signed, which stays for ever."""
        story = await self._story(asker, ask.pair_id)
        version = await self._version(story, ask.number)
        if version is None:
            raise NotFound
        return version

    async def write_part(self, ask: wire.WritePart, asker: Asker) -> wire.Agreement:
        """The asker's own part in the place of what they had there."""

        async def change(unit: Unit, story: Story, agreement: Agreement) -> Agreement:
            pen = await self.texts.pen(unit, story, asker.person_id, agreement.terms)
            earlier = [
                goal.goal_id
                for goal in await self.store.list_goals(story.org, story.pair_id)
                if goal.person_id == asker.person_id
            ]
            part = await written_part(pen, ask.part, agreement.terms.of(asker.person_id), earlier)
            return with_part(agreement, asker.person_id, part)

        return await self._change(asker, ask.pair_id, change)

    async def write_shared(self, ask: wire.WriteShared, asker: Asker) -> wire.Agreement:
        """What both arrange; Outdated where the other changed it since it was read."""

        async def change(unit: Unit, story: Story, agreement: Agreement) -> Agreement:
            pen = await self.texts.pen(unit, story, asker.person_id, agreement.terms)
            return with_shared(agreement, ask.version, await written_shared(pen, ask.shared))

        return await self._change(asker, ask.pair_id, change)

    async def sign(self, ask: wire.SignAgreement, asker: Asker) -> wire.Agreement:
        """The text that was read, which comes into force with the last thing that was missing."""

        async def change(unit: Unit, story: Story, agreement: Agreement) -> Agreement:
            try:
                return with_signature(agreement, asker.person_id, ask.version, unit.now, story.member_ids)
            except NotComplete as lacking:
                words = in_words(lacking.gaps, asker.person_id)
                raise Refused(Code.AGREEMENT_INCOMPLETE.value, words) from lacking

        return await self._change(asker, ask.pair_id, change)

    async def _change(self, asker: Asker, pair_id: str, change: Change) -> wire.Agreement:
        async def decide() -> Unit:
            story = await self._story(asker, pair_id)
            before = await self._current(story)
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            with refusing():
                after = await self._changed(change, unit, story, before)
            if after != before:
                await self.going_live.follow(unit, story, after)
            return unit

        await self.handling.settle(decide)
        story = await self._story(asker, pair_id)
        return await self._shown(story, await self._current(story))

    async def _changed(self, change: Change, unit: Unit, story: Story, before: Agreement) -> Agreement:
        if story.has_ended:
            raise RuleBroken(Code.PAIR_ENDED)
        try:
            return await change(unit, story, before)
        except EditedMeanwhile:
            raise Outdated(await self._shown(story, before)) from None

    async def _story(self, asker: Asker, pair_id: str) -> Story:
        story = await own_story(self.store, asker, pair_id)
        with refusing():
            if story.direction == Direction.FLASH:
                raise RuleBroken(Code.ONE_TALK_IS_ENOUGH)
        return story

    async def _current(self, story: Story) -> Agreement:
        kept = await self.store.agreements.find(story.org, story.pair_id)
        return kept or Agreement(org=story.org, pair_id=story.pair_id)

    async def _version(self, story: Story, number: int) -> wire.AgreementVersion | None:
        version = await self.store.agreement_versions.find(story.org, version_key(story.pair_id, number))
        if version is None:
            return None
        text = await self.texts.shown(story, version.number, version.terms)
        return wire.AgreementVersion(**dict(text), signatures=_signatures(version), live_at=version.live_at)

    async def _shown(self, story: Story, agreement: Agreement) -> wire.Agreement:
        text = await self.texts.shown(story, agreement.number, agreement.terms)
        return wire.Agreement(
            **dict(text),
            pair_id=story.pair_id,
            version=agreement.revision,
            is_live=agreement.is_live,
            signatures=_signatures(agreement),
            gaps=tuple(wire.Gap(**asdict(gap)) for gap in gaps(agreement.terms, story.member_ids)),
            unprepared=() if agreement.is_live else await self.going_live.unprepared(story),
            live=await self._version(story, agreement.live_number) if agreement.live_number else None,
        )


def _signatures(of: Agreement | Version) -> tuple[wire.Signature, ...]:
    return tuple(wire.Signature(person_id=person_id, at=at) for person_id, at in sorted(of.signed.items()))
