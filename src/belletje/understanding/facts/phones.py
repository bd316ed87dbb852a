"""Telephone numbers, as digits and as spoken: "nul zes twaalf vierendertig", "oh two oh, double seven"."""

from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from belletje.understanding.facts.fact import Fact
from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.numbers import small
from belletje.understanding.facts.tokens import Tokens

REGIONS = {"nl": ("NL", "BE"), "en": ("GB", "NL", "IE", "US")}
DUTCH_MOBILE = "06"  # with a digit missing it would pass for a Belgian landline
LEAST_DIGITS, LEAST_WITH_CUE, MOST_DIGITS = 9, 7, 15


def phones(tokens: Tokens, lex: Lexicon) -> Iterator[tuple[Fact, int, int]]:
    """The telephone numbers, each with its first token and the token after it."""
    words = tokens.words
    place = 0
    while place < len(words):
        if not (words[place][0].isdigit() or words[place] in ("+", "o") or _spoken_start(words[place], lex)):
            place += 1
            continue
        digits, after = _digits(tokens, place, lex)
        cued = any(lex.has("number_cue", word) for word in words[max(0, place - 4) : place])
        long_enough = LEAST_DIGITS if not cued else LEAST_WITH_CUE
        if long_enough <= len(digits.lstrip("+")) <= MOST_DIGITS:
            start, end = tokens.slice(place, after)
            yield Fact("phone", tokens.text[start:end], start, end, _e164(digits, lex.language)), place, after
        place = max(after, place + 1)


def _spoken_start(word: str, lex: Lexicon) -> bool:
    return word in lex.numbers or lex.has("repeat", word) or lex.has("plus", word)


def _digits(tokens: Tokens, place: int, lex: Lexicon) -> tuple[str, int]:
    """The digits that follow each other from a place, and the place after the last."""
    words = tokens.words
    digits = ""
    if words[place] == "+" or lex.match("plus", words, place):
        digits, place = "+", place + 1
    while place < len(words):
        found = _next(tokens, place, lex)
        if not found:
            break
        digits, place = digits + found[0], found[1]
    return digits, place


def _next(tokens: Tokens, place: int, lex: Lexicon) -> tuple[str, int] | None:
    words = tokens.words
    word = words[place]
    if word[0].isdigit():
        if ":" in word or "," in word or _is_counted(tokens, place, lex):
            return None
        return "".join(filter(str.isdecimal, word)), place + 1
    times = lex.match("repeat", words, place)
    if times and times[1] < len(words):
        value = lex.numbers.get(words[times[1]])
        return (str(value) * int(times[0]), times[1] + 1) if value is not None and value < 10 else None
    if word == "o" and lex.language == "en":
        return "0", place + 1
    found = small(words, place, lex)
    if not found:
        return None
    if found[1] < len(words) and words[found[1]] in ("hundred", "honderd") and found[0] < 10:
        return f"{found[0]}00", found[1] + 1
    return str(found[0]), found[1]


def _is_counted(tokens: Tokens, place: int, lex: Lexicon) -> bool:
    after = place + 1
    return bool(lex.match("currency", tokens.words, after) or lex.match("percent", tokens.words, after))


@lru_cache(maxsize=4096)
def _e164(digits: str, language: str) -> str:
    for region in REGIONS[language]:
        if region == "BE" and digits.startswith(DUTCH_MOBILE):
            continue
        try:
            parsed = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return digits
