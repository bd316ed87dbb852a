"""The words of a language, from the data files in `data/<language>/`, checked at load."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "en")
TABLES = ("numbers.tsv", "times.tsv", "money.tsv", "people.tsv")
LISTS = ("first_names.txt", "ordinary.txt")
HEADER = ["class", "words", "value"]
_NUMBER = re.compile(r"\d+(\.\d+)?")
_PART = "morning|lunch|afternoon|evening|night|start|mid|end"
_DAY = r"(\d\d-\d\d|easter\+\d+)"
_VALUES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("unit", "teen", "ten", "scale", "fraction", "and_a_half", "ordinal", "repeat"), _NUMBER),
    **dict.fromkeys(("hour_word_form", "week", "week_later", "week_on", "month_step", "coming"), _NUMBER),
    **dict.fromkeys(("short_span", "fortnight", "loose_thousand"), _NUMBER),
    "weekday": re.compile("[1-7]"),
    "month": re.compile("[1-9]|1[0-2]"),
    **dict.fromkeys(("day_part", "day_part_alone", "day_part_after_day", "day_edge", "position", "meal"),
                    re.compile(_PART)),
    "relative_day": re.compile(rf"\d( ({_PART}))?"),
    "event": re.compile(f"{_DAY} {_DAY}"),
    "fixed_time": re.compile(r"\d+:\d\d"),
    "span_unit": re.compile("day|week|month|hour|minute"),
    "per": re.compile("hour|day|week|month|year"),
    "currency": re.compile("[A-Z]{3}"),
    "percent": re.compile("%"),
}  # fmt: skip
_WITHOUT_VALUE = frozenset((
    "joiner", "point", "ordinal_ending", "plus", "number_cue", "hesitation", "week_number", "weekend", "past",
    "month_before", "article", "span_before", "half", "quarter", "past_hour", "to_hour",
    "minutes_word", "hour_word", "about_hour", "after", "before", "before_day", "after_day", "asks_perhaps",
    "at", "between", "from_hour", "range_and", "glue", "not_hours_before", "not_hours_after", "greeting",
    "not_a_time", "title", "introduces", "greets_with", "asks_for", "maybe_name", "after_asked", "of_company",
    "for_company", "company_prefix", "and_partners", "legal_form", "particle", "particle_not_company",
    "company_or_surname", "surname_after_van", "organisation", "article_as_one", "of",
    "half_past", "ish", "am", "pm", "approximately", "may_follow",
))  # fmt: skip
_WORD = re.compile(r"['’]?[^\W\d_]+(?:['’.][^\W\d_]*)*|\d+|[€£$%+&/]")


class BadWords(ValueError):
    """A mistake in a data file: the message starts with file and line."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by class, as phrases joined by a space, and how many words the longest phrase after a first word has."""

    language: str
    phrases: dict[str, dict[str, str]]
    longest: dict[str, dict[str, int]]
    numbers: dict[str, int]
    first_names: frozenset[str]
    ordinary: frozenset[str]

    def match(self, name: str, words: Sequence[str], place: int) -> tuple[str, int] | None:
        """The longest phrase of a class that starts at a place: its value and the place after it."""
        firsts = self.longest.get(name)
        if not firsts or place >= len(words):
            return None
        most = firsts.get(words[place])
        if most is None:
            return None
        phrases = self.phrases[name]
        if most == 1:
            return phrases[words[place]], place + 1
        for size in range(min(most, len(words) - place), 0, -1):
            value = phrases.get(" ".join(words[place : place + size]))
            if value is not None:
                return value, place + size
        return None

    def has(self, name: str, word: str) -> bool:
        """Whether a class holds this one word."""
        return word in self.phrases.get(name, ())

    def after(self, name: str, words: Sequence[str], place: int) -> int:
        """The place after a phrase of a class, or the place itself where there is none."""
        found = self.match(name, words, place)
        return found[1] if found else place

    def ends_at(self, name: str, words: Sequence[str], place: int) -> bool:
        """Whether a phrase of a class ends just before a place."""
        phrases = self.phrases.get(name, {})
        return any(" ".join(words[max(0, place - size) : place]) in phrases for size in (1, 2, 3) if place >= size)


@cache
def lexicon(language: str) -> Lexicon:
    """The words of `nl` or `en`. Raises BadWords at the first mistake in a file, ValueError for another language."""
    if language not in LANGUAGES:
        raise ValueError(f"no words for language {language!r}; choose from {', '.join(LANGUAGES)}")
    folder = files(__package__).joinpath("data", language)
    texts = {name: folder.joinpath(name).read_text("utf-8") for name in (*TABLES, *LISTS)}
    return lexicon_from(language, texts)


def lexicon_from(language: str, texts: dict[str, str]) -> Lexicon:
    """The same from texts at hand, by file name. Raises BadWords."""
    phrases: dict[str, dict[str, str]] = {}
    for file in TABLES:
        for where, name, words, value in _rows(f"{language}/{file}", texts[file]):
            for phrase in words:
                if phrase in phrases.setdefault(name, {}):
                    raise BadWords(f"{where}: '{phrase}' stands twice in {name}.")
                phrases[name][phrase] = value
    _add_compounds(phrases)
    lists = [frozenset(_listed(texts[file])) for file in LISTS]
    return Lexicon(language, phrases, _longest(phrases), _small_numbers(phrases), lists[0], lists[1])


def _rows(file: str, text: str) -> Iterator[tuple[str, str, list[str], str]]:
    header = False
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{file}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            if cells != HEADER:
                raise BadWords(f"{where}: the first line must be {' <tab> '.join(HEADER)}.")
            header = True
            continue
        if len(cells) not in (2, 3):
            raise BadWords(f"{where}: needs a class, words and perhaps a value, separated by tabs.")
        name, words, value = cells[0], cells[1], cells[2] if len(cells) == 3 else ""
        _check(where, name, value)
        phrases = [" ".join(_WORD.findall(phrase)) for phrase in words.split("|")]
        if not all(phrases):
            raise BadWords(f"{where}: a phrase without words in '{words}'.")
        yield where, name, phrases, value


def _check(where: str, name: str, value: str) -> None:
    pattern = _VALUES.get(name)
    if pattern is None and name not in _WITHOUT_VALUE:
        raise BadWords(f"{where}: '{name}' is no class of words.")
    if pattern is None and value:
        raise BadWords(f"{where}: '{name}' takes no value, and has '{value}'.")
    if pattern is not None and not pattern.fullmatch(value):
        raise BadWords(f"{where}: '{value}' is no value for {name}.")


def _listed(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()


def _add_compounds(phrases: dict[str, dict[str, str]]) -> None:
    """Days joined to parts, as Dutch writes them: donderdagmiddag, maandagvoormiddag."""
    parts = phrases.get("day_part", {}) | phrases.get("day_part_after_day", {})
    phrases["weekday_part"] = {
        day + part: f"{number} {of_day}"
        for day, number in phrases.get("weekday", {}).items()
        for part, of_day in parts.items()
    }


def _longest(phrases: dict[str, dict[str, str]]) -> dict[str, dict[str, int]]:
    longest: dict[str, dict[str, int]] = {}
    for name, values in phrases.items():
        firsts = longest.setdefault(name, {})
        for phrase in values:
            words = phrase.split()
            firsts[words[0]] = max(firsts.get(words[0], 0), len(words))
    return longest


def _small_numbers(phrases: dict[str, dict[str, str]]) -> dict[str, int]:
    """Number words below a hundred, with the Dutch way of joining them (vierendertig = 34)."""
    units = {word: int(value) for word, value in phrases.get("unit", {}).items()}
    tens = {word: int(value) for word, value in phrases.get("ten", {}).items()}
    teens = {word: int(value) for word, value in phrases.get("teen", {}).items()}
    small = units | teens | tens
    for joiner in phrases.get("joiner", {}):
        small |= {u + joiner + t: units[u] + tens[t] for u in units if units[u] for t in tens}
    return small
