"""The form of a question, which tells what kind of answer it wants: "who" wants a person, whatever it is about."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from belletje.prospect.sentences import sentences_in

EITHER_OR, MEANT, YOUR_NAME, EXAMPLE, HAPPENED = "either_or", "meant", "your_name", "example", "happened"
MORE, SUMMED_UP = "more", "summed_up"
WHO, YOURSELF = "who", "yourself"
"""Who it is, and whether it is the very one who is asked: "who chose that, was it you?"."""
TELLING = frozenset(
    (
        "when",
        "how_long",
        "how_often",
        "how_many",
        "how_much",
        "where",
        "why",
        WHO,
        YOURSELF,
        EITHER_OR,
        MEANT,
        YOUR_NAME,
    )
)
"""Forms that leave no doubt about what kind of answer is wanted."""
YES_NO = "yes_no"
"""The form of a question that has no word for its form, and of a turn that asks nothing."""
FORMS = TELLING | {"which", "what", "how", "measure", "what_if", "tell", EXAMPLE, MORE, HAPPENED, SUMMED_UP, YES_NO}
IN_PASSING = frozenset((EITHER_OR, "when"))
"""Forms that ask nothing after another word that asks, but for a comma or an "and" between."""
_SETS_APART = re.compile(r",|\b(en|and) $")
BEGINS, PART, INDIRECT, REMINDS, INVITES = "begins", "part", "indirect", "reminds", "invites"
ANOTHER, AFTERTHOUGHT = "another", "afterthought"
_NO_FORMS = frozenset((BEGINS, PART, INDIRECT, REMINDS, INVITES, ANOTHER, AFTERTHOUGHT))
"""What stands in the file besides the forms."""


def forms_in(turn: str, language: str) -> tuple[str, ...]:
    """The forms of what a turn asks, one or more of FORMS, in the order in which they are asked.

    Where there are question marks only the sentences before them ask.
    """
    sentences = sentences_in(turn.lower())
    first, *others = [one for one in sentences if one.endswith("?")] or sentences[-1:] or [""]
    asking = [first, *(one for one in others if not re.search(_table()[language][AFTERTHOUGHT], one))]
    return tuple(form for sentence in asking for form in _forms(sentence, language)) or (YES_NO,)


def _forms(sentence: str, language: str) -> list[str]:
    """The forms in one sentence; where two begin at the same place, that which stands first in the file."""
    first: dict[int, str] = {}
    for form, pattern in _patterns(language).items():
        for found in pattern.finditer(sentence):
            first.setdefault(found.start(), form)
    forms: list[str] = []
    for at, form in sorted(first.items()):
        # "which is it, this or that" gives a choice, "what happens if this or that goes wrong" does not; nor does
        # "what do they say when you complain" ask when
        if form not in IN_PASSING or not forms or _SETS_APART.search(sentence, 0, at):
            forms.append(form)
    return forms or [YES_NO]


def questions_in(turn: str, language: str) -> tuple[str, ...]:
    """The questions of a turn one by one, where it has question marks: "when does it begin, and is it far?" has two."""
    asking = [sentence for sentence in sentences_in(turn) if sentence.endswith("?")]
    return tuple(part for one in asking for part in _another(language).sub("\n", one).split("\n") if " " in part)


def asks_about_a_part(turn: str, language: str) -> bool:
    """Whether a turn asks about some of what was named before: "how many of those?"."""
    return bool(re.search(_table()[language][PART], turn.lower()))


def asks_indirectly(turn: str, language: str) -> bool:
    """Whether a turn asks without being a question: "I was wondering how you do that now"."""
    return bool(re.search(_table()[language][INDIRECT], turn.lower()))


def reminds(turn: str, language: str) -> bool:
    """Whether a turn asks nothing and only reminds somebody of what they said: "But you said it was not up to you."."""
    return "?" not in turn and bool(re.match(_table()[language][REMINDS], turn.lower()))


def invites(turn: str, language: str) -> bool:
    """Whether a turn asks nothing and invites to say more: "That may take twenty words, I have the time."."""
    return "?" not in turn and bool(re.search(_table()[language][INVITES], turn.lower()))


@cache
def _another(language: str) -> re.Pattern[str]:
    return re.compile(_table()[language][ANOTHER], re.IGNORECASE)


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    table = _table()[language]
    begins = table.get(BEGINS, "")
    return {
        form: re.compile(pattern.replace("<begins>", begins))
        for form, pattern in table.items()
        if form not in _NO_FORMS
    }


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("belletje.prospect").joinpath("data/forms.toml").read_text("utf-8"))
