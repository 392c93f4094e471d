"""The kinds of problems there are: status, title, and what to do, in both languages."""

from dataclasses import dataclass

from libs.common.contracts import Words
from libs.common.contracts.people import SUSPENDED, UNKNOWN_PERSON


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, its title, and what to do about it."""

    status: int
    title: Words
    remedy: Words


def _kind(status: int, en: str, de: str, remedy_en: str, remedy_de: str) -> Kind:
    return Kind(status, {"en": en, "de": de}, {"en": remedy_en, "de": remedy_de})


KINDS: dict[str, Kind] = {
    "unreadable": _kind(
        400,
        "The request cannot be read",
        "Die Anfrage ist nicht lesbar",
        "Send valid JSON in UTF-8.",
        "Sende gültiges JSON in UTF-8.",
    ),
    "sign-in-needed": _kind(
        401,
        "You are not signed in",
        "Du bist nicht angemeldet",
        "Sign in and send your token as `Authorization: Bearer …`.",
        "Melde dich an und sende dein Token als `Authorization: Bearer …`.",
    ),
    "invalid-token": _kind(
        401,
        "This token or key is not valid",
        "Dieses Token oder dieser Schlüssel ist ungültig",
        "Sign in again, or use a key that has not been revoked.",
        "Melde dich neu an oder nimm einen Schlüssel, der nicht widerrufen wurde.",
    ),
    "invalid-signature": _kind(
        401,
        "This signature is not valid",
        "Diese Signatur ist ungültig",
        "Sign `webhook-id`, `webhook-timestamp` and the body as it is sent with a secret of this platform, anew for "
        "each try: it is good for five minutes.",
        "Signiere `webhook-id`, `webhook-timestamp` und den Inhalt, wie er gesendet wird, mit einem Secret dieser "
        "Plattform, für jeden Versuch neu: Die Signatur gilt fünf Minuten.",
    ),
    "expired-token": _kind(
        401, "Your session has ended", "Deine Sitzung ist abgelaufen", "Sign in again.", "Melde dich neu an."
    ),
    "expired-key": _kind(
        401,
        "This key has expired",
        "Dieser Schlüssel ist abgelaufen",
        "Ask an administrator of the organisation for a new one.",
        "Lass dir von der Administration der Organisation einen neuen geben.",
    ),
    "members-only": _kind(
        403,
        "Only members may do this",
        "Das dürfen nur Mitglieder",
        "Sign in as a person; keys of platforms may only send events and read the event log.",
        "Melde dich als Person an; Schlüssel von Plattformen dürfen nur Ereignisse senden und das "
        "Ereignisprotokoll lesen.",
    ),
    "platforms-only": _kind(
        403,
        "Only platforms may do this",
        "Das dürfen nur Plattformen",
        "Use the API key that the operator made for your platform.",
        "Nimm den API-Schlüssel, den der Betrieb für deine Plattform erstellt hat.",
    ),
    "administrators-only": _kind(
        403,
        "Only administrators of the organisation may do this",
        "Das darf nur die Administration der Organisation",
        "Ask an administrator of your organisation.",
        "Wende dich an die Administration deiner Organisation.",
    ),
    "organisers-only": _kind(
        403,
        "Only those who run this programme may do this",
        "Das dürfen nur die, die dieses Programm leiten",
        "Ask an organiser of the programme or an administrator of your organisation.",
        "Wende dich an die Leitung des Programms oder an die Administration deiner Organisation.",
    ),
    "moderators-only": _kind(
        403,
        "Only moderators of the organisation may do this",
        "Das darf nur die Moderation der Organisation",
        "Ask a moderator of your organisation.",
        "Wende dich an die Moderation deiner Organisation.",
    ),
    "scope-needed": _kind(
        403,
        "This platform does not have the scope for this",
        "Dieser Plattform fehlt die Berechtigung dafür",
        "An administrator of the organisation can give it to the platform.",
        "Die Administration der Organisation kann sie der Plattform geben.",
    ),
    "operators-only": _kind(
        403,
        "Only the operator may do this",
        "Das darf nur der Betrieb",
        "Use the operator's key.",
        "Nimm den Schlüssel des Betriebs.",
    ),
    SUSPENDED: _kind(
        403,
        "You are suspended",
        "Du bist gesperrt",
        "A moderator of your organisation has decided that you cannot ask, answer or write to others at present. "
        "If you think that this is wrong, turn to whom `help` names: another moderator looks at it. All that is "
        "yours stays open to you.",
        "Die Moderation deiner Organisation hat entschieden, dass du derzeit niemanden anfragen, nicht antworten und "
        "anderen nicht schreiben kannst. Wenn du das für falsch hältst, wende dich an die Stelle in `help`: Dann "
        "sieht es sich jemand anderes aus der Moderation an. Alles, was dir gehört, bleibt dir offen.",
    ),
    "not-found": _kind(
        404,
        "There is no such thing here",
        "Das gibt es hier nicht",
        "Check the address and the id; what is not yours is not shown.",
        "Prüfe Adresse und Kennung; was dir nicht gehört, wird nicht angezeigt.",
    ),
    "csrf-header-needed": _kind(
        403,
        "It is not certain that you wanted this",
        "Es ist nicht sicher, dass du das wolltest",
        "With a session in a cookie, send the header `X-Bothways-Csrf: 1` wherever something changes.",
        "Sende zu einer Sitzung im Cookie überall, wo sich etwas ändert, den Header `X-Bothways-Csrf: 1`.",
    ),
    "another-site": _kind(
        403,
        "This came from a page that is not ours",
        "Das kam von einer Seite, die nicht unsere ist",
        "Open Bothways itself and do it there. Nothing was done.",
        "Öffne Bothways selbst und tu es dort. Es ist nichts geschehen.",
    ),
    "sign-in-failed": _kind(
        400,
        "This sign-in did not come to its end",
        "Diese Anmeldung ist nicht zu Ende gekommen",
        "Start it again from Bothways, in this browser. One that was used or is older than ten minutes is over.",
        "Beginne sie in Bothways noch einmal, in diesem Browser. Eine, die schon benutzt wurde oder älter als zehn "
        "Minuten ist, gilt nicht mehr.",
    ),
    "no-provider": _kind(
        404,
        "Nobody signs in here with this address",
        "Mit dieser Adresse meldet sich hier niemand an",
        "Use your work address, or ask whoever runs the mentoring programme in your organisation.",
        "Nimm deine dienstliche Adresse, oder frag die, die in deiner Organisation das Mentoring-Programm betreuen.",
    ),
    "not-a-path": _kind(
        422,
        "This does not lead to a page of ours",
        "Das führt zu keiner unserer Seiten",
        "Name the path of a page of Bothways in `return_to`, such as `/inbox`.",
        "Gib in `return_to` den Pfad einer Seite von Bothways an, etwa `/inbox`.",
    ),
    "method-not-allowed": _kind(
        405,
        "This cannot be done here",
        "Das geht hier nicht",
        "See the header `Allow` for what can.",
        "Was geht, steht im Header `Allow`.",
    ),
    "not-to-be-asked-again": _kind(
        409,
        "There is nothing to ask again here",
        "Hier gibt es nichts noch einmal zu fragen",
        "Only who asked a mentor can ask again, once that request is closed. Make a new one with `POST /v1/requests`.",
        "Noch einmal fragen kann nur, wer gefragt hat, und erst, wenn die Anfrage geschlossen ist. "
        "Stell eine neue mit `POST /v1/requests`.",
    ),
    "pair-goes-on": _kind(
        409,
        "This pair goes on",
        "Dieses Tandem besteht noch",
        "Ask for suggestions with `POST /v1/requests`, or end the pair first.",
        "Hol dir Vorschläge mit `POST /v1/requests`, oder beende zuerst das Tandem.",
    ),
    "too-slow": _kind(
        408,
        "The request did not arrive in time",
        "Die Anfrage ist nicht rechtzeitig angekommen",
        "Send it again, its whole body within 30 seconds.",
        "Sende sie noch einmal, vollständig innerhalb von 30 Sekunden.",
    ),
    "changed-meanwhile": _kind(
        412,
        "Somebody changed this meanwhile",
        "Das wurde inzwischen geändert",
        "Nothing of yours is lost: compare the two versions, and save what should stand.",
        "Von dir ist nichts verloren: Vergleiche beide Fassungen, und speichere, was gelten soll.",
    ),
    "preview-outdated": _kind(
        412,
        "This is not what the preview showed",
        "Das ist nicht, was die Vorschau gezeigt hat",
        "The file is another one, or people changed meanwhile. Look at a new preview, and send its `ETag`.",
        "Die Datei ist eine andere, oder Personen haben sich inzwischen geändert. Sieh dir eine neue Vorschau an, und "
        "sende deren `ETag`.",
    ),
    "import-has-errors": _kind(
        422,
        "There are errors in this file",
        "In dieser Datei sind Fehler",
        "Mend them before those who are absent leave: a row that cannot be read may be one of them.",
        "Behebe sie, bevor austritt, wer fehlt: Eine Zeile, die nicht lesbar ist, könnte eine von ihnen sein.",
    ),
    "not-a-csv": _kind(
        415,
        "This content type is not taken",
        "Dieser Inhaltstyp wird nicht angenommen",
        "Send the file as `text/csv`.",
        "Sende die Datei als `text/csv`.",
    ),
    "version-needed": _kind(
        428,
        "It is not known which version you have read",
        "Es ist nicht bekannt, welche Fassung du gelesen hast",
        "Read it, and send its `ETag` in the header `If-Match`.",
        "Lies es, und sende den `ETag` davon im Header `If-Match`.",
    ),
    "too-large": _kind(
        413,
        "The request is too large",
        "Die Anfrage ist zu groß",
        "Send at most 256 KiB, a batch of events of at most 1 MiB, or a file of people of at most 8 MiB.",
        "Sende höchstens 256 KiB, einen Stapel Ereignisse von höchstens 1 MiB oder eine Personendatei von höchstens "
        "8 MiB.",
    ),
    "address-too-long": _kind(
        414,
        "The address of this request is too long",
        "Die Adresse dieser Anfrage ist zu lang",
        "Up to 8 KiB with its query. What is long belongs into a body.",
        "Bis 8 KiB mit allem, was hinter dem Fragezeichen steht. Was lang ist, gehört in den Inhalt.",
    ),
    "headers-too-large": _kind(
        431,
        "The headers of this request are too large",
        "Die Header dieser Anfrage sind zu groß",
        "Up to 32 KiB together. Send fewer cookies.",
        "Zusammen bis 32 KiB. Sende weniger Cookies.",
    ),
    "unsupported-content-type": _kind(
        415,
        "This content type is not taken",
        "Dieser Inhaltstyp wird nicht angenommen",
        "Send `application/json` without compression; events also as `application/cloudevents+json` or "
        "`application/cloudevents-batch+json`.",
        "Sende `application/json` unkomprimiert; Ereignisse auch als `application/cloudevents+json` "
        "oder `application/cloudevents-batch+json`.",
    ),
    "invalid-request": _kind(
        422,
        "Something in the request is not right",
        "Etwas an der Anfrage stimmt nicht",
        "Mend what `errors` points at.",
        "Korrigiere, worauf `errors` hinweist.",
    ),
    "cursor-unknown": _kind(
        422,
        "There is no such page",
        "Diese Seite gibt es nicht",
        "Send `next_cursor` of the page before as it came, to the same list; begin without a cursor.",
        "Sende `next_cursor` der vorigen Seite unverändert an dieselbe Liste; beginne ohne Cursor.",
    ),
    "organisation-needed": _kind(
        422,
        "It is not said which organisation is meant",
        "Es ist nicht angegeben, welche Organisation gemeint ist",
        "Name it in `org`.",
        "Gib sie in `org` an.",
    ),
    "organisation-not-yours": _kind(
        403,
        "You administer another organisation",
        "Du verwaltest eine andere Organisation",
        "Leave `org` out: your session says which organisation is yours.",
        "Lass `org` weg: Deine Sitzung sagt, welche Organisation deine ist.",
    ),
    "idempotency-key-reused": _kind(
        422,
        "This Idempotency-Key was used for something else",
        "Dieser Idempotency-Key wurde schon für etwas anderes benutzt",
        "Take a new key for a new request, and the same key only to repeat one unchanged.",
        "Nimm für jede neue Anfrage einen neuen Schlüssel und denselben nur, um eine Anfrage unverändert zu "
        "wiederholen.",
    ),
    "batch-too-long": _kind(
        422,
        "There are too many events in this batch",
        "Dieser Stapel enthält zu viele Ereignisse",
        "Send at most 200 events at once.",
        "Sende höchstens 200 Ereignisse auf einmal.",
    ),
    "rules-say-no": _kind(
        409,
        "The rules do not allow this",
        "Die Regeln lassen das nicht zu",
        "Choose differently.",
        "Triff eine andere Wahl.",
    ),
    "not-taken": _kind(
        422,
        "This event is not taken",
        "Dieses Ereignis wird nicht angenommen",
        "Mend the event and send it again.",
        "Ändere das Ereignis und sende es noch einmal.",
    ),
    "no-timer": _kind(
        409,
        "There is no timer to go to",
        "Es gibt keinen Termin, zu dem gesprungen werden kann",
        "Nothing is planned. Advance by an amount of time instead.",
        "Es ist nichts geplant. Stelle die Zeit stattdessen um eine bestimmte Dauer vor.",
    ),
    "too-many-requests": _kind(
        429,
        "These are too many requests at once",
        "Das sind zu viele Anfragen auf einmal",
        "Nothing was done. Go on after the time in `Retry-After`; `RateLimit` says how much is left of which policy.",
        "Es ist nichts geschehen. Mach nach der in `Retry-After` genannten Zeit weiter; wie viel wovon noch übrig ist, "
        "steht in `RateLimit`.",
    ),
    "internal-error": _kind(
        500,
        "Something went wrong on our side",
        "Bei uns ist etwas schiefgegangen",
        "Try again; if it stays, tell us the `request_id`.",
        "Versuche es noch einmal; wenn es dabei bleibt, nenne uns die `request_id`.",
    ),
    "full-house": _kind(
        503,
        "Too much is going on at the moment",
        "Im Moment ist zu viel los",
        "Nothing was done. Try again after the time in `Retry-After`.",
        "Es ist nichts geschehen. Versuche es nach der in `Retry-After` genannten Zeit noch einmal.",
    ),
    "backlog": _kind(
        503,
        "What is to be done piles up at the moment",
        "Im Moment staut sich, was zu tun ist",
        "Nothing was done; reading goes on. Try again after the time in `Retry-After`, with the same Idempotency-Key.",
        "Es ist nichts geschehen; lesen geht weiterhin. Versuche es nach der in `Retry-After` genannten Zeit noch "
        "einmal, mit demselben Idempotency-Key.",
    ),
    "unavailable": _kind(
        503,
        "A part of the system does not answer",
        "Ein Teil des Systems antwortet nicht",
        "Try again after the time in `Retry-After`; send the same Idempotency-Key, then nothing happens twice.",
        "Versuche es nach der in `Retry-After` genannten Zeit noch einmal; mit demselben Idempotency-Key "
        "geschieht nichts doppelt.",
    ),
    "provider-away": _kind(
        503,
        "The sign-in of your organisation does not answer",
        "Die Anmeldung deiner Organisation antwortet nicht",
        "Try again after the time in `Retry-After`; if it stays, tell whoever runs it.",
        "Versuche es nach der in `Retry-After` genannten Zeit noch einmal; wenn es dabei bleibt, sag denen Bescheid, "
        "die sie betreiben.",
    ),
    "never-quiet": _kind(
        503,
        "The system did not come to rest",
        "Das System ist nicht zur Ruhe gekommen",
        "Time is only stepped when nothing is under way. See `/v1/status` for what is, then try again.",
        "Die Zeit wird nur verstellt, wenn nichts unterwegs ist. Was unterwegs ist, zeigt `/v1/status`; "
        "versuche es danach noch einmal.",
    ),
}

REFUSED_WITH = {
    "request-to-oneself": 422,
    UNKNOWN_PERSON: 422,
    "other-organisation": 422,
    "not-a-mentor": 422,
    "not-a-mentee": 422,
    "reporting-line": 422,
    "session-in-the-future": 422,
    "topic-named-twice": 422,
    "session-before-the-pair": 422,
    "round-both-roles": 422,
    "round-too-large": 422,
    "expectations-incomplete": 422,
    "round-already-made": 422,
    "lock-forbidden": 422,
    "lock-outside-the-round": 422,
    "lock-twice": 422,
    "not-a-member": 404,
    "request-unknown": 404,
    "request-not-yours": 403,
    "session-after-the-pair": 422,
    "not-your-words": 403,
    "thanks-to-oneself": 403,
    "owner-outside-the-pair": 422,
    "pair-unknown": 404,
    "recognition-unknown": 404,
    "since-in-the-future": 422,
    "pause-is-over": 422,
    "not-an-extension": 422,
    "mentor-not-in-pair": 422,
    "circle-unknown": 404,
    "circle-not-yours": 403,
    "circle-size": 422,
    "mentor-not-in-circle": 422,
    "address-elsewhere": 422,
    "invited-enough": 429,
    "words-unfit": 422,
    "plan-unfit": 422,
    "device-unfit": 422,
    "chat-unfit": 422,
}
"""A service's refusal in HTTP: 422 where the request can never stand, 409 (all others) where it may another time."""
