"""Why somebody says no, in words for themselves: nobody else ever reads them."""

from libs.common.contracts import Words
from libs.common.contracts.requests import DeclineReason

WORDS: dict[DeclineReason, Words] = {
    DeclineReason.NO_TIME: {
        "en": "I cannot do it well with the time I have.",
        "de": "Mit der Zeit, die ich habe, kann ich es nicht gut machen.",
    },
    DeclineReason.NOT_NOW: {
        "en": "Gladly, but later: this is not the moment.",
        "de": "Gern, aber später: Gerade ist nicht der richtige Moment.",
    },
    DeclineReason.NOT_MY_TOPIC: {
        "en": "This topic is not the one in which I help most.",
        "de": "Bei diesem Thema bin ich nicht die beste Hilfe.",
    },
    DeclineReason.TOO_CLOSE: {
        "en": "We work too closely together to talk freely.",
        "de": "Wir arbeiten zu eng zusammen, um frei zu sprechen.",
    },
    DeclineReason.SOMEBODY_ELSE: {
        "en": "I know that somebody else would suit better.",
        "de": "Ich weiß, dass jemand anderes besser passt.",
    },
    DeclineReason.OTHER: {
        "en": "Another reason, which I keep to myself.",
        "de": "Ein anderer Grund, den ich für mich behalte.",
    },
}
