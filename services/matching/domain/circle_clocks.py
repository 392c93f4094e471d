"""What happens to an invitation to a circle that nobody answers: reminders, then its end. Pure, as all clocks here."""

from dataclasses import replace
from datetime import datetime

from services.matching.domain.circles import Change, Circle, CircleState, Invitation, Step, without
from services.matching.domain.clocks import EXPIRE_AFTER, REMIND_AFTER


def next_due(circle: Circle) -> datetime | None:
    """When the next of its invitations brings a reminder, or lapses. So every circle that never forms ends."""
    return None if circle.state is CircleState.ENDED else min(map(_due, circle.invitations), default=None)


def expires_at(invitation: Invitation) -> datetime:
    """When it lapses, should nobody answer it before."""
    return invitation.at + EXPIRE_AFTER


def tick(circle: Circle, at: datetime) -> Step:
    """What the clock does by `at`. Whose invitation lapses is not reminded of it, however late the clock is."""
    if circle.state is CircleState.ENDED:
        return Step(circle)
    lapsed = {one.person_id for one in circle.invitations if expires_at(one) <= at}
    return without(circle, lapsed, at) if lapsed else _remind(circle, at)


def _remind(circle: Circle, at: datetime) -> Step:
    """Those who were invited together; the newest reminder that is due, those before it are not caught up with."""
    first = min(circle.invitations, key=_due, default=None)
    if first is None or at < _due(first):
        return Step(circle)
    number = sum(first.at + after <= at for after in REMIND_AFTER)
    told = tuple(one.person_id for one in circle.invitations if one.at == first.at)
    after = tuple(replace(one, reminded=number) if one.at == first.at else one for one in circle.invitations)
    return Step(replace(circle, invitations=after, sequence=circle.sequence + 1), Change.REMINDED, told)


def _due(invitation: Invitation) -> datetime:
    return invitation.at + (*REMIND_AFTER, EXPIRE_AFTER)[invitation.reminded]
