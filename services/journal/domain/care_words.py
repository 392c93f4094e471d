"""How it goes, in words: the questions, what is offered, the reasons of health. None of them names a person."""

from typing import TypeAlias

from libs.common.contracts.care import Band, CareOffer, Confidence, Fit

Words: TypeAlias = dict[str, str]
"""One text by locale: {"en": …, "de": …}."""

PULSE_QUESTIONS: dict[str, Words] = {
    "worth": {
        "en": "Is this worth your time? 1 is not at all, 5 is very much.",
        "de": "Lohnt sich die Zeit für dich? 1 heißt gar nicht, 5 heißt sehr.",
    },
    "both_ways": {
        "en": "Does it go both ways, so that each of you gives and gets something? 1 is not at all, 5 is very much.",
        "de": "Geht es in beide Richtungen, gebt und bekommt ihr also beide etwas? 1 heißt gar nicht, 5 heißt sehr.",
    },
}
FIT_QUESTION: Words = {
    "en": "How does it feel so far? Only you will ever see your answer.",
    "de": "Wie fühlt es sich bisher an? Deine Antwort siehst nur du.",
}
FIT_CHOICES: dict[Fit, Words] = {
    Fit.GOOD: {"en": "Good, we suit each other.", "de": "Gut, es passt."},
    Fit.UNSURE: {"en": "I am not sure yet.", "de": "Ich bin mir noch nicht sicher."},
    Fit.NOT_FOR_ME: {"en": "It is not for me.", "de": "Es ist nichts für mich."},
}
OFFERS: dict[CareOffer, Words] = {
    CareOffer.TALK_SCRIPT: {
        "en": "Talk about it. A way to begin: “I would like our talks to be worth it for both of us. What should we do "
        "more of, and what less?”",
        "de": "Sprich es an. Ein Einstieg: „Ich möchte, dass sich unsere Gespräche für uns beide lohnen. Wovon sollten "
        "wir mehr machen, und wovon weniger?“",
    },
    CareOffer.FLIP: {
        "en": "Flip one session: whoever usually asks brings the answers this time, and the other way round.",
        "de": "Dreht ein Treffen um: Wer sonst fragt, gibt diesmal die Antworten, und umgekehrt.",
    },
    CareOffer.PAUSE: {
        "en": "Take a break, until a date or until one of you goes on. Nothing is lost by it.",
        "de": "Macht eine Pause, bis zu einem Termin oder bis jemand von euch weitermacht. Dabei geht nichts verloren.",
    },
    CareOffer.PART_WELL: {
        "en": "Part well. Either of you can end it at once, and nobody hears who did or why. It is nobody's fault, and "
        "each of you can ask for somebody new right after.",
        "de": "Geht im Guten auseinander. Jede Seite kann sofort beenden, und niemand erfährt, wer es war und warum. "
        "Niemand ist schuld, und beide können gleich danach nach jemand Neuem fragen.",
    },
}
BANDS: dict[Band, Words] = {
    Band.THRIVING: {"en": "It is going really well.", "de": "Es läuft richtig gut."},
    Band.STEADY: {"en": "It is on a good way.", "de": "Es ist auf einem guten Weg."},
    Band.QUIET: {"en": "It has become quiet. How are you two doing?", "de": "Es ist ruhig geworden. Wie geht es euch?"},
    Band.NEEDS_CARE: {"en": "It could do with some care.", "de": "Ein wenig Zuwendung würde guttun."},
}
CONFIDENCES: dict[Confidence, Words] = {
    Confidence.LOW: {
        "en": "We know little, so take this as a question rather than an answer.",
        "de": "Wir wissen wenig; nimm das also eher als Frage denn als Antwort.",
    },
    Confidence.MEDIUM: {"en": "We know some of it.", "de": "Einiges davon wissen wir."},
    Confidence.HIGH: {"en": "We know a good deal of it.", "de": "Vieles davon wissen wir."},
}
REASONS: dict[str, Words] = {
    "no-session-known": {
        "en": "We do not know of any session yet. If you have met, one tap is enough to say so.",
        "de": "Wir wissen noch von keinem Treffen. Wenn ihr euch getroffen habt, genügt ein Tipp.",
    },
    "rhythm-good": {"en": "You meet at your own pace.", "de": "Ihr trefft euch in eurem eigenen Takt."},
    "rhythm-open": {
        "en": "It has been longer since your last session than is usual for you.",
        "de": "Euer letztes Treffen ist länger her, als es für euch üblich ist.",
    },
    "next-session-good": {"en": "Your next session has a date.", "de": "Euer nächstes Treffen hat einen Termin."},
    "next-session-open": {
        "en": "Your next session has no date yet.",
        "de": "Euer nächstes Treffen hat noch keinen Termin.",
    },
    "two-sided-good": {"en": "Both of you carry it.", "de": "Ihr tragt es beide."},
    "two-sided-open": {
        "en": "One of you does most of it. Let the other start the next session.",
        "de": "Das meiste kommt von einer Seite. Lasst die andere das nächste Treffen anstoßen.",
    },
    "agreement-good": {
        "en": "You have agreed on how you work together, with goals that are alive.",
        "de": "Ihr habt vereinbart, wie ihr zusammenarbeitet, und eure Ziele leben.",
    },
    "agreement-open": {
        "en": "Your agreement is still missing something: say what each of you wants to take away.",
        "de": "Eurer Vereinbarung fehlt noch etwas: Haltet fest, was ihr jeweils mitnehmen möchtet.",
    },
    "pulse-good": {"en": "You said that it is worth it.", "de": "Du hast gesagt, dass es sich lohnt."},
    "pulse-open": {
        "en": "You said that it is not quite worth it. Only you see this.",
        "de": "Du hast gesagt, dass es sich nicht ganz lohnt. Das siehst nur du.",
    },
    "learning-good": {
        "en": "You wrote down what you learned.",
        "de": "Du hast festgehalten, was du gelernt hast.",
    },
    "learning-open": {
        "en": "You have not written down for a while what you learned. One line is enough.",
        "de": "Du hast schon länger nicht festgehalten, was du gelernt hast. Eine Zeile genügt.",
    },
    "preparation-good": {"en": "You have prepared.", "de": "Du hast dich vorbereitet."},
    "preparation-open": {
        "en": "Some steps of your preparation are open. You may leave them out, too.",
        "de": "Ein paar Schritte deiner Vorbereitung sind offen. Du darfst sie auch auslassen.",
    },
    "cancellations-open": {
        "en": "Several sessions in a row were cancelled. A shorter one may be easier to keep.",
        "de": "Mehrere Treffen nacheinander sind ausgefallen. Ein kürzeres hält sich vielleicht leichter ein.",
    },
}
