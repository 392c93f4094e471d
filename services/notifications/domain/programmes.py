"""What an organisation makes of the house's plan: rows otherwise, rows off, rows of its own. Promises stay.

What is added says what a row of the house says, so that its words and what they name are there. Nobody takes away what
makes a row needless, and nobody makes one louder: a row of an organisation's own is a nudge.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from libs.common.contracts.notifications import Importance
from libs.common.contracts.plans import RowWritten, Waiting
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import ANYWHERE_BY, EVERYWHERE, HERE_BY, Delay, Hold, Plan, Row

UNFIT = "plan-unfit"

PROBLEMS: dict[str, dict[str, str]] = {
    "unknown-row": {
        "en": "the house has no row “{what}”; name one in `like` that says what yours is to say",
        "de": "die Zeile „{what}“ kennt das Haus nicht; nenne in `like` eine, deren Worte deine sagen soll",
    },
    "known-row": {"en": "it is a row of the house already", "de": "sie ist schon eine Zeile des Hauses"},
    "purpose-missing": {
        "en": "a row of your own says what it is for",
        "de": "eine eigene Zeile sagt, wozu sie da ist",
    },
    "critical": {
        "en": "this row stays as it is: whoever it concerns has to know",
        "de": "diese Zeile bleibt, wie sie ist: Wen sie betrifft, der muss es wissen",
    },
    "unknown-part": {"en": "“{what}” hears nothing of it", "de": "„{what}“ hört davon nichts"},
    "unknown-channel": {"en": "it cannot come by “{what}”", "de": "über „{what}“ kann sie nicht kommen"},
    "unknown-time": {"en": "its fact names no time “{what}”", "de": "ihr Anlass nennt keine Zeit „{what}“"},
    "unknown-fact": {"en": "nothing is known of “{what}”", "de": "„{what}“ ist nicht bekannt"},
    "unknown-hold": {"en": "nothing is known of “{what}”", "de": "„{what}“ ist nicht bekannt"},
    "before-its-fact": {
        "en": "it would be due before its fact, and never said",
        "de": "sie wäre vor ihrem Anlass fällig und käme nie",
    },
    "comes-again": {
        "en": "the row “{what}” speaks of its repeats; say after how many days",
        "de": "die Zeile „{what}“ spricht von Wiederholungen; sag, nach wie vielen Tagen",
    },
}

TIMES: dict[str, frozenset[str]] = {
    Occasion.SESSION_PLANNED: frozenset({"starts_at"}),
    Occasion.CLOSING_ASKED: frozenset({"until"}),
}
"""The times that moments name."""


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """What an organisation does otherwise: one document."""

    org: str
    plan_id: str
    rows: tuple[RowWritten, ...] = ()
    set_by: str = ""
    revision: int = 0


class UnfitRow(Exception):
    """A row that cannot count, with its field and the problem."""

    def __init__(self, row: str, field: str, problem: str, what: str = "") -> None:
        super().__init__(f"{row}.{field}: {problem}")
        self.row, self.field, self.problem, self.what = row, field, problem, what

    @property
    def words(self) -> dict[str, str]:
        """For whoever wrote it."""
        subjects = {"en": "Row “{}”, `{}`", "de": "Zeile „{}“, `{}`"}
        return {
            locale: f"{subject.format(self.row, self.field)}: {PROBLEMS[self.problem][locale].format(what=self.what)}."
            for locale, subject in subjects.items()
        }


def with_own(house: Plan, written: Iterable[RowWritten]) -> Plan:
    """The house's plan with these rows; UnfitRow where one of them cannot count."""
    rows = dict(house.rows)
    for one in written:
        rows[one.name] = _row(house.rows, one)
    return Plan({name: row for name, row in rows.items() if not row.is_off})


def fitting(house: Plan, written: Iterable[RowWritten]) -> Iterator[RowWritten]:
    """What was kept once, without what a newer house does not know any more."""
    for one in written:
        try:
            _row(house.rows, one)
        except UnfitRow:
            continue
        yield one


def _row(house: Mapping[str, Row], written: RowWritten) -> Row:
    row = _begun(house, written)
    given: dict[str, Any] = {"is_off": written.off}
    if written.purpose:
        given["purpose"] = written.purpose.model_dump()
    if written.to:
        given["to"] = tuple(line for line in row.to if line.part in written.to)
    if written.channels:
        given["channels"] = written.channels
    if written.delay:
        given["delay"] = delay_of(written.delay)
    if written.expires:
        given["expires"] = delay_of(written.expires)
    if written.every_days:
        given["every_days"] = written.every_days
    _check(row, written)
    unless = tuple(dict.fromkeys((*row.unless, *written.unless)))
    holds = tuple(dict.fromkeys((*row.holds, *map(Hold, written.holds))))
    return replace(row, unless=unless, holds=holds, **given)


def _begun(house: Mapping[str, Row], written: RowWritten) -> Row:
    """The row of the house that is changed, or that says what the new one says."""
    known = house.get(written.name)
    if known:
        if written.like:
            raise UnfitRow(written.name, "like", "known-row")
        if known.importance is Importance.CRITICAL:
            raise UnfitRow(written.name, "name", "critical")
        return known
    like = house.get(written.like or "")
    if like is None:
        raise UnfitRow(written.name, "like", "unknown-row", written.like or written.name)
    if written.purpose is None:
        raise UnfitRow(written.name, "purpose", "purpose-missing")
    if like.every_days and not written.every_days:
        raise UnfitRow(written.name, "every_days", "comes-again", like.name)
    return replace(like, name=written.name, says=like.says or like.name, importance=Importance.NUDGE)


def _check(row: Row, written: RowWritten) -> None:
    """Every name is known, and nothing is due before it can be."""
    allowed: dict[str, tuple[str, Collection[str], Iterable[str]]] = {
        "to": ("unknown-part", {line.part.value for line in row.to}, written.to or ()),
        "channels": ("unknown-channel", {*EVERYWHERE, *row.channels}, written.channels or ()),
        "unless": ("unknown-fact", {one.value for one in Occasion}, map(_fact, written.unless)),
        "holds": ("unknown-hold", {one.value for one in Hold}, written.holds),
    }
    for field, (problem, known, given) in allowed.items():
        for name in given:
            if name not in known:
                raise UnfitRow(written.name, field, problem, name)
    for field, waiting in (("delay", written.delay), ("expires", written.expires)):
        if waiting and waiting.start and waiting.start not in TIMES.get(row.follows, ()):
            raise UnfitRow(written.name, field, "unknown-time", waiting.start)
        if waiting and not waiting.start and (waiting.days < 0 or waiting.hours < 0):
            raise UnfitRow(written.name, field, "before-its-fact")


def _fact(name: str) -> str:
    return name.removesuffix(HERE_BY).removesuffix(ANYWHERE_BY)


def delay_of(waiting: Waiting) -> Delay:
    """As a row keeps it."""
    return Delay(waiting.start or "", waiting.hours, waiting.days, waiting.at or "")


def waiting_of(delay: Delay) -> Waiting:
    """As it is shown."""
    return Waiting(start=delay.start or None, hours=delay.hours, days=delay.days, at=delay.at or None)
