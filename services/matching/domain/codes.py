"""Why matching says no: a code for programs, and for people what happened and what to do about it."""

from enum import StrEnum

from libs.common.contracts.people import UNKNOWN_PERSON, UNKNOWN_PERSON_WORDS
from services.matching.domain.words import Words, say


class Code(StrEnum):
    """Stable across versions: outsiders rely on them."""

    REQUEST_TO_ONESELF = "request-to-oneself"
    PERSON_UNKNOWN = UNKNOWN_PERSON
    OTHER_ORGANISATION = "other-organisation"
    MENTOR_HIDDEN = "mentor-hidden"
    MENTEE_LEFT = "mentee-left"
    MENTOR_LEFT = "mentor-left"
    REPORTING_LINE = "reporting-line"
    NOT_A_MENTOR = "not-a-mentor"
    MENTOR_FULL = "mentor-full"
    NO_PLACE_TAKEN = "no-place-taken"
    REQUEST_UNKNOWN = "request-unknown"
    REQUEST_NOT_YOURS = "request-not-yours"
    REQUEST_CLOSED = "request-closed"
    REQUEST_ALREADY_MADE = "request-already-made"
    CONSENT_MISSING = "consent-missing"
    PAIR_UNKNOWN = "pair-unknown"
    PAIR_ENDED = "pair-ended"
    PAUSE_IS_OVER = "pause-is-over"
    NOT_AN_EXTENSION = "not-an-extension"
    MENTOR_NOT_IN_PAIR = "mentor-not-in-pair"
    RECOGNITION_UNKNOWN = "recognition-unknown"
    RECOGNITION_CLOSED = "recognition-closed"
    RECOGNITION_ALREADY_MADE = "recognition-already-made"
    ALREADY_A_PAIR = "already-a-pair"
    SINCE_IN_THE_FUTURE = "since-in-the-future"


def explain(code: Code) -> Words:
    return dict(EXPLANATIONS[code])


EXPLANATIONS: dict[Code, Words] = {
    Code.REQUEST_TO_ONESELF: say(
        "This request names the same person on both sides. Choose somebody else to learn from.",
        "Diese Anfrage nennt auf beiden Seiten dieselbe Person. Bitte eine andere Person auswählen.",
    ),
    Code.PERSON_UNKNOWN: UNKNOWN_PERSON_WORDS,
    Code.OTHER_ORGANISATION: say(
        "The two belong to different organisations. Choose somebody from the same organisation.",
        "Die beiden gehören zu verschiedenen Organisationen. Bitte jemanden aus derselben Organisation auswählen.",
    ),
    Code.MENTOR_HIDDEN: say(
        "This person has chosen not to be shown. Choose somebody who is.",
        "Diese Person möchte nicht angezeigt werden. Bitte eine andere Person auswählen.",
    ),
    Code.MENTEE_LEFT: say(
        "The person who wanted to learn has left the organisation. Nothing is left to do.",
        "Die Person, die lernen wollte, hat die Organisation verlassen. Es ist nichts weiter zu tun.",
    ),
    Code.MENTOR_LEFT: say(
        "The person asked has left the organisation. Choose somebody else, or ask for suggestions.",
        "Die angefragte Person hat die Organisation verlassen. "
        "Bitte eine andere Person auswählen oder Vorschläge anzeigen lassen.",
    ),
    Code.REPORTING_LINE: say(
        "One of the two reports to the other, directly or through others, and mentoring needs freedom from "
        "appraisal. Choose somebody outside your own reporting line.",
        "Eine der beiden Personen ist der anderen unterstellt, direkt oder über mehrere Ebenen, und Mentoring "
        "braucht Abstand von der Beurteilung. Bitte jemanden außerhalb der eigenen Berichtslinie auswählen.",
    ),
    Code.NOT_A_MENTOR: say(
        "This person is not ready to be a mentor at present. Choose somebody else, or ask for suggestions.",
        "Diese Person steht derzeit nicht für Mentoring zur Verfügung. "
        "Bitte eine andere Person auswählen oder Vorschläge anzeigen lassen.",
    ),
    Code.MENTOR_FULL: say(
        "This person has no free place at present. Choose somebody else, or ask again later.",
        "Diese Person hat derzeit keinen freien Platz. "
        "Bitte eine andere Person auswählen oder später noch einmal anfragen.",
    ),
    Code.NO_PLACE_TAKEN: say(
        "There is no place to give back: none is taken. Reload to see how things stand.",
        "Es kann kein Platz zurückgegeben werden, denn keiner ist belegt. "
        "Bitte neu laden, um den aktuellen Stand zu sehen.",
    ),
    Code.REQUEST_UNKNOWN: say(
        "No such request is known to you. Check the id, or open your list of requests.",
        "Eine solche Anfrage liegt hier nicht vor. Bitte die Kennung prüfen oder die eigenen Anfragen öffnen.",
    ),
    Code.REQUEST_NOT_YOURS: say(
        "This step belongs to the other side of the request. Open the request to see what you can do.",
        "Dieser Schritt liegt bei der anderen Seite der Anfrage. "
        "Bitte die Anfrage öffnen, um die eigenen Möglichkeiten zu sehen.",
    ),
    Code.REQUEST_CLOSED: say(
        "This request has already come to its end. If both still want it, make a new one.",
        "Diese Anfrage ist bereits abgeschlossen. Wenn beide es weiterhin möchten, bitte eine neue stellen.",
    ),
    Code.REQUEST_ALREADY_MADE: say(
        "This request has been made before. Open it to see how it stands.",
        "Diese Anfrage wurde schon gestellt. Bitte die Anfrage öffnen, um ihren Stand zu sehen.",
    ),
    Code.CONSENT_MISSING: say(
        "Somebody has not said yes yet, and nothing begins without two. Wait until both have.",
        "Es fehlt noch eine Zusage, und ohne beide beginnt nichts. Bitte warten, bis beide zugesagt haben.",
    ),
    Code.PAIR_UNKNOWN: say(
        "No such pair is known to you. Check the id, or open your list of pairs.",
        "Ein solches Tandem liegt hier nicht vor. Bitte die Kennung prüfen oder die eigenen Tandems öffnen.",
    ),
    Code.PAIR_ENDED: say(
        "This pair has already come to its end. If both want to go on, one of you can ask again.",
        "Dieses Tandem ist bereits abgeschlossen. Wenn beide weitermachen möchten, kann eine Seite neu anfragen.",
    ),
    Code.PAUSE_IS_OVER: say(
        "This pause would be over already. Choose a later day, or leave the end open.",
        "Diese Pause wäre schon vorbei. Bitte einen späteren Tag wählen oder das Ende offen lassen.",
    ),
    Code.NOT_AN_EXTENSION: say(
        "To extend means to go on for longer. Choose a day that is later than what is planned now.",
        "Verlängern heißt, länger weiterzumachen. Bitte einen Tag wählen, der später liegt als bisher geplant.",
    ),
    Code.MENTOR_NOT_IN_PAIR: say(
        "Who gives must be one of the two of this pair. Choose one of you.",
        "Wer gibt, muss zu diesem Tandem gehören. Bitte eine der beiden Personen wählen.",
    ),
    Code.RECOGNITION_UNKNOWN: say(
        "No such mentoring was named to you. Check the id.",
        "Ein solches Mentoring wurde hier nicht genannt. Bitte die Kennung prüfen.",
    ),
    Code.RECOGNITION_CLOSED: say(
        "This has been answered already. If it is different after all, name it again.",
        "Das ist bereits beantwortet. Wenn es doch anders ist, bitte noch einmal nennen.",
    ),
    Code.RECOGNITION_ALREADY_MADE: say(
        "This mentoring has been named before. Open it to see how it stands.",
        "Dieses Mentoring wurde schon genannt. Bitte öffnen, um den Stand zu sehen.",
    ),
    Code.ALREADY_A_PAIR: say(
        "You two are a pair here already. Open it to go on.",
        "Ihr beide seid hier schon ein Tandem. Bitte öffnen, um weiterzumachen.",
    ),
    Code.SINCE_IN_THE_FUTURE: say(
        "A mentoring that is there already has begun in the past. Choose a day that has been.",
        "Ein Mentoring, das es schon gibt, hat in der Vergangenheit begonnen. Bitte einen vergangenen Tag wählen.",
    ),
}
