"""Where a name begins and ends. Speech has no capitals, so a name ends at the first ordinary word."""

from dataclasses import dataclass

from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.tokens import BOUNDARY, Tokens

MOST_PERSON, MOST_COMPANY = 3, 3
_NEVER = ("weekday", "month", "relative_day", "currency", "percent", "title", "scale", "weekday_part", "day_part")


@dataclass(frozen=True, slots=True)
class Named:
    """A name: its tokens from `first` up to `after`, and how it is written with capitals."""

    first: int
    after: int
    written: str


def person(tokens: Tokens, place: int, lex: Lexicon, *, titled: bool = False) -> Named | None:
    """The name of a person that starts at a place; after a title it may start with "van"."""
    after = _particles(tokens, place, lex) if titled or not _may_be_company(tokens, place, lex) else place
    if not is_name_word(tokens, after, lex) or _is_ordinary_firm(tokens, after, lex):
        return None
    after += 1
    count = 1
    while count < MOST_PERSON:
        surname = _particles(tokens, after, lex)
        if surname > after and not _is_surname_after(tokens, after, surname, lex):
            break
        if not is_name_word(tokens, surname, lex) or _is_break(tokens, after, surname):
            break
        after, count = surname + 1, count + 1
    return Named(place, after, capitals(tokens, place, after, lex))


def company(tokens: Tokens, place: int, lex: Lexicon) -> Named | None:
    """The name of a company that starts at a place, with its legal form and partners."""
    words = tokens.words
    place = lex.after("company_prefix", words, place)
    if not is_name_word(tokens, place, lex):
        return None
    if _is_ordinary_firm(tokens, place, lex):
        return None
    after, count = place + 1, 1
    while after < len(words):
        closing = lex.match("and_partners", words, after) or lex.match("legal_form", words, after)
        if closing:
            after = closing[1]
            continue
        joined = words[after] == "&" or (tokens.cased and words[after] in ("en", "and"))
        inner = _particles(tokens, after + joined, lex)
        if lex.match("of_company", words, after) or (count >= MOST_COMPANY and not joined):
            break
        if not _continues_firm(tokens, inner, lex) or _is_break(tokens, after, inner):
            break
        after, count = inner + 1, count + 1
    return Named(place, after, capitals(tokens, place, after, lex))


def _is_ordinary_firm(tokens: Tokens, place: int, lex: Lexicon) -> bool:
    return lex.has("organisation", tokens.words[place]) and not tokens.all[place].capital


def _continues_firm(tokens: Tokens, place: int, lex: Lexicon) -> bool:
    """Further words of a company's name; with a capital also ordinary ones: "Ostrander Engineers"."""
    if is_name_word(tokens, place, lex):
        return True
    if place >= len(tokens.words) or not tokens.cased:
        return False
    token = tokens.all[place]
    return token.capital and token.word.isalpha() and token.word != "i"


def is_name_word(tokens: Tokens, place: int, lex: Lexicon) -> bool:
    """Whether a word can be part of a name: no ordinary word, no number, and with a capital where capitals are used."""
    if place >= len(tokens.words):
        return False
    token = tokens.all[place]
    word = token.word
    if not word[0].isalpha() and not (word[0] == "'" and len(word) > 2):
        return False
    if tokens.cased and not token.capital:
        return False
    if word in lex.ordinary or word in lex.numbers or (lex.has("particle", word) and not token.capital):
        return False
    if lex.match("greeting", tokens.words, place) or lex.match("hesitation", tokens.words, place):
        return False
    return not any(lex.has(name, word) for name in _NEVER) or (word in lex.first_names and token.capital)


def capitals(tokens: Tokens, first: int, after: int, lex: Lexicon) -> str:
    """The name with capitals; as written where the utterance has them."""
    written = ""
    for place in range(first, after):
        token, before = tokens.all[place], tokens.all[place - 1]
        hyphen = place > first and tokens.text[before.end : token.start] == "-"
        space = "" if place == first else "-" if hyphen else " "
        written += space + _capital(token.raw, token.word, place - first, lex)
    return written


def _capital(raw: str, word: str, index: int, lex: Lexicon) -> str:
    if any(letter.isupper() for letter in raw):
        return raw
    if lex.has("legal_form", word):
        return raw.upper() if len(word) < 5 and lex.language == "nl" else raw.capitalize()
    if lex.has("particle", word) or word in ("en", "and", "&"):
        return raw
    return raw[:1].upper() + raw[1:]


def _particles(tokens: Tokens, place: int, lex: Lexicon) -> int:
    """The place after "van", "van der", "de" and the like."""
    while place < len(tokens.words) and lex.has("particle", tokens.words[place]):
        place += 1
    return place


def _may_be_company(tokens: Tokens, place: int, lex: Lexicon) -> bool:
    return place < len(tokens.words) and lex.has("company_or_surname", tokens.words[place])


def _is_surname_after(tokens: Tokens, place: int, surname: int, lex: Lexicon) -> bool:
    """Whether "van ..." after a given name is a surname ("van de Ven") and not a company ("van Netwacht")."""
    words = tokens.words
    if surname >= len(words) or tokens.all[place].comma:
        return False
    if not lex.has("company_or_surname", words[place]) or tokens.all[place].capital:
        return True
    if lex.match("particle_not_company", words, place):
        return True
    if surname == place + 1:
        followed = lex.has("company_or_surname", words[surname + 1]) if surname + 1 < len(words) else False
        return lex.has("surname_after_van", words[surname]) or followed
    return not lex.has("organisation", words[surname])


def _is_break(tokens: Tokens, first: int, last: int) -> bool:
    return any(token.comma or token.word == BOUNDARY for token in tokens.all[first : last + 1])
