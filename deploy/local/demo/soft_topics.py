"""What people learn from each other besides technology. By seniority: who offers it, who seeks it, how often."""

from dataclasses import dataclass

from deploy.local.demo.chance import draw, pick
from deploy.local.demo.reporting import Position
from deploy.local.demo.seniority import is_adviser

LEADERS, EXPERTS, ADVISERS, ANYBODY = "leaders", "experts", "advisers", "anybody"


@dataclass(frozen=True, slots=True)
class Group:
    """`share` of the leaders, of the experts (who lead nobody and have not retired) or of anybody in that range."""

    who: str
    lowest: int
    highest: int
    share: float
    whys: tuple[str, ...]

    def holds(self, person: Position) -> bool:
        return self.who in {ANYBODY, _kind(person)} and self.lowest <= person.seniority <= self.highest


@dataclass(frozen=True, slots=True)
class SoftTopic:
    name: str
    givers: tuple[Group, ...]
    getters: tuple[Group, ...]
    grows: bool = True
    """Whether years make better at it; where not, it is the juniors who know (reverse mentoring)."""


SOFT_TOPICS = (
    SoftTopic(
        "Leading a team",
        givers=(
            Group(
                LEADERS,
                6,
                10,
                0.7,
                (
                    "I have led teams through good years and hard ones.",
                    "I like helping new leads through their first months.",
                    "I have handed over teams as well as built them.",
                ),
            ),
        ),
        getters=(
            Group(
                EXPERTS,
                3,
                5,
                0.2,
                (
                    "I may lead a team soon and want to hear how it really is.",
                    "I am asked to lead more and more without the title.",
                    "I wonder whether leading people is for me.",
                ),
            ),
            Group(
                LEADERS,
                4,
                5,
                0.7,
                (
                    "I lead for the first time and learn it as I go.",
                    "I still do too much myself.",
                    "My team has grown faster than I have.",
                ),
            ),
        ),
    ),
    SoftTopic(
        "Giving feedback",
        givers=(
            Group(
                LEADERS,
                5,
                10,
                0.35,
                ("I practise it every week with my own people.", "I learned it late, and it changed how I work."),
            ),
        ),
        getters=(
            Group(
                LEADERS,
                4,
                7,
                0.2,
                (
                    "I put off the difficult talks and would like to stop that.",
                    "My praise comes easily, my criticism does not.",
                ),
            ),
            Group(EXPERTS, 2, 4, 0.06, ("My code reviews sound harsher than I mean them.",)),
        ),
    ),
    SoftTopic(
        "Working with stakeholders",
        givers=(
            Group(
                LEADERS,
                7,
                10,
                0.5,
                (
                    "Much of my work is finding out what people need behind what they ask for.",
                    "I have sat on both sides of the table.",
                ),
            ),
        ),
        getters=(
            Group(
                EXPERTS,
                4,
                6,
                0.1,
                (
                    "Plans change over my head; I want to be in the room earlier.",
                    "I want to say no and still be invited again.",
                ),
            ),
            Group(LEADERS, 4, 6, 0.15, ("I stand between my team and everybody else's wishes.",)),
        ),
    ),
    SoftTopic(
        "System design",
        givers=(
            Group(
                EXPERTS,
                5,
                7,
                0.25,
                (
                    "I like to draw a system with somebody and ask what breaks first.",
                    "I have seen a few designs grow old, some of them mine.",
                ),
            ),
        ),
        getters=(
            Group(
                EXPERTS,
                1,
                4,
                0.18,
                (
                    "I can build what is designed and now want to design it.",
                    "I want to give reasons for a design, not only a feeling.",
                ),
            ),
        ),
    ),
    SoftTopic(
        "Career planning",
        givers=(
            Group(
                ANYBODY,
                5,
                9,
                0.15,
                (
                    "I have changed direction more than once and am glad of it.",
                    "I stayed an expert on purpose and can say why.",
                ),
            ),
        ),
        getters=(
            Group(
                ANYBODY,
                0,
                2,
                0.3,
                (
                    "I do not know yet whether to go deep or broad.",
                    "I want to know what the next step could be, and the one after.",
                ),
            ),
        ),
    ),
    SoftTopic(
        "Public speaking",
        givers=(
            Group(
                ANYBODY,
                4,
                9,
                0.08,
                ("I speak at meet-ups and still remember my first time.", "I help colleagues rehearse their talks."),
            ),
        ),
        getters=(
            Group(
                ANYBODY,
                1,
                6,
                0.06,
                ("I want to show our work without a shaking voice.", "I was asked to give a talk and said yes."),
            ),
        ),
    ),
    SoftTopic(
        "First steps at work",
        givers=(Group(EXPERTS, 1, 2, 0.25, ("My own first year is not long ago.",)),),
        getters=(Group(EXPERTS, 0, 0, 0.35, ("Many unwritten rules are new to me.", "I never know whom I may ask.")),),
    ),
    SoftTopic(
        "Working with AI assistants",
        givers=(
            Group(
                EXPERTS,
                0,
                3,
                0.25,
                (
                    "I have hardly worked without them and know where they mislead.",
                    "I use them every day and check every line.",
                ),
            ),
        ),
        getters=(
            Group(
                ANYBODY,
                5,
                10,
                0.13,
                (
                    "Younger colleagues use them differently; I want to see how.",
                    "I distrust them, perhaps for the wrong reasons.",
                ),
            ),
        ),
        grows=False,
    ),
    SoftTopic(
        "A newcomer's view of us",
        givers=(
            Group(
                EXPERTS,
                0,
                1,
                0.35,
                (
                    "I still notice what everybody else has got used to.",
                    "I can say what was hard in my first months.",
                ),
            ),
        ),
        getters=(
            Group(
                LEADERS,
                7,
                10,
                0.25,
                (
                    "I hear too little of what newcomers really think.",
                    "I started so long ago that I cannot see us from outside.",
                ),
            ),
        ),
        grows=False,
    ),
)
REVERSE = frozenset(topic.name for topic in SOFT_TOPICS if not topic.grows)


def _kind(person: Position) -> str:
    if person.leads:
        return LEADERS
    return ADVISERS if is_adviser(person.answer) else EXPERTS


def soft_gives(person: Position) -> list[tuple[SoftTopic, str]]:
    """Each with why."""
    asked = [(topic, _why(person, topic.givers, f"gives {topic.name}", 1.0)) for topic in SOFT_TOPICS]
    return [(topic, why) for topic, why in asked if why]


def soft_gets(person: Position, eagerness: float) -> list[tuple[SoftTopic, str]]:
    """`eagerness` multiplies every share: who seeks no technology seeks more of the rest."""
    asked = [(topic, _why(person, topic.getters, f"gets {topic.name}", eagerness)) for topic in SOFT_TOPICS]
    return [(topic, why) for topic, why in asked if why]


def _why(person: Position, groups: tuple[Group, ...], purpose: str, eagerness: float) -> str | None:
    lot = draw(person.answer.id, purpose)
    group = next((group for group in groups if group.holds(person) and lot < group.share * eagerness), None)
    return pick(group.whys, person.answer.id, f"why {purpose}") if group else None
