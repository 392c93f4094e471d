"""What people of the demo write, in their own language: for whoever reads it later, it has to be readable."""

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from deploy.local.demo.organisation import demo_people
from deploy.local.demo.rehearsal.script import Act, What

Pool = Mapping[str, Sequence[str]]

EXCHANGES: Pool = {
    "en": (
        "An hour on {topic}, with my own mistakes as the examples.",
        "Introduced you to somebody who knows {topic} better than I do.",
        "Read your draft twice and said where I got lost.",
        "Showed you how I prepare for a talk that may go wrong.",
        "Explained what our customers mean when they say urgent.",
        "My notes on {topic}, cleaned up so that you can use them.",
        "Told you honestly what I would do differently today.",
    ),
    "de": (
        "Eine Stunde zu {topic}, mit meinen eigenen Fehlern als Beispielen.",
        "Dich mit jemandem bekannt gemacht, der {topic} besser kennt als ich.",
        "Deinen Entwurf zweimal gelesen und gesagt, wo ich den Faden verlor.",
        "Gezeigt, wie ich mich auf ein schwieriges Gespräch vorbereite.",
        "Erklärt, was unsere Kundschaft meint, wenn sie dringend sagt.",
        "Meine Notizen zu {topic}, so aufgeräumt, dass du sie brauchen kannst.",
        "Ehrlich erzählt, was ich heute anders machen würde.",
    ),
}
LEARNT: Pool = {
    "en": (
        "I used to start with the tool. You start with the question, and now I do too.",
        "That {topic} is mostly about leaving things out.",
        "How to say no without closing the door.",
        "That you do not know everything either, and say so. It made asking easier.",
        "To write down what I expect before I look at the result.",
        "How differently the same decision looks from your side of the table.",
    ),
    "de": (
        "Ich habe immer mit dem Werkzeug angefangen. Du fängst mit der Frage an, und ich jetzt auch.",
        "Dass es bei {topic} vor allem ums Weglassen geht.",
        "Wie man Nein sagt, ohne die Tür zuzumachen.",
        "Dass auch du nicht alles weißt und das sagst. Seitdem frage ich leichter.",
        "Aufzuschreiben, was ich erwarte, bevor ich das Ergebnis ansehe.",
        "Wie anders dieselbe Entscheidung von deiner Seite des Tisches aussieht.",
    ),
}
THANKS: Pool = {
    "en": (
        "Thank you for asking the question nobody else asked.",
        "Thank you for the hour after that hard week. It turned it around.",
        "You took my half idea seriously, and it became a whole one.",
    ),
    "de": (
        "Danke für die Frage, die sonst niemand gestellt hat.",
        "Danke für die Stunde nach der schweren Woche. Danach sah es anders aus.",
        "Du hast meine halbe Idee ernst genommen, und es ist eine ganze geworden.",
    ),
}
MESSAGES: Pool = {
    "en": (
        "Good talk today. I send you the article about {topic} tonight.",
        "Could we begin ten minutes later on Thursday? My train is late again.",
        "I tried it. It half worked, and I know why. More when we meet.",
        "No rush, but I would like your view on a page I wrote.",
    ),
    "de": (
        "Gutes Gespräch heute. Den Artikel über {topic} schicke ich dir heute Abend.",
        "Können wir am Donnerstag zehn Minuten später anfangen? Mein Zug ist wieder spät.",
        "Ich habe es ausprobiert. Es ging halb, und ich weiß, warum. Mehr, wenn wir uns sehen.",
        "Es eilt nicht, aber zu einer Seite, die ich geschrieben habe, hätte ich gern deine Sicht.",
    ),
}
REFLECTIONS: Pool = {
    "en": (
        "I talked too much today. Next time: two questions first.",
        "Said for the first time aloud that I would like to lead something.",
        "It was good to be the one who knows, for once.",
        "I keep putting off the same thing. Today I wrote down why.",
    ),
    "de": (
        "Heute habe ich zu viel geredet. Nächstes Mal: erst zwei Fragen.",
        "Zum ersten Mal laut gesagt, dass ich gern etwas leiten würde.",
        "Es tat gut, einmal die zu sein, die es weiß.",
        "Ich schiebe immer dasselbe auf. Heute habe ich aufgeschrieben, warum.",
    ),
}
ACTIONS: Pool = {
    "en": ("Show one page about {topic} to the team", "Ask two people how the last meeting was", "Draft the proposal"),
    "de": (
        "Dem Team eine Seite zu {topic} zeigen",
        "Zwei Leute fragen, wie das Treffen war",
        "Den Vorschlag entwerfen",
    ),
}
FEEDBACK: Pool = {
    "en": ("What should I do less of in our talks?", "Was my explanation of {topic} any use to you?"),
    "de": ("Wovon sollte ich in unseren Gesprächen weniger tun?", "Hat dir meine Erklärung zu {topic} geholfen?"),
}
LETTERS: Pool = {
    "en": ("I came for {topic} and leave with the habit of asking. Let us have lunch in spring.",),
    "de": ("Ich kam wegen {topic} und gehe mit der Gewohnheit zu fragen. Lass uns im Frühling essen gehen.",),
}
ECHOES: Pool = {
    "en": ("I still write down what I expect first.",),
    "de": ("Ich schreibe immer noch zuerst auf, was ich erwarte.",),
}
POOLS: Mapping[What, Pool] = {
    What.EXCHANGE: EXCHANGES,
    What.LEARN: LEARNT,
    What.THANK: THANKS,
    What.WRITE: MESSAGES,
    What.REFLECT: REFLECTIONS,
    What.ACT: ACTIONS,
    What.ASK_FEEDBACK: FEEDBACK,
    What.WRITE_LETTER: LETTERS,
    What.ECHO: ECHOES,
}
GOALS: Pool = {
    "en": ("Use {topic} in a piece of work of my own", "Lead a meeting of ten"),
    "de": ("{topic} in einer eigenen Arbeit einsetzen", "Ein Treffen von zehn leiten"),
}
MEASURES: Pool = {
    "en": ("I did it twice, and asked how it was", "Somebody else works with it"),
    "de": ("Zweimal getan und gefragt, wie es war", "Jemand anderes arbeitet damit"),
}
GIVES: Pool = {
    "en": ("An hour of doing it together", "An honest look at drafts", "Names of people worth asking"),
    "de": ("Eine Stunde gemeinsam daran", "Ein ehrlicher Blick auf Entwürfe", "Namen von Leuten, die man fragen kann"),
}
NEEDS: Pool = {
    "en": ("Questions before advice.", "A date that stands."),
    "de": ("Fragen vor Ratschlägen.", "Einen Termin, der hält."),
}
BOUNDARIES: Pool = {
    "en": ("Nothing about my team.", "No messages in the evening."),
    "de": ("Nichts über mein Team.", "Abends keine Nachrichten."),
}


class Lines:
    """The same for the same act of the same person, in every run."""

    def of(self, act: Act, person_id: str, topic: str) -> str:
        """What somebody writes with an act; empty where it has no words."""
        pool = POOLS.get(act.what)
        return _chosen(pool, person_id, topic, f"{act.what}{act.day}") if pool else ""

    def own_part(self, person_id: str, topic: str) -> dict[str, Any]:
        """Their part of an agreement."""

        def line(pool: Pool) -> str:
            return _chosen(pool, person_id, topic)

        goal = {"text": line(GOALS), "measure": line(MEASURES)}
        return {"goals": [goal], "gives": [line(GIVES)], "needs": line(NEEDS), "boundaries": line(BOUNDARIES)}


def _chosen(pool: Pool, person_id: str, topic: str, mark: str = "") -> str:
    lines = pool[_locales().get(person_id, "en")]
    return Random(f"{person_id}{mark}").choice(lines).format(topic=topic)  # noqa: S311 - repeatable, not secret


@cache
def _locales() -> Mapping[str, str]:
    return {person.person_id: person.locale for person in demo_people()}
