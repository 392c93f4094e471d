"""Why journal says no: a code for programs, and for people what happened and what to do about it."""

from enum import StrEnum


class Code(StrEnum):
    """Stable across versions: outsiders rely on them."""

    NOT_A_MEMBER = "not-a-member"
    SESSION_IN_THE_FUTURE = "session-in-the-future"
    SESSION_BEFORE_THE_PAIR = "session-before-the-pair"
    SESSION_AFTER_THE_PAIR = "session-after-the-pair"
    QUESTION_NOT_OPEN = "question-not-open"


EXPLANATIONS: dict[Code, dict[str, str]] = {
    Code.NOT_A_MEMBER: {
        "en": "Only the two of a pair can say that they met. Check which pair and which person are meant.",
        "de": "Nur die beiden eines Tandems können sagen, dass sie sich getroffen haben. "
        "Bitte prüfen, welches Tandem und welche Person gemeint sind.",
    },
    Code.SESSION_IN_THE_FUTURE: {
        "en": "This session has not taken place yet. Report it once you have met.",
        "de": "Dieses Treffen hat noch nicht stattgefunden. Bitte erst melden, wenn ihr euch getroffen habt.",
    },
    Code.SESSION_BEFORE_THE_PAIR: {
        "en": "This session took place before you became a pair. Report one that you have held since.",
        "de": "Dieses Treffen war, bevor ihr ein Tandem wurdet. Bitte eines melden, das ihr seitdem hattet.",
    },
    Code.SESSION_AFTER_THE_PAIR: {
        "en": "This session took place after your pair had ended. If you want to go on, one of you can ask again.",
        "de": "Dieses Treffen war, nachdem euer Tandem zu Ende war. Wenn ihr weitermachen möchtet, fragt neu an.",
    },
    Code.QUESTION_NOT_OPEN: {
        "en": "This question cannot be answered now. Read it again: of all that you were asked, the newest is open.",
        "de": "Diese Frage lässt sich gerade nicht beantworten. Lies sie neu: Offen ist immer die jüngste Frage.",
    },
}


class RuleBroken(Exception):
    """Carries its code, and words for people."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code

    @property
    def words(self) -> dict[str, str]:
        """In every language of the product."""
        return dict(EXPLANATIONS[self.code])
