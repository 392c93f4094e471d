"""What can be written in a journal, who reads it, and what protects it: in words for whoever writes."""

from dataclasses import dataclass

from libs.common.contracts import Words
from libs.common.contracts.entries import EntryKind, Level


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of entry, and the level that suits it where its author says nothing else."""

    level: Level
    words: Words


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level: its name, who reads what is written there, and what of that is cryptography and what a promise."""

    name: Words
    readers: Words
    cryptography: Words
    promise: Words


KINDS: dict[EntryKind, KindWords] = {
    EntryKind.REFLECTION: KindWords(Level.SEALED, {"en": "Reflection", "de": "Gedanke"}),
    EntryKind.SESSION_NOTE: KindWords(Level.PAIR, {"en": "Note on a session", "de": "Notiz zum Treffen"}),
    EntryKind.LEARNED_FROM_YOU: KindWords(Level.PAIR, {"en": "Learned from you", "de": "Von dir gelernt"}),
    EntryKind.GAVE: KindWords(Level.MINE, {"en": "What I gave", "de": "Was ich gegeben habe"}),
    EntryKind.QUESTION_TO_BRING: KindWords(Level.MINE, {"en": "Question to bring", "de": "Frage zum Mitbringen"}),
    EntryKind.FEEDBACK_ASKED: KindWords(Level.PAIR, {"en": "Feedback I ask for", "de": "Feedback, um das ich bitte"}),
    EntryKind.FEEDBACK_GIVEN: KindWords(Level.PAIR, {"en": "Feedback I give", "de": "Feedback, das ich gebe"}),
    EntryKind.DECISION: KindWords(Level.PAIR, {"en": "Decision or commitment", "de": "Entschluss oder Zusage"}),
    EntryKind.WIN: KindWords(Level.MINE, {"en": "Something that went well", "de": "Etwas, das gelungen ist"}),
    EntryKind.WORRY: KindWords(Level.SEALED, {"en": "Worry", "de": "Sorge"}),
    EntryKind.GRATITUDE: KindWords(Level.PAIR, {"en": "Thank you", "de": "Danke"}),
    EntryKind.LETTER_TO_LATER: KindWords(Level.SEALED_UNTIL, {"en": "Letter to later", "de": "Brief an später"}),
    EntryKind.CLOSING_LETTER: KindWords(Level.PAIR, {"en": "Closing letter", "de": "Abschiedsbrief"}),
}

LEVELS: dict[Level, LevelWords] = {
    Level.SEALED: LevelWords(
        {"en": "Sealed", "de": "Versiegelt"},
        {"en": "You alone.", "de": "Nur du."},
        {
            "en": "Your device encrypts it before it leaves you. We see its kind, its day and how long it is, and "
            "cannot read it. Nobody can search it but your device. If you lose your key and the passphrase of its "
            "backup, nobody can bring it back, we neither.",
            "de": "Dein Gerät verschlüsselt, bevor etwas bei uns ankommt. Wir sehen Art, Tag und Länge und können es "
            "nicht lesen. Durchsuchen kann es nur dein Gerät. Wenn du deinen Schlüssel und die Passphrase seiner "
            "Sicherung verlierst, kann es niemand zurückholen, auch wir nicht.",
        },
        {
            "en": "That we tell nobody that you wrote, or how often.",
            "de": "Dass wir niemandem sagen, dass oder wie oft du schreibst.",
        },
    ),
    Level.SEALED_UNTIL: LevelWords(
        {"en": "Sealed until a day", "de": "Versiegelt bis zu einem Tag"},
        {
            "en": "Both of you, from the day that you choose. Until then neither, and the other does not know of it. "
            "Should your pair end before, other than completed, it opens for you alone.",
            "de": "Ihr beide, ab dem Tag, den du wählst. Bis dahin keiner von euch, und dein Gegenüber weiß nichts "
            "davon. Endet euer Tandem vorher, ohne abgeschlossen zu sein, öffnet es sich nur für dich.",
        },
        {
            "en": "Your device encrypts it for your two keys, so nobody else can ever read it. It takes the other's "
            "key from us: compare their key's fingerprint if you want to be sure that it is theirs.",
            "de": "Dein Gerät verschlüsselt für eure beiden Schlüssel, sodass es sonst nie jemand lesen kann. Den "
            "Schlüssel deines Gegenübers bekommt es von uns: Vergleicht den Fingerabdruck, wenn du sicher sein willst.",
        },
        {
            "en": "The day. That we hand it to nobody before, and to both of you then, is our word, no cryptography.",
            "de": "Der Tag. Dass wir es vorher niemandem und dann euch beiden geben, ist unser Wort und keine "
            "Kryptografie.",
        },
    ),
    Level.MINE: LevelWords(
        {"en": "Mine", "de": "Meins"},
        {"en": "You alone.", "de": "Nur du."},
        {
            "en": "We encrypt it under a key of your own as soon as it is here. Without the master key of whoever "
            "runs this house no copy of the database shows a word.",
            "de": "Wir verschlüsseln es unter einem eigenen Schlüssel von dir, sobald es bei uns ist. Ohne den "
            "Hauptschlüssel derer, die dieses Haus betreiben, zeigt keine Kopie der Datenbank ein Wort.",
        },
        {
            "en": "That we open it for you alone, to show, search and export it, and tell nobody that you wrote.",
            "de": "Dass wir es nur für dich öffnen, um es zu zeigen, zu durchsuchen und zu exportieren, und niemandem "
            "sagen, dass du schreibst.",
        },
    ),
    Level.PAIR: LevelWords(
        {"en": "The two of us", "de": "Wir zwei"},
        {
            "en": "Both of you, also after your pair has ended. You can take it back; the other hears that you did.",
            "de": "Ihr beide, auch wenn euer Tandem zu Ende ist. Du kannst es zurücknehmen; dein Gegenüber erfährt es.",
        },
        {
            "en": "We encrypt it under a key for what you write in this pair. Without the master key of whoever runs "
            "this house no copy of the database shows a word.",
            "de": "Wir verschlüsseln es unter einem Schlüssel für das, was du in diesem Tandem schreibst. Ohne den "
            "Hauptschlüssel derer, die dieses Haus betreiben, zeigt keine Kopie der Datenbank ein Wort.",
        },
        {
            "en": "That we open it for the two of you and for nobody else: no organiser, no administrator.",
            "de": "Dass wir es nur für euch zwei öffnen und für niemanden sonst: nicht für die Programmleitung, nicht "
            "für die Administration.",
        },
    ),
}
