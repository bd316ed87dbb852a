"""What lies behind a line: what somebody comes up with who is asked on about what they just said.

`data/behind/<language>.tsv` has, for a line of the catalogue or of the answers, the fact or example behind it. It
answers "why?", "how do you mean?" and "such as?" alike, so that nobody needs to know which of these was asked.
"""

from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from belletje.prospect.catalogue import LANGUAGES, catalogue
from belletje.prospect.questions import placeholders
from belletje.prospect.sentences import sentences_in
from belletje.prospect.tables import CatalogueError, rows
from belletje.prospect.topics import as_sentences, topics

HEADER = ("line", "behind")
ASKS_ON = frozenset(("why_behind", "tell_more", "what_you_mean", "elaborate", "said_back"))
"""The topics by which a caller asks on about what was just said."""


@cache
def behind_lines() -> Mapping[str, Mapping[str, str]]:
    """What lies behind each line that has something behind it, by language."""
    return load(files("belletje.prospect").joinpath("data"))


def load(folder: Traversable) -> Mapping[str, Mapping[str, str]]:
    """Reads and checks the tables; raises CatalogueError with file and line at the first mistake."""
    return {language: _table(folder.joinpath("behind", f"{language}.tsv"), language) for language in LANGUAGES}


def _table(file: Traversable, language: str) -> Mapping[str, str]:
    there = {line.text for reaction in catalogue() for line in reaction.lines[language]}
    there |= {answer.text for topic in topics().by_id.values() for answer in topic.answers[language]}
    found: dict[str, str] = {}
    for where, cells in rows(file, HEADER):
        if len(cells) != len(HEADER) or not all(cells):
            raise CatalogueError(f"{where}: needs a line and what lies behind it, separated by a tab.")
        line, behind = cells
        if line not in there:
            raise CatalogueError(f"{where}: nobody says '{line}'; it must be a line of the catalogue or the answers.")
        if unknown := sorted(placeholders(behind) - placeholders(line)):
            raise CatalogueError(f"{where}: {', '.join(unknown)} may be unknown, as it does not stand in the line.")
        if line in found:
            raise CatalogueError(f"{where}: there is something behind this line already.")
        found[line] = behind
    return found


def elaborate(language: str, last: str, known: Mapping[str, str], said: Collection[str]) -> str | None:
    """What lies behind what was said `last`, or behind its last sentences; None where nothing does, or it was `said`.

    `known` has the values for placeholders.
    """
    behind = _filled(language, known)
    sentences = sentences_in(last)
    for first in range(len(sentences)):
        found = behind.get(" ".join(sentences[first:]))
        if found is not None:
            return None if found in said else found
    return None


def _filled(language: str, known: Mapping[str, str]) -> Mapping[str, str]:
    plain, open_ones = _parted(language)
    return plain | {
        as_sentences(line.format_map(known)): as_sentences(behind.format_map(known))
        for line, behind in open_ones.items()
        if known.keys() >= placeholders(line)
    }


@cache
def _parted(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """The lines without placeholders, which are many, and those with."""
    table = behind_lines()[language]
    return (
        {line: behind for line, behind in table.items() if "{" not in line},
        {line: behind for line, behind in table.items() if "{" in line},
    )
