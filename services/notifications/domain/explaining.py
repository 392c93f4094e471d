"""The plan in words: what channels are called, what can be done with a message, and when a row comes."""

from libs.common.contracts.base import Words
from libs.common.contracts.notices import Act
from libs.common.contracts.notifications import Channel
from services.notifications.domain.plan import Delay, Row

CHANNELS: dict[Channel, Words] = {
    Channel.INBOX: {"en": "Inbox", "de": "Posteingang"},
    Channel.MAIL: {"en": "Mail", "de": "Mail"},
    Channel.CALENDAR: {"en": "Calendar", "de": "Kalender"},
    Channel.PUSH: {"en": "Push", "de": "Push"},
    Channel.CHAT: {"en": "Chat", "de": "Chat"},
}

ACTS: dict[Act, Words] = {
    Act.READ: {"en": "Read", "de": "Gelesen"},
    Act.DONE: {"en": "Done", "de": "Erledigt"},
    Act.SNOOZE: {"en": "Remind me later", "de": "Später erinnern"},
    Act.NOT_USEFUL: {"en": "Not useful", "de": "Nicht hilfreich"},
}
"""The words of the first, to open it, are the message's own."""

STARTS = {"starts_at": ("the talk begins", "Beginn des Gesprächs")}
ANY_START = ("its date", "dem Termin")


def when_words(row: Row) -> Words:
    """When it comes, and when it does not."""
    english, german = _at_once() if row.is_at_once else _later(row.delay)
    if row.every_days:
        english += f" Again every {row.every_days} days."
        german += f" Danach wieder alle {row.every_days} Tage."
    if row.unless or row.unless_lately:
        english += " Not where what it seeks has happened by then."
        german += " Nicht, wenn bis dahin schon geschehen ist, worum es geht."
    return {"en": english, "de": german}


def _at_once() -> tuple[str, str]:
    return "It comes as soon as it happens.", "Das kommt, sobald es geschieht."


def _later(delay: Delay) -> tuple[str, str]:
    english, german = _distance(delay)
    if delay.at:
        english += f", at {delay.at} where you are"
        german += f", um {delay.at} Uhr bei dir"
    return f"It comes {english}.", f"Das kommt {german}."


def _distance(delay: Delay) -> tuple[str, str]:
    amounts = [_amount(delay.days, "day", "Tag", "e"), _amount(delay.hours, "hour", "Stunde", "n")]
    english = " and ".join(one for one, _ in filter(None, amounts))
    german = " und ".join(one for _, one in filter(None, amounts))
    is_before = delay.days < 0 or (not delay.days and delay.hours < 0)
    if not english:
        return ("on that day", "an diesem Tag") if delay.start else ("on the same day", "am selben Tag")
    if not delay.start:
        return f"{english} later", f"{german} danach"
    event, ereignis = STARTS.get(delay.start, ANY_START)
    words = ("before", "vor") if is_before else ("after", "nach")
    return f"{english} {words[0]} {event}", f"{german} {words[1]} {ereignis}"


def _amount(number: float, one: str, eins: str, plural: str) -> tuple[str, str] | None:
    size = abs(number)
    if not size:
        return None
    shown = f"{size:g}"
    return (f"{shown} {one}", f"{shown} {eins}") if size == 1 else (f"{shown} {one}s", f"{shown} {eins}{plural}")
