"""What administrators read of deliveries: true numbers, and nothing that tells of one person."""

from libs.common.contracts.deliveries import DeliveryCounts, OwnDelivery, ReadDeliveryStatistics, ReadOwnDeliveries
from libs.common.contracts.invitations import InviteColleague
from libs.common.contracts.notifications import Channel
from tests.support.notifications import ADA, BOB, pair_formed, request_opened
from tests.support.told import Told


async def test_what_was_sent_what_failed_and_what_waits_is_counted_by_channel_and_message(told: Told) -> None:
    told.server.on_data["ada@example.org"].append("554 5.6.0 not like this")
    async with told.running():
        await told.joins(ADA, BOB)
        await told.say(request_opened(), "req_1", sequence=1)
        await told.settled(1, channel="mail")
        await told.say(pair_formed(), "pair_1", sequence=1)
        await told.settled(3, channel="mail")
        ask = InviteColleague(address="bob@example.org", first_name="Bob", note=None, wish=None)
        await told.ask(ask, ADA)
        await told.settled(4, channel="mail")
        read = await told.ask(ReadDeliveryStatistics(), ADA)
        own = await own_pages(told)
        told.server.stop()
        await told.say(request_opened(request_id="req_2"), "req_2", sequence=1)
        await told.settled(4, channel="inbox")
        later = await told.ask(ReadDeliveryStatistics(), ADA)
    counts = {(one.channel, one.template): one for one in read.data}
    assert counts == {
        (channel, template): DeliveryCounts(channel=channel, template=template, sent=sent, failed=failed)
        for channel, template, sent, failed in (
            (Channel.INBOX, "request-opened-mentor", 1, {}),
            (Channel.MAIL, "request-opened-mentor", 0, {"smtp-554": 1}),
            (Channel.INBOX, "pair-formed-mentor", 1, {}),
            (Channel.MAIL, "pair-formed-mentor", 1, {}),
            (Channel.INBOX, "pair-formed-mentee", 1, {}),
            (Channel.MAIL, "pair-formed-mentee", 1, {}),
        )
    }, "that an invitation went to somebody who is known here stands nowhere"
    (waiting,) = (one for one in later.data if one.channel is Channel.MAIL and one.waiting)
    assert (waiting.template, waiting.waiting) == ("request-opened-mentor", 1)
    assert ADA not in read.model_dump_json()
    assert sorted((one.channel, one.template, one.state) for one in own) == [
        (Channel.INBOX, "pair-formed-mentor", "sent"),
        (Channel.INBOX, "request-opened-mentor", "sent"),
        (Channel.MAIL, "pair-formed-mentor", "sent"),
        (Channel.MAIL, "request-opened-mentor", "failed"),
    ], "all of her own, and nothing of where her invitation went"


async def own_pages(told: Told) -> list[OwnDelivery]:
    """Read two at a time."""
    found: list[OwnDelivery] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await told.ask(ReadOwnDeliveries(cursor=cursor, limit=2), ADA)
        found += page.data
        cursor = page.next_cursor
    return found
