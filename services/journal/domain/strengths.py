"""What one side of a pair can thank the other for, in words. A code that was ever used stays."""

from libs.common.contracts.base import Words
from libs.common.contracts.endings import Strength

STRENGTHS: dict[Strength, Words] = {
    Strength.LISTENS: {"en": "Listens well", "de": "Hört gut zu"},
    Strength.ASKS_WELL: {"en": "Asks questions that lead further", "de": "Stellt Fragen, die weiterbringen"},
    Strength.IS_HONEST: {"en": "Says honestly what others only think", "de": "Sagt ehrlich, was andere nur denken"},
    Strength.SHARES_MISTAKES: {"en": "Speaks of mistakes, too", "de": "Erzählt auch, was schiefging"},
    Strength.ENCOURAGES: {"en": "Gives courage", "de": "Macht Mut"},
    Strength.IS_CURIOUS: {"en": "Is curious and wants to understand", "de": "Ist neugierig und will verstehen"},
    Strength.OPENS_DOORS: {"en": "Opens doors", "de": "Öffnet Türen"},
    Strength.IS_RELIABLE: {"en": "Keeps promises", "de": "Hält, was versprochen ist"},
    Strength.SEES_DIFFERENTLY: {"en": "Shows another way to see things", "de": "Zeigt eine andere Sicht auf die Dinge"},
    Strength.ACTS_ON_IT: {
        "en": "Tries things out and tells what came of it",
        "de": "Probiert aus und erzählt, was daraus wird",
    },
}
