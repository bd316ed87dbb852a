"""What somebody knows of what they told: which corners the wifi drops in, since when, and who has to do with it.

`data/particulars/<language>.tsv` has a row for each line by which a need is told, and for each project that may be
named, with a cell for each kind of question that may follow. Together the cells are one small story, so that nobody is
at a loss about their own problem.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from belletje.prospect.catalogue import LANGUAGES, catalogue
from belletje.prospect.circumstances import values_of
from belletje.prospect.elaboration import ASKS_ON
from belletje.prospect.questions import placeholders
from belletje.prospect.respond import TELLS_NEED
from belletje.prospect.sentences import sentences_in
from belletje.prospect.tables import CatalogueError, rows
from belletje.prospect.topics import OTHER, as_sentences

KINDS = ("what", "why", "since", "who", "how_many", "how_often", "where", "effect", "tried", "next")
HEADER = ("line", *KINDS)
PROJECT = "project"
"""The circumstance of which the particulars are known as well."""
Particulars = Mapping[str, str]
"""What is known of one need, by kind of question; not every kind is there."""
ELSEWHERE = "elsewhere"
"""What is asked for that no need has anything to do with."""
BY_TOPIC = {
    "problem_tried": "tried",
    "problem_often": "how_often",
    "problem_effect": "effect",
    "project_next": "next",
    "problem_since": "since",
    "should_happen": "next",
    "who_suffers": "who",
}
"""What is asked for by who asks about these topics of the problem."""
BY_FORM = {
    "what": "what",
    "which": "what",
    "how": "what",
    "tell": "what",
    "example": "what",
    "meant": "what",
    "why": "why",
    "who": "who",
    "how_many": "how_many",
    "how_often": "how_often",
    "where": "where",
}
LOOSELY = frozenset((OTHER, *ASKS_ON))
"""Topics that may be about anything: about the need where that was just spoken of, or is named."""
PROBLEMS = "problems"
PROBLEM = {PROBLEMS: "effect", "problem_cause": "why"}
"""Topics of who asks about the need whatever it is, in any form, and what is asked for by who asks just "what?"."""
NEARBY = frozenset(("what_stops", "busy_effect", "stops_first", "project_why", "projects_when"))
"""Topics that a follow-up about the need may sound like; its words must tell that it is one."""
EQUIPMENT = frozenset(("wifi", "telephony", "lines", "security"))
"""Topics of who asks about the need where that is about this very equipment."""
LONG_WORD, STEM = 6, 5
"""A question names what was told where it has a word of so many letters that begins with the same so many."""
SHORT = 3
"""A question of no more words can only be about what was said before."""
EQUIPMENT_WORDS, POINTING = "equipment", "pointing"
_WORD = re.compile(r"[^\W\d_]+")


def kind_asked(topic: str, forms: Sequence[str], turn: str, language: str) -> str | None:
    """Which of KINDS a turn about a topic asks for, if it can be about a need that was told; else None."""
    by_words = next((kind for kind, words in _words(language).items() if words.search(turn.lower())), None)
    by_form = kind_by_form(forms)
    if topic in PROBLEM:
        kind = by_words or (by_form if by_form != "what" else PROBLEM[topic])
    elif topic in LOOSELY:
        kind = by_words or by_form
    elif topic in BY_TOPIC:
        kind = by_words or BY_TOPIC[topic]
    else:
        kind = by_words if topic in NEARBY else None
    return kind if kind != ELSEWHERE else None


def kind_by_form(forms: Sequence[str]) -> str | None:
    """Which of KINDS the last form of a question asks for; None where it asks for none of them."""
    return BY_FORM.get(forms[-1]) if forms else None


def points_back(turn: str, language: str) -> bool:
    """Whether a turn points to what was said before, by a word or by being as short as "Which ones?"."""
    *_, last = sentences_in(turn) or [turn]
    return len(last.split()) <= SHORT or bool(re.search(_follow_ups()[POINTING][language], turn.lower()))


def particulars(language: str, told: str, known: Mapping[str, str]) -> Particulars:
    """What somebody knows of the need they told in these very words; nothing where the words are not in the table.

    `known` has the values for placeholders.
    """
    table = particulars_by_name()[language]
    for line in (told, *(line for line in table if "{" in line and placeholders(line) <= known.keys())):
        if line in table and as_sentences(line.format_map(known)) == told:
            return {kind: as_sentences(text.format_map(known)) for kind, text in table[line].items()}
    return {}


def of_project(language: str, project: str) -> Particulars:
    """What somebody knows of a project, by its name as it stands in circumstances.toml."""
    return particulars_by_name()[language].get(project, {})


def names(
    turn: str, told: Collection[str], language: str, besides: Collection[str] = (), shortest: int = LONG_WORD
) -> bool:
    """Whether a turn names something that was told, `besides` these: a long word of it, perhaps in another form."""
    stems = _stems(told, shortest) - _stems(besides) - _common(language)
    return not stems.isdisjoint(_stems([turn], shortest))


def is_about(equipment: str, told: Iterable[str], language: str) -> bool:
    """Whether what was told is about one of EQUIPMENT."""
    words = re.compile(_follow_ups()[EQUIPMENT_WORDS][equipment][language])
    return any(words.search(text.lower()) for text in told)


def _stems(texts: Iterable[str], shortest: int = 1) -> frozenset[str]:
    words = (word for text in texts for word in _WORD.findall(text.casefold()))
    return frozenset(word[:STEM] for word in words if len(word) >= shortest)


@cache
def _common(language: str) -> frozenset[str]:
    """The stems of words that name nothing."""
    return _stems([_follow_ups()["common"][language]])


@cache
def particulars_by_name() -> Mapping[str, Mapping[str, Particulars]]:
    """The particulars by language: of each line by which a need is told, and of each project."""
    return load(files("belletje.prospect").joinpath("data"))


def load(folder: Traversable) -> Mapping[str, Mapping[str, Particulars]]:
    """Reads and checks the tables; raises CatalogueError with file and line at the first mistake."""
    return {language: _table(folder.joinpath("particulars", f"{language}.tsv"), language) for language in LANGUAGES}


def _table(file: Traversable, language: str) -> Mapping[str, Particulars]:
    telling = {line.text for name in TELLS_NEED for line in catalogue()[name].lines[language]} | set(
        values_of(PROJECT, language)
    )
    found: dict[str, Particulars] = {}
    for where, cells in rows(file, HEADER):
        if len(cells) != len(HEADER) or not cells[0]:
            raise CatalogueError(
                f"{where}: needs {len(HEADER)} columns separated by tabs; only the first must be there."
            )
        line, known = cells[0], {kind: text for kind, text in zip(KINDS, cells[1:], strict=True) if text}
        if line not in telling:
            raise CatalogueError(f"{where}: nobody tells a need by '{line}', nor is it a project.")
        if line in found:
            raise CatalogueError(f"{where}: there is a row for this line already.")
        if unknown := sorted(frozenset[str]().union(*map(placeholders, known.values())) - placeholders(line)):
            raise CatalogueError(f"{where}: {', '.join(unknown)} may be unknown, as it does not stand in the line.")
        found[line] = known
    return found


@cache
def _words(language: str) -> Mapping[str, re.Pattern[str]]:
    return {kind: re.compile(words[language]) for kind, words in _follow_ups()["kinds"].items()}


@cache
def _follow_ups() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("belletje.prospect").joinpath("data/particulars/follow_ups.toml").read_text("utf-8"))
