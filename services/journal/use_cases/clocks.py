"""The clocks of a pair: set when it begins, looked at again when something happens, still in a pause."""

from libs.common.contracts.care import FitAsked
from libs.common.unit import Unit
from services.journal.domain.care import FIT_AFTER_SESSIONS, Pulse, pulse_due
from services.journal.domain.rhythm import Course, Rhythm, next_due
from services.journal.domain.stories import Story

RHYTHM_CLOCK = "rhythm-clock"
PULSE_CLOCK = "pulse-clock"


def start_clocks(unit: Unit, story: Story) -> None:
    """The clocks of a pair that begins."""
    if not story.is_under_way:
        return
    rhythm = Rhythm(org=story.org, pair_id=story.pair_id, silent_since=story.begun_at)
    first_due = next_due(rhythm, Course(began_at=story.begun_at))
    unit.set_timer(RHYTHM_CLOCK, story.pair_id, first_due or unit.now)
    pulse = Pulse(org=story.org, pair_id=story.pair_id)
    unit.set_timer(PULSE_CLOCK, story.pair_id, pulse_due(pulse, story.begun_at, ()))


def reset_clocks(unit: Unit, story: Story) -> None:
    """The pair stands otherwise: its clocks set themselves anew, or stand still."""
    for clock in (RHYTHM_CLOCK, PULSE_CLOCK):
        if story.is_under_way:
            unit.set_timer(clock, story.pair_id, unit.now)
        else:
            unit.cancel_timer(clock, story.pair_id)


def look_at_rhythm(unit: Unit, story: Story) -> None:
    """Something happened that its rhythm or its health is worked out from."""
    if story.is_under_way:
        unit.set_timer(RHYTHM_CLOCK, story.pair_id, unit.now)


def follow_session(unit: Unit, story: Story) -> None:
    """The two met. After the first and the third time each is asked whether it fits."""
    look_at_rhythm(unit, story)
    if story.is_under_way and story.sessions_held in FIT_AFTER_SESSIONS:
        unit.publish(
            FitAsked(pair_id=story.pair_id, members=story.member_ids, number=story.sessions_held), story.pair_id
        )
