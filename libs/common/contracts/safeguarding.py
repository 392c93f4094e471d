"""Misuse that was reported, and what came of it: ids and kinds alone. What somebody wrote stays with the gateway."""

from enum import StrEnum

from libs.common.contracts.base import Contract, Id, Instant, Service


class Misuse(StrEnum):
    """What a report is about, as near as whoever writes it can say."""

    HARASSMENT = "harassment"
    DISCRIMINATION = "discrimination"
    THREAT = "threat"
    ADVANCES = "advances"
    CONFIDENCE_BROKEN = "confidence-broken"
    POWER_ABUSED = "power-abused"
    PRETENCE = "pretence"
    OTHER = "other"


class MisuseReported(Contract, by=[Service.GATEWAY]):
    """Somebody reported something. About whom is in no event; `moderator_ids` are those who may see to it."""

    report_id: Id
    kind: Misuse
    reporter_id: Id
    moderator_ids: tuple[Id, ...] = ()


class ReportWaits(Contract, by=[Service.GATEWAY]):
    """Nobody has taken a report for days: these administrators, whom it does not concern, see that somebody does."""

    report_id: Id
    administrator_ids: tuple[Id, ...]


class ReportClosed(Contract, by=[Service.GATEWAY]):
    """Somebody has decided about it. What, is told to nobody by this."""

    report_id: Id
    reporter_id: Id


class ConductWarned(Contract, by=[Service.GATEWAY]):
    """A moderator asks somebody to keep to the rules. Who reported, and that anybody did, is not said."""

    person_id: Id


class SuspensionChanged(Contract, by=[Service.GATEWAY]):
    """Whether somebody may ask, answer and be asked; the event's `sequence` orders the versions."""

    person_id: Id
    is_suspended: bool
    until: Instant | None = None
    """When it ends by itself; None until somebody lifts it."""


class PairEndOrdered(Contract, by=[Service.GATEWAY]):
    """A moderator ends a pair, at once. To both it ends like any that is nobody's fault."""

    pair_id: Id
