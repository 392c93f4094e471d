"""The words with which a story opens, by direction and role. Rendered when read, so that a better word reaches all.

Entries keep the names: a name that was ever used stays. None of the words knows who the partner is, for names live in
the person record alone.
"""

from collections.abc import Sequence

WELCOMES: dict[str, dict[str, str]] = {
    "welcome-forward-mentor": {
        "en": "Welcome! Somebody wants to learn from you, and you will learn too: settle now on one thing that you "
        "want to take away. In the first talk listen more than you advise, and tell what went wrong as well. The "
        "other side takes the first step and proposes a time.",
        "de": "Willkommen! Jemand möchte von dir lernen, und auch du wirst lernen: Nimm dir jetzt eine Sache vor, "
        "die du für dich mitnehmen möchtest. Hör im ersten Gespräch lieber zu, statt gleich Rat zu geben, und "
        "erzähl auch, was schiefging. Den ersten Schritt macht die andere Seite: Sie schlägt Termine vor.",
    },
    "welcome-forward-mentee": {
        "en": "Welcome! You both said yes. The first step is yours: propose two times for a first talk, and bring "
        "one real question. You have something to give as well: think of what you see that is hard to see from over "
        "there.",
        "de": "Willkommen! Ihr habt beide Ja gesagt. Der erste Schritt liegt bei dir: Schlag zwei Termine für ein "
        "erstes Gespräch vor, und bring eine echte Frage mit. Auch du hast etwas zu geben: Überleg dir, was "
        "nur von deinem Platz aus gut zu sehen ist.",
    },
    "welcome-reverse-mentor": {
        "en": "Welcome! Somebody more senior wants to learn from you, and you lead the talks. You speak for "
        "yourself and for no group, you are nobody's help desk, and not to know something is fine. There is "
        "something in it for you: ask how decisions are made here, and why. The other side proposes the first times, "
        "and new ones after cancelling.",
        "de": "Willkommen! Jemand in höherer Position möchte von dir lernen, und du führst die Gespräche. Du "
        "sprichst für dich und für keine Gruppe, du bist kein Helpdesk, und „Das weiß ich nicht“ ist eine gute "
        "Antwort. Auch für dich ist etwas drin: Frag, wie hier entschieden wird und warum. Die andere Seite schlägt "
        "die ersten Termine vor und nach einer Absage neue.",
    },
    "welcome-reverse-mentee": {
        "en": "Welcome! You are here to learn from somebody more junior, so go in without answers. Ask, then be "
        "silent; there is nothing to test and nothing to defend. The first step is yours: propose two times. If you "
        "have to cancel, you find the new one. Act on one thing, and tell what came of it.",
        "de": "Willkommen! Du lernst hier von jemandem mit weniger Berufserfahrung; geh also ohne Antworten hinein. "
        "Frag, und dann schweig; zu prüfen und zu verteidigen gibt es nichts. Der erste Schritt liegt bei dir: "
        "Schlag zwei Termine vor. Musst du absagen, suchst du den neuen Termin. Setz eine Sache um, und erzähl, was "
        "daraus geworden ist.",
    },
    "welcome-reciprocal-mentor": {
        "en": "Welcome! Here you both teach and you both learn. In the first talk tell each other what you want to "
        "take away and what you bring. The other side takes the first step and proposes a time.",
        "de": "Willkommen! Hier lehrt ihr beide, und ihr lernt beide. Erzählt euch im ersten Gespräch, was ihr "
        "mitnehmen möchtet und was ihr mitbringt. Den ersten Schritt macht die andere Seite: Sie schlägt Termine "
        "vor.",
    },
    "welcome-reciprocal-mentee": {
        "en": "Welcome! Here you both teach and you both learn. The first step is yours: propose two times, and "
        "name one thing that you bring and one that you want to take away.",
        "de": "Willkommen! Hier lehrt ihr beide, und ihr lernt beide. Der erste Schritt liegt bei dir: Schlag zwei "
        "Termine vor, und nenne eine Sache, die du mitbringst, und eine, die du mitnehmen möchtest.",
    },
    "welcome-flash-mentor": {
        "en": "Welcome! One talk, one question. Half an hour is enough, and you will be sent the question "
        "beforehand. Ask at the end what the other will try first.",
        "de": "Willkommen! Ein Gespräch, eine Frage. Eine halbe Stunde genügt, und die Frage bekommst du vorab. "
        "Frag am Ende, was die andere Person zuerst ausprobieren wird.",
    },
    "welcome-flash-mentee": {
        "en": "Welcome! One talk, one question. The first step is yours: propose two times, and send your question "
        "along. Say, too, what a good answer would look like to you.",
        "de": "Willkommen! Ein Gespräch, eine Frage. Der erste Schritt liegt bei dir: Schlag zwei Termine vor, und "
        "schick deine Frage gleich mit. Sag auch, wie eine gute Antwort für dich aussähe.",
    },
    "welcome-peer-mentor": {
        "en": "Welcome! You learn together as equals: nobody leads, and nobody has to know more. In each talk one of "
        "you brings something real, and the other asks before advising. The other side takes the first step and "
        "proposes a time.",
        "de": "Willkommen! Ihr lernt miteinander auf Augenhöhe: Niemand führt, und niemand muss mehr wissen. In jedem "
        "Gespräch bringt eine Seite etwas Echtes mit, und die andere fragt, bevor sie rät. Den ersten Schritt macht "
        "die andere Seite: Sie schlägt Termine vor.",
    },
    "welcome-peer-mentee": {
        "en": "Welcome! You learn together as equals: nobody leads, and nobody has to know more. The first step is "
        "yours: propose two times, and bring something that you are stuck on. Next time it is the other way round.",
        "de": "Willkommen! Ihr lernt miteinander auf Augenhöhe: Niemand führt, und niemand muss mehr wissen. Der erste "
        "Schritt liegt bei dir: Schlag zwei Termine vor, und bring etwas mit, woran du gerade hängst. Beim nächsten "
        "Mal ist es umgekehrt.",
    },
}

ABOUT = {"en": "What it is about: {topics}.", "de": "Worum es geht: {topics}."}
AND = {"en": " and ", "de": " und "}


def welcome(template: str, topics: Sequence[str]) -> dict[str, str]:
    """The words of a template for a pair that has these topics, in every language."""
    return {
        locale: f"{text} {ABOUT[locale].format(topics=_listed(topics, AND[locale]))}" if topics else text
        for locale, text in WELCOMES[template].items()
    }


def _listed(topics: Sequence[str], conjunction: str) -> str:
    *others, last = topics
    return conjunction.join([", ".join(others), last]) if others else last
