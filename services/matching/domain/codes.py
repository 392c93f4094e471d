"""Why matching says no: a code for programs, and for people what happened and what to do about it."""

from enum import StrEnum

from libs.common.contracts.people import (
    PAUSED_PERSON,
    PAUSED_PERSON_WORDS,
    SUSPENDED,
    SUSPENDED_WORDS,
    UNKNOWN_PERSON,
    UNKNOWN_PERSON_WORDS,
)
from libs.common.contracts.programme_facts import PROGRAMME_CLOSED, PROGRAMME_CLOSED_WORDS
from services.matching.domain.words import Words, say


class Code(StrEnum):
    """Stable across versions: outsiders rely on them."""

    REQUEST_TO_ONESELF = "request-to-oneself"
    PERSON_UNKNOWN = UNKNOWN_PERSON
    OTHER_ORGANISATION = "other-organisation"
    MENTOR_HIDDEN = "mentor-hidden"
    MENTEE_LEFT = "mentee-left"
    MENTOR_LEFT = "mentor-left"
    PERSON_PAUSED = PAUSED_PERSON
    REPORTING_LINE = "reporting-line"
    NOT_A_MENTOR = "not-a-mentor"
    NOT_A_MENTEE = "not-a-mentee"
    MENTOR_FULL = "mentor-full"
    NO_PLACE_TO_OFFER = "no-place-to-offer"
    ALREADY_ASKED = "already-asked"
    COOLING_DOWN = "cooling-down"
    TOO_MANY_OPEN = "too-many-open-requests"
    NO_PLACE_TAKEN = "no-place-taken"
    PROGRAMME_CLOSED = PROGRAMME_CLOSED
    NOT_IN_PROGRAMME = "not-in-programme"
    WAY_NOT_TAKEN = "way-not-taken"
    REQUEST_UNKNOWN = "request-unknown"
    REQUEST_NOT_YOURS = "request-not-yours"
    REQUEST_CLOSED = "request-closed"
    REQUEST_ALREADY_MADE = "request-already-made"
    REQUEST_MOVED_ON = "request-moved-on"
    MORE_ASKED_BEFORE = "more-asked-before"
    MORE_NOT_ASKED = "more-not-asked"
    TALK_NOT_PROPOSED = "talk-not-proposed"
    CONSENT_MISSING = "consent-missing"
    TOPIC_NAMED_TWICE = "topic-named-twice"
    ROUND_ALREADY_MADE = "round-already-made"
    ROUND_BOTH_ROLES = "round-both-roles"
    ROUND_TOO_LARGE = "round-too-large"
    ROUND_CHANGED = "round-changed"
    ROUND_PUBLISHED = "round-published"
    LOCK_FORBIDDEN = "lock-forbidden"
    LOCK_OUTSIDE = "lock-outside-the-round"
    LOCK_TWICE = "lock-twice"
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
    CIRCLE_UNKNOWN = "circle-unknown"
    CIRCLE_ENDED = "circle-ended"
    CIRCLE_SIZE = "circle-size"
    CIRCLE_ALREADY_MADE = "circle-already-made"
    CIRCLE_NOT_YOURS = "circle-not-yours"
    MENTOR_NOT_IN_CIRCLE = "mentor-not-in-circle"
    SAME_DEPARTMENT = "same-department"
    OTHER_SITE = "other-site"
    TOO_LITTLE_OVERLAP = "too-little-overlap"
    SUSPENDED = SUSPENDED
    PAIR_SUSPENDED = "pair-suspended"


def explain(code: Code) -> Words:
    return dict(EXPLANATIONS[code])


EXPLANATIONS: dict[Code, Words] = {
    Code.REQUEST_TO_ONESELF: say(
        "This request names the same person on both sides. Choose somebody else to learn from.",
        "Diese Anfrage nennt auf beiden Seiten dieselbe Person. Bitte eine andere Person auswählen.",
    ),
    Code.PERSON_UNKNOWN: UNKNOWN_PERSON_WORDS,
    Code.PERSON_PAUSED: PAUSED_PERSON_WORDS,
    Code.OTHER_ORGANISATION: say(
        "The two belong to different organisations. Choose somebody from the same organisation.",
        "Die beiden gehören zu verschiedenen Organisationen. Bitte jemanden aus derselben Organisation auswählen.",
    ),
    Code.SUSPENDED: say(SUSPENDED_WORDS["en"], SUSPENDED_WORDS["de"]),
    Code.PAIR_SUSPENDED: say(
        "This pair rests at present, and neither of you can change that. You can end it, or wait until it goes on.",
        "Dieses Tandem ruht derzeit, und das kann keiner von euch ändern. "
        "Du kannst es beenden oder warten, bis es weitergeht.",
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
    Code.NOT_A_MENTEE: say(
        "This person is not looking for mentoring at present. Offer it to somebody else, or ask again later.",
        "Diese Person sucht derzeit kein Mentoring. Bitte jemand anderem anbieten oder später noch einmal fragen.",
    ),
    Code.NO_PLACE_TO_OFFER: say(
        "All your places are taken at present. Raise the number in your profile, or offer again later.",
        "Alle eigenen Plätze sind derzeit belegt. Bitte die Zahl im Profil erhöhen oder später wieder anbieten.",
    ),
    Code.ALREADY_ASKED: say(
        "This person has an open request from you already. Wait for the answer, or take that one back first.",
        "Bei dieser Person liegt schon eine offene Anfrage von dir. "
        "Bitte die Antwort abwarten oder die Anfrage erst zurücknehmen.",
    ),
    Code.COOLING_DOWN: say(
        "This person has said “not now” to you lately. Ask somebody else for now; after two months you can try again.",
        "Diese Person hat dir vor Kurzem „Gerade nicht“ gesagt. "
        "Bitte vorerst jemand anderen fragen; nach zwei Monaten geht es wieder.",
    ),
    Code.TOO_MANY_OPEN: say(
        "Three of your requests are open, and more would help nobody. Wait for an answer, or take one back.",
        "Drei deiner Anfragen sind offen, mehr helfen niemandem. Bitte eine Antwort abwarten oder eine zurücknehmen.",
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
    Code.REQUEST_MOVED_ON: say(
        "This request has moved on since. Open it to see what you can do now.",
        "Diese Anfrage ist inzwischen weiter. Bitte die Anfrage öffnen, um die eigenen Möglichkeiten zu sehen.",
    ),
    Code.MORE_ASKED_BEFORE: say(
        "More can be asked once, and it has been. Propose a first talk, or answer the request.",
        "Nachfragen geht einmal, und das ist geschehen. Bitte ein erstes Gespräch vorschlagen oder antworten.",
    ),
    Code.MORE_NOT_ASKED: say(
        "Nobody is waiting to know more about this request. Open it to see how it stands.",
        "Zu dieser Anfrage wartet niemand auf mehr. Bitte die Anfrage öffnen, um ihren Stand zu sehen.",
    ),
    Code.TALK_NOT_PROPOSED: say(
        "Nobody has proposed a first talk yet. Propose one, then say here that you have talked.",
        "Es wurde noch kein erstes Gespräch vorgeschlagen. Bitte erst eines vorschlagen und es danach hier melden.",
    ),
    Code.CONSENT_MISSING: say(
        "Somebody has not said yes yet, and nothing begins without two. Wait until both have.",
        "Es fehlt noch eine Zusage, und ohne beide beginnt nichts. Bitte warten, bis beide zugesagt haben.",
    ),
    Code.TOPIC_NAMED_TWICE: say(
        "Two of the topics have a name in common, or one of them is listed twice. Give each name to one topic.",
        "Zwei der Themen haben einen Namen gemeinsam, oder eines steht doppelt in der Liste. "
        "Bitte jeden Namen nur einem Thema geben.",
    ),
    Code.ROUND_ALREADY_MADE: say(
        "A round with this key has been made before, from other content. Take a new key for a new round.",
        "Eine Runde mit diesem Schlüssel gibt es schon, mit anderem Inhalt. "
        "Bitte für eine neue Runde einen neuen Schlüssel nehmen.",
    ),
    Code.ROUND_BOTH_ROLES: say(
        "Somebody would be in this round both as mentee and as mentor. Narrow one side: everybody has one role.",
        "Mindestens eine Person wäre in dieser Runde zugleich Mentee und Mentor:in. "
        "Bitte eine Seite enger fassen, sodass jede Person nur eine Rolle hat.",
    ),
    Code.ROUND_TOO_LARGE: say(
        "This pool is too large for one round. Narrow it, for instance to some departments, and make several rounds.",
        "Dieser Kreis ist zu groß für eine Runde. "
        "Bitte enger fassen, zum Beispiel auf einige Abteilungen, und mehrere Runden anlegen.",
    ),
    Code.ROUND_CHANGED: say(
        "The preview has changed since you saw it. Look at it again, then publish what you see.",
        "Die Vorschau hat sich seit dem letzten Ansehen geändert. Bitte noch einmal ansehen und dann veröffentlichen.",
    ),
    Code.ROUND_PUBLISHED: say(
        "This round has been published and stays as it is. Make a new round for whoever is left.",
        "Diese Runde ist veröffentlicht und bleibt, wie sie ist. "
        "Bitte für alle, die noch übrig sind, eine neue Runde anlegen.",
    ),
    Code.LOCK_FORBIDDEN: say(
        "A pair is both locked and forbidden. Take it out of one of the two lists.",
        "Ein Paar ist zugleich festgelegt und ausgeschlossen. Bitte aus einer der beiden Listen nehmen.",
    ),
    Code.LOCK_OUTSIDE: say(
        "A locked pair names somebody who is not in this round in that role. Lock only people of the round.",
        "Ein festgelegtes Paar nennt jemanden, der nicht in dieser Rolle in der Runde ist. "
        "Bitte nur Personen der Runde festlegen.",
    ),
    Code.LOCK_TWICE: say(
        "A mentee is locked to two mentors, and a round gives everybody one. Keep one of the two.",
        "Eine Person ist zwei Mentor:innen zugeordnet, aber eine Runde gibt jeder Person nur eine. "
        "Bitte nur eine der beiden Festlegungen behalten.",
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
        "This is closed already. If it is different after all, name it again.",
        "Das ist bereits abgeschlossen. Wenn es doch anders ist, bitte noch einmal nennen.",
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
    Code.CIRCLE_UNKNOWN: say(
        "No such circle is known to you. Check the id, or open your list of circles.",
        "Ein solcher Kreis liegt hier nicht vor. Bitte die Kennung prüfen oder die eigenen Kreise öffnen.",
    ),
    Code.CIRCLE_ENDED: say(
        "This circle has already come to its end. If you want to go on, start a new one.",
        "Dieser Kreis ist bereits zu Ende. Wenn ihr weitermachen möchtet, bitte einen neuen anfangen.",
    ),
    Code.CIRCLE_SIZE: say(
        "A circle has three to eight people, those who are invited included. Invite more, or fewer.",
        "Ein Kreis hat drei bis acht Personen, die eingeladenen mitgezählt. Bitte mehr oder weniger einladen.",
    ),
    Code.CIRCLE_ALREADY_MADE: say(
        "This circle has been started before. Open it to see how it stands.",
        "Dieser Kreis wurde schon angefangen. Bitte öffnen, um den Stand zu sehen.",
    ),
    Code.CIRCLE_NOT_YOURS: say(
        "Only its mentor, or who started it among peers, ends a circle for all. You can leave it yourself.",
        "Für alle beendet einen Kreis nur, wer ihn begleitet oder unter Gleichen angefangen hat. "
        "Du kannst ihn jederzeit selbst verlassen.",
    ),
    Code.MENTOR_NOT_IN_CIRCLE: say(
        "Who gives must be in the circle. Invite them, or leave the mentor open.",
        "Wer gibt, muss zum Kreis gehören. Bitte mit einladen oder niemanden als Mentor:in nennen.",
    ),
    Code.PROGRAMME_CLOSED: say(PROGRAMME_CLOSED_WORDS["en"], PROGRAMME_CLOSED_WORDS["de"]),
    Code.NOT_IN_PROGRAMME: say(
        "In this programme only those ask and are asked who are in it, and one of you is not. "
        "Enter it first, choose somebody who is in it, or ask without a programme.",
        "In diesem Programm fragen nur die an, die dabei sind, und einer von euch ist es nicht. "
        "Bitte erst eintreten, jemanden aus dem Programm auswählen oder ohne Programm anfragen.",
    ),
    Code.WAY_NOT_TAKEN: say(
        "In this programme people find each other in another way. "
        "Look at the programme for how, or do it without a programme.",
        "In diesem Programm findet man auf anderem Weg zueinander. "
        "Bitte im Programm nachsehen, wie, oder es ohne Programm tun.",
    ),
    Code.SAME_DEPARTMENT: say(
        "In your organisation's programme the two come from different departments, and you are in the same one. "
        "Choose somebody from another department, or ask for suggestions.",
        "Im Programm eurer Organisation kommen beide aus verschiedenen Abteilungen, und ihr seid in derselben. "
        "Bitte jemanden aus einer anderen Abteilung auswählen oder Vorschläge anzeigen lassen.",
    ),
    Code.OTHER_SITE: say(
        "In your organisation's programme the two work at the same site, and you do not. "
        "Choose somebody at your own site, or ask for suggestions.",
        "Im Programm eurer Organisation arbeiten beide am selben Standort, ihr aber nicht. "
        "Bitte jemanden am eigenen Standort auswählen oder Vorschläge anzeigen lassen.",
    ),
    Code.TOO_LITTLE_OVERLAP: say(
        "Your working days meet for fewer hours than your organisation's programme asks for. "
        "Choose somebody in a nearer time zone, or ask for suggestions.",
        "Eure Arbeitstage überschneiden sich weniger Stunden, als das Programm eurer Organisation vorsieht. "
        "Bitte jemanden in einer näheren Zeitzone auswählen oder Vorschläge anzeigen lassen.",
    ),
}
