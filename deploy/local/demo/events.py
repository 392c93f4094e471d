"""The demo's people as the CloudEvents an HR platform would send to `POST /v1/events`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from deploy.local.demo.organisation import DemoPerson

SOURCE = "https://hr.example.org/demo"
TYPE = "bothways.PersonJoined.v1"
ORG = "demo"

CloudEvent = dict[str, Any]


def person_joined(person: DemoPerson, time: datetime) -> CloudEvent:
    """`time` is aware. The same person gives the same id, so a second load is a repeat and has no effect."""
    return {
        "specversion": "1.0",
        "id": f"demo-{person.person_id.removeprefix('person_')}",
        "source": SOURCE,
        "type": TYPE,
        "subject": person.person_id,
        "time": time.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "org": ORG,
        "data": _plain(asdict(person)),
    }


def batches(people: Sequence[DemoPerson], time: datetime, size: int) -> Iterator[list[CloudEvent]]:
    """Bodies for `application/cloudevents-batch+json`, every manager before the people who report to them."""
    events = [person_joined(person, time) for person in managers_first(people)]
    for start in range(0, len(events), size):
        yield events[start : start + size]


def managers_first(people: Sequence[DemoPerson]) -> list[DemoPerson]:
    """Level by level from the top, within a level in the order given; `people` may be a part of the organisation."""
    known = {person.person_id for person in people}
    reports: dict[str | None, list[DemoPerson]] = defaultdict(list)
    for person in people:
        reports[person.manager_id if person.manager_id in known else None].append(person)
    ordered = list(reports[None])
    for person in ordered:
        ordered.extend(reports[person.person_id])
    return ordered


def _plain(value: Any) -> Any:
    """JSON's own types, without what is not known: an absent field and a null are not the same to a reader."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
