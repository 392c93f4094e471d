"""What the links in a member's mails show: what one click would do, that it is done, or what to do instead."""

from libs.common.contracts import Words
from libs.common.contracts.notifications import KINDS, Channel, Kind, Step
from services.gateway.pages import Button, Page, Section, section

PRODUCT: Words = {"en": "To Bothways", "de": "Zu Bothways"}
SIGN_IN: Words = {"en": "Sign in to Bothways", "de": "Bei Bothways anmelden"}


def _asking(en: str, de: str, text_en: str, text_de: str, button: tuple[str, str]) -> Page:
    """One button, one step."""
    return Page(200, (section(en, de, text_en, text_de, Button({"en": button[0], "de": button[1]})),))


def _thanks(en: str, de: str, text_en: str, text_de: str) -> Page:
    return Page(200, (section(en, de, text_en, text_de),), way_on=PRODUCT)


BEFORE: dict[Step, Page] = {
    Step.ACCEPT: _asking(
        "Say yes?",
        "Ja sagen?",
        "With one click you say yes, and the two of you can begin. The other side hears of it at once.",
        "Mit einem Klick sagst du Ja, und ihr könnt anfangen. Die andere Seite erfährt es sofort.",
        ("Yes, gladly", "Ja, gern"),
    ),
    Step.NOT_NOW: _asking(
        "Not now?",
        "Gerade nicht?",
        "With one click you say that it does not fit at present. The other side hears it kindly, without a reason.",
        "Mit einem Klick sagst du, dass es gerade nicht passt. Die andere Seite erfährt es freundlich und ohne Grund.",
        ("Not now", "Gerade nicht"),
    ),
    Step.WE_MET: _asking(
        "You have met?",
        "Ihr habt euch getroffen?",
        "With one click the session counts as held, for both of you.",
        "Mit einem Klick zählt das Treffen als gehalten, für euch beide.",
        ("Yes, we met", "Ja, haben wir"),
    ),
    Step.SNOOZE: _asking(
        "Not this week?",
        "Nicht diese Woche?",
        "With one click this comes back in a week, unless it has settled itself by then.",
        "Mit einem Klick kommt das in einer Woche wieder, falls es sich bis dahin nicht erledigt hat.",
        ("In a week", "In einer Woche"),
    ),
    Step.DONE: _asking(
        "Is this done?",
        "Ist das erledigt?",
        "With one click this is ticked off, and nothing more comes of it.",
        "Mit einem Klick ist das abgehakt, und es kommt nichts mehr dazu.",
        ("Done", "Erledigt"),
    ),
}

AFTER: dict[Step, Page] = {
    Step.ACCEPT: _thanks(
        "Thank you for your yes",
        "Danke für dein Ja",
        "The other side hears of it. How it goes on stands in Bothways.",
        "Die andere Seite erfährt es. Wie es weitergeht, steht in Bothways.",
    ),
    Step.NOT_NOW: _thanks(
        "Thank you for the word",
        "Danke für die Antwort",
        "A clear word helps more than silence. If you would like fewer requests for a while, take a break in Bothways.",
        "Eine klare Antwort hilft mehr als Schweigen. Wenn du eine Weile weniger Anfragen möchtest, mach in Bothways "
        "eine Pause.",
    ),
    Step.WE_MET: _thanks(
        "Good that you met",
        "Schön, dass ihr euch getroffen habt",
        "It counts. What you take along from it is quickly written down while it is fresh.",
        "Es zählt. Was du daraus mitnimmst, ist schnell aufgeschrieben, solange es frisch ist.",
    ),
    Step.SNOOZE: _thanks(
        "Until next week",
        "Bis nächste Woche",
        "We come back to it in seven days, unless it has settled itself by then.",
        "In sieben Tagen melden wir uns wieder, falls es sich bis dahin nicht erledigt hat.",
    ),
    Step.DONE: _thanks("Ticked off", "Abgehakt", "Nothing more comes of it.", "Dazu kommt nichts mehr."),
}

USED_UP = Page(
    410,
    (
        section(
            "This link has done its work",
            "Dieser Link hat ausgedient",
            "It works once, and for two weeks. Nothing was changed now. Sign in to see how it stands and to go on.",
            "Er gilt ein Mal und zwei Wochen lang. Jetzt wurde nichts geändert. Melde dich an, um zu sehen, wie es "
            "steht, und um weiterzumachen.",
        ),
    ),
    way_on=SIGN_IN,
)

CHANNELS: dict[Channel, Words] = {
    Channel.INBOX: {"en": "in the inbox", "de": "im Posteingang"},
    Channel.MAIL: {"en": "by mail", "de": "per Mail"},
    Channel.CALENDAR: {"en": "in the calendar", "de": "im Kalender"},
    Channel.PUSH: {"en": "as a push message", "de": "als Push-Nachricht"},
    Channel.CHAT: {"en": "in the chat", "de": "im Chat"},
}
EVERYTHING = "everything"
"""The query of the wider switch."""


def switch(kind: Kind | None, channel: Channel) -> Page:
    """A button for this kind, where there is one, and one for all that the house thinks of itself."""
    channels = CHANNELS[channel]
    return Page(200, (*([_narrow(KINDS[kind], channels)] if kind else []), _wider(channels)))


def _narrow(kinds: Words, channels: Words) -> Section:
    return section(
        f"No more of this {channels['en']}?",
        f"Davon nichts mehr {channels['de']}?",
        f"It is about: {kinds['en']}. With one click none of it comes {channels['en']} any more.",
        f"Es geht um: {kinds['de']}. Mit einem Klick kommt davon {channels['de']} nichts mehr.",
        Button({"en": "No more of this", "de": "Nichts mehr davon"}),
    )


def _wider(channels: Words) -> Section:
    return section(
        "Only what others do?",
        "Nur noch, was andere tun?",
        f"Then no ideas and reminders of ours come {channels['en']} at all: only that somebody asks you, answers you, "
        "or needs you to know something.",
        f"Dann kommen {channels['de']} gar keine Ideen und Erinnerungen mehr von uns: nur noch, wenn dich jemand "
        "fragt, dir antwortet oder du etwas wissen musst.",
        Button({"en": "Only what others do", "de": "Nur noch, was andere tun"}, EVERYTHING),
    )


def switched_off(kind: Kind | None, channel: Channel) -> Page:
    """Done; and where to have it otherwise."""
    channels = CHANNELS[channel]
    what: Words = KINDS[kind] if kind else {"en": "Ideas and reminders of ours", "de": "Ideen und Erinnerungen von uns"}
    text: Words = {
        "en": f"{what['en']}: nothing of it comes {channels['en']} any more. You can change that at any time in your "
        "settings.",
        "de": f"{what['de']}: Davon kommt {channels['de']} nichts mehr. In deinen Einstellungen kannst du das "
        "jederzeit ändern.",
    }
    return Page(200, (Section({"en": "Switched off", "de": "Abbestellt"}, text),), way_on=PRODUCT)
