"""What an organisation calls its topics, and what a sentence speaks of."""

from dataclasses import replace
from datetime import timedelta

from libs.common import audit
from libs.common.asks import Asker, Outdated
from libs.common.audit import Act
from libs.common.contracts.asks import (
    FindTopics,
    FoundTopics,
    OwnTopics,
    ReadOwnTopics,
    ReadTopicWords,
    SetOwnTopics,
    TopicInWords,
    TopicTerm,
    TopicWords,
)
from libs.common.errors import Refused
from libs.common.handling import Handling
from libs.common.unit import Timer, Unit, Units
from services.matching.domain.errors import RuleBroken
from services.matching.domain.people import Person
from services.matching.domain.topics import Topic
from services.matching.domain.vocabulary import Extension, Term, Vocabulary, require_distinct
from services.matching.store import Store

REKEY = "rekey-topics"
PAGE = 100
SECOND_LOOK = timedelta(minutes=1)
"""After this nobody is still being kept by the words that were replaced."""


class Vocabularies:
    """Use cases about vocabularies."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

    async def read(self, ask: ReadOwnTopics, asker: Asker) -> OwnTopics:
        """What the organisation added."""
        return _own(await self.store.extension(asker.org))

    async def set(self, ask: SetOwnTopics, asker: Asker) -> OwnTopics:
        """Put it in the place of what was read; everybody's topics follow. Outdated where that has changed."""
        terms = tuple(Term(term.name, term.german, term.also) for term in ask.terms)
        try:
            require_distinct(terms)
        except RuleBroken as broken:
            raise Refused(broken.code.value, broken.words) from broken

        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            before = await self.store.extension(asker.org)
            if terms != before.terms:
                if before.revision != ask.version:
                    raise Outdated(_own(before))
                unit.write(self.store.vocabularies.save(replace(before, terms=terms)))
                unit.set_timer(REKEY, asker.org, unit.now)
                audit.done(unit, Act.TOPICS_CHANGED, asker.org, asker.ticket)
            return unit

        await self.handling.settle(decide)
        return _own(await self.store.extension(asker.org))

    async def find_topics(self, ask: FindTopics, asker: Asker) -> FoundTopics:
        """The topics of a sentence."""
        return FoundTopics(topics=(await self.store.vocabulary(asker.org)).topics_in(ask.text))

    async def words(self, ask: ReadTopicWords, asker: Asker) -> TopicWords:
        """Of each of the named topics."""
        vocabulary = await self.store.vocabulary(asker.org)
        return TopicWords(data=tuple(TopicInWords(topic=one, words=vocabulary.in_words(one)) for one in ask.topics))

    async def rekey(self, timer: Timer) -> Unit:
        """A page of people by the new words, then the next; all once more, for those who were being kept meanwhile."""
        unit = self.units.after_timer(timer)
        vocabulary = await self.store.vocabulary(timer.org)
        page = await self.store.list_people_after(timer.org, timer.facts.get("after", ""), PAGE)
        for person in page:
            by_new_words = _rekeyed(person, vocabulary)
            if by_new_words != person:
                unit.write(self.store.people.save(by_new_words))
        if len(page) == PAGE:
            unit.set_timer(REKEY, timer.subject, unit.now, **timer.facts | {"after": page[-1].person_id})
        elif "again" not in timer.facts:
            unit.set_timer(REKEY, timer.subject, unit.now + SECOND_LOOK, again="yes")
        return unit


def _own(extension: Extension) -> OwnTopics:
    terms = (TopicTerm(name=term.name, german=term.german, also=term.also) for term in extension.terms)
    return OwnTopics(version=extension.revision, terms=tuple(terms))


def _rekeyed(person: Person, vocabulary: Vocabulary) -> Person:
    def anew(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        return tuple(vocabulary.topic(topic.label, topic.level) for topic in topics)

    return replace(person, gives=anew(person.gives), gets=anew(person.gets))
