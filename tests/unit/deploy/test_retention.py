"""The table of what is kept how long says of every collection what the code does."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from pymongo import IndexModel

from deploy.retention import TABLE
from libs.common.contracts import Service
from libs.common.service import INDEXES as COMMON
from services.gateway.core import INDEXES as GATEWAY
from services.gateway.views.all import VIEWS
from services.journal.store import INDEXES as JOURNAL
from services.matching.store import INDEXES as MATCHING
from services.notifications.store import INDEXES as NOTIFICATIONS

OF: Mapping[Service | None, Mapping[str, Sequence[IndexModel]]] = {
    None: COMMON,
    Service.GATEWAY: {**GATEWAY, "appointments": [], **{view.name: view.indexes for view in VIEWS}},
    Service.MATCHING: MATCHING,
    Service.JOURNAL: JOURNAL,
    Service.NOTIFICATIONS: NOTIFICATIONS,
}


@pytest.mark.parametrize("service", OF)
def test_every_collection_is_named_once(service: Service | None) -> None:
    named = Counter(name for kept in TABLE if kept.service is service for name in kept.collections)
    assert named == Counter(OF[service].keys())


@pytest.mark.parametrize("service", OF)
def test_what_ends_by_time_has_an_index_that_ends_it(service: Service | None) -> None:
    said = {
        name: int(kept.after.total_seconds())
        for kept in TABLE
        if kept.service is service and kept.after is not None
        for name in kept.collections
    }
    done = {
        name: index.document["expireAfterSeconds"]
        for name, indexes in OF[service].items()
        for index in indexes
        if "expireAfterSeconds" in index.document
    }
    assert said == done
