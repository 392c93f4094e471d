"""The index: every organisation, apart from every other."""

from collections import defaultdict
from concurrent.futures import Executor

from libs.common.errors import Unavailable
from services.matching.domain.people import Person
from services.matching.domain.suggestions import CANDIDATES, Search
from services.matching.index.askers import Askers
from services.matching.index.organisation import Organisation

WORTH_SHARING = 100_000
"""People from which on a search is shared by threads."""


class Index:
    """Answers nobody before it is ready: whoever were missing then would not be missed."""

    def __init__(self, helpers: Executor | None = None) -> None:
        self._helpers = helpers
        self._organisations: defaultdict[str, Organisation] = defaultdict(Organisation)
        self._askers: defaultdict[str, Askers] = defaultdict(Askers)
        self.is_ready = False

    def begin(self) -> None:
        """Forget everybody, to be filled anew."""
        self.is_ready = False
        self._organisations.clear()
        self._askers.clear()

    def put(self, person: Person) -> None:
        """Somebody as they are now."""
        self._organisations[person.org].put(person)
        self._askers[person.org].put(person)

    def remove(self, org: str, person_id: str) -> None:
        """Somebody is not kept any more."""
        self._organisations[org].remove(person_id)
        self._askers[org].remove(person_id)

    def find(self, search: Search, limit: int = CANDIDATES) -> list[str]:
        """Ids of who scores best, as far as is known here; whether each may be suggested the database must say."""
        if not self.is_ready:
            raise Unavailable("index-not-ready")
        organisation = self._organisations[search.mentee.org]
        return organisation.find(search, limit, self._helpers if len(organisation) >= WORTH_SHARING else None)

    def askers_of(self, mentor: Person, search: Search) -> tuple[float, ...]:
        """What those score who suit a mentor best, of a sample of all who may search in the same direction, falling."""
        return self._askers[mentor.org].scores(mentor, search)
