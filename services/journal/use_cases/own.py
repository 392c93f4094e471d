"""The story that somebody asks for, if it is theirs; and how one that has moved on is saved."""

from libs.common.asks import Asker, NotFound
from libs.common.contracts.pairs import PairPhase, PairPhaseChanged
from libs.common.errors import Refused
from libs.common.unit import Unit
from services.journal.domain.codes import EXPLANATIONS, Code
from services.journal.domain.course import planned_until
from services.journal.domain.stories import Phase, Standing, Story
from services.journal.store import Store


async def own_story(store: Store, asker: Asker, pair_id: str) -> Story:
    """The story of the asker's pair. For everybody else there is no such pair: NotFound."""
    story = await store.stories.find(asker.org, pair_id)
    if story is None or not story.is_member(asker.person_id):
        raise NotFound
    return story


def refusal(code: Code) -> Refused:
    """A no, in its words."""
    return Refused(code.value, dict(EXPLANATIONS[code]))


def require_going_on(story: Story) -> None:
    """What is over stays as it is: Refused."""
    if story.standing is Standing.ENDED:
        raise refusal(Code.PAIR_ENDED)


def save_story(store: Store, unit: Unit, before: Story | None, after: Story) -> None:
    """Write it, if anything is new, and tell of its public state, if that is new."""
    if after == before:
        return
    unit.write(store.stories.save(after))
    if before is None or _public(after) != _public(before):
        unit.publish(_public(after), after.pair_id, sequence=after.revision + 1)


def _public(story: Story) -> PairPhaseChanged:
    return PairPhaseChanged(
        pair_id=story.pair_id,
        members=story.member_ids,
        phase=PairPhase(story.phase),
        sessions_held=story.sessions_held,
        next_owner_id=story.next_owner_id,
        planned_until=planned_until(story) if story.phase is Phase.WINDING_DOWN else None,
    )
