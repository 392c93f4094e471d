"""Several people in order: when one says no or lets it expire, the next is asked by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from libs.common.contracts.requests import id_of_next
from services.matching.domain.desks import Desk
from services.matching.domain.requests import Request, RequestState


def next_requests(ended: Request, at: datetime) -> Iterator[Request]:
    """Those still to be asked, in their order, each as a request that is worded and not yet made.

    Nothing in it tells who was asked before: neither its id nor its message.
    """
    for place, mentor_id in enumerate(ended.then_ids, start=1):
        yield replace(
            ended,
            request_id=id_of_next(ended.ranking_id or ended.request_id, mentor_id),
            mentor_id=mentor_id,
            then_ids=ended.then_ids[place:],
            ranking_id=ended.ranking_id or ended.request_id,
            ranked_at=ended.ranked_at or ended.asked_at,
            state=RequestState.PROPOSED,
            asked_at=at,
            clock_from=None,
            reminded=0,
            info_asked_at=None,
            more_id=None,
            opened_at=None,
            closed_at=None,
            lost_place=False,
            decline_reason=None,
            asked_by_member=True,
            sequence=0,
            revision=0,
        )


def has_found(asker: Desk, ended: Request) -> bool:
    """Since the ranking was made somebody became the asker's mentor: nobody else is asked by itself."""
    ranked_at = ended.ranked_at or ended.asked_at
    return asker.found_at is not None and ranked_at is not None and asker.found_at >= ranked_at
