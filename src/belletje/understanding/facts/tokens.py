"""An utterance as words: lower case without accents, hesitations left out, each with its place in the text."""

import re
import unicodedata
from dataclasses import dataclass

from belletje.understanding.facts.lexicon import Lexicon

BOUNDARY = "."
MOST_TOKENS = 400
_TOKEN = re.compile(
    r"(?:mr|mrs|ms|dr|dhr|mevr|mw|drs|ir|ing|b\.v|n\.v|a\.m|p\.m)\.(?=\W|$)"
    r"|\d+(?:[.,:/-]\d+)*"
    r"|['’]?[^\W\d_]+(?:['’][^\W\d_]*)*"
    r"|[€£$%+&/,.?!;:…]",
    re.IGNORECASE,
)
_ENDS = frozenset(".?!;:…")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign. `word` is folded; `comma` says that a comma stands before it; `raw` is as written."""

    word: str
    raw: str
    start: int
    end: int
    comma: bool

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.raw[:1].isupper() or (self.raw[:1] in "'’" and self.raw[1:2].isupper())


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of an utterance; `words` are their folded words, for matching; `cased` whether capitals are used."""

    text: str
    all: tuple[Token, ...]
    words: tuple[str, ...]
    cased: bool

    def slice(self, first: int, after: int) -> tuple[int, int]:
        """The place in the text of tokens first up to, not including, after."""
        return self.all[first].start, self.all[after - 1].end


def folded(word: str) -> str:
    """Lower case, straight apostrophes, no accents."""
    word = word.casefold().replace("’", "'")
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def tokens_of(text: str, lexicon: Lexicon) -> Tokens:
    """Reads at most 400 tokens; a repeated word ("om, eh, om") counts once, unless it is a number."""
    read = _without_hesitations(_read(text), lexicon)
    kept: list[Token] = []
    for token in read:
        before = kept[-1] if kept else None
        if before and before.word == token.word and token.word.isalpha() and token.word not in lexicon.numbers:
            continue
        kept.append(token)
    cased = any(token.capital and place for place, token in enumerate(kept) if token.word not in ("i", "i'm"))
    cased = cased or bool(kept and kept[0].capital)
    return Tokens(text, tuple(kept), tuple(token.word for token in kept), cased)


def _read(text: str) -> list[Token]:
    found: list[Token] = []
    comma = False
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw == ",":
            comma = True
            continue
        word = BOUNDARY if raw in _ENDS else folded(raw)
        found.append(Token(word, raw, match.start(), match.end(), comma))
        comma = False
        if len(found) >= MOST_TOKENS:
            break
    return found


def _without_hesitations(read: list[Token], lexicon: Lexicon) -> list[Token]:
    words = [token.word for token in read]
    kept: list[Token] = []
    place = 0
    comma = False
    while place < len(read):
        found = lexicon.match("hesitation", words, place)
        if found:
            comma = comma or read[place].comma
            place = found[1]
            continue
        token = read[place]
        if comma and not token.comma:
            token = Token(token.word, token.raw, token.start, token.end, comma=True)
        comma = False
        kept.append(token)
        place += 1
    return kept
