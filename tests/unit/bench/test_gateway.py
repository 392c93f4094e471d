"""What the gateway's benchmark makes of its findings."""

import itertools
from dataclasses import replace

import pytest

from tests.bench.gateway import Round, summed
from tests.bench.http_load import arrivals


def test_arrivals_come_at_their_rate_in_no_rhythm() -> None:
    found = list(arrivals(10.0, 20.0, 200.0))
    assert found == sorted(found)
    assert 10.0 < found[0]
    assert found[-1] < 20.0
    assert len(found) == pytest.approx(2000, rel=0.1)
    gaps = [later - earlier for earlier, later in itertools.pairwise(found)]
    assert max(gaps) > 3 * sum(gaps) / len(gaps)
    assert found == list(arrivals(10.0, 20.0, 200.0))


def test_only_what_was_done_is_served_and_what_got_no_answer_is_counted_too() -> None:
    found = {
        "seconds": 2.0,
        "answers": {"202": 90, "200": 10, "503": 40, "500": 2, "0": 1},
        "waited_s": {"202": [0.01] * 90, "200": [0.5] * 10, "503": [0.001] * 40, "500": [0.1] * 2},
        "unanswered": 3,
        "cpu_s": 0.3,
        "locations": ["/v1/requests/one"],
    }
    full = summed(found, cpu_s=1.5, seconds=3.0)
    assert (full.served, full.refused, full.other) == (50.0, 20.0, 6)
    assert (full.served_p50_ms, full.served_p99_ms, full.refused_p99_ms) == (10.0, 500.0, 1.0)
    assert full.cpu_ms == pytest.approx(10.0)
    assert full.generator == pytest.approx(0.1)
    over = summed(found | {"answers": {"202": 95}, "waited_s": {"202": [0.02] * 95}}, cpu_s=1.5, seconds=3.0)
    assert Round(full, over, full).kept == pytest.approx(0.95)
    assert Round(full, over, replace(full, served=45.0)).kept == pytest.approx(1.0), "of what it was before and after"
