"""What became of the words sent to people. Internal: who was told what is nobody else's business."""

from enum import StrEnum

from libs.common.contracts.base import Contract, Id, Service, Words


class Channel(StrEnum):
    """Ways to a person."""

    INBOX = "inbox"
    MAIL = "mail"
    CALENDAR = "calendar"
    """Invitations by mail that a calendar takes in."""

    PUSH = "push"
    CHAT = "chat"


class Kind(StrEnum):
    """What a message is about: what people switch on and off, and what is counted together."""

    REQUESTS = "requests"
    FINDING = "finding"
    PAIRS = "pairs"
    MESSAGES = "messages"
    PREPARATION = "preparation"
    SESSIONS = "sessions"
    RHYTHM = "rhythm"
    GOALS = "goals"
    FEEDBACK = "feedback"
    LEARNING = "learning"
    MONTHLY = "monthly"
    CARE = "care"
    ENDINGS = "endings"
    CIRCLES = "circles"
    ANNOUNCEMENTS = "announcements"
    ORGANISING = "organising"
    SAFEGUARDING = "safeguarding"
    ACCOUNT = "account"
    """About the messages themselves: an address that takes none, how often they come."""


KINDS: dict[Kind, Words] = {
    Kind.REQUESTS: {"en": "Requests and answers", "de": "Anfragen und Antworten"},
    Kind.FINDING: {"en": "Finding each other", "de": "Einander finden"},
    Kind.PAIRS: {"en": "What changes in a pair", "de": "Was sich in einem Paar ändert"},
    Kind.MESSAGES: {"en": "Messages from others", "de": "Nachrichten von anderen"},
    Kind.PREPARATION: {"en": "Getting prepared", "de": "Vorbereitung"},
    Kind.SESSIONS: {"en": "Talks and dates", "de": "Gespräche und Termine"},
    Kind.RHYTHM: {"en": "When you have not talked for a while", "de": "Wenn ihr länger nicht gesprochen habt"},
    Kind.GOALS: {"en": "Goals and agreements", "de": "Ziele und Vereinbarungen"},
    Kind.FEEDBACK: {"en": "How it is going", "de": "Wie es läuft"},
    Kind.LEARNING: {"en": "What you learn from each other", "de": "Was ihr voneinander lernt"},
    Kind.MONTHLY: {"en": "The idea of the month", "de": "Die Idee des Monats"},
    Kind.CARE: {"en": "When a pair needs care", "de": "Wenn ein Paar Zuwendung braucht"},
    Kind.ENDINGS: {"en": "Ending well", "de": "Gut abschließen"},
    Kind.CIRCLES: {"en": "Circles", "de": "Kreise"},
    Kind.ANNOUNCEMENTS: {"en": "News of your organisation", "de": "Neues aus deiner Organisation"},
    Kind.ORGANISING: {"en": "For those who organise", "de": "Für alle, die organisieren"},
    Kind.SAFEGUARDING: {"en": "Reports and how they end", "de": "Meldungen und was daraus wird"},
    Kind.ACCOUNT: {"en": "About your messages themselves", "de": "Zu deinen Nachrichten selbst"},
}


class Importance(StrEnum):
    """How far restraint goes."""

    CRITICAL = "critical"
    """Said at once, whatever anybody set."""

    PERSONAL = "personal"
    """Somebody did something that concerns the reader: only what they set for themselves holds it back."""

    NUDGE = "nudge"
    """The house's own idea: under budget, caps, quiet hours and digests."""


class Digest(StrEnum):
    """Whether nudges come together."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


class Step(StrEnum):
    """What a message lets its reader do at once, by a link and without signing in."""

    ACCEPT = "accept"
    NOT_NOW = "not-now"
    WE_MET = "we-met"
    SNOOZE = "snooze"
    DONE = "done"


class Delivery(Contract):
    """One message to one person through one channel."""

    delivery_id: Id
    person_id: Id
    channel: Channel
    template: Id
    cause_id: Id


class NotificationSent(Delivery, by=[Service.NOTIFICATIONS]):
    """It left the house."""


class NotificationFailed(Delivery, by=[Service.NOTIFICATIONS]):
    """It could not be delivered and will not be tried again."""

    code: Id


class NudgeDropped(Contract, by=[Service.NOTIFICATIONS]):
    """A nudge was not sent, and why: what it sought had happened already, or nobody was left to tell."""

    nudge: Id
    subject_id: Id
    reason: Id
