"""A question that only says back what was just said: "Fifteen?" asks for no other fact, it invites to go on."""

import re

_WORD = re.compile(r"\w+")
_LEADS_IN = frozenset(("so", "oh", "right", "okay", "sorry", "really", "well", "dus", "o", "ja", "oké", "nou", "echt"))
"""What may go before it."""
_ASKS = frozenset(
    ("who", "what", "where", "when", "why", "how", "which", "wie", "wat", "waar", "wanneer", "waarom", "hoe", "welke")
)
"""Who begins with one of these asks something, whatever the words."""
_NUMBERS = frozenset(("one", "two", "six", "ten", "een", "één", "zes"))
MOST_WORDS = 8
_TURNED = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your", "am": "are",
    "ik": "u", "mij": "u", "mijn": "uw", "onze": "uw", "ons": "uw",
}  # fmt: skip
"""How the one who says it back names who said it."""


def is_said_back(sentence: str, before: str) -> bool:
    """Whether a sentence is a question of up to MOST_WORDS words that stand in this order in the line before."""
    if not sentence.rstrip().endswith("?"):
        return False
    words = _WORD.findall(sentence.lower())
    while len(words) > 1 and words[0] in _LEADS_IN:
        words = words[1:]
    says = any(len(word) > 3 or word.isdigit() or word in _NUMBERS for word in words)
    if not 0 < len(words) <= MOST_WORDS or not says or words[0] in _ASKS:
        return False
    line = _WORD.findall(before.lower())
    return _stand_in(words, line) or _stand_in(words, [_TURNED.get(word, word) for word in line])


def _stand_in(words: list[str], line: list[str]) -> bool:
    return any(line[at : at + len(words)] == words for at in range(len(line) - len(words) + 1))
