"""From notices to what goes out: decided when their time has come, with everything that is known then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from libs.common.contracts.notifications import Channel, Importance, NudgeDropped
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain import notices as spine
from services.notifications.domain.attention import Attention, Nudged, asked, is_time_to_ask, spent
from services.notifications.domain.deliveries import State, deliveries_of
from services.notifications.domain.digests import digest_id, opened
from services.notifications.domain.moments.people import ignored_often
from services.notifications.domain.notices import Cause, Notice, notice_of
from services.notifications.domain.people import Person
from services.notifications.domain.reach import Reach
from services.notifications.domain.restraint import Drop, Move, Say, Situation, decide
from services.notifications.plans import house_plan
from services.notifications.store import Store
from services.notifications.use_cases.facts import sent_fact
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
        self.store, self.units, self._mail_domain, self.channels = store, units, mail_domain, channels

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
        """Its time has come."""
        unit, room = self.units.after_timer(timer), Room()
        notice = await self.store.notices.get(timer.org, timer.subject)
        if notice.is_open:
            await self._say(unit, notice, room)
            self._keep(unit, room)
        return unit

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
                self._said(unit, replace(notice, about=about), verdict, situation.attention, room)
                await self._ask_for_less(unit, notice, situation, room)
        self._again(unit, notice, situation)

    async def _situation(self, notice: Notice, people: Mapping[str, Person], room: Room) -> Situation:
        org, reader_id = notice.org, notice.person_id
        if reader_id not in room.attentions:
            known = await self.store.attentions.find(org, reader_id)
            room.attentions[reader_id] = known or Attention(org, reader_id)
        situation = await situation_of(self.store, notice, people, room.attentions[reader_id])
        reach = await self.store.reaches.find(org, reader_id) or Reach(org, reader_id)
        return replace(situation, ways=frozenset(filter(reach.leads, self.channels)))

    def _said(self, unit: Unit, notice: Notice, verdict: Say, attention: Attention, room: Room) -> None:
        digest_at = verdict.digest_at
        comes_with = digest_id(notice.org, notice.person_id, digest_at) if digest_at else None
        in_inbox = Channel.INBOX in verdict.channels
        self._go(unit, spine.said(notice, unit.now, in_inbox=in_inbox, digest_id=comes_with), verdict.channels)
        if digest_at and digest_at != attention.digest_at:
            self.wait(unit, opened(notice, digest_at, unit.now), DIGEST)
        if digest_at:
            room.take(attention := replace(attention, digest_at=digest_at))
        if notice.importance is Importance.NUDGE:
            room.take(spent(attention, Nudged(unit.now, notice.kind, notice.notice_id, notice.unless)))

    async def _ask_for_less(self, unit: Unit, notice: Notice, situation: Situation, room: Room) -> None:
        """Whoever lets a kind of nudges go by is asked, with the next of them, whether less would be better."""
        kind, reader = notice.kind, situation.reader
        if notice.importance is not Importance.NUDGE or kind in situation.wishes.less:
            return
        if not is_time_to_ask(situation.attention, kind, unit.now):
            return
        moment = ignored_often(reader.person_id, kind)
        cause = Cause(
            id=notice.cause_id,
            key=moment.subject_id,
            facts=notice.facts,
            correlation_id=notice.correlation_id,
            at=unit.now,
            trace=notice.trace,
        )
        for message in house_plan().messages(moment):
            question = notice_of(message, moment, cause, reader, unit.now)
            if question:
                room.take(asked(room.attentions[reader.person_id], kind))
                await self._say(unit, question, room)

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
