"""Reporting misuse: sealed, told to those who may see to it, and followed by whoever wrote it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from libs.common.asks import NotFound
from libs.common.contracts.safeguarding import Misuse, MisuseReported, ReportWaits
from libs.common.handling import Handling
from libs.common.timers import TimerUseCase
from libs.common.unit import Timer, Unit, Units
from services.gateway.domain.access import Role
from services.gateway.domain.appointments import Appointments
from services.gateway.domain.refusals import NotTaken
from services.gateway.domain.reports import WAITS_AT_MOST, About, Report, State, Subject, place_of, without
from services.gateway.sealing import ReportSealing
from services.gateway.store import Stores
from services.gateway.use_cases.people import People
from services.gateway.views import Views

REPORT_WAITS, FORGET_REPORT = "report-waits", "forget-report"
WORDS = "words"
"""The part of a report that its reporter wrote."""

Appointed = Callable[[str], Awaitable[Appointments]]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody reports."""

    org: str
    report_id: str
    reporter_id: str
    kind: Misuse
    subject: Subject
    words: str


@dataclass(frozen=True, slots=True)
class Reports:
    """What all who work on reports look at."""

    stores: Stores
    people: People
    views: Views
    sealing: ReportSealing
    appointed: Appointed

    async def barred(self, org: str, *parties: str) -> frozenset[str]:
        """Whom a case between these concerns: they themselves and their managers."""
        return frozenset().union(*[await self.people.around(org, one) for one in parties])


class Reporting:
    """Use cases of whoever reports, and what comes by itself."""

    def __init__(self, reports: Reports, units: Units, handling: Handling) -> None:
        self._reports, self._units, self._handling = reports, units, handling
        self._stores = reports.stores

    @property
    def timers(self) -> dict[str, TimerUseCase]:
        """What comes by itself."""
        return {REPORT_WAITS: self.escalate, FORGET_REPORT: self.forget}

    async def file(self, told: Told) -> Report:
        """Durable from here on; the same id again is the same report. NotFound, NotTaken: report-of-oneself."""
        reported_id = await self._reported(told)
        barred = await self._reports.barred(told.org, told.reporter_id, reported_id)

        async def decide() -> tuple[Unit, Report]:
            # Nobody's act: who reports stands in no envelope, and so in no row of the log.
            unit = self._units.start(told.org)
            known = await self._stores.reports.find(told.org, told.report_id)
            if known:
                return unit, known
            box = self._reports.sealing.make(unit, told.report_id, told.reporter_id)
            report = Report(
                org=told.org,
                report_id=told.report_id,
                reporter_id=told.reporter_id,
                reported_id=reported_id,
                kind=told.kind,
                subject=told.subject,
                made_at=unit.now,
                place=place_of(told.report_id, unit.now),
                sealed=box.seal(told.words, WORDS) if told.words else None,
                barred_ids=tuple(sorted(barred)),
            )
            unit.write(self._stores.reports.save(report))
            moderators = without((await self._reports.appointed(told.org)).ids(Role.MODERATOR), barred)
            fact = MisuseReported(
                report_id=report.report_id,
                kind=report.kind,
                reporter_id=report.reporter_id,
                moderator_ids=moderators,
            )
            unit.publish(fact, report.report_id)
            # Where nobody may see to it, administrators hear at once that somebody has to be named.
            unit.set_timer(REPORT_WAITS, report.report_id, unit.now + WAITS_AT_MOST if moderators else unit.now)
            return unit, report

        return await self._handling.settled(decide)

    async def own(self, org: str, person_id: str, after: str, limit: int) -> list[Report]:
        """Those of somebody from behind a place on, the oldest first."""
        query = {"reporter_id": person_id, "place": {"$gt": after}}
        return await self._stores.reports.list_(org, query, limit=limit, by="place")

    async def read(self, org: str, person_id: str, report_id: str) -> tuple[Report, str | None]:
        """One of one's own, with what one wrote. NotFound for anybody else's."""
        report = await self._stores.reports.find(org, report_id)
        if report is None or report.reporter_id != person_id:
            raise NotFound
        return report, await self.words(report)

    async def words(self, report: Report) -> str | None:
        """What was written; None where nothing was, or where it went with its author."""
        box = await self._reports.sealing.find(report.org, report.report_id)
        return box.open(report.sealed, WORDS) if box and report.sealed else None

    async def escalate(self, timer: Timer) -> Unit:
        """Nobody has taken it for days: administrators whom it does not concern hear that it waits, again and again."""
        unit = self._units.after_timer(timer)
        report = await self._stores.reports.find(timer.org, timer.subject)
        if report is None or report.state is not State.RECEIVED:
            return unit
        barred = {*report.barred_ids, *await self._reports.barred(timer.org, *report.parties)}
        administrators = without((await self._reports.appointed(timer.org)).ids(Role.ADMINISTRATOR), barred)
        if administrators:
            unit.publish(ReportWaits(report_id=report.report_id, administrator_ids=administrators), report.report_id)
        unit.set_timer(REPORT_WAITS, report.report_id, unit.now + WAITS_AT_MOST)
        return unit

    async def forget(self, timer: Timer) -> Unit:
        """It was decided long enough ago: nothing of it stays."""
        unit = self._units.after_timer(timer)
        report = await self._stores.reports.find(timer.org, timer.subject)
        key = await self._stores.report_keys.find(timer.org, timer.subject)
        unit.write(*(self._stores.reports.remove(one) for one in (report,) if one))
        unit.write(*(self._stores.report_keys.remove(one) for one in (key,) if one))
        return unit

    async def _reported(self, told: Told) -> str:
        """Whose it is that is reported: only who is in a pair or a request with somebody reports what is within it."""
        subject = told.subject
        if subject.about is About.PERSON:
            if subject.id == told.reporter_id:
                raise NotTaken("report-of-oneself")
            return subject.id
        both = await self._both(told.org, subject)
        others = [one for one in both if one != told.reporter_id]
        if told.reporter_id not in both or len(others) != 1:
            raise NotFound
        return others[0]

    async def _both(self, org: str, subject: Subject) -> tuple[str, ...]:
        if subject.pair_id:
            pair = await self._reports.views.pair(org, subject.pair_id)
            return pair.member_ids if pair else ()
        request = await self._reports.views.request(org, subject.request_id or "")
        return tuple(request.visible_to) if request else ()
