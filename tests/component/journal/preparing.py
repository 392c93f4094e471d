"""People who prepare, as journal meets them."""

import asyncio

from libs.common.contracts import AnyEvent
from libs.common.contracts.pairs import Milestone, MilestoneReached
from libs.common.contracts.preparation import (
    AnswerStep,
    LeaveStepOut,
    ListTracks,
    PreparationFinished,
    ReadTrack,
    Step,
    Track,
    TrackLine,
    TrackName,
)
from services.journal.preparation.tracks import load_tracks
from services.journal.use_cases.preparation import PREPARED_PAIR, PREPARED_PERSON
from tests.component.journal.speaking import Speaking
from tests.support.running import eventually

TRACKS = load_tracks()


def steps_of(track: TrackName) -> list[str]:
    """What is to be done before the first talk."""
    return [step.step_id for step in TRACKS[track].steps_after(None)]


async def lines(speaking: Speaking, person_id: str) -> dict[TrackName, TrackLine]:
    """All tracks as somebody sees them."""
    shown = await speaking.questions.ask(ListTracks(), speaking.asker(person_id))
    return {line.track: line for line in shown.tracks}


async def read(speaking: Speaking, person_id: str, track: str) -> Track:
    """Somebody opens a track."""
    return await speaking.questions.ask(ReadTrack(track=track), speaking.asker(person_id))


async def answer(speaking: Speaking, person_id: str, step_id: str, text: str) -> Step:
    """Somebody writes at the end of a step."""
    ask = AnswerStep(track=step_id.partition(".")[0], step_id=step_id, answer=text)
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def leave_out(speaking: Speaking, person_id: str, step_id: str) -> Step:
    """Knowingly not."""
    ask = LeaveStepOut(track=step_id.partition(".")[0], step_id=step_id)
    return await speaking.questions.ask(ask, speaking.asker(person_id))


async def finish(speaking: Speaking, person_id: str, *tracks: TrackName) -> None:
    """Every step of these, all at once."""
    steps = [step_id for track in tracks for step_id in steps_of(track)]
    await asyncio.gather(*(leave_out(speaking, person_id, step_id) for step_id in steps))


def finished(speaking: Speaking, person_id: str) -> list[TrackName]:
    """What was told of somebody."""
    told = [event.data for event in speaking.heard.of(PreparationFinished)]
    return sorted(one.track for one in told if isinstance(one, PreparationFinished) and one.person_id == person_id)


def prepared_sides(speaking: Speaking, pair: AnyEvent) -> list[str]:
    """Which sides of a pair reached the milestone, each as often as it was told."""
    told = [event.data for event in speaking.of(pair, MilestoneReached)]
    return sorted(
        one.side for one in told if isinstance(one, MilestoneReached) and one.milestone is Milestone.CORE_TRACK_DONE
    )


async def looked_at(speaking: Speaking) -> None:
    """Until every look that is due has been taken."""
    looks = {PREPARED_PERSON, PREPARED_PAIR}

    async def none_due() -> bool:
        return looks.isdisjoint(row["kind"] for row in await speaking.rows("timers"))

    await eventually(none_due, what="every look")
