"""People by a file: what would change, and that done, row by row, so that a repeat goes on where the first ended."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError

from libs.common import audit
from libs.common.audit import Act
from libs.common.handling import Handling
from libs.common.ids import derived_id
from libs.common.unit import Unit, Units
from services.gateway.domain import imports, people
from services.gateway.domain.access import Doer
from services.gateway.domain.imports import FIELD_OF, FILE, Outcome, PersonRow, Plan, Planned, RowError
from services.gateway.domain.keys import email_key, folded
from services.gateway.domain.people import PersonInput
from services.gateway.field_errors import field_errors
from services.gateway.spreadsheet import Table, is_formula
from services.gateway.store import Stores
from services.gateway.use_cases.people import People

AT_ONCE = 200
LISTS = frozenset({"languages"})
COLUMN = {name: column for column, name in FIELD_OF.items()}

T = TypeVar("T")


@dataclass(slots=True)
class _Reading:
    """A file on its way to a plan."""

    org: str
    ids: dict[str, list[str]]
    """Who has which mail address."""

    errors: list[RowError] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def row(self, number: int, cells: Mapping[str, str]) -> PersonRow | None:
        """What a row says; None with an error where it says nothing that can be taken."""
        problems = [imports.error(number, column, "formula") for column, cell in cells.items() if is_formula(cell)]
        filled = {column: cell.strip() for column, cell in cells.items() if cell.strip()}
        person_id = filled.get("person_id") or self._id_of(number, filled.get("email", ""), problems)
        words = self._words(number, filled, problems)
        if not problems:
            problems += _misfits(number, person_id, words)
        if not problems and person_id in self.seen:
            problems.append(imports.error(number, "person_id" if "person_id" in filled else "email", "twice"))
        if problems:
            self.errors += problems
            return None
        self.seen.add(person_id)
        empty = tuple(FIELD_OF.get(name, name) for name in cells if name not in filled and name != "person_id")
        return PersonRow(number, person_id, PersonInput(person_id=person_id, **words).words(), empty)

    def _id_of(self, number: int, address: str, problems: list[RowError]) -> str:
        """Who has the address, or an id that a repeat of the same row makes again."""
        if not address:
            problems.append(imports.error(number, "email", "missing"))
            return ""
        ids = self.ids.get(folded(address), [])
        if len(ids) > 1:
            problems.append(imports.error(number, "email", "ambiguous"))
        return ids[0] if ids else derived_id("per", self.org, FILE.source_id, folded(address))

    def _words(self, number: int, filled: Mapping[str, str], problems: list[RowError]) -> dict[str, Any]:
        words: dict[str, Any] = {name: cell for name, cell in filled.items() if name not in ("person_id", "manager")}
        words |= {name: [part.strip() for part in words[name].split(",")] for name in LISTS & words.keys()}
        manager = filled.get("manager", "")
        if "@" in manager:
            ids = self.ids.get(folded(manager), [])
            problems += [] if ids else [imports.error(number, "manager", "unknown-manager")]
            manager = ids[0] if ids else ""
        return words | ({"manager_id": manager} if manager else {})


class Importing:
    """Use cases of an administrator with a file."""

    def __init__(self, stores: Stores, people_: People, units: Units, handling: Handling) -> None:
        self._stores, self._people, self._units, self._handling = stores, people_, units, handling

    async def plan(self, org: str, table: Table, *, absent_leave: bool = False) -> Plan:
        """What the file would do now. Nothing is changed by it."""
        reading = _Reading(org, await self._ids(org, table))
        reading.errors += [imports.error(row, "", "too-many-cells") for row in table.too_long]
        found: list[Planned] = []
        now = self._units.clock.now()
        for part in _parts(table.rows):
            rows = [row for number, cells in part if (row := reading.row(number, cells))]
            ids = [row.person_id for row in rows]
            records, erased = (
                await self._stores.people.find_all(org, ids),
                await self._stores.tombstones.among(org, ids),
            )
            lost = [row for row in rows if row.person_id in erased]
            reading.errors += [imports.error(row.row, "person_id", "person-erased") for row in lost]
            for row in (row for row in rows if row not in lost):
                before = records.get(row.person_id)
                after = imports.after(before, org, row, now)
                missing = people.REQUIRED - after.fields.keys()
                if missing:
                    reading.errors += [imports.error(row.row, column, "missing") for column in sorted(missing)]
                else:
                    found.append(imports.planned(before, after, row))
        if absent_leave:
            found += await self._absent(org, reading.seen)
        return Plan(tuple(found), tuple(sorted(reading.errors, key=lambda one: one.row)), table.ignored)

    async def carry_out(self, by: Doer, org: str, plan: Plan) -> AsyncIterator[int]:
        """The plan, done: how much of it, from time to time. What it did before, it does not do again.

        The audit log has it before the first row: an import that was cut off was one, too.
        """
        done = 0
        if any(one.outcome is not Outcome.UNCHANGED for one in plan.planned):
            await self._handling.settle(lambda: self._begin(by, org, plan))
        for part in _parts(plan.planned):
            await asyncio.gather(*(self._carry_out(org, by.actor_id, one) for one in part))
            done += len(part)
            yield done

    async def _begin(self, by: Doer, org: str, plan: Plan) -> Unit:
        unit = self._units.start(org, actor_id=by.actor_id)
        audit.done(unit, Act.PEOPLE_IMPORTED, plan.digest, by.ticket)
        return unit

    async def _carry_out(self, org: str, by: str, planned: Planned) -> None:
        async def decide() -> Unit:
            unit = self._units.start(org, actor_id=by)
            if await self._stores.tombstones.find(org, planned.person_id):
                return unit
            before = await self._people.find(org, planned.person_id)
            after = before and people.leave(before, unit.now)
            if planned.row:
                after = imports.after(before, org, planned.row, unit.now)
            if after and not (before and people.says_nothing_new(before, after)):
                self._people.put(before, after, unit)
            return unit

        await self._handling.settle(decide)

    async def _absent(self, org: str, named: set[str]) -> list[Planned]:
        absent: list[Planned] = []
        last = ""
        while records := await self._stores.people.page(org, None, after=last, limit=AT_ONCE):
            last = records[-1].person_id
            ours = [record.person_id for record in records if imports.is_of_a_file(record)]
            absent += [Planned(person_id, Outcome.LEAVES) for person_id in ours if person_id not in named]
        return absent

    async def _ids(self, org: str, table: Table) -> dict[str, list[str]]:
        """Who has the addresses that the file names: people who are known, and those whom it brings."""
        cells = [row for _, row in table.rows]
        addresses = [row.get(column, "").strip() for row in cells for column in ("email", "manager")]
        named = {folded(address) for address in addresses if "@" in address}
        ids: dict[str, list[str]] = {}
        for part in _parts(sorted(named)):
            for record in await self._stores.people.by_keys(org, [email_key(address) for address in part]):
                ids.setdefault(folded(record.fields["email"]), []).append(record.person_id)
        for row in cells:
            address = folded(row.get("email", "").strip())
            own = row.get("person_id", "").strip() or derived_id("per", org, FILE.source_id, address)
            if address and address not in ids:
                ids[address] = [own]
        return ids


def _misfits(number: int, person_id: str, words: Mapping[str, Any]) -> list[RowError]:
    try:
        PersonInput(person_id=person_id, **words)
    except ValidationError as misfit:
        problems = misfit.errors()
        columns = [COLUMN.get(str(one["loc"][0]), str(one["loc"][0])) for one in problems]
        rules = [str(one["type"]).replace("_", "-") for one in problems]
        found = zip(columns, rules, field_errors(problems), strict=False)
        return [RowError(number, column, rule, one.words) for column, rule, one in found]
    return []


def _parts(items: Iterable[T]) -> Iterator[Sequence[T]]:
    following = iter(items)
    while part := list(islice(following, AT_ONCE)):
        yield part
