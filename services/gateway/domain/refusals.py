"""Why the edge says no: a code for programs, a status for HTTP, words for people. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from libs.common.contracts import Words
from libs.common.contracts.people import PAUSED_PERSON, PAUSED_PERSON_WORDS, UNKNOWN_PERSON, UNKNOWN_PERSON_WORDS
from libs.common.contracts.programme_facts import (
    PROGRAMME_CLOSED,
    PROGRAMME_CLOSED_WORDS,
    PROGRAMME_UNKNOWN,
    PROGRAMME_UNKNOWN_WORDS,
)
from libs.common.errors import Refused

NOT_PROVISIONED, MAIL_NOT_VERIFIED = "not-provisioned", "mail-not-verified"
LINKED_OTHERWISE = "linked-otherwise"
INCOMPLETE_PERSON = "incomplete-person"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What one code says."""

    status: int
    en: str
    de: str

    @property
    def words(self) -> Words:
        """As contracts carry them."""
        return {"en": self.en, "de": self.de}


REFUSALS = {
    "platform-revoked": Refusal(
        403, "This platform may not send anything any more.", "Diese Plattform darf nichts mehr senden."
    ),
    "not-administrator": Refusal(
        403,
        "You do not administer this organisation any more.",
        "Du gehörst nicht mehr zur Administration dieser Organisation.",
    ),
    "last-administrator": Refusal(
        409,
        "An organisation keeps an administrator. Name another one first, or ask the operator.",
        "Eine Organisation behält immer jemanden in der Administration. Ernenne zuerst jemand anderen, oder wende dich "
        "an den Betrieb.",
    ),
    "scope-needed": Refusal(403, "This platform may not send events.", "Diese Plattform darf keine Ereignisse senden."),
    "too-large": Refusal(413, "An event may have up to 256 KiB.", "Ein Ereignis darf höchstens 256 KiB groß sein."),
    "forbidden-header": Refusal(
        400, "CC and BCC headers are not taken.", "CC- und BCC-Header werden nicht angenommen."
    ),
    "unsupported-content-type": Refusal(
        415,
        "Send application/cloudevents+json, or application/json with ce- headers.",
        "Sende application/cloudevents+json oder application/json mit ce-Headern.",
    ),
    "invalid-header": Refusal(
        400, "A header is too long or is no plain text.", "Ein Header ist zu lang oder kein einfacher Text."
    ),
    "unreadable": Refusal(400, "This is not JSON.", "Das ist kein JSON."),
    "too-deep": Refusal(400, "The JSON is nested too deeply.", "Das JSON ist zu tief verschachtelt."),
    "invalid-envelope": Refusal(
        422, "The envelope is not a CloudEvent 1.0.", "Das Ereignis ist kein gültiges CloudEvent 1.0."
    ),
    "unknown-type": Refusal(422, "There is no such type of event.", "Diesen Ereignistyp gibt es nicht."),
    "not-from-outside": Refusal(
        403,
        "Events of this type come from the house alone.",
        "Ereignisse dieses Typs kommen nur aus dem System selbst.",
    ),
    "invalid-event": Refusal(
        422, "The data do not fit the type of the event.", "Die Daten passen nicht zum Ereignistyp."
    ),
    "foreign-organisation": Refusal(
        403, "This platform speaks for another organisation.", "Diese Plattform spricht für eine andere Organisation."
    ),
    "foreign-source": Refusal(
        403, "This `source` is not this platform's.", "Diese `source` gehört nicht zu dieser Plattform."
    ),
    "too-old": Refusal(422, "The event is more than 30 days old.", "Das Ereignis ist älter als 30 Tage."),
    "from-the-future": Refusal(422, "The event lies in the future.", "Das Ereignis liegt in der Zukunft."),
    "rate-limited": Refusal(
        429, "Too many events at once. Send the rest later.", "Zu viele Ereignisse auf einmal. Sende den Rest später."
    ),
    UNKNOWN_PERSON: Refusal(422, UNKNOWN_PERSON_WORDS["en"], UNKNOWN_PERSON_WORDS["de"]),
    PAUSED_PERSON: Refusal(409, PAUSED_PERSON_WORDS["en"], PAUSED_PERSON_WORDS["de"]),
    "pause-is-over": Refusal(
        422,
        "This pause would be over already. Choose a later day, or leave the end open.",
        "Diese Pause wäre schon vorbei. Wähle einen späteren Tag oder lass das Ende offen.",
    ),
    "user-name-taken": Refusal(
        409,
        "Somebody else of this organisation has this userName.",
        "Diesen userName hat in dieser Organisation schon jemand anderes.",
    ),
    "unknown-member": Refusal(
        422,
        "A member of a group is a person or a group of this organisation.",
        "Mitglied einer Gruppe ist eine Person oder Gruppe dieser Organisation.",
    ),
    "group-too-large": Refusal(
        422, "A group has at most 10,000 members.", "Eine Gruppe hat höchstens 10.000 Mitglieder."
    ),
    "csv-not-utf8": Refusal(
        422,
        "The file is not in UTF-8. Save it as `CSV UTF-8`.",
        "Die Datei ist nicht in UTF-8. Speichere sie als „CSV UTF-8“.",
    ),
    "csv-unreadable": Refusal(
        422,
        "The file cannot be read as CSV. Look for a quotation mark that is not closed.",
        "Die Datei ist nicht als CSV lesbar. Suche nach einem Anführungszeichen, das nicht geschlossen wird.",
    ),
    "csv-columns": Refusal(
        422,
        "The first row must name the columns, each once, `Name` and `Email` among them. See the template.",
        "Die erste Zeile muss die Spalten nennen, jede einmal, darunter `Name` und `E-Mail`. Sieh dir die Vorlage an.",
    ),
    "csv-too-many-rows": Refusal(
        422,
        "A file has at most 20,000 rows. Send it in parts.",
        "Eine Datei hat höchstens 20.000 Zeilen. Sende sie in Teilen.",
    ),
    "person-left": Refusal(422, "This person has left.", "Diese Person ist nicht mehr dabei."),
    INCOMPLETE_PERSON: Refusal(
        422,
        "Of somebody new we need at least a name and an email address.",
        "Bei einer neuen Person brauchen wir mindestens Namen und E-Mail-Adresse.",
    ),
    "request-to-oneself": Refusal(
        422, "Nobody can be their own mentor.", "Niemand kann sich selbst um Mentoring bitten."
    ),
    "blocked-by-you": Refusal(
        409,
        "You have blocked this person. Take that back first, if you want to deal with them again.",
        "Du hast diese Person blockiert. Nimm das erst zurück, wenn du wieder mit ihr zu tun haben möchtest.",
    ),
    "block-of-oneself": Refusal(422, "You cannot block yourself.", "Dich selbst kannst du nicht blockieren."),
    "too-many-blocks": Refusal(
        409,
        "You have blocked as many people as is possible here. Take one back, or talk to your organisation about it.",
        "Du hast schon so viele Personen blockiert, wie hier möglich ist. Nimm eine Blockierung zurück oder sprich in "
        "deiner Organisation darüber.",
    ),
    "id-reused": Refusal(
        409,
        "This id or key was used before, for something else.",
        "Diese Kennung oder dieser Schlüssel wurde schon für etwas anderes benutzt.",
    ),
    PROGRAMME_UNKNOWN: Refusal(422, PROGRAMME_UNKNOWN_WORDS["en"], PROGRAMME_UNKNOWN_WORDS["de"]),
    PROGRAMME_CLOSED: Refusal(409, PROGRAMME_CLOSED_WORDS["en"], PROGRAMME_CLOSED_WORDS["de"]),
    "programme-not-open": Refusal(
        409,
        "This programme has not opened yet. Open it first.",
        "Dieses Programm ist noch nicht eröffnet. Eröffne es zuerst.",
    ),
    "programme-is-over": Refusal(
        409,
        "This programme would be over already. Choose a later end first.",
        "Dieses Programm wäre schon vorbei. Wähle zuerst ein späteres Ende.",
    ),
    "stages-unfit": Refusal(
        422,
        "A cohort has four stages (enrolment, matching, running, closing), each later than the one before, and an end "
        "after them. A rolling programme has no stages.",
        "Eine Gruppe hat vier Phasen (Anmeldung, Zuordnung, Laufzeit, Abschluss), jede später als die vorige, und "
        "danach ein Ende. Ein fortlaufendes Programm hat keine Phasen.",
    ),
    "privacy-loosened": Refusal(
        409,
        "Members came in on the promise of what organisers see, so that may only become less. To see more, set up a "
        "new programme: whoever enters it agrees to that.",
        "Die Mitglieder sind im Vertrauen darauf dabei, was die Organisation sieht; es darf also nur weniger werden. "
        "Für mehr lege ein neues Programm an: Wer dort mitmacht, stimmt dem zu.",
    ),
    "enrolment-closed": Refusal(
        409,
        "Nobody can enter this programme at present. Ask its organisers whether they invite you.",
        "In dieses Programm kann man gerade nicht eintreten. Frag die Organisierenden, ob sie dich einladen.",
    ),
    "person-erased": Refusal(
        410,
        "This person was erased and is not taken in again. Somebody new needs a new id.",
        "Diese Person wurde gelöscht und wird nicht wieder aufgenommen. Wer neu ist, braucht eine neue Kennung.",
    ),
    "erasure-begun": Refusal(
        409,
        "The erasure has begun and cannot be taken back.",
        "Das Löschen hat begonnen und lässt sich nicht mehr zurücknehmen.",
    ),
    "erasure-not-yours": Refusal(
        403,
        "This person asked for it themselves, and only they can take it back.",
        "Diese Person hat selbst darum gebeten, und nur sie kann es zurücknehmen.",
    ),
    "erasure-not-meant": Refusal(
        422,
        "Nothing was erased. Write the words that confirm it as they stand in `confirmation`.",
        "Es wurde nichts gelöscht. Schreibe die Worte zur Bestätigung so, wie sie in `confirmation` stehen.",
    ),
    "platform-exists": Refusal(
        409, "There is a platform with this id already.", "Eine Plattform mit dieser Kennung gibt es schon."
    ),
    "webhook-unfit": Refusal(
        422,
        "Nothing is sent to this address: it must begin with https and be reachable for anybody.",
        "An diese Adresse wird nichts gesendet: Sie muss mit https beginnen und öffentlich erreichbar sein.",
    ),
    "too-many-webhooks": Refusal(
        409,
        "Your organisation has as many webhooks as is possible. Remove one first.",
        "Deine Organisation hat schon so viele Webhooks, wie möglich sind. Entferne zuerst einen.",
    ),
    NOT_PROVISIONED: Refusal(
        403,
        "Your organisation has not added you here yet, or knows you by another address. Please talk to whoever runs "
        "the mentoring programme.",
        "Deine Organisation hat dich hier noch nicht aufgenommen oder kennt dich unter einer anderen Adresse. Wende "
        "dich bitte an die, die das Mentoring-Programm betreuen.",
    ),
    MAIL_NOT_VERIFIED: Refusal(
        403,
        "Your organisation's sign-in does not vouch for your mail address, so it is not certain who you are here. "
        "Please talk to whoever runs it.",
        "Die Anmeldung deiner Organisation bestätigt deine Mailadresse nicht, und so ist nicht sicher, wer du hier "
        "bist. Wende dich bitte an die, die sie betreuen.",
    ),
    LINKED_OTHERWISE: Refusal(
        403,
        "You are known here by another account of your organisation. Sign in with that one, or ask whoever runs this "
        "house to let go of it.",
        "Du bist hier mit einem anderen Konto deiner Organisation bekannt. Melde dich damit an, oder bitte den "
        "Betrieb, es zu lösen.",
    ),
    "report-of-oneself": Refusal(
        422,
        "You cannot report yourself. If you need help, see whom your organisation names under safeguarding.",
        "Dich selbst kannst du nicht melden. Wenn du Hilfe brauchst, sieh nach, wen deine Organisation unter Schutz "
        "nennt.",
    ),
    "report-closed": Refusal(
        409,
        "This report has been decided. What happens anew is a new report.",
        "Über diese Meldung ist entschieden. Was neu geschieht, ist eine neue Meldung.",
    ),
    "report-not-taken": Refusal(
        409, "Take the report first, then go on with it.", "Übernimm die Meldung erst, dann kannst du weitermachen."
    ),
    "report-words-gone": Refusal(
        409,
        "Who wrote this report was erased, and the key of its words with them: nothing more can be written down here.",
        "Wer diese Meldung geschrieben hat, wurde gelöscht, und damit der Schlüssel ihrer Worte: Hier lässt sich "
        "nichts mehr notieren.",
    ),
    "too-many-notes": Refusal(
        409,
        "This report has as many notes as is possible. Decide about it, or pass it on.",
        "Diese Meldung hat so viele Notizen, wie möglich sind. Entscheide darüber oder gib sie weiter.",
    ),
    "suspension-is-over": Refusal(
        422,
        "This suspension would be over already. Choose a later day, or leave the end open.",
        "Diese Sperre wäre schon vorbei. Wähle einen späteren Tag oder lass das Ende offen.",
    ),
    "no-pair-to-end": Refusal(
        409,
        "These two are not a pair at present. Choose another decision.",
        "Diese beiden sind derzeit kein Tandem. Wähle eine andere Entscheidung.",
    ),
    "organisation-exists": Refusal(
        409, "There is an organisation with this id already.", "Eine Organisation mit dieser Kennung gibt es schon."
    ),
    "mail-domain-taken": Refusal(
        409,
        "One of these mail domains belongs to another organisation.",
        "Eine dieser Mail-Domains gehört zu einer anderen Organisation.",
    ),
    "provider-taken": Refusal(
        409,
        "Another organisation signs its people in as this client, or takes tokens for this audience, already.",
        "Eine andere Organisation meldet ihre Leute schon über diesen Client an oder nimmt schon Tokens für diese "
        "Audience an.",
    ),
}


class NotTaken(Refused):
    """A refusal at the edge, with a detail for whoever builds the sender, and the fields that are wrong."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        retry_after_s: float | None = None,
        problems: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(code, REFUSALS[code].words)
        self.detail, self.retry_after_s, self.problems = detail, retry_after_s, problems

    @property
    def status(self) -> int:
        """What HTTP says."""
        return REFUSALS[self.code].status
