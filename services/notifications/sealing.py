"""What only the house's key opens: bound to its organisation and its place, so that no two can be exchanged."""

from typing import Generic, TypeVar

from pydantic import TypeAdapter

from libs.common.crypto import Box

T = TypeVar("T")


class Seal(Generic[T]):
    """Seals and opens one kind of thing."""

    def __init__(self, box: Box, kind: str, model: type[T]) -> None:
        self._box, self._kind = box, kind
        self._adapter: TypeAdapter[T] = TypeAdapter(model)

    def seal(self, org: str, place: str, content: T) -> bytes:
        """As it is kept."""
        return self._box.seal(self._adapter.dump_json(content), self._context(org, place))

    def open(self, org: str, place: str, sealed: bytes) -> T:
        """As it was."""
        return self._adapter.validate_json(self._box.open(sealed, self._context(org, place)))

    def mark(self, org: str, text: str) -> str:
        """The same text is known again by it, and not found from it without the key."""
        return self._box.mark(text, f"{self._kind}:{org}")

    def _context(self, org: str, place: str) -> str:
        return f"{self._kind}:{org}/{place}"
