"""What an organisation says to whoever needs help, and what everybody is told about reports. Pure."""

from dataclasses import dataclass, field

from libs.common.contracts import Words
from libs.common.contracts.safeguarding import Misuse

KINDS: dict[Misuse, Words] = {
    Misuse.HARASSMENT: {"en": "Harassment or bullying", "de": "Belästigung oder Mobbing"},
    Misuse.DISCRIMINATION: {"en": "Discrimination", "de": "Diskriminierung"},
    Misuse.THREAT: {"en": "A threat, or violence", "de": "Drohung oder Gewalt"},
    Misuse.ADVANCES: {"en": "Unwanted advances", "de": "Unerwünschte Annäherung"},
    Misuse.CONFIDENCE_BROKEN: {"en": "Something confidential was passed on", "de": "Vertrauliches wurde weitergegeben"},
    Misuse.POWER_ABUSED: {"en": "Pressure, or power that is abused", "de": "Druck oder Machtmissbrauch"},
    Misuse.PRETENCE: {"en": "Somebody pretends to be somebody else", "de": "Jemand gibt sich für jemand anderen aus"},
    Misuse.OTHER: {"en": "Something else", "de": "Etwas anderes"},
}

WHO_READS: Words = {
    "en": "Moderators of your organisation read it. Whoever it is about, their manager and yours never do, also where "
    "they are moderators, and administrators as such do not either. Every time it is opened is in the audit log.",
    "de": "Die Moderation deiner Organisation liest es. Die Person, um die es geht, ihre und deine Führungskraft lesen "
    "es nie, auch wenn sie zur Moderation gehören, und die Administration als solche auch nicht. Jedes Öffnen steht im "
    "Audit-Protokoll.",
}
WHAT_NEXT: Words = {
    "en": "You find it under your reports and see when it is taken up and when it is decided. Whoever it is about "
    "does not learn from us that you wrote, or that anybody did. What you wrote is erased a year after it was decided.",
    "de": "Du findest sie unter deinen Meldungen und siehst, wann sie übernommen und wann entschieden ist. Die Person, "
    "um die es geht, erfährt von uns nicht, dass du oder irgendjemand geschrieben hat. Was du geschrieben hast, wird "
    "ein Jahr nach der Entscheidung gelöscht.",
}
HOUSE_HELP: Words = {
    "en": "In danger, call the emergency services (112 in Europe). Outside your employer, a counselling service near "
    "you or your doctor listens in confidence. Your organisation has named no contact of its own yet.",
    "de": "In Gefahr ruf den Notruf (112 in Europa). Außerhalb deines Arbeitgebers hören dir eine Beratungsstelle in "
    "deiner Nähe oder deine Ärztin, dein Arzt vertraulich zu. Deine Organisation hat noch keine eigene Stelle genannt.",
}


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """Where to get help that is not the employer's, in the organisation's own words."""

    org: str
    help: Words = field(default_factory=dict)
    revision: int = 0

    @property
    def version(self) -> int:
        """How often it was saved."""
        return self.revision

    @property
    def shown(self) -> Words:
        """The house's words, until the organisation has its own."""
        return HOUSE_HELP | self.help
