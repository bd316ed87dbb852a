"""What is true of the organisation that is called: drawn once for a call, so that no answer contradicts another."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random

from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.tables import CatalogueError

DERIVED = frozenset(("email", "last_said"))
"""What follows from the call itself."""


def invent(language: str, name: str, company: str, rng: Random) -> dict[str, str]:
    """The circumstances of one call, by the name that answers use for them.

    `name` and `company` are those of the one who is called: their e-mail address follows from them.
    """
    drawn = {fact: rng.choice(values) for fact, values in _lists()[language].items()}
    return drawn | {"email": f"{_address(name)}@{_address(company)}.example"}


def circumstance_names() -> frozenset[str]:
    """The names of all circumstances."""
    return frozenset(_lists()["nl"]) | DERIVED


def values_of(circumstance: str, language: str) -> tuple[str, ...]:
    """What a circumstance may be."""
    return tuple(_lists()[language][circumstance])


@cache
def _lists() -> Mapping[str, Mapping[str, list[str]]]:
    found = tomllib.loads(files("belletje.prospect").joinpath("data/circumstances.toml").read_text("utf-8"))
    first, second = (found[language] for language in LANGUAGES)
    if first.keys() != second.keys():
        raise CatalogueError(
            f"circumstances.toml: {', '.join(first.keys() ^ second.keys())} stands in one language only."
        )
    return found


def _address(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
