"""The index: every organisation, apart from every other."""

from collections import defaultdict
from concurrent.futures import Executor

from libs.common.errors import Unavailable
from services.matching.domain.people import Person
from services.matching.domain.suggestions import Search
from services.matching.index.organisation import Organisation

CANDIDATES = 50

WORTH_SHARING = 100_000
"""People from which on a search is shared by threads."""


class Index:
    """Answers nobody before it is ready: whoever were missing then would not be missed."""

    def __init__(self, helpers: Executor | None = None) -> None:
        self._helpers = helpers
        self._organisations: defaultdict[str, Organisation] = defaultdict(Organisation)
        self.is_ready = False

    def begin(self) -> None:
        """Forget everybody, to be filled anew."""
        self.is_ready = False
        self._organisations.clear()

    def put(self, person: Person) -> None:
        """Somebody as they are now."""
        self._organisations[person.org].put(person)

    def remove(self, org: str, person_id: str) -> None:
        """Somebody is not kept any more."""
        self._organisations[org].remove(person_id)

    def find(self, search: Search, limit: int = CANDIDATES) -> list[str]:
        """Ids of who scores best, as far as is known here; whether each may be suggested the database must say."""
        if not self.is_ready:
            raise Unavailable("index-not-ready")
        organisation = self._organisations[search.mentee.org]
        return organisation.find(search, limit, self._helpers if len(organisation) >= WORTH_SHARING else None)
