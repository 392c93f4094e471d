"""An organisation's own words: tried before they are kept, said in mail and inbox, and only theirs."""

import pytest

from libs.common.asks import NotFound, Outdated
from libs.common.contracts import wordings as wire
from libs.common.errors import Refused
from tests.support.notifications import ADA, BOB, request_opened
from tests.support.told import Told

OWN = wire.OwnWords(
    title="{{ mentee }} is asking",
    text="Short & sweet: {{ topics }}.\n\nTake your <time>.",
    action="Have a look",
    why="Somebody asked for you.",
)
OPENED = {"template": "request-opened-mentor", "locale": "en"}


async def test_own_words_are_said_in_mail_and_inbox_until_they_are_taken_back(told: Told) -> None:
    async with told.running(replicas=2):
        await told.joins(ADA, BOB)
        preview = await told.ask(wire.PreviewWording(**OPENED, words=OWN), "boss")
        assert preview.title == "Sam Lindqvist is asking"
        assert (await told.ask(wire.ReadWording(**OPENED), "boss")).own is None
        assert (await told.ask(wire.SetWording(**OPENED, words=OWN), "boss")).own == OWN
        await told.say(request_opened(), "req_1")
        await told.settled(1, channel="mail")
        (item,) = await told.inbox(ADA)
        assert (item.title, item.why) == ("Bob Example is asking", "Somebody asked for you.")
        (mail,) = told.server.mails_to("ada@example.org")
        assert str(mail["Subject"]) == "Bob Example is asking"
        (listed,) = [one for one in (await told.ask(wire.ReadWordings(), "boss")).data if one.own]
        assert (listed.template, listed.own) == ("request-opened-mentor", ("en",))
        assert {"mentee", "topics"} <= set(listed.variables)
        with pytest.raises(Outdated) as outdated:
            await told.ask(wire.ResetWording(**OPENED), "boss")
        said = outdated.value.current
        assert isinstance(said, wire.WordingShown)
        assert said.own == OWN
        again = [await told.ask(wire.ResetWording(**OPENED, version=said.version), "boss") for _ in range(2)]
        assert [one.own for one in again] == [None, None]
        (item,) = await told.inbox(ADA)
        assert item.title == "Bob Example would like to learn from you"


async def test_words_that_cannot_always_be_said_are_refused_and_nothing_changes(told: Told) -> None:
    async with told.running():
        await told.ask(wire.SetWording(**OPENED, words=OWN), "boss")
        unfit = OWN.model_copy(update={"why": "{{ since }}"})
        with pytest.raises(Refused, match="words-unfit") as refused:
            await told.ask(wire.SetWording(**OPENED, words=unfit), "boss")
        assert "“why”" in refused.value.words["en"]
        assert "„since“" in refused.value.words["de"]
        assert (await told.ask(wire.ReadWording(**OPENED), "boss")).own == OWN
        for template, locale in (("frame", "en"), ("../en/frame", "en"), ("request-opened-mentor", "fr")):
            with pytest.raises(NotFound):
                await told.ask(wire.SetWording(template=template, locale=locale, words=OWN), "boss")
