"""The words with which a story opens, by direction and role."""

WELCOMES: dict[str, dict[str, str]] = {
    "welcome-forward-mentor": {
        "en": "Welcome. Somebody would like to learn from you, and you will learn as well: decide now on one thing "
        "that you want to take with you. In the first talk, listen more than you advise.",
        "de": "Willkommen! Jemand möchte von dir lernen, und auch du wirst lernen: Nimm dir gleich etwas vor, das du "
        "selbst mitnehmen willst. Höre beim ersten Gespräch mehr zu, als du rätst.",
    },
    "welcome-forward-mentee": {
        "en": "Welcome. You asked, and the answer was yes. The next step is yours: propose two times for a first talk "
        "and bring one real question. Think, too, of what you can give.",
        "de": "Willkommen! Du hast gefragt, und die Antwort war Ja. Der nächste Schritt liegt bei dir: Schlage "
        "zwei Termine für ein erstes Gespräch vor und bringe eine echte Frage mit. Überlege auch, was du geben kannst.",
    },
    "welcome-reverse-mentor": {
        "en": "Welcome. Somebody more senior wants to learn from you. You are nobody's help desk and speak for no "
        "group: say openly what you see. Arranging to meet is up to the other side, not to you.",
        "de": "Willkommen! Jemand mit mehr Erfahrung im Beruf möchte von dir lernen. Du bist keine Hotline und "
        "sprichst für keine Gruppe: Sage offen, was du siehst. Um Termine kümmert sich die andere Seite, nicht du.",
    },
    "welcome-reverse-mentee": {
        "en": "Welcome. You are here to learn from somebody more junior. Ask, then be silent; do not test and do not "
        "defend. You propose the times, and if you must cancel, you find the new one.",
        "de": "Willkommen! Du lernst hier von jemandem, der weniger lange dabei ist. Frage, und dann höre zu; prüfe "
        "nicht und verteidige dich nicht. Du schlägst Termine vor, und wenn du absagst, findest du den neuen.",
    },
    "welcome-reciprocal-mentor": {
        "en": "Welcome. Here both of you teach and both of you learn. Tell each other in the first talk what you want "
        "to take with you and what you bring.",
        "de": "Willkommen! Hier lehrt ihr beide, und ihr lernt beide. Erzählt euch im ersten Gespräch, was ihr "
        "mitnehmen wollt und was ihr mitbringt.",
    },
    "welcome-reciprocal-mentee": {
        "en": "Welcome. Here both of you teach and both of you learn. You asked first, so the first step is yours: "
        "propose two times, and name one thing that you bring.",
        "de": "Willkommen! Hier lehrt ihr beide, und ihr lernt beide. Du hast zuerst gefragt, also machst du den "
        "ersten Schritt: Schlage zwei Termine vor und nenne etwas, das du mitbringst.",
    },
    "welcome-flash-mentor": {
        "en": "Welcome. One talk, one question. Take half an hour, and ask at the end what the other will try first.",
        "de": "Willkommen! Ein Gespräch, eine Frage. Nimm dir eine halbe Stunde und frage am Ende, was die andere "
        "Person zuerst ausprobieren wird.",
    },
    "welcome-flash-mentee": {
        "en": "Welcome. One talk, one question. Send your question beforehand and propose two times.",
        "de": "Willkommen! Ein Gespräch, eine Frage. Schicke deine Frage vorab und schlage zwei Termine vor.",
    },
}
