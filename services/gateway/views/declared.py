"""How a view declares itself, and how facts are merged into its rows whatever their order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from pymongo import DESCENDING, IndexModel, UpdateOne

from libs.common.contracts import AnyEvent, Contract
from libs.common.mongo import Row


@dataclass(frozen=True, slots=True)
class View:
    """Rows made of facts and of nothing else. Any order and any repeats of the same facts end in the same rows."""

    name: str
    indexes: Sequence[IndexModel]
    changes: Mapping[type[Contract], Callable[[Any], list[UpdateOne]]]
    """What a fact of each kind changes. A kind that is not here changes nothing."""

    def changes_of(self, event: AnyEvent) -> list[UpdateOne]:
        """What this fact changes."""
        change = self.changes.get(type(event.data))
        return change(event) if change else []

    def collection(self, number: int) -> str:
        """Where its rows are in the set of this number."""
        return f"{self.name}_{number}"


Place = Sequence[str | None]
"""Where a row stands in a list that begins with the newest: its instant, and its key for those of one millisecond."""


def newest_first(moment: str) -> list[tuple[str, int]]:
    """The order of such a list; rows that have no instant yet are its end."""
    return [(moment, DESCENDING), ("_id", DESCENDING)]


def place(at: datetime | None, org: str, key: str) -> Place:
    """Where a row stands."""
    return [at.isoformat() if at else None, f"{org}/{key}"]


def behind(moment: str, place: Place) -> Row:
    """What comes after a place in that order, as a query."""
    at, key = place
    if at is None:
        return {moment: None, "_id": {"$lt": key}}
    instant = datetime.fromisoformat(at)
    return {"$or": [{moment: {"$lt": instant}}, {moment: instant, "_id": {"$lt": key}}, {moment: None}]}


def merge(rank_field: str, rank: Iterable[int], row: Row) -> list[Row]:
    """Over what is there where `rank` is higher than all before; else beneath it, where only gaps are filled.

    Literal, because people write dollar signs too.
    """
    known, new = f"${rank_field}", {"$literal": row}
    ranked = {"$literal": {rank_field: list(rank)}}
    is_higher = {"$gt": [{"$literal": list(rank)}, {"$ifNull": [known, []]}]}
    over, beneath = {"$mergeObjects": ["$$ROOT", new, ranked]}, {"$mergeObjects": [new, "$$ROOT"]}
    return [{"$replaceWith": {"$cond": [is_higher, over, beneath]}}]


def into(event: AnyEvent, key: str, update: Row | list[Row]) -> list[UpdateOne]:
    """The update of one row, which is made where it is not there yet."""
    return [UpdateOne({"_id": f"{event.org}/{key}"}, update, upsert=True)]


def plain(data: Contract, *names: str) -> Row:
    """These fields of a fact."""
    return data.model_dump(include=set(names))


def known(view: type, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that `view` has of this row."""
    names = {field.name for field in fields(view)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in names}
