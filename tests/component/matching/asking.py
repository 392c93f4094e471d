"""Asks a running matching as the gateway does for its members."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from libs.common.asks import Asker, Questions
from libs.common.contracts import Service
from libs.common.contracts.asks import Ask, R
from libs.common.contracts.people import PersonChanged, PersonJoined, PersonLeft
from libs.common.crypto import Box
from libs.common.ids import new_id
from libs.common.settings import CommonSettings
from tests.support.running import Bench, eventually

ANSWER_WITHIN_S = 20


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


@asynccontextmanager
async def asking(bench: Bench) -> AsyncIterator[Asking]:
    """Closed at the end."""
    settings = CommonSettings(**bench.settings_values(Service.MATCHING))
    questions = Questions(bench.amqp_url, Box(settings.ask_key), "tests")
    try:
        yield Asking(bench, questions)
    finally:
        await questions.close()
