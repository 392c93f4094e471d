"""What is wrong with which field of a request: a pointer and a rule, in the reader's language, without the input."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from libs.common.contracts import Words
from libs.common.contracts.entries import Level
from services.gateway.languages import said

MOST = 50
PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")

RULES: dict[str, tuple[str, str]] = {
    "missing": ("This is needed.", "Diese Angabe fehlt."),
    "extra_forbidden": ("There is no such field.", "Dieses Feld gibt es nicht."),
    "string_type": ("This must be a text.", "Das muss ein Text sein."),
    "string_too_short": ("At least {min_length} characters.", "Mindestens {min_length} Zeichen."),
    "string_too_long": ("At most {max_length} characters.", "Höchstens {max_length} Zeichen."),
    "string_pattern_mismatch": ("This must look like {pattern}.", "Das muss dem Muster {pattern} entsprechen."),
    "too_short": ("At least {min_length} entries.", "Mindestens {min_length} Einträge."),
    "too_long": ("At most {max_length} entries.", "Höchstens {max_length} Einträge."),
    "twice": ("Each topic once.", "Jedes Thema nur einmal."),
    "no_address": ("A mail address such as ada@example.org.", "Eine Mailadresse wie ada@example.org."),
    "no_domain": ("A domain such as acme.example.", "Eine Domain wie acme.example."),
    "no_issuer": ("An address such as https://sign-in.acme.example.", "Eine Adresse wie https://sign-in.acme.example."),
    "another_audience": (
        "The audience of access tokens must be another one than the client, for which ID tokens are.",
        "Die Audience von Access-Tokens muss eine andere sein als der Client, für den ID-Tokens sind.",
    ),
    "no_links": ("Write it without web or mail addresses.", "Bitte ohne Web- und Mailadressen schreiben."),
    "enum": ("One of: {expected}.", "Möglich sind: {expected}."),
    "union_tag_invalid": ("One of: {expected_tags}.", "Möglich sind: {expected_tags}."),
    "union_tag_not_found": ("{discriminator} is needed.", "{discriminator} fehlt."),
    "stays_on": (
        "What is about your messages themselves always comes to the inbox.",
        "Was deine Nachrichten selbst betrifft, kommt immer in den Posteingang.",
    ),
    "quiet_or_not": ("Either quiet hours or none.", "Entweder Ruhezeiten oder keine."),
    "jwe_header": (
        "Sealed in a way that is not taken here. See the documentation.",
        "So versiegelt, wie es hier nicht geht. Siehe die Dokumentation.",
    ),
    "date_from_datetime_parsing": ("A day such as 2026-05-04.", "Ein Tag wie 2026-05-04."),
    "date_parsing": ("A day such as 2026-05-04.", "Ein Tag wie 2026-05-04."),
    "literal_error": ("One of: {expected}.", "Möglich sind: {expected}."),
    "bool_type": ("This must be true or false.", "Das muss true oder false sein."),
    "bool_parsing": ("This must be true or false.", "Das muss true oder false sein."),
    "int_type": ("This must be a whole number.", "Das muss eine ganze Zahl sein."),
    "int_parsing": ("This must be a whole number.", "Das muss eine ganze Zahl sein."),
    "greater_than_equal": ("At least {ge}.", "Mindestens {ge}."),
    "less_than_equal": ("At most {le}.", "Höchstens {le}."),
    "timezone_aware": ("A time needs its offset, such as Z.", "Zu einer Zeitangabe gehört ihre Zeitzone, etwa Z."),
    "datetime_parsing": ("A time such as 2026-05-04T15:00:00Z.", "Eine Zeitangabe wie 2026-05-04T15:00:00Z."),
    "datetime_from_date_parsing": ("A time such as 2026-05-04T15:00:00Z.", "Eine Zeitangabe wie 2026-05-04T15:00:00Z."),
    "time_delta_parsing": ("A duration such as P14D or PT36H.", "Eine Dauer wie P14D oder PT36H."),
    "model_attributes_type": ("This must be an object.", "Das muss ein Objekt sein."),
    "model_type": ("This must be an object.", "Das muss ein Objekt sein."),
    "dict_type": ("This must be an object.", "Das muss ein Objekt sein."),
    "float_type": ("This must be a number.", "Das muss eine Zahl sein."),
    "float_parsing": ("This must be a number.", "Das muss eine Zahl sein."),
    "list_type": ("This must be a list.", "Das muss eine Liste sein."),
    "tuple_type": ("This must be a list.", "Das muss eine Liste sein."),
}
ANY_OTHER = ("This is not valid.", "Das ist nicht gültig.")
VARIANTS = frozenset({*Level, "EC", "OKP"})
"""Where a field decides which shape an object has, pydantic names the shape on the way, which stands nowhere."""

KEY = "[key]"
"""Where the name of a field is wrong that may have one of several names, pydantic says so behind that name."""

PLACES = {"query": "parameter", "path": "parameter", "header": "header", "cookie": "header"}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong: where (`place` is pointer, parameter or header), and the rule."""

    place: str
    where: str
    words: Words

    def document(self, language: str) -> dict[str, str]:
        """As it goes over the wire."""
        return {self.place: self.where, "detail": said(self.words, language)}


def field_errors(problems: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """What pydantic found, as somebody outside may read it."""
    return [_field_error(problem) for problem in problems[:MOST]]


def sender_errors(problems: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """What pydantic found in an event."""
    return field_errors([{**problem, "loc": ("body", *problem["loc"])} for problem in problems])


def named_in(detail: str) -> list[FieldError]:
    """What the door itself found, written as `/org; /time: …`. What is no pointer may name what was sent: left out."""
    english, german = ANY_OTHER
    found = [part.partition(": ")[0] for part in detail.split("; ") if part.startswith("/")]
    return [FieldError("pointer", f"#{where}", {"en": english, "de": german}) for where in found[:MOST]]


def _field_error(problem: Mapping[str, Any]) -> FieldError:
    source, *path = problem["loc"]
    if source in PLACES:
        return FieldError(PLACES[source], str(path[0]) if path else "", _words(problem))
    return FieldError("pointer", _pointer(path, is_known=problem["type"] != "extra_forbidden"), _words(problem))


def _pointer(path: Sequence[str | int], *, is_known: bool) -> str:
    """RFC 6901 in a URI fragment. A field that we do not know has its name from the sender: plain ones are named."""
    # A field may be called as a variant is: the last part names the field, where a variant comes before it.
    path = [*(part for part in path[:-1] if part not in VARIANTS), *path[-1:]]
    if path and path[-1] == KEY:
        path, is_known = path[:-1], False
    if not is_known and not PLAIN_NAME.fullmatch(str(path[-1])):
        path = path[:-1]
    return "#" + "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _words(problem: Mapping[str, Any]) -> Words:
    english, german = RULES.get(problem["type"], ANY_OTHER)
    facts = {name: _shown(value) for name, value in problem.get("ctx", {}).items()}
    facts["expected"] = facts.get("expected", "").replace(" or ", ", ")
    return {"en": english.format_map(facts), "de": german.format_map(facts)}


def _shown(limit: object) -> str:
    """Days, which pydantic names in English, as the wire writes them."""
    return re.sub(r"^(\d+) days?$", r"P\1D", str(limit))
