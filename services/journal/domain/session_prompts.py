"""What a session asks each side: a few to ask the other, and one to think about afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from libs.common.contracts.requests import Direction
from services.journal.domain.prompts import A_FEW, Moment, Prompt, Purpose, pick
from services.journal.domain.sessions import Calendar, Prompted, Session, State, role_in
from services.journal.domain.stages import Stage, stage_of
from services.journal.domain.stories import Role, Story

TO_ASK = (Purpose.TALK, Purpose.FEEDBACK, Purpose.ENDING)
TO_REFLECT = (Purpose.REFLECTION, Purpose.LEARNED_FROM_YOU, Purpose.GAVE)


def prompted(before: Calendar, after: Calendar, library: Sequence[Prompt]) -> Calendar:
    """With what each side is asked in its sessions: chosen once, whoever reads it how often.

    Chosen anew where roles were swapped, and for what lies ahead where the pair has come to another stage.
    """
    moved_on = stage_of(before.story) is not stage_of(after.story)
    for session in after.sessions:
        known = before.find(session.session_id)
        is_other = known is None or known.is_flipped is not session.is_flipped
        if is_other or (moved_on and session.state is State.PLANNED):
            given = [_given(after, session, one, library) for one in after.story.member_ids]
            after = after.having(replace(session, prompts=tuple(given)))
    return after


def _given(calendar: Calendar, session: Session, person_id: str, library: Sequence[Prompt]) -> Prompted:
    story, key = calendar.story, f"{calendar.story.pair_id}:{session.session_id}"
    others = [one.given_to(person_id) for one in calendar.sessions if one.session_id != session.session_id]
    shown = [prompt_id for one in others for prompt_id in (*one.to_ask, *one.to_reflect)]
    role, usual_role = role_in(story, session, person_id), story.role_of(person_id)

    def of(purposes: Iterable[Purpose], stage: Stage, role: Role) -> tuple[str, ...]:
        fitting = [one for one in library if one.purpose in purposes]
        moment = Moment(stage, Direction(story.direction), role)
        return tuple(one.prompt_id for one in pick(fitting, moment, shown, key))

    stage, *later = _stages(story)
    # A question for flipped sessions says itself that roles are swapped: it is written for the usual ones.
    flipping = of([Purpose.FLIP], stage, usual_role)[:1] if session.is_flipped else ()
    asking = (*flipping, *of(TO_ASK, stage, role), *(one for next_one in later for one in of(TO_ASK, next_one, role)))
    return Prompted(person_id, tuple(dict.fromkeys(asking))[:A_FEW], of(TO_REFLECT, stage, role)[:1])


def _stages(story: Story) -> tuple[Stage, ...]:
    """Whose questions suit the next session, the first of them most. The first talk is also the first of the next."""
    stage = stage_of(story)
    return (stage, Stage.RAPPORT) if stage is Stage.PREPARE else (stage,)
