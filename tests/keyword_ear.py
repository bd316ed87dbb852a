"""A small ear for tests: it knows a few words of either language, loads nothing and always hears the same."""

import re

from belletje.understanding.acts import Act
from belletje.understanding.utterance import Understanding

WORDS = {
    Act.GREET: r"goedemorgen|goedemiddag|hallo|good morning|hello",
    Act.INTRODUCE: r"u spreekt met|mijn naam|my name|this is",
    Act.STATE_REASON: r"ik bel|i am calling|i'm calling",
    Act.ASK_OPEN: r"hoe |waarom |how |why ",
    Act.PROPOSE_MEETING: r"afspraak|kennismaking|meeting",
    Act.PROPOSE_SLOT: r"dinsdag|donderdag|tuesday|thursday",
    Act.HONOUR_OPTOUT: r"niet meer bellen|won't call",
    Act.THANK: r"bedankt|dank u|thank",
    Act.GOODBYE: r"tot ziens|goodbye",
}


class KeywordEar:
    """Hears an act where one of its words stands."""

    version = "keywords"

    def __call__(self, utterance: str, before: str) -> Understanding:
        """What the utterance holds; the line before it makes no difference."""
        heard = tuple(act for act, words in WORDS.items() if re.search(words, utterance.lower()))
        return Understanding({act: 0.9 if act in heard else 0.05 for act in Act}, heard)
