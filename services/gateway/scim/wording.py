"""The words of SCIM errors, in both languages: by the keyword of the error, else by its status."""

from libs.common.contracts import Words


def _words(en: str, de: str) -> Words:
    return {"en": en, "de": de}


BY_TYPE: dict[str, Words] = {
    "invalidFilter": _words(
        "The filter cannot be read, or compares an attribute in a way that it does not allow.",
        "Der Filter ist nicht lesbar oder vergleicht ein Attribut auf eine Weise, die es nicht zulässt.",
    ),
    "tooMany": _words(
        "This search would have to look at too many. Filter by id, userName, externalId, displayName or emails.",
        "Diese Suche müsste zu viele ansehen. Filtere nach id, userName, externalId, displayName oder emails.",
    ),
    "uniqueness": _words(
        "A value that must be unique is taken.", "Ein Wert, den es nur einmal geben darf, ist vergeben."
    ),
    "mutability": _words("An attribute cannot be changed like this.", "Ein Attribut lässt sich so nicht ändern."),
    "invalidSyntax": _words(
        "The body is not valid JSON or not the message that is expected here.",
        "Der Inhalt ist kein gültiges JSON oder nicht die Nachricht, die hier erwartet wird.",
    ),
    "invalidPath": _words(
        "The path of an operation cannot be read or names no attribute.",
        "Der Pfad einer Operation ist nicht lesbar oder benennt kein Attribut.",
    ),
    "noTarget": _words(
        "The path of an operation finds nothing to work on.", "Der Pfad einer Operation trifft auf nichts."
    ),
    "invalidValue": _words(
        "A value is missing, or does not fit its attribute. The schemas are at /scim/v2/Schemas.",
        "Ein Wert fehlt oder passt nicht zu seinem Attribut. Die Schemas stehen unter /scim/v2/Schemas.",
    ),
    "invalidCursor": _words(
        "This cursor is not valid here. Begin again with an empty one.",
        "Dieser Cursor gilt hier nicht. Beginne noch einmal mit einem leeren.",
    ),
    "expiredCursor": _words(
        "This cursor has expired. Begin again with an empty one.",
        "Dieser Cursor ist abgelaufen. Beginne noch einmal mit einem leeren.",
    ),
    "invalidCount": _words(
        "Keep the count of the first page on all pages.", "Behalte count von der ersten Seite auf allen Seiten bei."
    ),
}
BY_STATUS: dict[int, Words] = {
    401: _words(
        "Send the API key of a platform as a bearer token.", "Sende den API-Schlüssel einer Plattform als Bearer-Token."
    ),
    403: _words(
        "This needs the API key of a platform with the scope `provision`, and no filter on what describes the service.",
        "Das braucht den API-Schlüssel einer Plattform mit dem Scope `provision`, und keinen Filter auf dem, was den "
        "Dienst beschreibt.",
    ),
    404: _words("There is no such thing here.", "Das gibt es hier nicht."),
    405: _words(
        "This cannot be done here. See the header Allow for what can.",
        "Das geht hier nicht. Was geht, steht im Header Allow.",
    ),
    408: _words("The request did not arrive in time.", "Die Anfrage ist nicht rechtzeitig angekommen."),
    409: _words(
        "An operation refers to something that was not created.",
        "Eine Operation bezieht sich auf etwas, das nicht angelegt wurde.",
    ),
    412: _words(
        "Somebody changed this meanwhile. Read it again.", "Das wurde inzwischen geändert. Lies es noch einmal."
    ),
    413: _words(
        "The request is too large. The limits are at /scim/v2/ServiceProviderConfig.",
        "Die Anfrage ist zu groß. Die Grenzen stehen unter /scim/v2/ServiceProviderConfig.",
    ),
    415: _words("Send application/scim+json.", "Sende application/scim+json."),
    429: _words(
        "These are too many requests at once. Come back when Retry-After says so.",
        "Das sind zu viele Anfragen auf einmal. Komm wieder, wenn Retry-After es sagt.",
    ),
    501: _words(
        "This is not supported. What is stands at /scim/v2/ServiceProviderConfig.",
        "Das wird nicht unterstützt. Was geht, steht unter /scim/v2/ServiceProviderConfig.",
    ),
    503: _words("Not now. Try again in a moment.", "Gerade geht es nicht. Versuche es gleich noch einmal."),
}
SOMETHING = _words(
    "Something went wrong on our side. Try again later.", "Bei uns ist etwas schiefgegangen. Versuche es später wieder."
)
