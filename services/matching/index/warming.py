"""The kernels compiled before somebody waits for them."""

from datetime import UTC, datetime

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search
from services.matching.domain.topics import Topic
from services.matching.index.organisation import Organisation


def warm_up() -> None:
    """Takes seconds where nothing compiled was kept, and says so by failing if the kernels do not compile here."""
    topics = (Topic.of("topic", 1), Topic.of("other topic", 2))
    one, other = (
        Person(org="", person_id=name, gives=topics[:n], gets=topics[n - 1 :]) for n, name in ((2, "a"), (1, "b"))
    )
    organisation = Organisation()
    organisation.put(other)
    at = datetime.min.replace(tzinfo=UTC)
    search = Search(mentee=one, wanted=topics, direction=Direction.FLASH, reporting=ReportingLines(), at=at)
    organisation.find(search, 1)
