"""Every list that can grow has pages. Which answers have a list and no pages, and why theirs cannot grow."""

from collections.abc import Iterator
from typing import Any

from libs.common.contracts.blocks import MOST_BLOCKED
from services.gateway.api import openapi_document
from services.gateway.domain.webhooks import MOST_WEBHOOKS
from services.gateway.paging import MOST

OPENAPI = openapi_document()
CAPPED = "no more than one page of any list: whoever wants more is refused"
OF_THE_HOUSE = "as many as the house has: code, not data"
OF_TWO = "what the two of a pair have to say, each in one place"
NAMED = "of those alone whom the question names, fifty at most"
AS_ONE = "read and set as one, up to a length"
IN_NUMBERS = "numbers: a row for each week of a span, or for each group of at least five"
LATEST = "the latest few; all of them are in the journal, which has pages"

WITHOUT_PAGES = {
    "/v1/blocks": CAPPED,
    "/v1/inbox/{notice_id}/why": "the facts behind one notice",
    "/v1/insight/series": IN_NUMBERS,
    "/v1/insight/uptake": IN_NUMBERS,
    "/v1/journal/kinds": OF_THE_HOUSE,
    "/v1/me": AS_ONE,
    "/v1/me/devices": CAPPED,
    "/v1/me/erasure": OF_THE_HOUSE,
    "/v1/me/notifications": OF_THE_HOUSE,
    "/v1/names": NAMED,
    "/v1/organisation/names": NAMED,
    "/v1/pairs/{pair_id}/agreement": OF_TWO,
    "/v1/pairs/{pair_id}/certificate": OF_THE_HOUSE,
    "/v1/pairs/{pair_id}/expectations": OF_TWO,
    "/v1/pairs/{pair_id}/farewell": OF_TWO,
    "/v1/pairs/{pair_id}/fit": OF_TWO,
    "/v1/pairs/{pair_id}/keys": OF_TWO,
    "/v1/pairs/{pair_id}/pulse": OF_TWO,
    "/v1/pairs/{pair_id}/review": OF_TWO,
    "/v1/pairs/{pair_id}/story": LATEST,
    "/v1/preparation": OF_THE_HOUSE,
    "/v1/programme-templates": OF_THE_HOUSE,
    "/v1/programme/deliveries": "counts of thirty days by channel and message, of which the house has so many",
    "/v1/programme/notifications": OF_THE_HOUSE,
    "/v1/programme/plan": AS_ONE,
    "/v1/programme/wordings": OF_THE_HOUSE,
    "/v1/programmes/{programme_id}/insight/series": IN_NUMBERS,
    "/v1/programmes/{programme_id}/insight/uptake": IN_NUMBERS,
    "/v1/programmes/{programme_id}/names": NAMED,
    "/v1/requests/decline-reasons": OF_THE_HOUSE,
    "/v1/resources": OF_THE_HOUSE,
    "/v1/safeguarding": OF_THE_HOUSE,
    "/v1/sign-in": "a setting of a local system",
    "/v1/topics/own": AS_ONE,
    "/v1/webhooks": CAPPED,
}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema says, behind references and beside null."""
    if "$ref" in schema:
        return resolved(OPENAPI["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    others = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return resolved(others[0]) if others else schema


def is_list(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "array" and resolved(schema["items"]).get("type") == "object"


def lists() -> Iterator[tuple[str, set[str]]]:
    """The addresses whose answers have a list of things, and what can be said of it; one thing's own is its own."""
    for path, methods in OPENAPI["paths"].items():
        content = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        schema = resolved(content.get("application/json", {}).get("schema", {}))
        if not path.endswith("}") and any(
            is_list(resolved(one)) for one in [schema, *schema.get("properties", {}).values()]
        ):
            yield path, {one["name"] for one in methods["get"].get("parameters", ())}


def test_every_list_has_pages_or_a_reason_why_it_cannot_grow() -> None:
    without = {path for path, names in lists() if not ({"cursor", "limit"} <= names or {"after", "limit"} <= names)}
    assert without == WITHOUT_PAGES.keys()


def test_what_is_capped_fits_a_page() -> None:
    assert max(MOST_BLOCKED, MOST_WEBHOOKS) <= MOST
