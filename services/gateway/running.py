"""Whoever runs an organisation, from inside or for the house: which one it is, and how the audit log names them."""

from services.gateway.deps import Member, Operator
from services.gateway.domain.access import Doer
from services.gateway.problems import Problem

OPERATOR_ID = "operator"


def doer(caller: Member | Operator, ticket: str | None = None) -> Doer:
    """As the audit log names them."""
    if isinstance(caller, Member):
        return Doer(caller.person_id, caller.org, ticket)
    return Doer(OPERATOR_ID, ticket=ticket)


def org_for(caller: Member | Operator, named: str | None) -> str:
    """An administrator's own, and the one that the operator names. A Problem for another one, or for none."""
    org = caller.org if isinstance(caller, Member) else named
    if org is None:
        raise Problem("organisation-needed")
    if named not in (None, org):
        raise Problem("organisation-not-yours")
    return org
