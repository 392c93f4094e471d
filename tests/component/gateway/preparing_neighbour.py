"""Journal's stand-in for preparation and the library: there is nothing."""

from typing import Any

from libs.common.asks import Asker, NotFound
from libs.common.contracts.asks import Ask
from libs.common.contracts.preparation import (
    AnswerStep,
    LeaveStepOut,
    LeaveTrackOut,
    ListTracks,
    ReadExpectations,
    ReadStep,
    ReadTrack,
    SetExpectations,
    Tracks,
)
from libs.common.contracts.resources import ListResources, ReadResource, Resources
from libs.common.house import House


def answer_preparing(house: House) -> None:
    """Empty lists, and nothing in them."""
    house.answers.on(ListTracks, _no_tracks)
    house.answers.on(ListResources, _no_resources)
    questions: list[type[Ask[Any]]] = [ReadTrack, ReadStep, AnswerStep, LeaveStepOut, LeaveTrackOut]
    questions += [ReadResource, ReadExpectations, SetExpectations]
    for question in questions:
        house.answers.on(question, _not_there)


async def _no_tracks(ask: ListTracks, asker: Asker) -> Tracks:
    return Tracks(tracks=())


async def _no_resources(ask: ListResources, asker: Asker) -> Resources:
    return Resources(resources=())


async def _not_there(ask: object, asker: Asker) -> Any:
    raise NotFound
