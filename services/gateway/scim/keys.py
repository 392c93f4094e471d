"""Which key a filter narrows its search to: only a hint where to look, what fits is decided afterwards."""

from collections.abc import Callable

from scim2_models.path import CompareOperator, Comparison, FilterNode, LogicalExpr, LogicalOperator, ValuePath

from services.gateway.domain.keys import (
    display_name_key,
    email_key,
    external_id_key,
    id_key,
    manager_key,
    member_key,
    user_name_key,
)

KEYS: dict[str, Callable[[str], str]] = {
    "id": id_key,
    "externalid": external_id_key,
    "username": user_name_key,
    "displayname": display_name_key,
    "emails": email_key,
    "emails.value": email_key,
    "manager": manager_key,
    "manager.value": manager_key,
    "members": member_key,
    "members.value": member_key,
}


def key_of(node: FilterNode, within: str = "") -> str | None:
    """A key that all have who fit; None where there is no such key."""
    match node:
        case Comparison(op=CompareOperator.eq, value=str(value)):
            path = [within, node.attr_path.attr, node.attr_path.sub_attr]
            make = KEYS.get(".".join(part for part in path if part).lower())
            return make(value) if make else None
        case ValuePath():
            return key_of(node.val_filter, node.attr_path.attr)
        case LogicalExpr(op=LogicalOperator.and_):
            return next((key for term in node.terms if (key := key_of(term, within))), None)
        case _:
            return None
