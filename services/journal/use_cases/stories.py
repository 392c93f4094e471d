"""Stories: opened once for each pair, read by its two members alone."""

from libs.common.asks import Asker
from libs.common.contracts import Event
from libs.common.contracts import asks as wire
from libs.common.contracts.entries import WELCOME, EntryWritten
from libs.common.contracts.pairs import Member as WireMember
from libs.common.contracts.pairs import PairChanged, PairEnded, PairFormed
from libs.common.errors import Permanent
from libs.common.ids import derived_id
from libs.common.unit import Unit, Units
from services.journal.domain.course import rethought
from services.journal.domain.farewells import is_completed
from services.journal.domain.stories import (
    Entry,
    Member,
    News,
    NotAPair,
    Role,
    Standing,
    Story,
    first_owner,
    followed,
    welcome_template,
)
from services.journal.preparation.welcomes import welcome
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.clocks import reset_clocks, start_clocks
from services.journal.use_cases.course import set_course_clock
from services.journal.use_cases.dividends import expect_dividends
from services.journal.use_cases.echoes import begin_afterlife
from services.journal.use_cases.own import own_story, save_story
from services.journal.use_cases.paying_forward import look_back
from services.journal.use_cases.preparation import PREPARED_PAIR
from services.journal.use_cases.reading import shared_in


class Stories:
    """Use cases about stories."""

    def __init__(self, store: Store, units: Units, sealing: Sealing) -> None:
        self.store, self.units, self.sealing = store, units, sealing

    async def open(self, event: Event[PairFormed]) -> Unit:
        """Open the story with a welcome for each side; a pair whose story is open gets no second one.

        Nor does one of somebody who was erased: nothing of them is taken in again.
        """
        unit = self.units.after(event)
        if await self.store.stories.find(event.org, event.data.pair_id):
            return unit
        story = _opened(event)
        if await self.store.tombstones.among(event.org, story.member_ids):
            return unit
        save_story(self.store, unit, None, story)
        set_course_clock(unit, story)
        expect_dividends(unit, story)
        start_clocks(unit, story)
        for member in story.members:
            entry = _welcome(story, member, unit)
            unit.write(self.store.entries.save(entry))
            unit.publish(_written(story, entry), story.pair_id)
        unit.set_timer(PREPARED_PAIR, story.pair_id, unit.now)
        if event.data.since is None:
            look_back(unit, story, event.id)
        return unit

    async def follow(self, event: Event[PairChanged | PairEnded]) -> Unit:
        """Keep how the pair stands. A pair that is not here yet is on its way: the fact comes back later."""
        unit = self.units.after(event)
        story = await self.store.stories.get(event.org, event.data.pair_id)
        after = rethought(followed(story, _news(event)), unit.now)
        save_story(self.store, unit, story, after)
        if after != story:
            set_course_clock(unit, after)
            reset_clocks(unit, after)
        if (after.members, after.direction) != (story.members, story.direction):
            unit.set_timer(PREPARED_PAIR, story.pair_id, unit.now)
        if is_completed(after) and not is_completed(story):
            begin_afterlife(unit, after)
        expect_dividends(unit, after)
        return unit

    async def read(self, ask: wire.ReadStory, asker: Asker) -> wire.Story:
        """The story as one of its members sees it."""
        story = await own_story(self.store, asker, ask.pair_id)
        entries = await self.store.list_entries(asker.org, ask.pair_id, asker.person_id)
        return wire.Story(
            pair_id=story.pair_id,
            phase=story.phase,
            sessions_held=story.sessions_held,
            next_owner_id=story.next_owner_id,
            entries=(*(_shown(story, entry) for entry in entries), *await shared_in(self.store, self.sealing, story)),
        )


def _opened(event: Event[PairFormed]) -> Story:
    members = _members(event.data.members)
    try:
        owner_id = first_owner(members)
    except NotAPair:
        raise Permanent("not-a-pair", "/data/members: one mentor and one mentee, two different people") from None
    return Story(
        org=event.org,
        pair_id=event.data.pair_id,
        members=members,
        direction=event.data.direction.value,
        topics=event.data.topics,
        formed_at=event.data.since or event.time,
        begun_at=event.time,
        next_owner_id=owner_id,
        planned_until=event.data.planned_until,
        request_id=event.data.request_id,
        active_since=event.time if event.data.since else None,
    )


def _news(event: Event[PairChanged | PairEnded]) -> News:
    fact = event.data
    return News(
        members=_members(fact.members),
        direction=fact.direction.value,
        standing=Standing(fact.standing),
        sequence=event.sequence or 0,
        resumed_at=fact.resumed_at,
        planned_until=fact.planned_until,
        ending=fact.ending.value if isinstance(fact, PairEnded) else None,
        ended_at=fact.ended_at if isinstance(fact, PairEnded) else None,
    )


def _members(members: tuple[WireMember, ...]) -> tuple[Member, ...]:
    return tuple(Member(one.person_id, Role(one.role)) for one in members)


def _welcome(story: Story, member: Member, unit: Unit) -> Entry:
    return Entry(
        org=story.org,
        entry_id=derived_id("entry", story.pair_id, member.person_id, WELCOME),
        pair_id=story.pair_id,
        reader_id=member.person_id,
        kind=WELCOME,
        template=welcome_template(story, member),
        at=unit.now,
    )


def _written(story: Story, entry: Entry) -> EntryWritten:
    return EntryWritten(
        pair_id=story.pair_id,
        members=story.member_ids,
        entry_id=entry.entry_id,
        kind=WELCOME,
        reader_id=entry.reader_id,
    )


def _shown(story: Story, entry: Entry) -> wire.StoryEntry:
    return wire.StoryEntry(
        entry_id=entry.entry_id, kind=entry.kind, at=entry.at, words=welcome(entry.template, story.topics)
    )
