"""Which prompts come next: those that suit, each before any comes twice, and the same whoever asks again."""

from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from libs.common.contracts.requests import Direction
from services.journal.domain.prompts import A_FEW, MOMENTS, Moment, Prompt, Purpose, pick
from services.journal.domain.stages import Stage
from services.journal.domain.stories import Role

MOMENT = Moment(Stage.PROGRESS, Direction.FORWARD, Role.MENTEE)
ELSEWHERE = Moment(Stage.PROGRESS, Direction.FORWARD, Role.MENTOR)
IDS = [f"prompt-{letter}" for letter in "abcdefghijkl"]


def make_prompt(prompt_id: str, *moments: Moment) -> Prompt:
    return Prompt(prompt_id, Purpose.TALK, frozenset(moments or (MOMENT,)), {"en": "Why?", "de": "Warum?"})


def ids(prompts: tuple[Prompt, ...]) -> list[str]:
    return [prompt.prompt_id for prompt in prompts]


def libraries(fewest: int = 0) -> st.SearchStrategy[list[Prompt]]:
    """Prompts of which some suit and some do not."""
    some = st.lists(st.sampled_from(IDS), unique=True, min_size=fewest)
    others = [make_prompt(f"other-{number}", ELSEWHERE) for number in range(3)]
    return some.map(lambda chosen: [*map(make_prompt, chosen), *others])


histories = st.lists(st.sampled_from(IDS), max_size=40)
keys = st.text(max_size=20)


@given(libraries(), histories, keys)
def test_a_few_are_picked_all_of_which_suit_and_none_twice(library: list[Prompt], shown: list[str], key: str) -> None:
    picked = pick(library, MOMENT, shown, key)
    suitable = [prompt for prompt in library if MOMENT in prompt.moments]
    assert len(picked) == len(set(ids(picked))) == min(A_FEW, len(suitable))
    assert all(prompt in suitable for prompt in picked)


@given(libraries(fewest=1), st.integers(1, 12))
def test_none_comes_again_before_all_that_suit_have_come(library: list[Prompt], sessions: int) -> None:
    suitable = {prompt.prompt_id for prompt in library if MOMENT in prompt.moments}
    shown: list[str] = []
    for number in range(sessions):
        shown += ids(pick(library, MOMENT, shown, f"pair_1:{number}"))
    times = [shown.count(prompt_id) for prompt_id in suitable]
    assert max(times) - min(times) <= 1


@given(libraries(), histories, keys)
def test_one_that_was_not_shown_goes_before_one_that_was(library: list[Prompt], shown: list[str], key: str) -> None:
    picked = ids(pick(library, MOMENT, shown, key))
    left = {prompt.prompt_id for prompt in library if MOMENT in prompt.moments} - set(picked)
    assert all(shown.count(one) <= shown.count(other) for one, other in product(picked, left))


@given(libraries(), histories, keys, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_changes_nothing(
    library: list[Prompt], shown: list[str], key: str, dice: Random
) -> None:
    picked = pick(library, MOMENT, shown, key)
    dice.shuffle(library)
    dice.shuffle(shown)
    assert pick(library, MOMENT, shown, key) == picked


@given(libraries(), histories, keys)
def test_a_new_prompt_takes_a_place_and_leaves_the_others_in_order(
    library: list[Prompt], shown: list[str], key: str
) -> None:
    before = ids(pick(library, MOMENT, shown, key))
    after = ids(pick([*library, make_prompt("new")], MOMENT, shown, key))
    assert [one for one in after if one != "new"] == before[: A_FEW - ("new" in after)]


def test_the_choice_is_the_same_in_every_process_and_release() -> None:
    picked = [ids(pick(map(make_prompt, IDS), MOMENT, [], f"pair_1:{number}")) for number in (1, 2)]
    assert picked == [["prompt-i", "prompt-f", "prompt-h"], ["prompt-d", "prompt-g", "prompt-a"]]


def test_pairs_and_sessions_are_asked_different_things() -> None:
    occasions = [f"pair_{pair}:{number}" for pair, number in product(range(10), range(10))]
    first = {ids(pick(map(make_prompt, IDS), MOMENT, [], occasion))[0] for occasion in occasions}
    assert first == set(IDS)


def test_a_flash_pair_is_in_no_stage_that_needs_more_than_one_talk() -> None:
    stages = {moment.stage for moment in MOMENTS if moment.direction is Direction.FLASH}
    assert stages == {Stage.PREPARE, Stage.RAPPORT, Stage.AFTER}
    assert len(MOMENTS) == 4 * 2 * 6 + 2 * 3
