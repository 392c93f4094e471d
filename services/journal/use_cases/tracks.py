"""Tracks: read by anybody, answered for oneself alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from libs.common.asks import Asker, NotFound
from libs.common.contracts import preparation as wire
from libs.common.contracts.preparation import TrackName
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.keys import own_key
from services.journal.domain.preparation import (
    Answer,
    Done,
    Finished,
    Preparation,
    answer_key,
    newly_finished,
    place_of,
    recorded,
    tracks_for,
)
from services.journal.domain.stories import Standing
from services.journal.preparation.tracks import Step, Track
from services.journal.sealing import Sealing
from services.journal.store import Store
from services.journal.use_cases.preparation import PREPARED_PERSON


class Tracks:
    """Use cases about preparing oneself."""

    def __init__(
        self, store: Store, units: Units, handling: Handling, sealing: Sealing, tracks: Mapping[TrackName, Track]
    ) -> None:
        self.store, self.units, self.handling, self.sealing = store, units, handling, sealing
        self.tracks = tracks
        self.before_the_first_talk = {
            name: tuple(step.step_id for step in track.steps_after(None)) for name, track in tracks.items()
        }

    async def list_(self, ask: wire.ListTracks, asker: Asker) -> wire.Tracks:
        """All tracks, and how far the asker is with each."""
        preparation, mine = await self._preparation(asker), await self._mine(asker)
        return wire.Tracks(tracks=tuple(self._line(name, preparation, mine) for name in TrackName))

    async def read(self, ask: wire.ReadTrack, asker: Asker) -> wire.Track:
        """A track, with what the asker wrote."""
        track = self._track(ask.track)
        preparation, mine = await self._preparation(asker), await self._mine(asker)
        line = self._line(track.name, preparation, mine)
        return wire.Track(**dict(line), steps=await self._steps(asker, preparation, track.steps))

    async def read_step(self, ask: wire.ReadStep, asker: Asker) -> wire.Step:
        """A step, with what the asker wrote."""
        return await self._shown(asker, self._step(ask.track, ask.step_id))

    async def answer(self, ask: wire.AnswerStep, asker: Asker) -> wire.Step:
        """The last answer counts."""
        step = self._step(ask.track, ask.step_id)

        async def decide() -> Unit:
            unit = await self._end(asker, [step.step_id], is_answered=True)
            await self._write(unit, asker, step, ask.answer)
            return unit

        await self.handling.settle(decide)
        return await self._shown(asker, step)

    async def leave_out(self, ask: wire.LeaveStepOut, asker: Asker) -> wire.Step:
        """Knowingly not. What was answered stays answered."""
        step = self._step(ask.track, ask.step_id)
        await self.handling.settle(lambda: self._end(asker, [step.step_id], is_answered=False))
        return await self._shown(asker, step)

    async def leave_all_out(self, ask: wire.LeaveTrackOut, asker: Asker) -> wire.Track:
        """Knowingly nothing more before the first talk. What was answered stays answered, refreshers still come."""
        step_ids = self.before_the_first_talk[self._track(ask.track).name]
        await self.handling.settle(lambda: self._end(asker, step_ids, is_answered=False))
        return await self.read(wire.ReadTrack(track=ask.track), asker)

    async def _end(self, asker: Asker, step_ids: Sequence[str], *, is_answered: bool) -> Unit:
        """The steps are over, and with them perhaps a track, told once. Of who was erased nothing is taken in."""
        if await self.store.tombstones.find(asker.org, asker.person_id):
            raise NotFound
        unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
        before = await self._preparation(asker)
        after = before
        for step_id in step_ids:
            after = recorded(after, Done(step_id, unit.now, is_answered))
        for track in newly_finished(after, self.before_the_first_talk):
            told = wire.PreparationFinished(person_id=asker.person_id, track=track)
            finished = Finished(track, unit.publish(told, asker.person_id).id)
            after = replace(after, finished=(*after.finished, finished))
            unit.set_timer(PREPARED_PERSON, asker.person_id, unit.now)
        if after != before:
            unit.write(self.store.preparations.save(after))
        return unit

    async def _write(self, unit: Unit, asker: Asker, step: Step, text: str) -> None:
        key = answer_key(asker.person_id, step.step_id)
        known = await self.store.answers.find(asker.org, key)
        answer = Answer(
            org=asker.org,
            answer_key=key,
            person_id=asker.person_id,
            step_id=step.step_id,
            text=await self.sealing.seal(unit, own_key(asker.person_id), text, place_of(key)),
            revision=known.revision if known else 0,
        )
        unit.write(self.store.answers.save(answer))

    async def _preparation(self, asker: Asker) -> Preparation:
        found = await self.store.preparations.find(asker.org, asker.person_id)
        return found or Preparation(org=asker.org, person_id=asker.person_id)

    async def _mine(self, asker: Asker) -> frozenset[TrackName]:
        """What is for everybody, and for the asker's parts in pairs that go on."""
        stories = await self.store.list_stories_of(asker.org, asker.person_id)
        living = [story for story in stories if story.standing is not Standing.ENDED]
        parts = [tracks_for(story.role_of(asker.person_id), story.direction) for story in living]
        return frozenset({TrackName.CORE}.union(*parts))

    def _track(self, name: str) -> Track:
        if name not in self.tracks:
            raise NotFound
        return self.tracks[TrackName(name)]

    def _step(self, track: str, step_id: str) -> Step:
        found = next((step for step in self._track(track).steps if step.step_id == step_id), None)
        if found is None:
            raise NotFound
        return found

    def _line(self, name: TrackName, preparation: Preparation, mine: frozenset[TrackName]) -> wire.TrackLine:
        track, step_ids = self.tracks[name], self.before_the_first_talk[name]
        return wire.TrackLine(
            track=name,
            title=dict(track.title),
            about=dict(track.about),
            minutes=track.minutes,
            steps_done=len(step_ids) - len(preparation.open_steps(step_ids)),
            steps_in_all=len(step_ids),
            is_for_me=name in mine,
            is_finished=name in preparation.finished_tracks,
        )

    async def _shown(self, asker: Asker, step: Step) -> wire.Step:
        (shown,) = await self._steps(asker, await self._preparation(asker), [step])
        return shown

    async def _steps(self, asker: Asker, preparation: Preparation, steps: Sequence[Step]) -> tuple[wire.Step, ...]:
        keys = {step.step_id: answer_key(asker.person_id, step.step_id) for step in steps}
        found = await self.store.answers.find_all(asker.org, keys.values())
        texts = await self.sealing.open(asker.org, {answer.place: answer.text for answer in found.values()})
        answers = {step_id: texts.get(place_of(key), "") for step_id, key in keys.items()}
        return tuple(_step_of(step, preparation.step(step.step_id), answers[step.step_id]) for step in steps)


def _step_of(step: Step, done: Done | None, answer: str) -> wire.Step:
    is_answered = done is not None and done.is_answered
    over = wire.StepState.ANSWERED if is_answered else wire.StepState.LEFT_OUT
    return wire.Step(
        step_id=step.step_id,
        minutes=step.minutes,
        after=step.after,
        title=dict(step.title),
        text=dict(step.text),
        writes=dict(step.writes),
        state=over if done else wire.StepState.OPEN,
        answer=answer if is_answered else None,
        answered_at=done.at if done and is_answered else None,
    )
