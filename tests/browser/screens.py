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
"""Who looks at what begins so; a member who has a pair at everything else."""


RUN = ("/programmes/:id/members",)
"""What is an organiser's, though its address begins like everybody's."""

NO_KEYS = r"404 .*/v1/journal/keys$"
NO_PROVIDER = r"404 .*/v1/organisation$"
SAID = {
    "/journal": (NO_KEYS, r"404 .*/v1/journal/dividends/[\d-]+$"),
    "/journal/new": (NO_KEYS,),
    "/journal/key": (NO_KEYS,),
    "/journal/entries/:id": (NO_KEYS,),
    "/journal/dividends/:month": (r"404 .*/v1/journal/dividends/[\d-]+$",),
    "/pairs/:id/certificate": (r"409 .*/certificate$",),
    "/administer/organisation": (NO_PROVIDER,),
    "/moderators": (NO_PROVIDER,),
}
"""By pattern, what a browser says aloud of what is not there yet: no key was made, no month and no pair is over."""


EMPTY_AT_FIRST = ("/", "/find", "/pairs", "/requests", "/journal", "/inbox", "/preparation")
"""What a newcomer sees there is another screen."""


def viewers(pattern: str) -> list[str]:
    """Who opens it in the tests."""
    first = f"/{pattern.split('/')[1]}"
    if first in ROLES or pattern in RUN:
        return [ROLES.get(first, "organiser")]
    return ["mentee", "newcomer"] if pattern in EMPTY_AT_FIRST else ["mentee"]


def address(pattern: str, ids: Mapping[str, str]) -> str:
    """With ids in the place of their names; a KeyError where the house has none for it."""
    parts: list[str] = []
    for n, part in enumerate(pattern.split("/")):
        before = "/".join(pattern.split("/")[:n])
        parts.append(ids[before] if part.startswith(":") else part)
    return "/".join(parts)
