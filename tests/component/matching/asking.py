"""Asks a running matching as the gateway does for its members."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from libs.common.asks import Asker, Questions
from libs.common.contracts import Service
from libs.common.contracts.asks import Ask, R
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.contracts.requests import MentorRequested, MentorsSuggested
from libs.common.ids import new_id
from tests.support.questions import PatientQuestions
from tests.support.running import Bench, eventually

ANSWER_WITHIN_S = 90
"""The first round of a process compiles its inner loop, which takes long on a busy machine."""


@dataclass(slots=True)
class Asking:
    """Tells matching of people and asks it in their names."""

    bench: Bench
    questions: Questions

    async def ask(self, question: Ask[R], person_id: str, org: str = "acme") -> R:
        """The answer."""
        return await self.questions.ask(question, Asker(org, person_id, new_id()), timeout_s=ANSWER_WITHIN_S)

    async def know(self, *people: PersonJoined | PersonChanged | PersonLeft, sequence: int = 1) -> None:
        """Until matching keeps what it is told of them."""
        for one in people:
            await self.bench.publish(self.bench.event(one, one.person_id, sequence=sequence))
        rows = self.bench.database(Service.MATCHING)["people"]
        keys = [f"{self.bench.org}/{one.person_id}" for one in people]

        async def all_kept() -> bool:
            newest = {"_id": {"$in": keys}, "sequence": {"$gte": sequence}}
            return await rows.count_documents(newest) == len(set(keys))

        await eventually(all_kept, what="everybody kept")

    async def suggested(self, mentee_id: str, topic: str, expected: str) -> set[str]:
        """Who is suggested once `expected` is: the index follows the database a moment later."""
        heard = await self.bench.listen(MentorsSuggested)

        async def names() -> set[str]:
            told = len(heard.events)
            asked = MentorRequested(request_id=new_id("req"), mentee_id=mentee_id, topics=(topic,), confirmed=True)
            await self.bench.publish(self.bench.event(asked, asked.request_id, actorid=mentee_id))
            outcome = (await heard.expect(MentorsSuggested, told + 1))[-1].data
            assert isinstance(outcome, MentorsSuggested)
            found = {one.mentor_id for one in outcome.suggestions}
            return found if expected in found else set()

        return await eventually(names, what=f"{expected} suggested")


@asynccontextmanager
async def asking(bench: Bench) -> AsyncIterator[Asking]:
    """Closed at the end."""
    questions = PatientQuestions(bench.amqp_url)
    try:
        yield Asking(bench, questions)
    finally:
        await questions.close()
