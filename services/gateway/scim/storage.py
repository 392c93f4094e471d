"""Where the library reads and writes: the people and groups of one organisation, by the use cases of the house."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from scim2_models import (
    InvalidCursorException,
    NotFoundException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    SearchRequest,
    TooManyException,
)
from scim2_server.storage import AsyncScimStorage, SearchPage

from libs.common.errors import Conflict
from services.gateway.domain.platforms import Platform
from services.gateway.scim.keys import key_of
from services.gateway.scim.shelves import Groups, Shelf, Users
from services.gateway.store import Stores
from services.gateway.use_cases.grouping import Grouping
from services.gateway.use_cases.provisioning import Provisioning

MOST_READ = 20_000
"""A search that no key narrows looks at everybody: at no more than this."""

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A resource, and where it stands in the order of all: cursors go on behind it."""

    place: tuple[int, str]
    resource: Resource[Any]


class Storage(AsyncScimStorage):
    """What one directory reaches: its own organisation, and nothing of another."""

    supports_cursors = True

    def __init__(self, platform: Platform, stores: Stores, provisioning: Provisioning, grouping: Grouping) -> None:
        self._org = platform.org
        self._shelves: dict[str | None, Shelf] = {
            "User": Users(platform, stores.people, provisioning),
            "Group": Groups(platform, stores.groups, grouping),
        }

    async def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """One that is listed; all of it, whatever is wanted."""
        shelf = self._shelves[resource_type.name]
        return shelf.resource(await self._document(shelf, resource_id))

    async def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        """A new one."""
        shelf = self._shelves[resource_type.name]
        return shelf.resource(await shelf.create(resource))

    async def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        """As it is to be, if nobody changed it since it was read."""
        shelf = self._shelves[resource_type.name]
        before = await self._unchanged(shelf, str(resource.id), expected_version)
        try:
            return shelf.resource(await shelf.update(before, resource))
        except Conflict:
            raise PreconditionFailedException from None

    async def delete(
        self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None
    ) -> None:
        """Not there any more, if nobody changed it since it was read."""
        shelf = self._shelves[resource_type.name]
        before = await self._unchanged(shelf, resource_id, expected_version)
        try:
            await shelf.delete(before)
        except Conflict:
            raise PreconditionFailedException from None

    async def search(
        self, resource_types: list[ResourceType], search_request: SearchRequest[Any], *, position: Any = None
    ) -> SearchPage:
        """A page in the order of ids, users before groups."""
        shelves = [self._shelves[kind.name] for kind in resource_types]
        if search_request.cursor is not None:
            return await self._behind(shelves, search_request, _place(position))
        if search_request.filter is None:
            return await self._counted(shelves, search_request)
        skip, count = search_request.start_index_0 or 0, search_request.count or 0
        found = [one.resource async for one in self._matching(shelves, search_request, (0, ""))]
        return SearchPage(len(found), found[skip : skip + count])

    async def _counted(self, shelves: Sequence[Shelf], wanted: SearchRequest[Any]) -> SearchPage:
        """By number, without a filter: only the page itself is read."""
        skip, count = wanted.start_index_0 or 0, wanted.count or 0
        counts = [await shelf.records.count(self._org) for shelf in shelves]
        page: list[Resource[Any]] = []
        for shelf, here in zip(shelves, counts, strict=True):
            if skip < here and len(page) < count:
                documents = await shelf.records.page(self._org, None, skip=skip, limit=count - len(page))
                page += [shelf.resource(document) for document in documents]
            skip = max(0, skip - here)
        return SearchPage(sum(counts), page)

    async def _behind(self, shelves: Sequence[Shelf], wanted: SearchRequest[Any], place: tuple[int, str]) -> SearchPage:
        """By cursor: one more than the page is read, to know whether there is a next one. Nothing is counted."""
        found: list[Found] = []
        count = wanted.count or 0
        async for one in self._matching(shelves, wanted, place):
            found.append(one)
            if len(found) > count:
                break
        page = found[:count]
        following = {"place": page[-1].place} if page and len(found) > count else None
        return SearchPage(None, [one.resource for one in page], next=following)

    async def _matching(
        self, shelves: Sequence[Shelf], wanted: SearchRequest[Any], place: tuple[int, str]
    ) -> AsyncIterator[Found]:
        """What fits the filter behind a place; the library decides what fits, a key only narrows where to look."""
        key = key_of(wanted.filter.ast) if wanted.filter else None
        fits: Callable[[Any], bool] = wanted.filter.match if wanted.filter else lambda _: True
        number, after = place
        read = 0
        for shelf_number, shelf in list(enumerate(shelves))[number:]:
            while documents := await shelf.records.page(self._org, key, after=after, limit=AT_ONCE):
                read += len(documents)
                if read > MOST_READ and wanted.filter is not None:
                    raise TooManyException
                for document in documents:
                    resource = shelf.resource(document)
                    after = str(resource.id)
                    if fits(resource):
                        yield Found((shelf_number, after), resource)
            after = ""

    async def _document(self, shelf: Shelf, resource_id: str) -> Any:
        document = await shelf.records.find(self._org, resource_id)
        if document is None or not document.is_listed:
            raise NotFoundException
        return document

    async def _unchanged(self, shelf: Shelf, resource_id: str, expected_version: str | None) -> Any:
        document = await self._document(shelf, resource_id)
        if expected_version not in (None, f'W/"{document.revision}"'):
            raise PreconditionFailedException
        return document


def _place(position: Any) -> tuple[int, str]:
    if position is None:
        return 0, ""
    try:
        number, after = position["place"]
    except (TypeError, KeyError, ValueError):
        raise InvalidCursorException from None
    return number, after
