"""The kernels compiled before somebody waits for them."""

from datetime import UTC, datetime

from services.matching.domain.directions import Direction
from services.matching.domain.people import Person
from services.matching.domain.reporting import ReportingLines
from services.matching.domain.suggestions import Search
from services.matching.domain.topics import Topic
from services.matching.index.kernels import BLOCK
from services.matching.index.organisation import Organisation


def warm_up() -> None:
    """Takes seconds where nothing compiled was kept, and says so by failing if the kernels do not compile here."""
    topics = (Topic.of("topic"),)
    people = [Person(org="", person_id=str(number), gives=topics, gets=topics) for number in range(BLOCK)]
    at = datetime.min.replace(tzinfo=UTC)
    search = Search(mentee=people[0], wanted=topics, direction=Direction.FLASH, reporting=ReportingLines(), at=at)
    organisation = Organisation()
    organisation.put(people[0])
    organisation.find(search, 1)  # among the few who give the topic
    for person in people:
        organisation.put(person)
    organisation.find(search, 1)  # among everybody
