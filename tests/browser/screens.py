"""Every screen that the client has, read from its source, with an address of each that leads to something."""

import re
from collections.abc import Mapping

from deploy.local.web import HERE

SOURCE = HERE / "src" / "app" / "screens.ts"
PATTERNS = re.findall(r"""\bscreen\(\s*["']([^"']+)["']""", SOURCE.read_text())
ROLES = {
    "/organise": "organiser",
    "/administer": "organiser",
    "/administrators": "organiser",
    "/moderators": "organiser",
    "/moderation": "moderator",
}
"""Who looks at what begins so; a member who has a pair at everything else, and at what needs no id a newcomer, too."""


def viewers(pattern: str) -> list[str]:
    """Who opens it in the tests."""
    first = f"/{pattern.split('/')[1]}"
    if first in ROLES:
        return [ROLES[first]]
    return ["mentee"] if ":" in pattern else ["mentee", "newcomer"]


def address(pattern: str, ids: Mapping[str, str]) -> str:
    """With ids in the place of their names; a KeyError where the house has none for it."""
    parts: list[str] = []
    for n, part in enumerate(pattern.split("/")):
        before = "/".join(pattern.split("/")[:n])
        parts.append(ids[before] if part.startswith(":") else part)
    return "/".join(parts)
