"""Every milestone in words, as a certificate and a pair's own page name it."""

from libs.common.contracts.base import Words
from libs.common.contracts.pairs import Milestone

MILESTONE_WORDS: dict[Milestone, Words] = {
    Milestone.HOPES_EXCHANGED: {"en": "Hopes and worries exchanged", "de": "Hoffnungen und Sorgen ausgetauscht"},
    Milestone.CORE_TRACK_DONE: {"en": "Prepared for mentoring", "de": "Auf das Mentoring vorbereitet"},
    Milestone.GOAL_AND_GIFT_WRITTEN: {
        "en": "Written down what to learn and what to give",
        "de": "Aufgeschrieben, was zu lernen und was zu geben ist",
    },
    Milestone.FIRST_TALK_HELD: {"en": "First talk held", "de": "Erstes Gespräch geführt"},
    Milestone.AGREEMENT_LIVE: {"en": "Agreement signed by both", "de": "Vereinbarung von beiden unterschrieben"},
    Milestone.NEEDS_TOLD: {
        "en": "Told what the other should know about working together",
        "de": "Gesagt, was die andere Seite für die Zusammenarbeit wissen sollte",
    },
    Milestone.CANDOUR_AGREED: {"en": "Ground rules for candour agreed", "de": "Regeln für offene Worte vereinbart"},
    Milestone.CADENCE_SET: {"en": "Rhythm of meetings agreed", "de": "Rhythmus der Treffen vereinbart"},
    Milestone.GOAL_MADE_CONCRETE: {"en": "A goal made concrete", "de": "Ein Ziel konkret gemacht"},
    Milestone.FEEDBACK_ASKED: {"en": "Asked the other for feedback", "de": "Die andere Seite um Feedback gebeten"},
    Milestone.THIRD_SESSION_HELD: {"en": "Third session held", "de": "Drittes Treffen gehabt"},
    Milestone.FIRST_FLIP: {"en": "Swapped roles for the first time", "de": "Zum ersten Mal die Rollen getauscht"},
    Milestone.MID_REVIEW_HELD: {"en": "Looked back together half-way", "de": "Zur Halbzeit gemeinsam zurückgeschaut"},
    Milestone.TRIED_OUTSIDE: {
        "en": "Tried something out beyond the talks",
        "de": "Etwas außerhalb der Gespräche ausprobiert",
    },
    Milestone.LEARNED_FROM_OTHER: {
        "en": "Named something learned from the other",
        "de": "Benannt, was von der anderen Seite gelernt ist",
    },
    Milestone.APPLIED: {"en": "Put something learned to use", "de": "Etwas Gelerntes angewendet"},
    Milestone.GOAL_REACHED: {"en": "A goal reached", "de": "Ein Ziel erreicht"},
    Milestone.SESSION_LED_BY_JUNIOR: {
        "en": "A session led by the more junior side",
        "de": "Ein Treffen, das die jüngere Seite im Beruf geleitet hat",
    },
    Milestone.SENIOR_ACTED: {
        "en": "The more senior side acted on something and told of it",
        "de": "Die erfahrenere Seite hat etwas umgesetzt und davon erzählt",
    },
    Milestone.WHAT_CHANGED_TOLD: {
        "en": "Told each other what has changed",
        "de": "Einander erzählt, was sich verändert hat",
    },
    Milestone.NEXT_DECIDED: {
        "en": "Decided together what comes next",
        "de": "Gemeinsam entschieden, wie es weitergeht",
    },
    Milestone.THANKED: {"en": "Thanked the other", "de": "Der anderen Seite gedankt"},
    Milestone.LEARNING_WRITTEN: {"en": "Written down the learning", "de": "Das Gelernte aufgeschrieben"},
    Milestone.KUDOS_GIVEN: {"en": "Named a strength of the other", "de": "Eine Stärke der anderen Seite benannt"},
    Milestone.NEXT_NAMED: {"en": "Knows with whom to go on", "de": "Weiß, mit wem es weitergeht"},
    Milestone.ECHO_30: {"en": "Looked back after a month", "de": "Nach einem Monat zurückgeschaut"},
    Milestone.ECHO_90: {"en": "Looked back after three months", "de": "Nach drei Monaten zurückgeschaut"},
    Milestone.ECHO_365: {"en": "Looked back after a year", "de": "Nach einem Jahr zurückgeschaut"},
    Milestone.PAID_FORWARD: {
        "en": "Passed on what was received: a mentor now",
        "de": "Weitergegeben, was empfangen wurde: jetzt selbst mit Mentoring dabei",
    },
}
