"""What people are told before they are erased: what goes, what stays, and the words that mean it. Pure."""

from libs.common.contracts import Words

CONFIRMATION: Words = {"en": "erase me", "de": "mich löschen"}

GOES: tuple[Words, ...] = (
    {
        "en": "Your name, your address and all that is known of you here.",
        "de": "Dein Name, deine Adresse und alles, was hier über dich bekannt ist.",
    },
    {
        "en": "All that you wrote: your journal, your messages, your part of agreements and letters. Nobody can read "
        "any of it again, you and your partners included.",
        "de": "Alles, was du geschrieben hast: dein Journal, deine Nachrichten, dein Teil von Vereinbarungen und "
        "Briefen. Niemand kann etwas davon je wieder lesen, auch du und deine Partnerinnen und Partner nicht.",
    },
    {
        "en": "What you were told, your settings, your devices and chats, whom you marked, blocked and invited.",
        "de": "Was dir gesagt wurde, deine Einstellungen, deine Geräte und Chats, wen du dir gemerkt, blockiert und "
        "eingeladen hast.",
    },
    {
        "en": "Your pairs end, and what is open between you and others ends, as it does when somebody leaves.",
        "de": "Deine Tandems enden, und was zwischen dir und anderen offen ist, endet so, wie wenn jemand geht.",
    },
)

STAYS: tuple[Words, ...] = (
    {
        "en": "What others wrote. They keep their own words, and that you met: with somebody who is not here any more.",
        "de": "Was andere geschrieben haben. Sie behalten ihre eigenen Worte und dass ihr euch getroffen habt: mit "
        "jemandem, der nicht mehr da ist.",
    },
    {
        "en": "Your id, without a name, where others have it in their records, and in the log of what happened.",
        "de": "Deine Kennung, ohne Namen, wo andere sie in ihren Daten haben, und im Protokoll dessen, was geschah.",
    },
    {
        "en": "A mark by which the house knows not to take you in again, and the receipt with what went where.",
        "de": "Ein Merkzeichen, an dem das Haus erkennt, dass es dich nicht wieder aufnehmen darf, und die Quittung, "
        "was wo gelöscht wurde.",
    },
    {
        "en": "Mails and calendar entries that reached you or others: those lie in mailboxes that are not ours.",
        "de": "Mails und Kalendereinträge, die bei dir oder anderen ankamen: Sie liegen in Postfächern, die nicht "
        "unsere sind.",
    },
)

RECEIPT: Words = {
    "en": "Every service has answered that nothing of this person is left in it, and since then the whole house was "
    "seen with nothing under way.",
    "de": "Jeder Dienst hat geantwortet, dass von dieser Person nichts mehr bei ihm ist, und seither wurde das ganze "
    "Haus einmal ohne etwas Unerledigtes angetroffen.",
}


def is_meant(confirmation: str) -> bool:
    """They wrote it out, in either language."""
    return confirmation.strip().casefold() in {words.casefold() for words in CONFIRMATION.values()}
