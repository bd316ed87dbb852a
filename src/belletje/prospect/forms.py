"""The form of a question, which tells what kind of answer it wants: "who" wants a person, whatever it is about."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

EITHER_OR, MEANT, YOUR_NAME = "either_or", "meant", "your_name"
TELLING = frozenset(
    ("who", "when", "how_long", "how_often", "how_many", "how_much", "where", "why", EITHER_OR, MEANT, YOUR_NAME)
)
"""Forms that leave no doubt about what kind of answer is wanted."""
YES_NO = "yes_no"
"""The form of a question that has no word for its form, and of a turn that asks nothing."""
FORMS = TELLING | {"which", "what", "how", "tell", YES_NO}
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")


def forms_in(turn: str, language: str) -> tuple[str, ...]:
    """The forms of what a turn asks, one or more of FORMS, in the order in which they are asked.

    Where there are question marks only the sentences before them ask.
    """
    sentences = [found[0].strip() for found in _SENTENCE.finditer(turn.lower())]
    asking = [one for one in sentences if one.endswith("?")] or sentences[-1:]
    return tuple(form for sentence in asking for form in _forms(sentence, language)) or (YES_NO,)


def _forms(sentence: str, language: str) -> list[str]:
    """The forms in one sentence; where two begin at the same place, that which stands first in the file."""
    first: dict[int, str] = {}
    for form, pattern in _patterns(language).items():
        for found in pattern.finditer(sentence):
            first.setdefault(found.start(), form)
    return [form for _, form in sorted(first.items())] or [YES_NO]


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads(files("belletje.prospect").joinpath("data/forms.toml").read_text("utf-8"))[language]
    begins = table.pop("begins", "")
    return {form: re.compile(pattern.replace("<begins>", begins)) for form, pattern in table.items()}
