"""Made-up people in any number, the same in every run: what they give and want follows Zipf's law."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from services.matching.domain.people import Person
from services.matching.domain.topics import HIGHEST_LEVEL, Topic

ORG = "bench"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
GIVES, GETS = 8, 6
ZIPF = 0.7
LANGUAGES = ("de", "en", "fr", "pl")
ZONES = tuple(f"Etc/GMT{hours:+d}" for hours in range(-11, 13))
HOURS = (0.5, 1.0, 2.0, 4.0)
PEOPLE_SEED, SEARCHES_SEED = 7, 1
AT_ONCE = 10_000

Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people, who speak of so many topics."""

    people: int
    vocabulary: int
    seed: int = PEOPLE_SEED

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.people:,} people, {self.vocabulary:,} topics"

    def everybody(self) -> Iterator[Person]:
        """One after the other, by number."""
        random = np.random.default_rng(self.seed)
        levels = range(1, HIGHEST_LEVEL + 1)
        topics = [[Topic(f"topic{n}", f"Topic {n}", level) for level in levels] for n in range(self.vocabulary)]
        for first in range(0, self.people, AT_ONCE):
            yield from self._some(random, topics, first, min(AT_ONCE, self.people - first))

    def seekers(self, count: int) -> frozenset[int]:
        """Numbers of people who look for somebody."""
        chosen = np.random.default_rng(SEARCHES_SEED).choice(self.people, min(count, self.people), replace=False)
        return frozenset(chosen.tolist())

    def _some(self, random: np.random.Generator, topics: list[list[Topic]], first: int, count: int) -> Iterator[Person]:
        gives, gets = self._topics(random, count, GIVES), self._topics(random, count, GETS)
        languages, zones = random.integers(1, 2 ** len(LANGUAGES), count), random.integers(0, len(ZONES), count)
        seniority, capacity, hours = (random.integers(0, top, count) for top in (11, 4, len(HOURS)))
        managers = random.integers(0, max(1, first + count), count)
        for n in range(count):
            yield Person(
                org=ORG,
                person_id=f"person_{first + n}",
                manager_id=f"person_{managers[n]}" if managers[n] < first + n else None,
                gives=tuple(topics[topic][level] for topic, level in gives[n]),
                gets=tuple(topics[topic][level] for topic, level in gets[n]),
                languages=tuple(one for bit, one in enumerate(LANGUAGES) if languages[n] >> bit & 1),
                time_zone=ZONES[zones[n]],
                seniority=int(seniority[n]),
                capacity=int(capacity[n]),
                hours_per_month=HOURS[hours[n]],
            )

    def _topics(self, random: np.random.Generator, count: int, each: int) -> list[list[list[int]]]:
        """Topic and level, for each person; the same topic twice counts once."""
        weights = 1 / np.arange(1, self.vocabulary + 1) ** ZIPF
        shares = np.cumsum(weights / weights.sum())
        chosen = np.minimum(np.searchsorted(shares, random.random((count, each))), self.vocabulary - 1)
        levels = random.integers(0, HIGHEST_LEVEL, (count, each))
        found: list[list[list[int]]] = np.stack([chosen, levels], axis=2).tolist()
        return found
