"""Everything that the other services tell of two people who act by a script."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.notifications.domain.forecast.asking import EXPIRE_AFTER, REMIND_AFTER, Asking
from services.notifications.domain.forecast.cast import A_MOMENT, HOUR, Cast, Fact, Log, at_full_hour
from services.notifications.domain.forecast.doing import do
from services.notifications.domain.forecast.life import Life, begun
from services.notifications.domain.forecast.script import MENTOR, Act, Script, What, times_of
from services.notifications.domain.forecast.waiting import look, part


class Playing:
    """Plays a script, and looks at the clocks."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.log = cast, Log()
        self.asking = Asking(cast, self.log)
        self.life: Life | None = None

    def do(self, act: Act, at: datetime) -> None:
        """Somebody does something."""
        match act.what:
            case What.JOIN:
                person = self.cast.mentor if act.who == MENTOR else self.cast.mentee
                self.log.tell(at, person, of=person.person_id)
            case What.ASK:
                self.asking.ask(at)
            case What.ACCEPT:
                self.asking.accept(at)
                self.life = begun(self.cast, self.log, self.asking.pair_id, at)
            case What.END:
                self.asking.end(at, self.cast.person(act.who))
                part(self._life(), at)
            case _:
                do(self._life(), act, at)

    def look(self, at: datetime) -> None:
        """Nobody does anything, and time goes by."""
        self.asking.look(at)
        if self.life:
            look(self.life, at)

    def _life(self) -> Life:
        if self.life is None:
            raise AssertionError("a pair begins before it does anything")
        return self.life


def facts_of(cast: Cast, script: Script, starts_at: datetime, days: int) -> tuple[Fact, ...]:
    """What is told in so many days."""
    playing = Playing(cast)
    for at, act in sorted(_moments(script, starts_at, days), key=lambda one: one[0]):
        if act:
            playing.do(act, at)
        else:
            playing.look(at)
    return tuple(playing.log.facts)


def _moments(script: Script, starts_at: datetime, days: int) -> Iterator[tuple[datetime, Act | None]]:
    """Everything that is done, every full hour, and the days that a request is waited for."""
    end = starts_at + timedelta(days=days)
    for at, act in times_of(script, starts_at):
        if at < end:
            yield at, act
        if act.what is What.ASK:
            yield from ((at + after + A_MOMENT, None) for after in (*REMIND_AFTER, EXPIRE_AFTER))
    hour = at_full_hour(starts_at)
    while hour < end:
        yield hour + A_MOMENT, None
        hour += HOUR
