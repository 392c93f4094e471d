"""What the link of an invitation shows to people without an account: what it is, how to join, how to be left alone."""

from services.gateway.pages import Button, Page, section

NO_MORE = Button({"en": "No more invitations", "de": "Keine Einladungen mehr"})

INVITED = Page(
    200,
    (
        section(
            "A colleague would like to learn with you",
            "Jemand aus deiner Organisation möchte mit dir lernen",
            "Bothways brings colleagues together who learn from each other, always in both directions. Two people talk "
            "when it suits them, and nothing begins before both have said yes.",
            "Bothways bringt Kolleginnen und Kollegen zusammen, die voneinander lernen, und zwar immer in beide "
            "Richtungen. Zwei reden miteinander, wann es ihnen passt, und nichts beginnt, bevor beide Ja gesagt haben.",
        ),
        section(
            "How to join",
            "So machst du mit",
            "Your organisation says who takes part; nobody can sign up alone. Ask whoever invited you, or the people "
            "team where you work, to have you added. Then you can sign in. If you choose to be visible, whoever "
            "invited you hears that you are here.",
            "Wer mitmacht, legt deine Organisation fest; selbst anmelden kann sich niemand. Bitte die Person, die dich "
            "eingeladen hat, oder die Personalabteilung, dich aufnehmen zu lassen. Dann kannst du dich anmelden. Wenn "
            "du sichtbar sein möchtest, erfährt die Person, die dich eingeladen hat, dass du da bist.",
        ),
        section(
            "No more invitations?",
            "Keine Einladungen mehr?",
            "If this is not for you, you need do nothing: no second mail follows. If you want to be sure that no other "
            "colleague can invite you either, say so here. Nobody is told.",
            "Wenn das nichts für dich ist, brauchst du nichts zu tun: Eine zweite Mail kommt nicht. Wenn dich auch "
            "sonst niemand aus deiner Organisation einladen können soll, sag es hier. Niemand erfährt davon.",
            NO_MORE,
            anchor="no-more",
        ),
    ),
)
REFUSED = Page(
    200,
    (
        section(
            "Done",
            "Erledigt",
            "No colleague can invite this address any more. Nobody is told. You can still join at any time: your "
            "organisation adds you.",
            "Niemand aus deiner Organisation kann diese Adresse noch einmal einladen. Niemand erfährt davon. Mitmachen "
            "kannst du trotzdem jederzeit: Deine Organisation nimmt dich auf.",
        ),
    ),
)
