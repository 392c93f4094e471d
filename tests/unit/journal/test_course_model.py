"""Whatever happens to a pair in whatever order, with clocks that fire at any time: its course is the plain model's."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.journal.domain import farewells
from services.journal.domain.stories import Standing
from tests.unit.journal.builders import FORMED_AT
from tests.unit.journal.course_model import Domain, Plain

Act = tuple[str, int | str]
PEOPLE = st.sampled_from(["ada", "bob"])
ACTS = st.one_of(
    st.tuples(st.just("pass"), st.integers(1, 60 * 24)),
    st.tuples(st.just("pass"), st.integers(1, 30).map(lambda days: 24 * days)),
    st.tuples(st.just("oversleep"), st.integers(1, 200 * 24)),
    st.tuples(st.sampled_from(["review", "decide", "write"]), PEOPLE),
    st.tuples(st.sampled_from(["review", "decide", "write"]), PEOPLE),
    st.tuples(st.just("extend"), st.integers(1, 40).map(lambda weeks: 7 * 24 * weeks)),
    st.tuples(st.sampled_from(["pause", "resume", "resume", "repeat"]), st.just(0)),
)
ENDS = st.tuples(st.just("end"), st.sampled_from(["completed", "no-fault"]))
LIVES = st.builds(lambda living, end, after: [*living, end, *after], st.lists(ACTS), ENDS, st.lists(ACTS))
"""To pass is to live through a time whose clocks fire at its end; to oversleep, one in which none does."""


@settings(max_examples=1_000)
@given(LIVES)
def test_the_course_of_a_pair_is_the_plain_models(acts: list[Act]) -> None:
    plain, domain = Plain(), Domain()
    for act in acts:
        do(plain, domain, *act)
        assert domain.story.phase == plain.phase
        assert (domain.story.review_due_since is not None) == (plain.review_due is not None)
        for person_id in ("ada", "bob"):
            shown = farewells.readable_decisions(domain.parting, domain.story, person_id)
            assert {one.person_id for one in shown} == readable(plain.decided.get(plain.winding, set()), person_id)
            is_shared = plain.ending == "completed"
            letters = farewells.readable_letters(domain.parting, domain.story, person_id)
            assert {one.author_id for one in letters} == readable(plain.written, person_id, is_shared)
    assert domain.reviews_held == (len(plain.spoken) == 2)
    assert domain.echoes == plain.echoes
    assert len(set(domain.echoes)) == len(domain.echoes)


def readable(spoken: set[str], person_id: str, is_shared: bool = False) -> set[str]:
    """Both once both have spoken; until then one's own."""
    return spoken if is_shared or len(spoken) == 2 else spoken & {person_id}


def do(plain: Plain, domain: Domain, what: str, how: int | str) -> None:
    """The same act on both, with the same answer."""
    match what, how:
        case (("pass" | "oversleep"), int(hours)):
            plain.now += hours
            domain.hours += hours
            if what == "pass":
                plain.fire()
                domain.fire()
        case "repeat", _:
            before = domain.story
            for news in (*domain.told, *reversed(domain.told)):
                domain.take(news)
            assert domain.story == before
        case (("review" | "decide" | "write"), str(person_id)):
            assert getattr(plain, what)(person_id) == getattr(domain, what)(person_id)
        case _:
            tell(plain, domain, what, how)


def tell(plain: Plain, domain: Domain, what: str, how: int | str) -> None:
    """What matching says of a pair that goes on; of one that has ended it says nothing more."""
    if plain.ending:
        return
    match what, how:
        case "extend", int(hours):
            plain.extend(hours)
            domain.hear(planned_until=FORMED_AT + timedelta(hours=plain.planned or 0))
        case (("pause" | "resume"), _):
            plain.paused = what == "pause"
            domain.hear(standing=Standing.PAUSED if plain.paused else Standing.CONSENTED)
        case "end", str(ending):
            plain.ending, plain.ended = ending, plain.now
            domain.hear(standing=Standing.ENDED, ending=ending, ended_at=domain.now)
        case _:
            raise AssertionError(f"no act: {what}")
