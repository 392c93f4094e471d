"""What is known when something is decided: of its reader, what they wish, what has happened since."""

from collections.abc import Mapping

from services.notifications.domain.attention import Attention
from services.notifications.domain.notices import Notice
from services.notifications.domain.people import Person
from services.notifications.domain.preferences import wishes_of
from services.notifications.domain.restraint import Situation
from services.notifications.store import Store


async def situation_of(store: Store, notice: Notice, people: Mapping[str, Person], attention: Attention) -> Situation:
    """As it is now; `people` are the reader and everybody whom the notice names."""
    org, reader_id = notice.org, notice.person_id
    chosen = await store.preferences.find_all(org, ("", reader_id))
    marks = await store.marks.find_all(org, notice.marks)
    pair = await store.pairs.find(org, notice.pair_id) if notice.pair_id and notice.holds else None
    others = [people[one] for one in notice.about.people if one != reader_id and one in people]
    return Situation(
        reader=people[reader_id],
        wishes=wishes_of(chosen.get(""), chosen.get(reader_id)),
        attention=attention,
        marks={key: mark.at for key, mark in marks.items()},
        pair=pair,
        partner_has_left=any(one.has_left for one in others),
    )
