"""From notices to what goes out: decided when their time has come, with everything that is known then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from libs.common.contracts.notifications import Channel, Importance, NudgeDropped
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain import notices as spine
from services.notifications.domain.attention import Attention, asked
from services.notifications.domain.deliveries import State, deliveries_of
from services.notifications.domain.digests import digest_id, opened
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.questions import less_often
from services.notifications.domain.reach import Reach
from services.notifications.domain.restraint import Drop, Move, Say, Situation, decide, taken
from services.notifications.store import Store
from services.notifications.use_cases.facts import sent_fact
from services.notifications.use_cases.planning import plan_of
from services.notifications.use_cases.seeing import OUT_OF_SIGHT, still_said
from services.notifications.use_cases.situations import situation_of

SAY, DIGEST = "say", "digest"


@dataclass(slots=True)
class Room:
    """What one unit knows of everybody's attention, so that several notices in it see each other."""

    attentions: dict[str, Attention] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    """Whose attention it takes: there it meets whoever takes some at the same time."""

    def take(self, attention: Attention) -> None:
        """As it is from now on."""
        self.attentions[attention.person_id] = attention
        self.taken.add(attention.person_id)


class Saying:
    """Use cases about notices."""

    def __init__(self, store: Store, units: Units, mail_domain: str, channels: frozenset[Channel]) -> None:
        self.store, self.units, self._mail_domain, self._channels = store, units, mail_domain, channels

    async def begin(self, unit: Unit, notices: Iterable[Notice]) -> None:
        """Write down what is new: said at once where it is time, else with a timer."""
        wanted = list(notices)
        known = await self.store.notices.known(unit.org, [one.notice_id for one in wanted])
        room = Room()
        for notice in wanted:
            if notice.notice_id in known:
                continue
            if not notice.is_open:
                unit.write(self.store.notices.save(notice))
            elif notice.not_before > unit.now:
                self.wait(unit, notice)
            else:
                await self._say(unit, notice, room)
        self._keep(unit, room)

    async def say(self, timer: Timer) -> Unit:
        """Its time has come. Whatever else is due to the same person is decided with it, each in its turn.

        So of two for which there is room but once, the same one is said, whichever timer fires first.
        """
        unit, room = self.units.after_timer(timer), Room()
        notice = await self.store.notices.get(timer.org, timer.subject)
        if notice.is_open:
            due = await self.store.notices.list_due(unit.org, notice.person_id, unit.now)
            others = [one for one in due if one.notice_id != notice.notice_id]
            for one in sorted([notice, *others], key=spine.turn):
                await self._say(unit, one, room)
            self._keep(unit, room)
        return unit

    async def ways(self, org: str, person_id: str) -> frozenset[Channel]:
        """The house's ways that lead to somebody."""
        reach = await self.store.reaches.find(org, person_id) or Reach(org, person_id)
        return frozenset(filter(reach.leads, self._channels))

    def _go(self, unit: Unit, notice: Notice, channels: Mapping[Channel, datetime]) -> None:
        """It is said by these channels, by each from its time on."""
        unit.write(self.store.notices.save(notice))
        self.deliver(unit, notice, channels)

    def deliver(self, unit: Unit, notice: Notice, channels: Mapping[Channel, datetime]) -> None:
        """What goes out of something that was said."""
        for delivery in deliveries_of(notice, channels, unit.now, self._mail_domain):
            unit.write(self.store.deliveries.save(delivery))
            if delivery.state is State.SENT:
                unit.publish(sent_fact(delivery), delivery.delivery_id)

    def wait(self, unit: Unit, notice: Notice, timer: str = SAY) -> None:
        """Its time is yet to come."""
        unit.write(self.store.notices.save(notice))
        unit.set_timer(timer, notice.notice_id, notice.not_before)

    async def _say(self, unit: Unit, notice: Notice, room: Room) -> None:
        people = await self.store.people.get_all(unit.org, {notice.person_id} | notice.about.people)
        about = await still_said(self.store, unit.org, notice, people)
        if about is None:
            self._drop(unit, notice, OUT_OF_SIGHT)
            return
        situation = await self._situation(notice, people, room)
        match decide(notice, situation, unit.now):
            case Drop(code):
                self._drop(unit, notice, code)
            case Move(until, code):
                self.wait(unit, spine.moved(notice, until, code))
                return
            case Say() as verdict:
                said = self._said(unit, replace(notice, about=about), verdict, situation, room)
                question = less_often(said, situation, await plan_of(self.store, unit.org))
                if question:
                    room.take(asked(room.attentions[said.person_id], said.kind))
                    await self._say(unit, question, room)
        self._again(unit, notice, situation)

    async def _situation(self, notice: Notice, people: Mapping[str, Person], room: Room) -> Situation:
        org, reader_id = notice.org, notice.person_id
        if reader_id not in room.attentions:
            known = await self.store.attentions.find(org, reader_id)
            room.attentions[reader_id] = known or Attention(org, reader_id)
        situation = await situation_of(self.store, notice, people, room.attentions[reader_id])
        return replace(situation, ways=await self.ways(org, reader_id))

    def _said(self, unit: Unit, notice: Notice, verdict: Say, situation: Situation, room: Room) -> Notice:
        attention, end = situation.attention, verdict.digest_at
        comes_with = digest_id(notice.org, notice.person_id, end) if end else None
        said = spine.said(notice, unit.now, in_inbox=Channel.INBOX in verdict.channels, digest_id=comes_with)
        self._go(unit, said, verdict.channels)
        if end and end != attention.digest_at:
            self.wait(unit, opened(said, end, unit.now), DIGEST)
        if end or said.importance is Importance.NUDGE:
            room.take(taken(attention, said, verdict, unit.now))
        return said

    def _drop(self, unit: Unit, notice: Notice, code: str) -> None:
        unit.write(self.store.notices.save(spine.silenced(notice, code)))
        if notice.importance is Importance.NUDGE:
            unit.publish(NudgeDropped(nudge=notice.row, subject_id=notice.subject_id, reason=code), notice.subject_id)

    def _again(self, unit: Unit, notice: Notice, situation: Situation) -> None:
        """What is said again and again, unless what it sought has happened, or its reader is gone."""
        if situation.reader.has_left or situation.partner_has_left:
            return
        later = spine.next_of(notice, situation.marks, situation.reader.time_zone)
        if later:
            self.wait(unit, later)

    def _keep(self, unit: Unit, room: Room) -> None:
        for person_id in sorted(room.taken):
            unit.write(self.store.attentions.save(room.attentions[person_id]))
