"""Plain words of people for people who may not know them: they lead nowhere."""

from pydantic_core import PydanticCustomError

LINKS = ("://", "www.", "@")


def without_links(text: str) -> str:
    """The text; pydantic's error where it names an address of the web or of a mailbox."""
    if any(part in text.lower() for part in LINKS):
        raise PydanticCustomError("no_links", "no links")
    return text
