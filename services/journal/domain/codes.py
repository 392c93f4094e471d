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
    ENTRY_NOT_YOURS = "entry-not-yours"
    DAY_TO_COME = "day-to-come"
    READERS_STAY = "readers-stay"
    SEALED_STAYS = "sealed-stays"
    SHARED_ELSEWHERE = "shared-elsewhere"
    LETTER_STAYS = "letter-stays"
    LETTER_OPENS_WHEN = "letter-opens-when"
    KEY_MISSING = "key-missing"
    KEY_OF_PARTNER_MISSING = "key-of-partner-missing"
    KEY_UNUSABLE = "key-unusable"
    SEALED_FOR_OTHERS = "sealed-for-others"
    REQUEST_IS_OVER = "request-is-over"
    NOT_YOUR_WORDS = "not-your-words"
    THANKS_TO_ONESELF = "thanks-to-oneself"
    OWNER_OUTSIDE_THE_PAIR = "owner-outside-the-pair"
    QUESTION_NOT_OPEN = "question-not-open"
    SESSION_IN_THE_PAST = "session-in-the-past"
    SESSION_TOO_FAR_AHEAD = "session-too-far-ahead"
    SESSION_NOT_BEGUN = "session-not-begun"
    SESSION_WAS_HELD = "session-was-held"
    TOO_MANY_PLANNED = "too-many-planned"
    NO_SUCH_SLOT = "no-such-slot"
    AGENDA_IS_FULL = "agenda-is-full"


EXPLANATIONS: dict[Code, dict[str, str]] = {
    Code.NOT_A_MEMBER: {
        "en": "Only the two of a pair can say what became of their sessions, and of nobody else. Check which pair and "
        "which person are meant.",
        "de": "Nur die beiden eines Tandems können sagen, was aus ihren Treffen wurde, und von niemandem sonst. "
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
    Code.SESSION_IN_THE_PAST: {
        "en": "This time is over already. Choose one that is still to come; if you have met, just say so.",
        "de": "Diese Zeit ist schon vorbei. Wähle eine, die noch kommt; wenn ihr euch getroffen habt, sag einfach das.",
    },
    Code.SESSION_TOO_FAR_AHEAD: {
        "en": "This is more than a year ahead. Choose a time that is nearer.",
        "de": "Das ist mehr als ein Jahr hin. Wähle eine nähere Zeit.",
    },
    Code.SESSION_NOT_BEGUN: {
        "en": "This session has not begun yet. If it cannot be, cancel it.",
        "de": "Dieses Treffen hat noch nicht begonnen. Wenn nichts daraus wird, sag es ab.",
    },
    Code.SESSION_WAS_HELD: {
        "en": "You have held this session already. Plan another one for what is still to come.",
        "de": "Dieses Treffen hattet ihr schon. Plane ein weiteres für alles, was noch kommt.",
    },
    Code.TOO_MANY_PLANNED: {
        "en": "You have planned twenty sessions. Hold or cancel some of them before you plan more.",
        "de": "Ihr habt schon zwanzig Treffen geplant. Haltet oder streicht einige, bevor ihr weitere plant.",
    },
    Code.NO_SUCH_SLOT: {
        "en": "This is none of the times that were proposed. Choose one of those, or move it to any other time.",
        "de": "Diese Zeit war nicht vorgeschlagen. Wähle eine der vorgeschlagenen, oder verlege das Treffen frei.",
    },
    Code.AGENDA_IS_FULL: {
        "en": "There are fifty lines on this agenda already. Strike some of them, or keep the rest for another time.",
        "de": "Auf dieser Agenda stehen schon fünfzig Zeilen. Streiche einige, oder heb den Rest für später auf.",
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
    Code.ENTRY_NOT_YOURS: {
        "en": "Only who wrote an entry can change it, share it or take it back. Write one of your own about it.",
        "de": "Nur wer einen Eintrag geschrieben hat, kann ihn ändern, teilen oder zurücknehmen. Schreib einen eigenen "
        "dazu.",
    },
    Code.DAY_TO_COME: {
        "en": "This day is still to come. Choose today or a day before.",
        "de": "Dieser Tag liegt noch vor dir. Nimm heute oder einen früheren Tag.",
    },
    Code.READERS_STAY: {
        "en": "An edit does not change who reads an entry. Share it or take it back; sealed ones are written anew.",
        "de": "Wer einen Eintrag liest, ändert sich nicht beim Bearbeiten. Teile ihn oder nimm ihn zurück; "
        "Versiegeltes schreibst du neu.",
    },
    Code.SEALED_STAYS: {
        "en": "Nobody but you can read this entry, we neither. Open it yourself and write what you want to share anew.",
        "de": "Diesen Eintrag kannst nur du lesen, auch wir nicht. Öffne ihn selbst und schreib neu, was du teilen "
        "möchtest.",
    },
    Code.SHARED_ELSEWHERE: {
        "en": "You share this entry in another pair already. Take it back there first, or write a new one.",
        "de": "Du teilst diesen Eintrag schon in einem anderen Tandem. Nimm ihn erst dort zurück oder schreib einen "
        "neuen.",
    },
    Code.LETTER_STAYS: {
        "en": "A letter to later stays as it was written. You can delete it and write another one.",
        "de": "Ein Brief an später bleibt, wie er geschrieben wurde. Du kannst ihn löschen und einen neuen schreiben.",
    },
    Code.LETTER_OPENS_WHEN: {
        "en": "A letter opens tomorrow at the earliest, and within ten years. Choose a day in between.",
        "de": "Ein Brief öffnet sich frühestens morgen und spätestens in zehn Jahren. Wähl einen Tag dazwischen.",
    },
    Code.KEY_MISSING: {
        "en": "You have no key yet with which to seal. Set one up first, on this device.",
        "de": "Du hast noch keinen Schlüssel zum Versiegeln. Richte zuerst auf diesem Gerät einen ein.",
    },
    Code.KEY_OF_PARTNER_MISSING: {
        "en": "The other side has no key yet, so they could not open a letter. Ask them to set one up.",
        "de": "Dein Gegenüber hat noch keinen Schlüssel und könnte den Brief nicht öffnen. Bitte darum, einen "
        "einzurichten.",
    },
    Code.KEY_UNUSABLE: {
        "en": "This key cannot be used. Let your device make a new one.",
        "de": "Dieser Schlüssel ist nicht brauchbar. Lass dein Gerät einen neuen machen.",
    },
    Code.SEALED_FOR_OTHERS: {
        "en": "This is not sealed for exactly those who are to read it. Fetch their keys again and seal it anew.",
        "de": "Das ist nicht genau für die versiegelt, die es lesen sollen. Hol ihre Schlüssel noch einmal und "
        "versiegle neu.",
    },
    Code.REQUEST_IS_OVER: {
        "en": "This request has come to its end. What you wrote can still be read. If you have become a pair, go on "
        "writing there.",
        "de": "Diese Anfrage ist abgeschlossen. Was ihr geschrieben habt, könnt ihr weiter lesen. Wenn ihr ein Tandem "
        "geworden seid, schreibt dort weiter.",
    },
    Code.NOT_YOUR_WORDS: {
        "en": "Somebody else wrote this, and only they can take it back. Take back what is yours.",
        "de": "Das stammt nicht von dir, und zurücknehmen kann es nur, wer es geschrieben hat. "
        "Nimm zurück, was von dir ist.",
    },
    Code.THANKS_TO_ONESELF: {
        "en": "This line is yours, so thanks for it come from the other side. Say thanks for one of theirs.",
        "de": "Diese Zeile ist von dir, bedanken kann sich die andere Seite. Bedanke dich für eine von ihren.",
    },
    Code.OWNER_OUTSIDE_THE_PAIR: {
        "en": "An action item belongs to one of you, or to both. Choose among the two of you.",
        "de": "Eine Aufgabe gehört einer Seite oder euch beiden. Bitte wählt unter euch zweien.",
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
