"""The only wiring of matching."""

from concurrent.futures import ThreadPoolExecutor

from libs.common.asks import Answers
from libs.common.contracts import rounds as of_rounds
from libs.common.contracts.asks import (
    FindPeople,
    FindTopics,
    MarkPerson,
    ReadMarks,
    ReadOwnTopics,
    ReadTopicWords,
    SetOwnTopics,
)
from libs.common.contracts.programmes import ReadProgramme, SetProgramme
from libs.common.erasing import ERASE, Erasing
from libs.common.house import House, Parts
from services.matching.handlers import UseCases, subscribe
from services.matching.index.organisations import Index
from services.matching.live import Live
from services.matching.store import INDEXES, Store
from services.matching.use_cases.blocking import TURN_AWAY, Blocking
from services.matching.use_cases.checking import Checking
from services.matching.use_cases.circling import Circling
from services.matching.use_cases.clocks import Clocks
from services.matching.use_cases.directory import Directory
from services.matching.use_cases.erasure import Erasure
from services.matching.use_cases.finding import Finder
from services.matching.use_cases.following import Following
from services.matching.use_cases.freeing import Freeing
from services.matching.use_cases.interest import LOOK, Interests
from services.matching.use_cases.keeping import (
    CIRCLE_CLOCK,
    CLOCK,
    FOLLOW_UP,
    PLACE_FREED,
    RECOGNITION_CLOCK,
    SUPERSEDE,
    TALK_CLOCK,
)
from services.matching.use_cases.pairs import PAUSE, SUSPENSION, Pairs
from services.matching.use_cases.people import People
from services.matching.use_cases.programmes import Programmes
from services.matching.use_cases.publishing import PUBLISH, Publishing
from services.matching.use_cases.recognising import Recognising
from services.matching.use_cases.reorganising import CIRCLE_LINE, LINE, PAIR_LINE, Reorganising
from services.matching.use_cases.requests import Requests
from services.matching.use_cases.rounds import Rounds
from services.matching.use_cases.sparking import Sparking
from services.matching.use_cases.suspending import Suspending
from services.matching.use_cases.vocabularies import REKEY, Vocabularies


async def build(house: House) -> Parts:
    """Stores, the index, use cases, subscriptions, answers, timers."""
    store, helpers = Store(house.database, house.tombstones), ThreadPoolExecutor(1, "index")
    index = Index(helpers)
    checking, finder, pairs = Checking(store), Finder(store, index), Pairs(store, house.units)
    recognising = Recognising(store, house.units)
    clocks, reorganising = Clocks(store, house.units, checking, finder), Reorganising(store, house.units)
    blocking = Blocking(store, house.units, recognising)
    people, requests = People(store, house.units, pairs), Requests(store, house.units, checking, finder)
    circling, following = Circling(store, house.units), Following(store, house.units)
    remains = Erasure(store, people).remains
    erasing = Erasing(house.database, house.tombstones, house.units, house.dead_letters.forget, remains)
    suspending = Suspending(store, house.units)
    subscribe(
        house.events,
        UseCases(people, blocking, suspending, requests, pairs, recognising, circling, following, erasing),
    )
    vocabularies = Vocabularies(store, house.units, house.handling)
    interests = Interests(store, house.units, house.handling, Sparking(store, checking))
    answer(house.answers, vocabularies, Directory(store, house.box, house.clock), interests)
    answer_organisers(
        house.answers,
        Rounds(store, house.units, house.handling),
        Programmes(store, house.units, house.handling),
    )

    async def is_ready() -> dict[str, bool]:
        return {"index": index.is_ready}

    async def close() -> None:
        helpers.shutdown()

    return Parts(
        indexes=INDEXES,
        timers={
            CLOCK: clocks.tick,
            SUPERSEDE: clocks.supersede,
            TURN_AWAY: blocking.turn_away,
            FOLLOW_UP: clocks.follow_up,
            REKEY: vocabularies.rekey,
            LOOK: interests.look,
            PUBLISH: Publishing(store, house.units).go_on,
            RECOGNITION_CLOCK: recognising.tick,
            PLACE_FREED: Freeing(store, house.units, checking).tell,
            CIRCLE_CLOCK: circling.tick,
            PAUSE: pairs.come_back,
            SUSPENSION: pairs.follow_suspension,
            TALK_CLOCK: pairs.tick,
            LINE: reorganising.look_below,
            PAIR_LINE: reorganising.look_at_pair,
            CIRCLE_LINE: reorganising.look_at_circle,
            ERASE: erasing.go_on,
        },
        tasks=(Live(house.database, store, index).watch,),
        is_ready=is_ready,
        closing=(close,),
    )


def answer(answers: Answers, vocabularies: Vocabularies, directory: Directory, interests: Interests) -> None:
    """What members and administrators ask."""
    answers.on(ReadOwnTopics, vocabularies.read)
    answers.on(SetOwnTopics, vocabularies.set)
    answers.on(FindTopics, vocabularies.find_topics)
    answers.on(ReadTopicWords, vocabularies.words)
    answers.on(FindPeople, directory.find)
    answers.on(MarkPerson, interests.mark)
    answers.on(ReadMarks, interests.read)


def answer_organisers(answers: Answers, rounds: Rounds, programmes: Programmes) -> None:
    """What administrators ask about cohort rounds and about their programme, which everybody may see."""
    answers.on(ReadProgramme, programmes.read)
    answers.on(SetProgramme, programmes.set)
    answers.on(of_rounds.MakeRound, rounds.make)
    answers.on(of_rounds.ListRounds, rounds.list_)
    answers.on(of_rounds.ReadRound, rounds.read)
    answers.on(of_rounds.ReadRoundPairs, rounds.read_pairs)
    answers.on(of_rounds.ReadLeftOut, rounds.read_left_out)
    answers.on(of_rounds.AdjustRound, rounds.adjust)
    answers.on(of_rounds.PublishRound, rounds.publish)
