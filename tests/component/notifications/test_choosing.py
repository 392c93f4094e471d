"""What people want to hear, and who said so: kept, merged, and held to from the next decision on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from libs.common.asks import Outdated
from libs.common.contracts.notifications import Channel, Digest, Kind
from libs.common.contracts.preferences import (
    Chosen,
    Defaults,
    Notifications,
    Origin,
    QuietHours,
    ReadDefaults,
    ReadPreferences,
    SetDefaults,
    SetPreferences,
)
from tests.support.notifications import ADA, BOB, pair_formed
from tests.support.running import eventually
from tests.support.told import SERVICE, Told

PAIRS_OFF = {Kind.PAIRS: {Channel.MAIL: False, Channel.PUSH: False, Channel.CHAT: False}}


def mails_of(table: Notifications, kind: Kind) -> tuple[bool, Origin]:
    """Whether a kind comes by mail, and who said so."""
    (row,) = [row for row in table.kinds if row.kind is kind]
    (switch,) = [switch for switch in row.switches if switch.channel is Channel.MAIL]
    return switch.is_on, switch.origin


async def channels_of(told: Told, pair_id: str) -> set[str]:
    """How Bob hears of a pair."""
    await told.say(pair_formed(pair_id), pair_id, sequence=1)

    async def is_said() -> list[Any]:
        return await told.rows(person_id=BOB, subject_id=pair_id)

    return {row["channel"] for row in await eventually(is_said, what="what is said of it")}


async def test_a_persons_word_goes_before_the_organisations_and_both_hold_from_the_next_message_on(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        as_it_was = await channels_of(told, "pair_1")
        await told.ask(SetDefaults(defaults=Defaults(kinds=PAIRS_OFF, budget=1, digest=Digest.DAILY)), ADA)
        of_all = await told.ask(ReadPreferences(), BOB)
        by_default = await channels_of(told, "pair_2")
        own = Chosen(kinds={Kind.PAIRS: {Channel.MAIL: True}}, quiet=QuietHours(start="20:00", end="08:00"))
        set_, again = [await told.ask(SetPreferences(chosen=own), BOB) for _ in range(2)]
        by_wish = await channels_of(told, "pair_3")
        others = await told.ask(ReadPreferences(), ADA)
        with pytest.raises(Outdated) as outdated:
            await told.ask(SetPreferences(chosen=Chosen()), BOB)
        await told.ask(SetPreferences(version=set_.version, chosen=Chosen()), BOB)
        back = await told.ask(ReadPreferences(), BOB)
        row = await told.bench.database(SERVICE)["preferences"].find_one({"person_id": BOB})
    assert ["mail" in channels for channels in (as_it_was, by_default, by_wish)] == [True, False, True]
    assert mails_of(of_all, Kind.PAIRS) == (False, Origin.ORGANISATION)
    assert mails_of(of_all, Kind.CARE) == (True, Origin.HOUSE)
    assert mails_of(set_, Kind.PAIRS) == (True, Origin.OWN)
    assert (set_.budget.value, set_.budget.origin) == (1, Origin.ORGANISATION)
    assert (set_.quiet.value, set_.quiet.origin) == (own.quiet, Origin.OWN)
    assert (set_.digest.value, set_.chosen) == (Digest.DAILY, own)
    assert set_ == again == outdated.value.current
    assert others == of_all == back.model_copy(update={"version": 0}), (
        "of one's own nothing is left, and it was nobody else's"
    )
    assert row
    assert row["revision"] == 2, "chosen, and forgotten"


async def test_what_holds_for_everybody_is_shown_as_it_was_set(told: Told) -> None:
    async with told.running():
        wanted = Defaults(kinds={Kind.MONTHLY: {Channel.CHAT: False}}, no_quiet=True, gathers_personal=True)
        until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
        await told.ask(SetPreferences(chosen=Chosen(paused_until=until, less_often=(Kind.RHYTHM,))), ADA)
        await told.ask(SetDefaults(defaults=wanted), ADA)
        table, own = await told.ask(ReadDefaults(), ADA), await told.ask(ReadPreferences(), ADA)
    assert table.chosen == Chosen(**wanted.model_dump())
    assert (table.quiet.value, table.quiet.origin) == (None, Origin.ORGANISATION)
    assert (table.gathers_personal.value, table.paused_until) == (True, None)
    assert own.paused_until == until
    assert [row.kind for row in own.kinds if row.less_often] == [Kind.RHYTHM]
    assert own.chosen.kinds == {}
