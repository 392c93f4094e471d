"""Why notifications says no: a code for programs, and for people what happened and what to do about it."""

from enum import StrEnum


class Code(StrEnum):
    """Stable across versions: outsiders rely on them."""

    ADDRESS_ELSEWHERE = "address-elsewhere"
    INVITED_ENOUGH = "invited-enough"
    SNOOZE_TIME = "snooze-time"
    SEGMENT_TOO_SMALL = "segment-too-small"


EXPLANATIONS: dict[Code, dict[str, str]] = {
    Code.ADDRESS_ELSEWHERE: {
        "en": "Only colleagues can be invited. Use their address at your own organisation.",
        "de": "Eingeladen werden können nur Kolleginnen und Kollegen. Nimm ihre Adresse bei eurer Organisation.",
    },
    Code.INVITED_ENOUGH: {
        "en": "You have invited five people within a day. Tomorrow you can invite more, or talk to them yourself.",
        "de": "Du hast an einem Tag fünf Menschen eingeladen. Morgen geht es weiter, oder du sprichst sie selbst an.",
    },
    Code.SNOOZE_TIME: {
        "en": "A message can come back at a time from now on, within 180 days.",
        "de": "Eine Nachricht kann ab jetzt und in den nächsten 180 Tagen wiederkommen.",
    },
    Code.SEGMENT_TOO_SMALL: {
        "en": "So few people fit this that it would be about individuals. Choose a wider group, or talk to them.",
        "de": "Dazu passen so wenige, dass es um Einzelne ginge. Wähle eine größere Gruppe oder sprich mit ihnen.",
    },
}


class RuleBroken(Exception):
    """Carries its code, and words for people."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code

    @property
    def words(self) -> dict[str, str]:
        """In every language of the product."""
        return dict(EXPLANATIONS[self.code])
