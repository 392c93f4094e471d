"""Preparation: tracks for everybody, answered for oneself alone. Kept by journal."""

from fastapi import APIRouter, Depends

from libs.common.contracts.preparation import (
    AnswerStep,
    LeaveStepOut,
    LeaveTrackOut,
    ListTracks,
    ReadStep,
    ReadTrack,
    Step,
    Track,
    Tracks,
)
from services.gateway.deps import EdgeDep, MemberDep, PathId, ask, require_json
from services.gateway.schemas.preparation import StepAnswer

router = APIRouter(prefix="/v1/preparation", tags=["preparation"])


@router.get("")
async def list_tracks(person: MemberDep, edge: EdgeDep) -> Tracks:
    """Every track there is, which are for you, and how far you are with each."""
    return await ask(edge, ListTracks(), person)


@router.get("/{track}")
async def read_track(track: PathId, person: MemberDep, edge: EdgeDep) -> Track:
    """Its steps in their order, with what you wrote. Anybody may read any track."""
    return await ask(edge, ReadTrack(track=track), person)


@router.get("/{track}/steps/{step_id}")
async def read_step(track: PathId, step_id: PathId, person: MemberDep, edge: EdgeDep) -> Step:
    """One step, with what you wrote."""
    return await ask(edge, ReadStep(track=track, step_id=step_id), person)


@router.put("/{track}/steps/{step_id}", dependencies=[Depends(require_json)])
async def answer_step(track: PathId, step_id: PathId, body: StepAnswer, person: MemberDep, edge: EdgeDep) -> Step:
    """Write at the end of a step, for yourself alone. The last answer counts."""
    return await ask(edge, AnswerStep(track=track, step_id=step_id, answer=body.answer), person)


@router.post("/{track}/steps/{step_id}/skip")
async def leave_step_out(track: PathId, step_id: PathId, person: MemberDep, edge: EdgeDep) -> Step:
    """Knowingly leave it out. It counts as done, and takes no answer back."""
    return await ask(edge, LeaveStepOut(track=track, step_id=step_id), person)


@router.post("/{track}/skip")
async def leave_track_out(track: PathId, person: MemberDep, edge: EdgeDep) -> Track:
    """Knowingly leave out all that is still open before the first talk. Refreshers still come, no answer is lost."""
    return await ask(edge, LeaveTrackOut(track=track), person)
