"""Numbers as spoken and as written: "vijfennegentig", "a hundred and ten", "1.250,50"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from belletje.understanding.facts.lexicon import Lexicon, lexicon

_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:[.,]\d{1,2})?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d{1,2})?")

Read = tuple[float, int]


def number(words: Sequence[str], place: int, lex: Lexicon) -> Read | None:
    """The number that starts at a place, and the place after it."""
    if place >= len(words):
        return None
    if words[place][0].isdigit():
        return _written(words, place, lex)
    fraction = lex.match("fraction", words, place)
    if fraction:
        return _scaled(float(fraction[0]), words, fraction[1], lex)
    read = _spoken(words, place, lex)
    return _with_decimals(read, words, lex) if read else None


def small(words: Sequence[str], place: int, lex: Lexicon) -> tuple[int, int] | None:
    """A whole number below a hundred: what hours, minutes and days are said in."""
    if place >= len(words):
        return None
    word = words[place]
    if word.isdecimal():
        return (int(word), place + 1) if len(word) <= 2 else None
    value = lex.numbers.get(word)
    if value is None:
        return None
    if value >= 20 and value % 10 == 0 and lex.language == "en" and place + 1 < len(words):
        unit = lex.numbers.get(words[place + 1])
        if unit is not None and 0 < unit < 10:
            return value + unit, place + 2
    return value, place + 1


def _written(words: Sequence[str], place: int, lex: Lexicon) -> Read | None:
    value = written(words[place])
    return _scaled(value, words, place + 1, lex) if value is not None else None


def written(word: str) -> float | None:
    """`1.250` and `1,250.50` by their thousands, `95,50` by its cents; None when it is no amount (a date, a time)."""
    if len(word) > 15:
        return None
    if _THOUSANDS.fullmatch(word):
        tail = re.search(r"[.,](\d{1,2})$", word)
        whole = re.sub(r"\D", "", word[: tail.start()] if tail else word)
        return float(f"{whole}.{tail[1]}") if tail else float(whole)
    return float(word.replace(",", ".")) if _DECIMAL.fullmatch(word) else None


def _scaled(value: float, words: Sequence[str], place: int, lex: Lexicon) -> Read:
    scale = lex.match("scale", words, place)
    return (value * int(scale[0]), scale[1]) if scale else (value, place)


def _spoken(words: Sequence[str], place: int, lex: Lexicon) -> Read | None:
    start, total = place, 0.0
    current: float | None = None
    if lex.has("article_as_one", words[place]):
        if place + 1 >= len(words) or not lex.has("scale", words[place + 1]):
            return None
        current, place = 1, place + 1
    while place < len(words):
        word = words[place]
        value = lex.numbers.get(word)
        if value is None:
            value = _compound(word, lex.language)
        if value is not None:
            joined = value if current is None else _joined(current, value, lex.language)
            if joined is None:
                break
            current, place = joined, place + 1
            halves = lex.match("and_a_half", words, place)
            if halves and value < 20:
                current, place = current + float(halves[0]), halves[1]
            continue
        if lex.has("scale", word):
            scale = int(lex.phrases["scale"][word])
            if scale == 100 and current is not None and current >= 100:
                break
            current = (1 if current is None else current) * scale
            if scale >= 1000:
                total, current = total + current, None
            place += 1
            continue
        after = place + 1
        if word in ("en", "and") and current is not None and _continues(words, after, current, lex):
            tens = lex.numbers.get(words[after])
            if current < 10 and tens is not None and tens >= 20:
                current, place = current + tens, after + 1
            else:
                place = after
            continue
        break
    return (total + (current or 0), place) if place > start else None


def _continues(words: Sequence[str], place: int, current: float, lex: Lexicon) -> bool:
    """Whether "en" or "and" joins what follows: "honderd en tien", "vijf en tachtig", and not "negentig en honderd"."""
    value = lex.numbers.get(words[place]) if place < len(words) else None
    if value is None:
        return False
    if current >= 100 and current % 100 == 0:
        return value < 100
    return lex.language == "nl" and 0 < current < 10 and value >= 20 and value % 10 == 0


def _joined(current: float, value: float, language: str) -> float | None:
    if any(current >= size and current % size == 0 and value < size for size in (1000, 100)):
        return current + value
    if language == "en" and 20 <= current < 100 and current % 10 == 0 and 0 < value < 10:
        return current + value
    return None


def _with_decimals(read: Read, words: Sequence[str], lex: Lexicon) -> Read:
    value, place = read
    if place < len(words) and lex.has("point", words[place]):
        decimals = small(words, place + 1, lex)
        if decimals:
            return float(f"{int(value)}.{decimals[0]}"), decimals[1]
    return value, place


@lru_cache(maxsize=4096)
def _compound(word: str, language: str) -> int | None:
    """Dutch hundreds and thousands in one word: honderdtien, twaalfhonderdvijftig, vijfduizend."""
    if language != "nl":
        return None
    lex = lexicon(language)
    for scale, size in (("duizend", 1000), ("honderd", 100)):
        before, found, after = word.partition(scale)
        if found and len(word) > len(scale):
            times = _part(before, lex) if before else 1
            rest = _part(after.removeprefix("en") if after != "en" else after, lex) if after else 0
            return None if times is None or rest is None else times * size + rest
    return None


def _part(word: str, lex: Lexicon) -> int | None:
    if word == "honderd":
        return 100
    value = lex.numbers.get(word)
    return value if value is not None else _compound(word, lex.language)
