"""What an archive of all that is held on somebody consists of, and the page that leads through it. Pure."""

from collections.abc import Iterable

from libs.common.contracts import Words

PARTS: dict[str, Words] = {
    "record": {
        "en": "Your record: what is known of you, and who said it when",
        "de": "Deine Angaben: was über dich bekannt ist und wer es wann gesagt hat",
    },
    "sign_in": {
        "en": "Since when accounts of a provider are yours, and where you are signed in",
        "de": "Seit wann Konten eines Anbieters deine sind, und wo du angemeldet bist",
    },
    "enrolments": {
        "en": "Programmes you are in, or were invited to",
        "de": "Programme, in denen du bist oder in die du eingeladen bist",
    },
    "roles": {"en": "Your roles in the organisation", "de": "Deine Rollen in der Organisation"},
    "blocks": {"en": "Whom you block", "de": "Wen du blockierst"},
    "erasure": {"en": "Whether you asked to be forgotten", "de": "Ob du um Löschung gebeten hast"},
    "reports": {"en": "What you reported", "de": "Was du gemeldet hast"},
    "requests": {"en": "Requests", "de": "Anfragen"},
    "messages": {"en": "What was written with requests", "de": "Was zu Anfragen geschrieben wurde"},
    "recognitions": {"en": "Mentorings that were there before", "de": "Mentorings, die es schon gab"},
    "circles": {"en": "Circles", "de": "Kreise"},
    "pairs": {
        "en": "Pairs, and all that you can read of each",
        "de": "Tandems und alles, was du von ihnen lesen kannst",
    },
    "threads": {"en": "Messages of requests", "de": "Nachrichten zu Anfragen"},
    "facts": {"en": "The log: facts that concern you", "de": "Das Protokoll: was geschah und dich betrifft"},
    "marks": {"en": "Whom you marked", "de": "Wen du dir gemerkt hast"},
    "entries": {
        "en": "Your journal, and what partners share with you",
        "de": "Dein Journal und was andere mit dir teilen",
    },
    "key": {"en": "Your public key", "de": "Dein öffentlicher Schlüssel"},
    "kudos": {"en": "Kudos", "de": "Anerkennung"},
    "preparation": {"en": "Your preparation", "de": "Deine Vorbereitung"},
    "inbox": {"en": "What you were told", "de": "Was dir gesagt wurde"},
    "deliveries": {"en": "What went out to you, by which way", "de": "Was auf welchem Weg an dich ging"},
    "preferences": {"en": "What you want to hear", "de": "Was du hören möchtest"},
    "devices": {"en": "Your devices, without their secrets", "de": "Deine Geräte, ohne ihre Geheimnisse"},
    "chat": {"en": "Your chat, without its address", "de": "Dein Chat, ohne seine Adresse"},
    "invitations": {"en": "Whom you invited", "de": "Wen du eingeladen hast"},
}

ABOUT: Words = {
    "en": "All that Bothways holds on you, as of {at}. Each part is a file of its own (JSON). What others wrote only "
    "for themselves is not in it. What your devices sealed comes sealed.",
    "de": "Alles, was Bothways über dich gespeichert hat, Stand {at}. Jeder Teil ist eine eigene Datei (JSON). Was "
    "andere nur für sich geschrieben haben, ist nicht dabei. Was deine Geräte versiegelt haben, kommt versiegelt.",
}


def index_of(language: str, names: Iterable[str], at: str) -> str:
    """The first page, in the reader's language."""
    lines = [f"- [{PARTS[name][language]}]({name}.json)" for name in names]
    return "\n".join(["# Bothways", "", ABOUT[language].format(at=at), "", *lines, ""])
