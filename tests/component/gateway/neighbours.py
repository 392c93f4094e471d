"""Stand-ins for matching, journal and notifications: real processes of the house with the simplest rules there are."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from libs.common import topology
from libs.common.asks import Asker, NotFound
from libs.common.contracts import AnyEvent, Contract, Service
from libs.common.contracts.asks import (
    Ask,
    FindPeople,
    FindTopics,
    FoundPeople,
    FoundPerson,
    FoundTopics,
    Marked,
    MarkPerson,
    Marks,
    OwnTopics,
    ReadMarks,
    ReadOwnTopics,
    ReadStory,
    ReadTopicWords,
    ReportSession,
    SessionKept,
    SetOwnTopics,
    Story,
    StoryEntry,
    TopicInWords,
    TopicWords,
)
from libs.common.contracts.circles import CircleAnswered, CircleAsked, CircleChanged, CircleProposed
from libs.common.contracts.deliveries import (
    DeliveryCounts,
    DeliveryStatistics,
    OwnDeliveries,
    OwnDelivery,
    ReadDeliveryStatistics,
    ReadOwnDeliveries,
)
from libs.common.contracts.entries import (
    EditEntry,
    EntryPage,
    EraseEntry,
    FindEntries,
    PreviewSharing,
    ReadEntry,
    ReadKey,
    ReadPairKeys,
    SetKey,
    ShareEntry,
    WithdrawEntry,
    WriteEntry,
)
from libs.common.contracts.invitations import (
    Invitation,
    Invitations,
    InvitationState,
    InviteColleague,
    ReadInvitations,
    RefuseInvitations,
    TakeInvitationBack,
)
from libs.common.contracts.invitations import Refused as NoMore
from libs.common.contracts.notifications import Channel
from libs.common.contracts.pairs import (
    Ending,
    EndReason,
    Member,
    PairChange,
    PairChanged,
    PairEndAsked,
    PairEnded,
    PairFormed,
    PairPauseAsked,
    PairRole,
)
from libs.common.contracts.plans import PlanShown, PlanWritten, ReadPlan, SetPlan
from libs.common.contracts.programmes import ProgrammeRules, ReadProgramme, SetProgramme
from libs.common.contracts.recognitions import (
    MentoringRecognised,
    RecognitionAnswered,
    RecognitionChanged,
    RecognitionState,
)
from libs.common.contracts.requests import (
    Answer,
    MentoringOffered,
    MentorRequested,
    MentorsSuggested,
    Reason,
    RequestAnswered,
    RequestChanged,
    RequestClosed,
    RequestFollowedUp,
    RequestOpened,
    RequestProposed,
    RequestState,
    RequestWithdrawn,
    Side,
    Suggestion,
)
from libs.common.contracts.rounds import (
    AdjustRound,
    ListRounds,
    PublishRound,
    ReadLeftOut,
    ReadRound,
    ReadRoundPairs,
    RoundList,
)
from libs.common.errors import Refused
from libs.common.house import House, Parts
from libs.common.unit import Timer, Unit
from tests.component.gateway.agreeing_neighbour import AgreeingNeighbour
from tests.component.gateway.announcing_neighbour import AnnouncingNeighbour
from tests.component.gateway.bearing_neighbour import Bearing
from tests.component.gateway.caring_neighbour import Care
from tests.component.gateway.editing import require_read
from tests.component.gateway.ending_neighbour import Endings
from tests.component.gateway.meeting_neighbour import MeetingNeighbour
from tests.component.gateway.paged import next_cursor
from tests.component.gateway.preparing_neighbour import answer_preparing
from tests.component.gateway.reaching_neighbour import Reaching
from tests.component.gateway.telling_neighbour import Telling
from tests.component.gateway.wording_neighbour import Wordings
from tests.component.gateway.writing_neighbour import Writing

FULL = "full"
"""A mentor who has no free place."""

OF_NO_PAIR = ("eve", "chief")
NO_PLACE = {"en": "No free place.", "de": "Kein freier Platz."}
REASON = Reason(code="gives", words={"en": "Gives what you want.", "de": "Gibt, was du willst."})
GAP = Reason(code="far", words={"en": "Far away.", "de": "Weit weg."})

OF_ROUNDS: tuple[type[Ask[Any]], ...] = (ReadRound, ReadRoundPairs, ReadLeftOut, AdjustRound, PublishRound)
"""There is no round."""

OF_ENTRIES: tuple[type[Ask[Any]], ...] = (
    WriteEntry,
    ReadEntry,
    EditEntry,
    PreviewSharing,
    ShareEntry,
    WithdrawEntry,
    EraseEntry,
    SetKey,
    ReadKey,
    ReadPairKeys,
)
"""There is no entry and no key."""

Handler = Callable[[AnyEvent], Awaitable[Unit]]
Decide = Callable[[AnyEvent, Unit], None]


@dataclass(slots=True)
class Neighbours:
    """What the three know, all in memory."""

    asked: dict[str, MentorRequested | MentoringOffered] = field(default_factory=dict)
    named: dict[str, MentoringRecognised] = field(default_factory=dict)
    circles: dict[str, CircleProposed] = field(default_factory=dict)
    held: dict[str, SessionKept] = field(default_factory=dict)
    fired: list[str] = field(default_factory=list)
    found_after: list[str | None] = field(default_factory=list)
    own_topics: OwnTopics = field(default_factory=OwnTopics)
    programme: ProgrammeRules = field(default_factory=ProgrammeRules)
    plan: PlanShown = field(default_factory=lambda: PlanShown(rows=(), own=PlanWritten(rows=())))
    marks: dict[tuple[str, str], Marked] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    announcing: AnnouncingNeighbour = field(default_factory=AnnouncingNeighbour)
    bearing: Bearing = field(default_factory=Bearing)
    agreeing: AgreeingNeighbour = field(default_factory=AgreeingNeighbour)
    endings: Endings = field(default_factory=Endings)
    wordings: Wordings = field(default_factory=Wordings)
    writing: Writing = field(default_factory=Writing)
    telling: Telling = field(default_factory=Telling)
    care: Care = field(default_factory=Care)
    meeting: MeetingNeighbour = field(default_factory=MeetingNeighbour)
    reaching: Reaching = field(default_factory=Reaching)

    def build(self, service: Service) -> Callable[[House], Awaitable[Parts]]:
        """The stand-in of a service."""
        builds = {Service.MATCHING: self._matching, Service.JOURNAL: self._journal}
        return builds.get(service, self._notifications)

    async def _matching(self, house: House) -> Parts:
        handlers: dict[type[Contract], Decide] = {
            MentorRequested: self._requested,
            MentoringOffered: self._offered,
            RequestAnswered: self._answered,
            RequestWithdrawn: self._gone,
            MentoringRecognised: self._named,
            RecognitionAnswered: self._recognised,
            CircleAsked: self._gathered,
            CircleAnswered: self._joined,
            PairPauseAsked: self._paused,
            PairEndAsked: self._ended,
        }
        _subscribe(house, handlers)
        house.answers.on(FindPeople, self._people)
        house.answers.on(MarkPerson, self._mark)
        house.answers.on(ReadMarks, self._marks)
        house.answers.on(FindTopics, self._topics)
        house.answers.on(ReadTopicWords, self._topic_words)
        house.answers.on(ReadOwnTopics, self._read_topics)
        house.answers.on(SetOwnTopics, self._set_topics)
        house.answers.on(ReadProgramme, self._read_programme)
        house.answers.on(SetProgramme, self._set_programme)
        house.answers.on(ListRounds, self._rounds)
        for question in OF_ROUNDS:
            house.answers.on(question, self._nothing)
        return Parts(timers={"nudge": self._timer(house)})

    async def _journal(self, house: House) -> Parts:
        _subscribe(house, {})
        house.answers.on(ReadStory, self._story)
        house.answers.on(ReportSession, self._held)
        house.answers.on(FindEntries, self._entries)
        for question in OF_ENTRIES:
            house.answers.on(question, self._nothing)
        self.agreeing.answer(house)
        self.endings.answer(house)
        answer_preparing(house)
        self.writing.answer(house)
        self.care.answer(house)
        self.meeting.answer(house)
        return Parts()

    async def _notifications(self, house: House) -> Parts:
        _subscribe(house, {})
        self.telling.answer(house)
        house.answers.on(InviteColleague, self._invite)
        house.answers.on(ReadInvitations, self._invitations)
        house.answers.on(TakeInvitationBack, self._take_back)
        house.answers.on(RefuseInvitations, self._refuse)
        self.wordings.answer(house)
        house.answers.on(ReadDeliveryStatistics, self._deliveries)
        house.answers.on(ReadOwnDeliveries, self._own_deliveries)
        self.reaching.answer(house)
        house.answers.on(ReadPlan, self._read_plan)
        house.answers.on(SetPlan, self._set_plan)
        self.announcing.answer(house)
        self.bearing.answer(house)
        return Parts()

    async def _deliveries(self, _: ReadDeliveryStatistics, asker: Asker) -> DeliveryStatistics:
        counts = DeliveryCounts(channel=Channel.MAIL, template="pair-formed-mentor", sent=2, dropped={"expired": 1})
        return DeliveryStatistics(since=datetime(2026, 5, 1, tzinfo=UTC), data=(counts,))

    async def _own_deliveries(self, ask: ReadOwnDeliveries, asker: Asker) -> OwnDeliveries:
        """Two pages of one each."""
        delivery = OwnDelivery(
            delivery_id=f"after {ask.cursor}",
            notice_id="n1",
            channel=Channel.MAIL,
            template="pair-formed-mentor",
            subject_id=asker.person_id,
            state="sent",
            created_at=datetime(2026, 5, 1, tzinfo=UTC),
            sent_at=None,
            code=None,
        )
        return OwnDeliveries(data=(delivery,), next_cursor=None if ask.cursor else "first")

    def _timer(self, house: House) -> Callable[[Timer], Awaitable[Unit]]:
        async def fire(timer: Timer) -> Unit:
            self.fired.append(timer.subject)
            return house.units.after_timer(timer)

        return fire

    def _requested(self, event: AnyEvent, unit: Unit) -> None:
        asked = event.data
        assert isinstance(asked, MentorRequested)
        self.asked[asked.request_id] = asked
        if asked.mentor_id == FULL:
            raise Refused("mentor-full", NO_PLACE)
        if asked.mentor_id is None:
            suggestion = Suggestion(mentor_id="ada", score=0.5, reasons=(REASON,), gap=GAP, rules="test")
            fact = MentorsSuggested(
                request_id=asked.request_id,
                mentee_id=asked.mentee_id,
                direction=asked.direction,
                topics=asked.topics,
                suggestions=(suggestion,),
            )
            unit.publish(fact, asked.request_id)
        elif asked.confirmed:
            self._state(unit, RequestOpened, asked.request_id, RequestState.OPEN, 1)
        else:
            self._state(unit, RequestProposed, asked.request_id, RequestState.PROPOSED, 1)
        unit.set_timer("nudge", asked.request_id, datetime(2100, 1, 1, tzinfo=UTC))

    def _offered(self, event: AnyEvent, unit: Unit) -> None:
        offered = event.data
        assert isinstance(offered, MentoringOffered)
        if offered.mentee_id == FULL:
            raise Refused("not-a-mentee", NO_PLACE)
        self.asked[offered.request_id] = offered
        self._state(unit, RequestOpened, offered.request_id, RequestState.OPEN, 1, started_by=Side.MENTOR)

    def _answered(self, event: AnyEvent, unit: Unit) -> None:
        answered = event.data
        assert isinstance(answered, RequestAnswered)
        request_id = answered.request_id
        asked = self.asked[request_id]
        if answered.answer is Answer.TELL_MORE:
            if not answered.has_message:
                raise Refused("more-not-asked", NO_PLACE)
            self._state(unit, RequestChanged, request_id, RequestState.OPEN, 2, more_id=event.id)
            return
        expected = asked.mentee_id if answered.answer is Answer.CONFIRM else asked.mentor_id
        if event.actorid != expected:
            raise Refused("request-not-yours", {"en": "Not yours.", "de": "Nicht deine."})
        if answered.answer is Answer.CONFIRM:
            self._state(unit, RequestOpened, request_id, RequestState.OPEN, 2)
        elif answered.answer is Answer.DECLINE:
            self._state(unit, RequestClosed, request_id, RequestState.DECLINED, 3)
            self._follow_up(unit, asked)
        else:
            pair_id = f"pair_{request_id}"
            self._state(unit, RequestClosed, request_id, RequestState.ACCEPTED, 3, pair_id=pair_id)
            members = (
                Member(person_id=str(asked.mentor_id), role=PairRole.MENTOR),
                Member(person_id=asked.mentee_id, role=PairRole.MENTEE),
            )
            formed = PairFormed(
                pair_id=pair_id,
                request_id=request_id,
                members=members,
                direction=asked.direction,
                topics=asked.topics,
                reasons=(REASON,),
            )
            unit.publish(formed, pair_id, sequence=1)

    def _follow_up(self, unit: Unit, asked: MentorRequested | MentoringOffered) -> None:
        """As matching does it: the next of the ranking is asked, or somebody else is named."""
        next_id = asked.next_ids[0] if isinstance(asked, MentorRequested) and asked.next_ids else None
        fact = RequestFollowedUp(
            request_id=asked.request_id,
            mentee_id=asked.mentee_id,
            mentor_id=str(asked.mentor_id),
            direction=asked.direction,
            topics=asked.topics,
            state=RequestState.DECLINED,
            next_request_id=next_id,
            next_mentor_id=asked.then_mentor_ids[0] if next_id and isinstance(asked, MentorRequested) else None,
            suggestions=(Suggestion(mentor_id="eve", score=0.5, reasons=(REASON,), gap=GAP, rules="test"),),
        )
        unit.publish(fact, asked.request_id)
        if next_id and isinstance(asked, MentorRequested):
            self.asked[next_id] = asked.model_copy(update={"request_id": next_id, "mentor_id": fact.next_mentor_id})
            self._state(unit, RequestOpened, next_id, RequestState.OPEN, 1)

    def _gone(self, event: AnyEvent, unit: Unit) -> None:
        self._state(unit, RequestClosed, event.subject, RequestState.WITHDRAWN, 3)

    def _named(self, event: AnyEvent, unit: Unit) -> None:
        named = event.data
        assert isinstance(named, MentoringRecognised)
        self.named[named.recognition_id] = named
        if named.other_id == FULL:
            raise Refused("mentor-full", NO_PLACE)
        awaiting = (named.other_id,) if named.confirmed else (named.person_id, named.other_id)
        self._recognition(unit, event.subject, RecognitionState.PROPOSED, awaiting=awaiting)

    def _recognised(self, event: AnyEvent, unit: Unit) -> None:
        answered = event.data
        assert isinstance(answered, RecognitionAnswered)
        state = RecognitionState.RECOGNISED if answered.agrees else RecognitionState.DECLINED
        pair_id = f"pair_{event.subject}" if answered.agrees else None
        self._recognition(unit, event.subject, state, pair_id=pair_id)
        if pair_id:
            pair = _pair(event, unit) | {"pair_id": pair_id, "since": self.named[event.subject].since}
            unit.publish(PairFormed.model_validate(pair), pair_id, sequence=1)

    def _recognition(self, unit: Unit, recognition_id: str, state: RecognitionState, **fields: Any) -> None:
        named = self.named[recognition_id]
        known = named.model_dump(include={"recognition_id", "programme_id", "direction", "topics", "since"})
        members = {"mentor_id": named.other_id, "mentee_id": named.person_id, "state": state}
        fact = RecognitionChanged.model_validate(known | members | fields)
        unit.publish(fact, recognition_id, sequence=1 if state is RecognitionState.PROPOSED else 2)

    def _gathered(self, event: AnyEvent, unit: Unit) -> None:
        asked = event.data
        assert isinstance(asked, CircleAsked)
        if FULL in asked.invited_ids:
            raise Refused("reporting-line", NO_PLACE)
        fact = {"state": "proposed", "members": (asked.person_id,), "invited": asked.invited_ids}
        self.circles[asked.circle_id] = CircleProposed.model_validate(_circle(asked, unit) | fact)
        unit.publish(self.circles[asked.circle_id], asked.circle_id, sequence=1)

    def _joined(self, event: AnyEvent, unit: Unit) -> None:
        answered, known = event.data, self.circles[event.subject]
        assert isinstance(answered, CircleAnswered)
        rest = tuple(one for one in known.invited if one != event.actorid)
        members = (*known.members, event.actorid) if answered.agrees else known.members
        change = {"change": "joined" if answered.agrees else "fewer-invited", "people": (event.actorid,)}
        fact = CircleChanged.model_validate(known.model_dump() | {"members": members, "invited": rest} | change)
        unit.publish(fact, event.subject, sequence=1 + len(known.invited))

    def _paused(self, event: AnyEvent, unit: Unit) -> None:
        asked = event.data
        assert isinstance(asked, PairPauseAsked)
        state = _pair(event, unit) | {"standing": "paused" if asked.paused else "consented"}
        change = PairChange.PAUSED if asked.paused else PairChange.RESUMED
        fact = PairChanged.model_validate(state | {"change": change, "paused_until": asked.until})
        unit.publish(fact, event.subject, sequence=2 if asked.paused else 3)

    def _ended(self, event: AnyEvent, unit: Unit) -> None:
        asked = event.data
        assert isinstance(asked, PairEndAsked)
        if asked.reason is EndReason.MOVED:
            raise Refused("pair-ended", {"en": "It is over.", "de": "Es ist vorbei."})
        unit.actor_id = None
        state = _pair(event, unit) | {"ending": Ending.NO_FAULT, "ended_at": unit.now}
        unit.publish(PairEnded.model_validate(state), event.subject, sequence=9)

    def _state(
        self,
        unit: Unit,
        kind: type[RequestOpened | RequestProposed | RequestChanged | RequestClosed],
        request_id: str,
        state: RequestState,
        sequence: int,
        **fields: Any,
    ) -> None:
        asked = self.asked[request_id]
        fact = kind(
            request_id=request_id,
            mentee_id=asked.mentee_id,
            mentor_id=str(asked.mentor_id),
            direction=asked.direction,
            topics=asked.topics,
            state=state,
            has_message=asked.has_message,
            **fields,
        )
        unit.publish(fact, request_id, sequence=sequence)

    async def _people(self, ask: FindPeople, asker: Asker) -> FoundPeople:
        self.found_after.append(ask.cursor)
        person = FoundPerson(person_id="ada", name=f"{ask.q}", department=f"{ask.department}", gives=(), gets=())
        return FoundPeople(people=(person,) * min(ask.limit, 2), next_cursor=f"after {ask.topic}")

    async def _mark(self, ask: MarkPerson, asker: Asker) -> Marked:
        if ask.person_id == "ghost":
            raise Refused("unknown-person", {"en": "Nobody.", "de": "Niemand."})
        marked = Marked(person_id=ask.person_id, mark=ask.mark)
        self.marks[asker.person_id, ask.person_id] = marked
        return marked

    async def _marks(self, ask: ReadMarks, asker: Asker) -> Marks:
        own = tuple(one for (by, _), one in self.marks.items() if by == asker.person_id and one.mark)
        return Marks(marks=own, next_cursor=next_cursor(ask))

    async def _topics(self, ask: FindTopics, asker: Asker) -> FoundTopics:
        return FoundTopics(topics=({"en": ask.text, "de": ask.text},))

    async def _topic_words(self, ask: ReadTopicWords, asker: Asker) -> TopicWords:
        words = ({"en": topic, "de": f"{topic} auf Deutsch"} for topic in ask.topics)
        named = zip(ask.topics, words, strict=True)
        return TopicWords(data=tuple(TopicInWords(topic=topic, words=each) for topic, each in named))

    async def _read_topics(self, ask: ReadOwnTopics, asker: Asker) -> OwnTopics:
        return self.own_topics

    async def _set_topics(self, ask: SetOwnTopics, asker: Asker) -> OwnTopics:
        if len({term.name for term in ask.terms}) < len(ask.terms):
            raise Refused("topic-named-twice", {"en": "Named twice.", "de": "Doppelt benannt."})
        require_read(ask.version, self.own_topics)
        self.own_topics = OwnTopics(version=ask.version + 1, terms=ask.terms)
        return self.own_topics

    async def _read_programme(self, ask: ReadProgramme, asker: Asker) -> ProgrammeRules:
        return self.programme

    async def _set_programme(self, ask: SetProgramme, asker: Asker) -> ProgrammeRules:
        require_read(ask.version, self.programme)
        self.programme = ProgrammeRules(version=ask.version + 1, weights=ask.weights, musts=ask.musts)
        return self.programme

    async def _read_plan(self, ask: ReadPlan, asker: Asker) -> PlanShown:
        return self.plan

    async def _set_plan(self, ask: SetPlan, asker: Asker) -> PlanShown:
        require_read(ask.version, self.plan)
        self.plan = PlanShown(version=ask.version + 1, rows=(), own=ask.plan)
        return self.plan

    async def _rounds(self, ask: ListRounds, asker: Asker) -> RoundList:
        return RoundList(rounds=(), next_cursor=next_cursor(ask))

    async def _nothing(self, ask: object, asker: Asker) -> Any:
        raise NotFound

    async def _story(self, ask: ReadStory, asker: Asker) -> Story:
        words = {"en": f"Welcome, {asker.person_id}.", "de": f"Willkommen, {asker.person_id}."}
        entry = StoryEntry(entry_id="entry_1", kind="welcome", at=datetime(2026, 11, 1, tzinfo=UTC), words=words)
        return Story(
            pair_id=ask.pair_id, phase="preparing", sessions_held=0, next_owner_id=asker.person_id, entries=(entry,)
        )

    async def _entries(self, ask: FindEntries, asker: Asker) -> EntryPage:
        return EntryPage(data=())

    async def _held(self, ask: ReportSession, asker: Asker) -> SessionKept:
        if asker.org != "acme" or asker.person_id in OF_NO_PAIR:
            raise NotFound
        if ask.held_at > datetime.now(UTC).replace(year=2090):
            raise Refused("session-in-the-future", {"en": "Not yet.", "de": "Noch nicht."})
        kept = SessionKept(
            session_id=ask.session_id, held_at=ask.held_at, number=len(self.held) + 1, next_owner_id=asker.person_id
        )
        return self.held.setdefault(ask.session_id, kept)

    async def _invite(self, ask: InviteColleague, asker: Asker) -> Invitation:
        if ask.address.endswith("@elsewhere.example"):
            raise Refused("address-elsewhere", {"en": "Not ours.", "de": "Nicht bei uns."})
        invitation = Invitation(
            invitation_id=f"inv_{len(self.invitations)}",
            state=InvitationState.OPEN,
            person_id=None,
            invited_at=datetime(2026, 11, 1, tzinfo=UTC),
            forgotten_at=datetime(2027, 1, 30, tzinfo=UTC),
            **ask.model_dump(),
        )
        return self.invitations.setdefault(ask.address, invitation)

    async def _invitations(self, ask: ReadInvitations, asker: Asker) -> Invitations:
        return Invitations(data=tuple(self.invitations.values()), next_cursor=next_cursor(ask))

    async def _take_back(self, ask: TakeInvitationBack, asker: Asker) -> Invitation:
        for address, invitation in self.invitations.items():
            if invitation.invitation_id == ask.invitation_id:
                return self.invitations.pop(address)
        raise NotFound

    async def _refuse(self, ask: RefuseInvitations, asker: Asker) -> NoMore:
        self.refusals.append((asker.org, asker.person_id))
        return NoMore()


def _subscribe(house: House, handlers: dict[type[Contract], Decide]) -> None:
    """All that the service is bound to; without a handler of its own an event is just taken."""
    for contract in topology.SUBSCRIPTIONS[house.service]:
        house.events.on(contract, _use_case(house, handlers.get(contract)))


def _circle(asked: CircleAsked, unit: Unit) -> dict[str, Any]:
    known = asked.model_dump(include={"circle_id", "programme_id", "mentor_id", "topics"})
    return known | {"started_by": asked.person_id, "proposed_at": unit.now}


def _pair(event: AnyEvent, unit: Unit) -> dict[str, Any]:
    """A pair of Ada and Bob."""
    roles = (("ada", PairRole.MENTOR), ("bob", PairRole.MENTEE))
    members = tuple(Member(person_id=person_id, role=role) for person_id, role in roles)
    known = {"pair_id": event.subject, "members": members, "direction": "forward", "topics": ("Python",)}
    return known | {"formed_at": unit.now}


def _use_case(house: House, handler: Decide | None) -> Handler:
    async def handle(event: AnyEvent) -> Unit:
        unit = house.units.after(event)
        if handler:
            handler(event, unit)
        return unit

    return handle
