"""Every event and every kind of reader: the one pure function by which log, stream and webhooks choose."""

import pytest

from libs.common.contracts import ALL, Audience, Contract, parse
from services.gateway.domain.audience import Viewer, marks_of
from tests.contract.samples import sample_of

STRANGER = "somebody-else-entirely"


def readers(concerned: frozenset[str]) -> dict[str, Viewer]:
    somebody = min(concerned, default=STRANGER)
    return {
        "somebody it concerns": Viewer("acme", somebody),
        "somebody else": Viewer("acme", STRANGER),
        "an organiser": Viewer("acme", STRANGER, is_organiser=True),
        "who reads the audit log": Viewer("acme", is_administrator=True),
        "a platform": Viewer("acme", is_platform=True),
        "a person called like a role": Viewer("acme", "platform"),
        "nobody in particular": Viewer("acme"),
    }


@pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.event)
def test_an_event_is_seen_by_its_audience_and_by_nobody_else(contract: type[Contract]) -> None:
    fact = parse(sample_of(contract).body).data
    concerned = fact.concerns() - {"platform"}
    is_personal = bool({Audience.PERSON, Audience.PAIR} & contract.audience)
    expected = {
        "somebody it concerns": is_personal and bool(concerned),
        "somebody else": False,
        "an organiser": Audience.ORGANISER in contract.audience,
        "who reads the audit log": Audience.ADMINISTRATOR in contract.audience,
        "a platform": Audience.PLATFORM in contract.audience,
        "a person called like a role": False,
        "nobody in particular": False,
    }
    marks = marks_of(fact)
    assert {name: viewer.sees(marks) for name, viewer in readers(concerned).items()} == expected
