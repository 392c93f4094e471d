"""A dry run, asked as an organiser asks: in words, and under what their organisation wants."""

import pytest

from libs.common.contracts.dry_runs import DryRun, DryRunShown, Persona, Reading
from libs.common.contracts.notifications import Channel
from libs.common.contracts.pairs import PairRole
from libs.common.contracts.plans import PlanWritten, RowWritten
from libs.common.contracts.requests import Direction
from libs.common.contracts.wordings import OwnWords, SetWording
from libs.common.errors import Refused
from tests.support.notifications import ADA
from tests.support.told import Told


async def dry_run(told: Told, persona: Persona, plan: PlanWritten | None = None) -> DryRunShown:
    berlin = Reading(time_zone="Europe/Berlin", locale="de")
    ask = DryRun(
        persona=persona,
        direction=Direction.REVERSE,
        starts_at=None,
        days=200,
        mentor=Reading(),
        mentee=berlin,
        plan=plan,
    )
    return await told.ask(ask, ADA)


@pytest.mark.feature("ours.dry-run")
async def test_every_message_of_half_a_year_is_shown_in_its_words_and_nobody_is_told_anything(told: Told) -> None:
    async with told.running():
        for persona in Persona:
            shown = await dry_run(told, persona)
            assert all(one.title and one.text and one.why for one in shown.messages)
            assert sum(week.messages for week in shown.weeks) == len(shown.messages)
            first = next(one for one in shown.messages if one.row == "pair-formed" and one.to is PairRole.MENTEE)
            assert (first.template, first.after) == ("pair-formed-mentee-reverse", "PairFormed")
            assert Channel.INBOX in first.channels
            assert "Robin Okafor" in first.text
            assert "Feedback geben" in first.text
        assert await told.rows() == []
        assert not told.heard.events


async def test_a_plan_that_is_only_thought_of_shows_what_it_would_change_and_changes_nothing(told: Told) -> None:
    without = PlanWritten(rows=(RowWritten(name="month", off=True),))
    unfit = PlanWritten(rows=(RowWritten(name="month", holds=("nonsense",)),))
    async with told.running():
        before = await dry_run(told, Persona.SILENT)
        thought_of = await dry_run(told, Persona.SILENT, without)
        assert "month" in {one.row for one in before.messages}
        assert "month" not in {one.row for one in thought_of.messages}
        assert await dry_run(told, Persona.SILENT) == before
        with pytest.raises(Refused, match="plan-unfit"):
            await dry_run(told, Persona.SILENT, unfit)


async def test_it_is_said_in_the_organisations_own_words_where_there_are_any(told: Told) -> None:
    own = OwnWords(title="Los, {{ mentor }}", text="Ein Wort.", action="Auf", why="Weil ihr Ja gesagt habt.")
    async with told.running():
        await told.ask(SetWording(template="pair-formed-mentee-reverse", locale="de", words=own), ADA)
        shown = await dry_run(told, Persona.BEST)
    titles = {one.to: one.title for one in shown.messages if one.row == "pair-formed"}
    assert titles == {
        PairRole.MENTEE: "Los, Robin Okafor",
        PairRole.MENTOR: "You are now the reverse mentor of Alex Winter",
    }
