"""What views are made of: what the log tells, and nothing else."""

from typing import Any

import bson
import pytest
from bson.codec_options import CodecOptions

from deploy.local.places import ROOT
from libs.common.contracts import AnyEvent, parse
from services.gateway.store import PARTLY_LOGGED, event_of, log_row
from services.gateway.views import arrival, changes_of
from services.gateway.views.all import TYPES, VIEWS
from services.gateway.views.on_the_way import COLLECTIONS

GOLDEN = ROOT / "tests" / "contract" / "golden"
AWARE = CodecOptions[dict[str, Any]](tz_aware=True)


def sample(event_type: str) -> AnyEvent:
    return parse((GOLDEN / f"{event_type}.json").read_bytes())


def kept(document: dict[str, Any]) -> dict[str, Any]:
    """As MongoDB gives it back."""
    return bson.decode(bson.encode(document), AWARE)


@pytest.mark.parametrize("event_type", TYPES)
def test_a_fact_from_the_log_changes_what_the_fact_itself_changes(event_type: str) -> None:
    event = sample(event_type)
    assert changes_of(event_of(kept(log_row(event)))) == changes_of(event)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_no_view_is_made_of_facts_of_which_the_log_tells_only_a_part(view: Any) -> None:
    assert not [contract for contract in view.changes if issubclass(contract, tuple(PARTLY_LOGGED))]


def test_no_view_hears_of_what_two_answer_about_how_it_goes() -> None:
    """So it is in no number for organisers either: a low pulse, a fit, what was offered because of it, a band."""
    heard = {contract.event for view in VIEWS for contract in view.changes}
    assert not [event for event in heard if any(part in event for part in ("Pulse", "Fit", "Care", "Health"))]


@pytest.mark.parametrize("claim", COLLECTIONS, ids=lambda claim: claim.event)
def test_a_claim_that_stands_beside_a_view_is_written_into_it_as_it_leaves(claim: Any) -> None:
    event = sample(claim.type)
    assert arrival(event)
    assert changes_of(event)
