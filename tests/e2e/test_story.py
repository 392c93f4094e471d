"""The main story, as `make story` plays it, on a system of the test's own with demo people."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from deploy.local.demo.events import person_joined
from deploy.local.demo.organisation import demo_people
from deploy.local.story.acts import ACTS, play
from deploy.local.story.agreeing import GOAL
from deploy.local.story.stage import ORG, Stage
from deploy.local.story.witness import witness
from tests.support.doors import add_platform, send_events
from tests.support.system import system

STEPS = (
    "PersonJoined",
    "MentorRequested",
    "MentorsSuggested",
    "RequestProposed",
    "RequestOpened",
    "RequestClosed",
    "PairFormed",
    "PairPhaseChanged",
    "EntryWritten",
    "PreparationFinished",
    "AgreementChanged",
    "AgreementWentLive",
    "SessionHeld",
    "MilestoneReached",
    "NotificationSent",
)


@pytest.mark.timeout(600)
async def test_the_main_story_happens_and_every_event_is_told(tmp_path: Path) -> None:
    told = io.StringIO()
    console = Console(file=told, width=160)
    async with system(tmp_path) as running:
        hr = await add_platform(running, "story-hr", ORG, "act-for-people")
        lms = await add_platform(running, "story-lms", ORG)
        now = datetime.now(UTC)
        await send_events(running, hr.api_key, [person_joined(person, now) for person in demo_people()[:400]])
        async with witness(running.amqp_url, console) as listening:
            await play(
                Stage(
                    gateway_url=running.url(),
                    operator_key=running.secrets["BOTHWAYS_OPERATOR_KEY"],
                    mail=running.folder / "mail",
                    hr=hr,
                    lms=lms,
                    witness=listening,
                    console=console,
                )
            )
    text = told.getvalue()
    for title, _ in ACTS:
        assert title in text
    for step in STEPS:
        assert step in text
    logs = "".join(path.read_text() for path in (tmp_path / "logs").glob("*.log"))
    for written in ("May I learn from you?", GOAL):
        assert written not in logs + text
