"""The languages of the pages: gettext catalogues, the names of the domain's values, days and times."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its sentences by their English original, and its names by kind and value."""

    language: Language
    sentences: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Mapping[str, str]]

    def gettext(self, sentence: str) -> str:
        """The sentence in this language."""
        return self.sentences.get(sentence, (sentence,))[0]

    def ngettext(self, one: str, more: str, number: int) -> str:
        """The sentence for one, or for any other number: Dutch and English have the same two forms."""
        forms = self.sentences.get(one, (one, more))
        return forms[0] if number == 1 else forms[-1]

    def named(self, value: object, kind: str) -> str:
        """The name of a value of the domain; one without a name is shown as it is, without underscores."""
        text = "" if value is None else str(value)
        return self.names.get(kind, {}).get(text) or text.replace("_", " ")

    def day(self, moment: str | date) -> str:
        """A day in words, with its year."""
        return str(format_date(_moment(moment), "d MMMM y", locale=self.language))

    def moment(self, moment: str | datetime) -> str:
        """A day and a time."""
        return str(format_datetime(_moment(moment), "d MMM y, HH:mm", locale=self.language))

    def decimal(self, number: float) -> str:
        """A number with its thousands apart, and at most one decimal."""
        return str(format_decimal(number, "#,##0.#", locale=self.language))

    def rate(self, share: float) -> str:
        """A share in [0, 1] in per cents with one decimal."""
        return str(format_percent(share, "0.0 %", locale=self.language))


def _moment(moment: str | date) -> date:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


@cache
def words(language: Language) -> Words:
    """The words of a language, read once."""
    here = files("belletje.web")
    with here.joinpath(f"locale/{language}/LC_MESSAGES/belletje.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    sentences: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and forms and all(forms):
            sentences[key] = forms
    tables: dict[str, dict[str, dict[str, str]]] = tomllib.loads(here.joinpath("data/names.toml").read_text("utf-8"))
    names = {kind: {value: name[language] for value, name in table.items()} for kind, table in tables.items()}
    return Words(language, sentences, names)


def as_language(text: str | None) -> Language | None:
    """The language of that name, if it is one of ours."""
    return next((language for language in LANGUAGES if language == text), None)


def preferred(accept: str) -> Language:
    """The first of our languages in an Accept-Language header, by its weights; Dutch when there is none."""
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        name, _, parameters = part.strip().partition(";")
        weighed.append((-_weight(parameters), place, name.strip().lower()[:2]))
    return next((found for _, _, name in sorted(weighed) if (found := as_language(name))), "nl")


def _weight(parameters: str) -> float:
    try:
        return float(parameters.strip().removeprefix("q=")) if parameters.strip() else 1.0
    except ValueError:
        return 0.0
