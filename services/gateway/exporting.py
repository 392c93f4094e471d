"""All that is held on somebody, from every service: by the asks of their own session, so nothing that is not theirs."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from pydantic_core import to_jsonable_python

from libs.common.asks import NoAnswer, NotFound
from libs.common.contracts.actions import ReadActions
from libs.common.contracts.agreements import ReadAgreement, ReadAgreementVersion, ReadGoals
from libs.common.contracts.asks import Ask, R, ReadMarks, ReadStory
from libs.common.contracts.care import ReadFit, ReadPulse
from libs.common.contracts.chat import ReadChat
from libs.common.contracts.deliveries import ReadOwnDeliveries
from libs.common.contracts.devices import ListDevices
from libs.common.contracts.endings import ReadFarewell, ReadKudos, ReadReview
from libs.common.contracts.entries import PAGE, FindEntries, ReadKey
from libs.common.contracts.invitations import ReadInvitations
from libs.common.contracts.ledgers import ReadLedger
from libs.common.contracts.notices import ReadInbox
from libs.common.contracts.preferences import ReadPreferences
from libs.common.contracts.preparation import ListTracks, ReadExpectations, ReadTrack
from libs.common.contracts.session_asks import ListSessions, ReadSession
from libs.common.contracts.threads import ReadThread, ThreadOf
from libs.common.errors import Refused
from services.gateway.deps import Edge, Member, ask
from services.gateway.domain.own_archive import PARTS, index_of
from services.gateway.languages import best_language
from services.gateway.problems import unavailable
from services.gateway.schemas.reports import OwnReport
from services.gateway.schemas.sign_in import OpenSession
from services.gateway.views import RequestView

ALL = 0
"""As a limit of views: none."""

FACTS_AT_ONCE = 500

ONE_ANSWER: Mapping[str, Callable[[], Ask[Any]]] = {
    "key": ReadKey,
    "preferences": ReadPreferences,
    "devices": ListDevices,
    "chat": ReadChat,
}
LISTS: Mapping[str, tuple[Callable[[], Ask[Any]], str]] = {
    "marks": (ReadMarks, "marks"),
    "kudos": (ReadKudos, "data"),
    "invitations": (ReadInvitations, "data"),
    "entries": (lambda: FindEntries(limit=PAGE), "data"),
    "inbox": (lambda: ReadInbox(limit=100), "items"),
    "deliveries": (ReadOwnDeliveries, "data"),
}
"""What comes in pages, and where in a page its rows are."""

OF_A_PAIR: Mapping[str, Callable[..., Ask[Any]]] = {
    "story": ReadStory,
    "agreement": ReadAgreement,
    "expectations": ReadExpectations,
    "pulse": ReadPulse,
    "fit": ReadFit,
    "review": ReadReview,
    "farewell": ReadFarewell,
}


class Archive:
    """One archive, gathered whole before a byte of it goes out: nothing is left out unsaid where a service is away."""

    def __init__(self, edge: Edge, person: Member) -> None:
        self._edge, self._person = edge, person
        self._org, self._id = person.org, person.person_id

    async def made(self, language: str | None) -> bytes:
        """The zip. A Problem (503) that names the service where one does not answer. No copy is kept."""
        parts = await self._own_parts()
        for name, one_question in ONE_ANSWER.items():
            parts[name] = await self._answer(one_question())
        parts["preparation"] = await self._preparation()
        for name, (question, rows) in LISTS.items():
            parts[name] = [one async for one in self._rows(question(), rows)]
        parts["pairs"] = [await self._pair(pair) for pair in parts["pairs"]]
        parts["threads"] = [await self._thread(ThreadOf(request_id=one["request_id"])) for one in parts["requests"]]
        language = best_language(language or self._person.record.fields.get("locale"))
        at = f"{self._edge.house.clock.now():%Y-%m-%d %H:%M} UTC"
        return _zipped(parts, index_of(language, PARTS, at))

    async def _own_parts(self) -> dict[str, Any]:
        core, views = self._edge.core, self._edge.core.views
        requests = await views.requests_of(self._org, self._id, ALL)
        erasure = await self._edge.erasures.of(self._org, self._id)
        return {
            "record": asdict(await core.people.find(self._org, self._id) or self._person.record),
            "sign_in": await self._sign_in(),
            "enrolments": [asdict(one) for one in (await core.stores.enrolments_of(self._org, self._id)).values()],
            "roles": sorted(await self._edge.roles.of(self._org, self._id)),
            "blocks": await core.blocking.of(self._org, self._id),
            "erasure": asdict(erasure) if erasure else None,
            "reports": [one async for one in self._reports()],
            "requests": [asdict(one) for one in requests],
            "messages": {key: await core.stores.messages.find(self._org, key) for key in _messages_of(requests)},
            "recognitions": [asdict(one) for one in await views.recognitions_of(self._org, self._id, ALL)],
            "circles": [asdict(one) for one in await views.circles_of(self._org, self._id, ALL)],
            "pairs": [asdict(one) for one in await views.pairs_of(self._org, self._id, ALL)],
            "facts": [one async for one in self._facts()],
        }

    async def _sign_in(self) -> dict[str, Any]:
        """Accounts are known by marks, sessions by hashes: neither mark nor hash tells anybody anything."""
        links = await self._edge.sign_in.linking.identities.links_of(self._org, self._id)
        sessions = await self._edge.sign_in.sessions.list_(self._org, self._id)
        return {
            "accounts": [{"linked_at": one.linked_at} for one in links],
            "sessions": [OpenSession.of(one, self._person.session_id) for one in sessions],
        }

    async def _reports(self) -> AsyncIterator[dict[str, Any]]:
        reporting, after = self._edge.safeguarding.reporting, ""
        while page := await reporting.own(self._org, self._id, after, FACTS_AT_ONCE):
            for one in page:
                shown = OwnReport.of(one, await reporting.words(one))
                yield shown.model_dump(mode="json")
            after = page[-1].place

    async def _facts(self) -> AsyncIterator[dict[str, Any]]:
        position = 0
        while page := await self._edge.core.log.after(self._person.viewer, position, FACTS_AT_ONCE):
            for entry in page:
                yield {"type": entry.type, "time": entry.time, "subject": entry.subject, "data": entry.data}
            position = page[-1].position

    async def _pair(self, pair: dict[str, Any]) -> dict[str, Any]:
        pair_id = pair["pair_id"]
        found: dict[str, Any] = {name: await self._answer(made(pair_id=pair_id)) for name, made in OF_A_PAIR.items()}
        ids = [one.session_id async for one in self._rows(ListSessions(pair_id=pair_id), "sessions")]
        found["sessions"] = [await self._answer(ReadSession(pair_id=pair_id, session_id=one)) for one in ids]
        found["goals"] = [one async for one in self._rows(ReadGoals(pair_id=pair_id), "data")]
        found["actions"] = [one async for one in self._rows(ReadActions(pair_id=pair_id), "data")]
        found["thread"] = await self._thread(ThreadOf(pair_id=pair_id))
        found["agreement_versions"] = [one async for one in self._agreement_versions(pair_id)]
        found["exchanges"] = [one async for one in self._rows(ReadLedger(pair_id=pair_id), "lines", "before")]
        return {"pair": pair, **found}

    async def _agreement_versions(self, pair_id: str) -> AsyncIterator[Any]:
        """All that both signed; the first number that there is not is the end."""
        number = 1
        while version := await self._answer(ReadAgreementVersion(pair_id=pair_id, number=number)):
            yield version
            number += 1

    async def _preparation(self) -> list[Any]:
        tracks = await self._answer(ListTracks())
        return [await self._answer(ReadTrack(track=one.track)) for one in tracks.tracks] if tracks else []

    async def _rows(self, question: Ask[Any], rows: str, behind: str = "cursor") -> AsyncIterator[Any]:
        """A whole list, page after page; nothing of one that they do not have (yet)."""
        page = await self._answer(question)
        while page:
            for row in getattr(page, rows):
                yield row
            following = page.next_cursor
            page = await self._answer(question.model_copy(update={behind: following})) if following else None

    async def _thread(self, thread: ThreadOf) -> dict[str, Any]:
        messages: list[Any] = []
        while page := await self._answer(ReadThread(thread=thread, after=len(messages), limit=100)):
            messages += page.messages
            if not page.messages or page.messages[-1].number >= page.last_number:
                break
        return {"thread": thread, "messages": messages}

    async def _answer(self, question: Ask[R]) -> R | None:
        """Nothing where there is no such thing for them (yet)."""
        try:
            return await ask(self._edge, question, self._person)
        except (NotFound, Refused):
            return None
        except NoAnswer:
            problem = unavailable()
            problem.more = {"service": str(question.to)}
            raise problem from None


def _messages_of(requests: Iterable[RequestView]) -> Iterator[str]:
    """The ids of what was written with requests, and of what was told when somebody asked for more."""
    for one in requests:
        if one.has_message:
            yield one.request_id
        if one.more_id:
            yield one.more_id


def _zipped(parts: Mapping[str, Any], index: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.md", index)
        for name in PARTS:
            content = json.dumps(to_jsonable_python(parts[name]), indent=2, ensure_ascii=False)
            archive.writestr(f"{name}.json", content)
    return made.getvalue()
