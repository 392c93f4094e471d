"""The moderators' queue: looked at, taken, noted, decided. Whom a report concerns finds nothing there."""

from collections.abc import Awaitable, Callable

from libs.common import audit
from libs.common.asks import NotFound
from libs.common.audit import Act
from libs.common.contracts.safeguarding import ConductWarned, PairEndOrdered, ReportClosed
from libs.common.handling import Handling
from libs.common.mongo import Row
from libs.common.unit import Unit, Units
from services.gateway.domain import reports as domain
from services.gateway.domain.access import Doer
from services.gateway.domain.refusals import NotTaken
from services.gateway.domain.reports import KEPT, Decision, Note, Opened, Outcome, Report, State
from services.gateway.use_cases.reporting import FORGET_REPORT, REPORT_WAITS, WORDS, Reports
from services.gateway.use_cases.suspending import Suspending, Wanted

ACTS = {
    Decision.NO_ACTION: Act.REPORT_DISMISSED,
    Decision.WARN: Act.REPORT_WARNED,
    Decision.SUSPEND: Act.REPORT_SUSPENDED,
    Decision.END_PAIR: Act.REPORT_ENDED_PAIR,
    Decision.PASS_ON: Act.REPORT_PASSED_ON,
}


Deed = Callable[[Unit, Report], Awaitable[Report]]
"""What is done to a report, in a unit; the report as it then is."""


class Moderating:
    """Use cases of moderators. Each of their acts is in the audit log, in the unit that does it."""

    def __init__(self, reports: Reports, suspending: Suspending, units: Units, handling: Handling) -> None:
        self._reports, self._suspending = reports, suspending
        self._units, self._handling = units, handling
        self._kept = reports.stores.reports

    async def page(
        self, org: str, by: Doer, state: State | None, after: str, limit: int
    ) -> tuple[list[Report], str | None]:
        """Those that somebody may see to, the oldest first, and behind which place the next page begins."""
        query: Row = {"place": {"$gt": after}, "barred_ids": {"$ne": by.actor_id}}
        query |= {"state": state.value} if state else {}
        found = await self._kept.list_(org, query, limit=limit + 1, by="place")
        seen = [one for one in found[:limit] if by.actor_id not in await self._reports.barred(org, *one.parties)]
        return seen, found[limit - 1].place if len(found) > limit else None

    async def open(self, org: str, report_id: str, by: Doer) -> Opened:
        """With its words; that they were opened is durable before anybody gets them."""

        async def look(unit: Unit, report: Report) -> Report:
            audit.done(unit, Act.REPORT_OPENED, report_id, by.ticket)
            return report

        return await self._opened(await self._do(org, report_id, by, look))

    async def take(self, org: str, report_id: str, by: Doer) -> Report:
        """NotTaken: report-closed."""

        async def take(unit: Unit, before: Report) -> Report:
            after = domain.taken(before, by.actor_id)
            if after != before:
                unit.write(self._kept.save(after))
                unit.cancel_timer(REPORT_WAITS, report_id)
                audit.done(unit, Act.REPORT_TAKEN, report_id, by.ticket)
            return after

        return await self._do(org, report_id, by, take)

    async def note(self, org: str, report_id: str, words: str, note_id: str, by: Doer) -> Report:
        """NotTaken: report-closed, report-not-taken, report-words-gone, too-many-notes."""

        async def note(unit: Unit, before: Report) -> Report:
            box = await self._reports.sealing.find(org, report_id)
            if box is None:
                raise NotTaken("report-words-gone")
            if any(one.note_id == note_id for one in before.notes):
                return before
            sealed = box.seal(words, note_id)
            after = domain.noted(before, Note(note_id, by.actor_id, unit.now, sealed))
            unit.write(self._kept.save(after))
            audit.done(unit, Act.REPORT_NOTED, report_id, by.ticket)
            return after

        return await self._do(org, report_id, by, note)

    async def decide(self, org: str, report_id: str, outcome: Outcome, by: Doer) -> Report:
        """It is closed, and what was decided is under way.

        NotTaken: report-closed, report-not-taken, unknown-person, suspension-is-over, no-pair-to-end.
        """

        async def decide(unit: Unit, before: Report) -> Report:
            after = domain.decided(before, outcome, by.actor_id, unit.now)
            if after != before:
                unit.write(self._kept.save(after))
                audit.done(unit, ACTS[outcome.decision], report_id, by.ticket, outcome.reason)
                await self._carry_out(unit, after, outcome)
                unit.publish(ReportClosed(report_id=report_id, reporter_id=after.reporter_id), report_id)
                unit.set_timer(FORGET_REPORT, report_id, unit.now + KEPT)
            return after

        return await self._do(org, report_id, by, decide)

    async def _do(self, org: str, report_id: str, by: Doer, act: Deed) -> Report:
        async def decide() -> tuple[Unit, Report]:
            unit = self._units.start(org, actor_id=by.actor_id)
            return unit, await act(unit, await self._of(org, report_id, by))

        return await self._handling.settled(decide)

    async def _of(self, org: str, report_id: str, by: Doer) -> Report:
        """NotFound for whom it concerned when it came, or concerns now."""
        report = await self._kept.find(org, report_id)
        if report is None or by.actor_id in report.barred_ids:
            raise NotFound
        if by.actor_id in await self._reports.barred(org, *report.parties):
            raise NotFound
        return report

    async def _opened(self, report: Report) -> Opened:
        box = await self._reports.sealing.find(report.org, report.report_id)
        if box is None:
            return Opened(report, None, (), are_gone=True)
        words = box.open(report.sealed, WORDS) if report.sealed else None
        notes = tuple((one.by_id, one.at, box.open(one.sealed, one.note_id)) for one in report.notes)
        return Opened(report, words, notes, are_gone=False)

    async def _carry_out(self, unit: Unit, report: Report, outcome: Outcome) -> None:
        reported_id = report.reported_id
        if outcome.decision in (Decision.WARN, Decision.SUSPEND):
            record = await self._reports.people.find(unit.org, reported_id)
            if record is None or not record.is_here:
                raise NotTaken("unknown-person")
        if outcome.decision is Decision.WARN:
            unit.publish(ConductWarned(person_id=reported_id), reported_id)
        if outcome.decision is Decision.SUSPEND:
            await self._suspending.suspend(unit, Wanted(reported_id, outcome.until, report.report_id))
        if outcome.decision is Decision.END_PAIR:
            pairs = await self._reports.views.living_pairs(unit.org, report.reporter_id, (reported_id,))
            if not pairs[reported_id]:
                raise NotTaken("no-pair-to-end")
            for pair_id in pairs[reported_id]:
                unit.publish(PairEndOrdered(pair_id=pair_id), pair_id)
