"""What the survey's technologies are worth for mentoring: who is sought, what belongs to a role, what is fresh."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deploy.local.demo.survey import Answer

# Young enough that years of work are no advantage: what juniors teach seniors.
FRESH = frozenset(
    {
        "Astro",
        "Axum",
        "Bun",
        "Clickhouse",
        "Cockroachdb",
        "Deno",
        "DuckDB",
        "FastAPI",
        "Fastify",
        "Gleam",
        "Mojo",
        "Next.js",
        "Pocketbase",
        "Podman",
        "Railway",
        "Rust",
        "Supabase",
        "Svelte",
        "Valkey",
        "Vercel",
        "Zig",
    }
)
# Looked up rather than learned from a person: a topic only for those who named nothing else.
EVERYDAY = frozenset(
    {
        "APT",
        "Cargo",
        "Chocolatey",
        "Composer",
        "Gradle",
        "Homebrew",
        "MSBuild",
        "Make",
        "Maven (build tool)",
        "Ninja",
        "NuGet",
        "Pacman",
        "Pip",
        "Poetry",
        "Vite",
        "Webpack",
        "Yarn",
        "npm",
        "pnpm",
    }
)
# Pulls what few people know towards "no more typical of this role than of any other".
_CAUTION = 5


@dataclass(frozen=True, slots=True)
class Technologies:
    """Counts over all answers; all weights are sums, products and quotients, so the same on every machine."""

    people: int
    known: Counter[str]
    sought: Counter[str]
    by_role: Counter[tuple[str, str]]
    roles: Counter[str]

    def worth_giving(self, topic: str, role: str) -> float:
        """More where it is typical of the role, where many seek it, and where few could give it."""
        asked = self.sought[topic] / max(self.sought.values())
        scarce = min(3.0, self.sought[topic] / self.known[topic])
        return self._typical(topic, role) * (1 + asked + scarce / 2)

    def worth_getting(self, topic: str) -> float:
        """More where it is fresh, and where more people seek it than know it."""
        scarce = min(2.0, max(0.5, self.sought[topic] / self.known[topic]))
        return scarce * (1.3 if topic in FRESH else 1.0)

    def _typical(self, topic: str, role: str) -> float:
        expected = self.roles[role] * self.known[topic] / self.people
        return (self.by_role[role, topic] + _CAUTION) / (expected + _CAUTION)


def count_technologies(answers: Sequence[Answer]) -> Technologies:
    return Technologies(
        people=len(answers),
        known=_count(answer.has_worked_with for answer in answers),
        sought=_count(set(answer.wants_to_work_with) - set(answer.has_worked_with) for answer in answers),
        by_role=Counter((answer.role, topic) for answer in answers for topic in answer.has_worked_with),
        roles=Counter(answer.role for answer in answers),
    )


def _count(lists: Iterable[Iterable[str]]) -> Counter[str]:
    return Counter(topic for topics in lists for topic in topics)


def worth_a_talk(topics: Iterable[str]) -> list[str]:
    named = list(topics)
    return [topic for topic in named if topic not in EVERYDAY] or named
