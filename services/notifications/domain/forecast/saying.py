"""What is said, moved and kept back, in memory: the same decisions as those of the service, in the same order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from heapq import heappop, heappush

from libs.common.contracts.notifications import Channel
from services.notifications.domain import notices as spine
from services.notifications.domain.attention import Attention, asked, followed
from services.notifications.domain.digests import GATHERED, TEMPLATE, closed, digest_id, opened
from services.notifications.domain.forecast.readers import Outcome, Reader
from services.notifications.domain.notices import Cause, Notice, notice_of
from services.notifications.domain.pairs import Pair
from services.notifications.domain.plan import Moment, Plan
from services.notifications.domain.questions import less_often
from services.notifications.domain.restraint import Drop, Move, Say, Situation, decide, taken, why_kept


class Saying:
    """What waits, what has happened, how much was said of late, and what came of it."""

    def __init__(self, plan: Plan, readers: Iterable[Reader], ways: frozenset[Channel]) -> None:
        self.plan, self.ways, self.readers = plan, ways, {one.person.person_id: one for one in readers}
        self.outcomes: list[Outcome] = []
        self.marks: dict[str, datetime] = {}
        self.pair: Pair | None = None
        self._attentions = {one: Attention(reader.person.org, one) for one, reader in self.readers.items()}
        self._known: set[str] = set()
        self._waiting: list[tuple[tuple[datetime, datetime, str, str], Notice]] = []
        self._gathered: dict[str, list[Notice]] = {}

    def tell(self, moment: Moment, cause: Cause) -> None:
        """What the plan says to a moment, each thing once."""
        for message in self.plan.messages(moment):
            notice = notice_of(message, moment, cause, self.readers[message.person_id].person, cause.at)
            if notice is None or notice.notice_id in self._known:
                continue
            self._known.add(notice.notice_id)
            if notice.not_before > cause.at:
                self._wait(notice)
            else:
                self._say(notice, cause.at)

    def pass_to(self, at: datetime) -> None:
        """Time goes by: what waits is looked at when its time has come."""
        while self._waiting and self._waiting[0][1].not_before <= at:
            _, notice = heappop(self._waiting)
            if notice.row == TEMPLATE:
                self._close(notice, notice.not_before)
            else:
                self._say(notice, notice.not_before)

    def _wait(self, notice: Notice) -> None:
        heappush(self._waiting, (spine.turn(notice), notice))

    def _say(self, notice: Notice, at: datetime) -> None:
        situation = self._situation(notice)
        match decide(notice, situation, at):
            case Move(until, code):
                self._wait(spine.moved(notice, until, code))
                return
            case Drop(code):
                self.outcomes.append(Outcome(at, spine.silenced(notice, code)))
            case Say() as verdict:
                self._said(notice, verdict, situation, at)
        later = spine.next_of(notice, self.marks, situation.reader.time_zone)
        if later:
            self._wait(later)

    def _situation(self, notice: Notice) -> Situation:
        reader = self.readers[notice.person_id]
        return Situation(
            reader=reader.person,
            wishes=reader.wishes,
            attention=followed(self._attentions[notice.person_id], self.marks),
            marks=self.marks,
            pair=self.pair if notice.holds else None,
            ways=self.ways,
        )

    def _said(self, notice: Notice, verdict: Say, situation: Situation, at: datetime) -> None:
        attention, end = situation.attention, verdict.digest_at
        comes_with = digest_id(notice.org, notice.person_id, end) if end else None
        said = spine.said(notice, at, in_inbox=Channel.INBOX in verdict.channels, digest_id=comes_with)
        self.outcomes.append(Outcome(at, said, verdict.channels, notice.code))
        if end and comes_with:
            self._gathered.setdefault(comes_with, []).append(said)
            if end != attention.digest_at:
                self._wait(opened(said, end, at))
        attention, question = taken(attention, said, verdict, at), less_often(said, situation, self.plan)
        self._attentions[said.person_id] = asked(attention, said.kind) if question else attention
        if question:
            self._say(question, at)

    def _close(self, digest: Notice, at: datetime) -> None:
        """What is still wanted of what was gathered comes as one; a single one as itself."""
        items = {one.notice_id: one for one in self._gathered.pop(digest.notice_id)}
        left = {
            channel: tuple(key for key, one in items.items() if self._is_wanted(one, channel, at))
            for channel in GATHERED
            if channel in self.ways
        }
        for keys in dict.fromkeys(filter(None, left.values())):
            ones = [items[key] for key in keys]
            notice = _together(digest, ones, at) if len(ones) > 1 else ones[0]
            self.outcomes.append(Outcome(at, notice, {channel: at for channel, some in left.items() if some == keys}))

    def _is_wanted(self, notice: Notice, channel: Channel, at: datetime) -> bool:
        return channel in notice.channels and why_kept(notice, channel, self._situation(notice), at) is None


def _together(digest: Notice, ones: list[Notice], at: datetime) -> Notice:
    said = spine.said(closed(digest, ones), at, in_inbox=False)
    return replace(said, about=replace(said.about, number=len(ones)))
