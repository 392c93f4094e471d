"""The tracks that prepare people, one for each part to play: short steps, each ending in something written."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated

from pydantic import Field

from libs.common.contracts.preparation import TrackName
from services.journal.domain.stages import Stage
from services.journal.preparation.content import ContentBroken, Head, Line, Page, read_pages

TRACKS = Path(__file__).with_name("tracks")


@dataclass(frozen=True, slots=True)
class Step:
    """A few minutes. `writes` is the question that the person answers in writing at the end, by language."""

    step_id: str
    minutes: int
    title: Mapping[str, str]
    text: Mapping[str, str]
    writes: Mapping[str, str]
    after: Stage | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """What to do before the first talk, and a few minutes now and then later. `about` says in a line for whom."""

    name: TrackName
    title: Mapping[str, str]
    about: Mapping[str, str]
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """What it takes to be prepared; refreshers come on top, one at a time."""
        return sum(step.minutes for step in self.steps_after(None))

    def steps_after(self, stage: Stage | None) -> tuple[Step, ...]:
        """The refreshers that come after a stage; with None, what comes before the first talk."""
        return tuple(step for step in self.steps if step.after is stage)


class StepHead(Head):
    """The front matter of a step."""

    minutes: Annotated[int, Field(ge=1, le=5)]
    writes: Line
    after: Stage | None = None

    @property
    def facts(self) -> tuple[object, ...]:
        return (self.id, self.minutes, self.after)


def load_tracks(root: Path = TRACKS) -> dict[TrackName, Track]:
    """Every track by its name, which is that of its folder, with its steps in the order of their files.

    Its title stands beside the folder of the tracks, in a file of the same name.
    """
    pages = read_pages(root, StepHead)
    titles = {page.head.id: page for page in read_pages(root.with_name("titles"), Head)}
    steps = {name: tuple(map(_step, of_it)) for name, of_it in groupby(pages, _track_name)}
    if steps.keys() != titles.keys():
        raise ContentBroken(f"{root}: {sorted(steps.keys() ^ titles.keys())[0]}: a title and steps, or neither")
    return {name: Track(name, titles[name].title, titles[name].text, of_it) for name, of_it in steps.items()}


def _track_name(page: Page[StepHead]) -> TrackName:
    name, _, rest = page.name.partition("/")
    if not rest:
        raise ContentBroken(f"{page.name}: a step belongs into the folder of its track")
    if name not in set(TrackName):
        raise ContentBroken(f"{page.name}: no track is called {name}")
    return TrackName(name)


def _step(page: Page[StepHead]) -> Step:
    head = page.head
    return Step(
        step_id=head.id,
        minutes=head.minutes,
        title=page.title,
        text=page.text,
        writes={language: each.writes for language, each in page.heads.items()},
        after=head.after,
    )
