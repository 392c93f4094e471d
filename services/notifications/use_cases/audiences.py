"""Whom a segment is for, page by page: an organisation may be large."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.notifications.domain.announcements import Candidate, Segment, asked_keys, fits
from services.notifications.domain.launches import Standing, enrolment_key
from services.notifications.domain.people import Person
from services.notifications.store import Store

PAGE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Those of a page who fit. The next one begins behind `last`; None where there is none."""

    person_ids: tuple[str, ...]
    last: str | None


class Audiences:
    """Finds them."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def page(self, org: str, segment: Segment, after: str) -> Page:
        """From behind a person on, in the order of their ids."""
        people = await self.store.people.page(org, after, PAGE)
        fitting = [one for one in await self._candidates(org, segment, people) if fits(segment, one)]
        last = people[-1].person_id if len(people) == PAGE else None
        return Page(tuple(one.person.person_id for one in fitting), last)

    async def count(self, org: str, segment: Segment) -> int:
        """How many they are."""
        page = await self.page(org, segment, "")
        people = len(page.person_ids)
        while page.last is not None:
            page = await self.page(org, segment, page.last)
            people += len(page.person_ids)
        return people

    async def _candidates(self, org: str, segment: Segment, people: Sequence[Person]) -> list[Candidate]:
        ids = [person.person_id for person in people]
        paired = await self.store.pairs.paired(org, ids)
        asked = await self.store.marks.find_all(org, {key for one in ids for key in asked_keys(one)})
        members = await self._members(org, segment.programme_id, ids) if segment.programme_id else frozenset[str]()
        return [
            Candidate(
                person,
                person.person_id in paired,
                not asked_keys(person.person_id).isdisjoint(asked),
                person.person_id in members,
            )
            for person in people
        ]

    async def _members(self, org: str, programme_id: str, person_ids: Sequence[str]) -> frozenset[str]:
        keys = {enrolment_key(programme_id, person_id): person_id for person_id in person_ids}
        found = await self.store.enrolments.find_all(org, keys)
        return frozenset(keys[key] for key, one in found.items() if one.standing is Standing.IN)
