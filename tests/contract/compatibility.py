"""What a change of a schema breaks. Wider is fine, narrower is not: what could be written yesterday is read today."""

from collections.abc import Iterator, Sequence
from typing import Any

Schema = dict[str, Any]

LOWEST = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum")
HIGHEST = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
EXACT = ("pattern", "format", "multipleOf", "uniqueItems")
NOTHING: Schema = {}


def breaks(old: Schema, new: Schema, where: str = "") -> list[str]:
    """One sentence per break, each beginning with the place it is about; empty where all is well."""
    found: list[str] = []
    for option in _options(old):
        same = [candidate for candidate in _options(new) if _is_kind_of(option, candidate)]
        if not same:
            found.append(f"{where or '/'}: {_kind(option)} is not taken any more, only {_kinds(new)}")
            continue
        found += sorted((list(_narrowed(option, candidate, where)) for candidate in same), key=len)[0]
    if "default" in old and "default" in new and old["default"] != new["default"]:
        found.append(f"{where}: the default was {old['default']!r} and is now {new['default']!r}")
    return found


def _narrowed(old: Schema, new: Schema, where: str) -> Iterator[str]:
    yield from _values(old, new, where)
    yield from _limits(old, new, where)
    yield from _fields(old, new, where)
    for part in ("items", "additionalProperties", "propertyNames"):
        if isinstance(new.get(part), dict):
            before = old.get(part)
            yield from breaks(before if isinstance(before, dict) else NOTHING, new[part], f"{where}/*")


def _fields(old: Schema, new: Schema, where: str) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        if name not in after:
            yield f"{where}/{name}: removed{_perhaps_renamed(before[name], before, after)}"
        else:
            yield from breaks(before[name], after[name], f"{where}/{name}")
    was, is_now = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(is_now - was):
        yield f"{where}/{name}: {'became required' if name in before else 'is new and required'}"
    for name in sorted((was - is_now) & after.keys()):
        yield f"{where}/{name}: was always there and now may be missing"


def _perhaps_renamed(field: Schema, before: Schema, after: Schema) -> str:
    alike = [name for name in after if name not in before and _options(after[name])[0] == _options(field)[0]]
    return f" (renamed to {alike[0]}?)" if alike else ""


def _values(old: Schema, new: Schema, where: str) -> Iterator[str]:
    before, after = _choice(old), _choice(new)
    if after is None:
        return
    if before is None:
        yield f"{where}: takes only {_listed(after)} now"
        return
    gone = [value for value in before if value not in after]
    if gone:
        yield f"{where}: {_listed(gone)} is not taken any more"


def _limits(old: Schema, new: Schema, where: str) -> Iterator[str]:
    for name in LOWEST:
        if name in new and (name not in old or new[name] > old[name]):
            yield f"{where}: {name} was {old.get(name, 'none')} and is now {new[name]}"
    for name in HIGHEST:
        if name in new and (name not in old or new[name] < old[name]):
            yield f"{where}: {name} was {old.get(name, 'none')} and is now {new[name]}"
    for name in EXACT:
        if name in new and new[name] != old.get(name):
            yield f"{where}: {name} was {old.get(name, 'none')} and is now {new[name]}"


def _options(schema: Schema) -> list[Schema]:
    options: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or [schema]
    return options


def _is_kind_of(old: Schema, new: Schema) -> bool:
    one, other = _kind(old), _kind(new)
    return other in (one, "anything") or (one, other) == ("integer", "number")


def _kind(schema: Schema) -> str:
    return str(schema.get("type", "anything"))


def _kinds(schema: Schema) -> str:
    return " or ".join(_kind(option) for option in _options(schema))


def _choice(schema: Schema) -> Sequence[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    choice: Sequence[Any] | None = schema.get("enum")
    return choice


def _listed(values: Sequence[Any]) -> str:
    return ", ".join(repr(value) for value in values)
