"""What is known when something is decided: of its reader, what they wish, what has happened since."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from libs.common.contracts.notifications import Channel
from services.notifications.domain.attention import Attention, followed, sought
from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.preferences import wishes_of
from services.notifications.domain.restraint import LEFT, Situation, why_kept
from services.notifications.store import Store
from services.notifications.use_cases.seeing import OUT_OF_SIGHT, Unsaid, still_said

NOTHING_LEFT = "nothing-left"


async def situation_of(store: Store, notice: Notice, people: Mapping[str, Person], attention: Attention) -> Situation:
    """As it is now; `people` are the reader and everybody whom the notice names."""
    org, reader_id = notice.org, notice.person_id
    chosen = await store.preferences.find_all(org, ("", reader_id))
    found = await store.marks.find_all(org, notice.marks | sought(attention, notice.kind))
    marks = {key: mark.at for key, mark in found.items()}
    pair = await store.pairs.find(org, notice.pair_id) if notice.pair_id and notice.holds else None
    others = [people[one] for one in notice.about.people if one != reader_id and one in people]
    return Situation(
        reader=people[reader_id],
        wishes=wishes_of(chosen.get(""), chosen.get(reader_id)),
        attention=followed(attention, marks),
        marks=marks,
        pair=pair,
        partner_has_left=any(one.has_left for one in others),
        is_suspended=any(one.is_suspended for one in (people[reader_id], *others)),
    )


async def as_it_stands(store: Store, notice: Notice, channel: Channel, now: datetime) -> Notice | str:
    """What is left to go out by a channel of something that was said, up to this moment; or why nothing is."""
    people = await store.people.find_all(notice.org, {notice.person_id} | notice.about.people)
    if notice.person_id not in people:
        return LEFT
    about = await still_said(store, notice.org, notice, people)
    if about is None:
        return OUT_OF_SIGHT
    situation = await situation_of(store, notice, people, Attention(notice.org, notice.person_id))
    return why_kept(notice, channel, situation, now) or replace(notice, about=about)


async def items_left(store: Store, delivery: Delivery, now: datetime) -> list[Notice]:
    """Those of a digest that are still to be said; Unsaid where there is none."""
    items = await store.notices.get_all(delivery.org, delivery.items)
    ones = [await as_it_stands(store, items[one], delivery.channel, now) for one in delivery.items]
    left = [one for one in ones if isinstance(one, Notice)]
    if not left:
        raise Unsaid(NOTHING_LEFT)
    return left
