"""Why journal says no: a code for programs, and for people what happened and what to do about it."""

from enum import StrEnum


class Code(StrEnum):
    """Stable across versions: outsiders rely on them."""

    NOT_A_MEMBER = "not-a-member"
    SESSION_IN_THE_FUTURE = "session-in-the-future"
    SESSION_BEFORE_THE_PAIR = "session-before-the-pair"
    SESSION_AFTER_THE_PAIR = "session-after-the-pair"
    EXPECTATIONS_INCOMPLETE = "expectations-incomplete"
    PAIR_ENDED = "pair-ended"
    ONE_TALK_IS_ENOUGH = "one-talk-is-enough"
    AGREEMENT_INCOMPLETE = "agreement-incomplete"
    GOAL_UNKNOWN = "goal-unknown"
    GOAL_NOT_YOURS = "goal-not-yours"
    REVIEW_NOT_DUE = "review-not-due"
    NOT_CLOSING = "not-closing"
    BOTH_DECIDED = "both-decided"
    KUDOS_GIVEN = "kudos-given"
    ECHO_NOT_DUE = "echo-not-due"
    NOT_COMPLETED = "not-completed"
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
    Code.EXPECTATIONS_INCOMPLETE: {
        "en": "Every question needs one of its own answers. Choose what comes nearest; you can change it later.",
        "de": "Jede Frage braucht eine ihrer Antworten. Nimm die, die am ehesten passt; ändern kannst du sie später.",
    },
    Code.PAIR_ENDED: {
        "en": "Your pair has come to its end, so this stays as it is. You can go on reading it.",
        "de": "Euer Tandem ist zu Ende, deshalb bleibt das, wie es ist. Ihr könnt es weiterhin lesen.",
    },
    Code.ONE_TALK_IS_ENOUGH: {
        "en": "A pair for one talk needs no agreement. If you want more than that, ask for a mentoring that goes on.",
        "de": "Für ein einzelnes Gespräch braucht es keine Vereinbarung. Wenn ihr mehr möchtet, "
        "fragt ein längeres Mentoring an.",
    },
    Code.AGREEMENT_INCOMPLETE: {
        "en": "This cannot be signed yet. Still to be written: {}.",
        "de": "Das lässt sich noch nicht unterschreiben. Es fehlt noch: {}.",
    },
    Code.GOAL_UNKNOWN: {
        "en": "This is none of your goals here. Leave the id out, and it is a new goal.",
        "de": "Das ist hier keines deiner Ziele. Lass die Kennung weg, dann ist es ein neues Ziel.",
    },
    Code.GOAL_NOT_YOURS: {
        "en": "This goal belongs to the other. Whether it is reached is theirs to say.",
        "de": "Dieses Ziel gehört der anderen Seite. Ob es erreicht ist, sagt sie selbst.",
    },
    Code.REVIEW_NOT_DUE: {
        "en": "No review is open now. It opens half-way and stays open for three weeks.",
        "de": "Gerade ist kein Rückblick offen. Er öffnet sich zur Halbzeit und bleibt drei Wochen offen.",
    },
    Code.NOT_CLOSING: {
        "en": "This is not open now. It opens when your planned end comes near, and for three weeks once you have "
        "completed your pair.",
        "de": "Das ist gerade nicht offen. Es öffnet sich, wenn euer geplantes Ende näher rückt, und für drei Wochen, "
        "sobald ihr euer Tandem abgeschlossen habt.",
    },
    Code.BOTH_DECIDED: {
        "en": "You have both decided, and can read it of each other. If you see it differently now, talk about it.",
        "de": "Ihr habt beide entschieden und könnt es voneinander lesen. Wenn du es jetzt anders siehst, sprecht "
        "darüber.",
    },
    Code.KUDOS_GIVEN: {
        "en": "You have thanked already. The other side can read it.",
        "de": "Du hast schon gedankt. Die andere Seite kann es lesen.",
    },
    Code.ECHO_NOT_DUE: {
        "en": "This question has not been asked yet. You will hear of it when its time has come.",
        "de": "Diese Frage ist noch nicht gestellt. Du hörst davon, wenn es so weit ist.",
    },
    Code.NOT_COMPLETED: {
        "en": "This pair was not completed. There is a certificate once the two of you have completed one.",
        "de": "Dieses Tandem ist nicht abgeschlossen. Eine Urkunde gibt es, sobald ihr eines abgeschlossen habt.",
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
