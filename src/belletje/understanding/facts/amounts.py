"""Money, rates and percentages: "vijfennegentig euro per uur", "between ninety and a hundred and ten euros"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from belletje.understanding.facts.fact import Fact
from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.numbers import number, small
from belletje.understanding.facts.tokens import BOUNDARY, Tokens

LEAST_RATE = 10
LEAST_LOOSE = 20


@dataclass(frozen=True, slots=True)
class _Money:
    low: float
    after: int
    high: float | None = None
    unit: str = ""
    per: str = ""


def amounts(tokens: Tokens, lex: Lexicon) -> Iterator[tuple[Fact, int, int]]:
    """The amounts, each with its first token and the token after it.

    A number is an amount when a currency, a percentage or a rate by the hour or day is said with it; a range of round
    numbers ("tachtig tot honderd") when nothing follows that it could count.
    """
    place = 0
    while place < len(tokens.words):
        found = _amount(tokens, place, lex)
        if found is None:
            place += 1
            continue
        start, end = tokens.slice(place, found.after)
        yield Fact("amount", tokens.text[start:end], start, end, _value(found)), place, found.after
        place = found.after


def _amount(tokens: Tokens, place: int, lex: Lexicon) -> _Money | None:
    words = tokens.words
    sign = lex.match("currency", words, place)
    if sign:
        low = number(words, sign[1], lex)
        if not low or words[place].isalpha():
            return None
        return _with_rate(_range(tokens, _Money(low[0], low[1], unit=sign[0]), lex), tokens, lex)
    between = lex.match("between", words, place)
    start = lex.after("approximately", words, between[1]) if between else place
    low = _number(words, start, lex)
    if not low:
        return None
    found = _range(tokens, _Money(low[0], low[1]), lex)
    if between and found.high is None:
        return None
    found = _with_unit(found, words, lex)
    found = _with_rate(found, tokens, lex)
    return found if _is_money(found, tokens, lex) else None


def _number(words: tuple[str, ...], place: int, lex: Lexicon) -> tuple[float, int] | None:
    word = words[place] if place < len(words) else ""
    possible = word in lex.numbers or word[:1].isdigit() or "honderd" in word or "duizend" in word
    possible = possible or lex.has("fraction", word) or lex.has("scale", word) or lex.has("article_as_one", word)
    return number(words, place, lex) if possible else None


def _range(tokens: Tokens, low: _Money, lex: Lexicon) -> _Money:
    words = tokens.words
    if low.after < len(words) and words[low.after] == "%":
        return low
    joined = lex.match("range_and", words, low.after)
    if not joined:
        return low
    place = lex.after("approximately", words, joined[1])
    sign = lex.match("currency", words, place)
    high = _number(words, sign[1] if sign else place, lex)
    if not high or high[0] <= low.low:
        return low
    bottom = low.low
    scale = next((size for size in (1_000_000, 1000) if high[0] >= size and high[0] % size == 0), 1)
    if scale > 1 and bottom < 1000 and high[0] / scale > bottom:
        bottom *= scale
    return replace(low, low=bottom, high=high[0], after=high[1])


def _with_unit(found: _Money, words: tuple[str, ...], lex: Lexicon) -> _Money:
    percent = lex.match("percent", words, found.after)
    if percent:
        return replace(found, unit="%", after=percent[1])
    loose = lex.match("loose_thousand", words, found.after)
    if loose:
        unit = lex.after("currency", words, loose[1])
        high = found.high and found.high * int(loose[0])
        return replace(found, low=found.low * int(loose[0]), high=high, unit="EUR", after=unit)
    currency = lex.match("currency", words, found.after)
    if not currency:
        return found
    cents = small(words, currency[1], lex) if found.high is None and words[currency[1] - 1].isalpha() else None
    if cents and 10 <= cents[0] <= 99 and found.low == int(found.low) and _ends(words, cents[1], lex):
        return replace(found, low=found.low + cents[0] / 100, unit=currency[0], after=cents[1])
    return replace(found, unit=currency[0], after=currency[1])


def _ends(words: tuple[str, ...], place: int, lex: Lexicon) -> bool:
    return place >= len(words) or words[place] == BOUNDARY or bool(lex.match("per", words, place))


def _with_rate(found: _Money, tokens: Tokens, lex: Lexicon) -> _Money:
    words = tokens.words
    if not found.unit and found.high is None and found.low == int(found.low) < 1000:
        cents = small(words, found.after, lex)
        if cents and 10 <= cents[0] <= 99 and lex.match("per", words, cents[1]):
            hundreds = found.low < 10 and (lex.match("per", words, cents[1]) or ("",))[0] != "hour"
            low = found.low * 100 + cents[0] if hundreds else found.low + cents[0] / 100
            found = replace(found, low=low, after=cents[1])
    rate = lex.match("per", words, found.after)
    return replace(found, per=rate[0], after=rate[1]) if rate and found.unit != "%" else found


def _is_money(found: _Money, tokens: Tokens, lex: Lexicon) -> bool:
    if found.unit:
        return True
    if found.per:
        return found.low >= (LEAST_RATE if found.per == "hour" else LEAST_LOOSE)
    if found.high is None or found.low < LEAST_LOOSE or found.low % 5 or found.high % 5:
        return False
    return found.after >= len(tokens.words) or tokens.all[found.after].comma or tokens.words[found.after] == BOUNDARY


def _value(found: _Money) -> str:
    if found.unit == "%":
        numbers = f"{found.low:g}" + (f"..{found.high:g}" if found.high else "")
        return numbers + "%"
    numbers = _written(found.low) + (f"..{_written(found.high)}" if found.high else "")
    return f"{found.unit} {numbers}".strip() + (f"/{found.per}" if found.per else "")


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.2f}"
