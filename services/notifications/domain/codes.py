"""Why notifications says no: a code for programs, and for people what happened and what to do about it."""

from enum import StrEnum


class Code(StrEnum):
    """Stable across versions: outsiders rely on them."""

    ADDRESS_ELSEWHERE = "address-elsewhere"
    INVITED_ENOUGH = "invited-enough"
    SNOOZE_TIME = "snooze-time"
    PUSH_OFF = "push-off"
    DEVICE_UNFIT = "device-unfit"
    DEVICES_ENOUGH = "devices-enough"
    CHAT_UNFIT = "chat-unfit"
    CHAT_SILENT = "chat-silent"
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
    Code.PUSH_OFF: {
        "en": "Messages to devices are not switched on here. Ask whoever runs Bothways for you.",
        "de": "Nachrichten auf Geräte sind hier nicht eingeschaltet. Frag, wer Bothways bei euch betreibt.",
    },
    Code.DEVICE_UNFIT: {
        "en": "This device cannot be reached. Allow messages in your browser once more, and add it again.",
        "de": "Dieses Gerät ist nicht erreichbar. Erlaube Mitteilungen im Browser noch einmal und füg es neu hinzu.",
    },
    Code.DEVICES_ENOUGH: {
        "en": "You have ten devices already. Remove one that you no longer use, and add this one then.",
        "de": "Du hast schon zehn Geräte. Entferne eines, das du nicht mehr nutzt, und füg dieses dann hinzu.",
    },
    Code.CHAT_UNFIT: {
        "en": "Nothing can be written to this address from here. Check it, or take another chat.",
        "de": "An diese Adresse kann von hier aus nichts geschrieben werden. Prüf sie, oder nimm einen anderen Chat.",
    },
    Code.CHAT_SILENT: {
        "en": "The chat did not take a first message. Check the address and what it may do, and try again.",
        "de": "Der Chat hat eine erste Nachricht nicht angenommen. Prüf die Adresse und ihre Rechte und versuch es "
        "noch einmal.",
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
