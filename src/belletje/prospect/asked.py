"""How callers ask about each topic: lines that a sales trainer can read and extend (`data/asked/<language>/`)."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.forms import questions_in
from belletje.prospect.recognise import Reader, Recognised
from belletje.prospect.sentences import sentences_in
from belletje.prospect.tables import CatalogueError, rows
from belletje.prospect.topics import topics
from belletje.understanding.utterances import examples

HEADER = ("topic", "question", "before")
NOTHING = "nothing"
"""What a turn asks about that asks about none of the topics."""
STATEMENTS_EVERY = 4
"""Of the callers' turns that ask nothing, every so many-th is learned from as such."""
ASKING = frozenset(("ask_open", "ask_closed", "ask_referral", "probe"))
"""The acts that ask about something; a callback and a permission are asked for."""
_POLITELY = re.compile(
    r"^(?:(?:en|and|maar|but|dus|so|dan|then|zeg|well),? )?(?:mag|zou|can|could|may|might) (?:ik|i) "
    r"(?:u |je |jou |you )?(?:dan |even |just |eens |nog |ook )*(?:mogen )?(?:vragen|weten|ask|know),? (?=\S+ \S+)",
    re.IGNORECASE,
)
"""What goes before a question to be polite: without it the same is asked."""
SENTENCES = 2
"""So many sentences at the end of a turn are also read by themselves, as a question stands there, and each question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A caller's turn that asks about a topic, with the prospect's line before it, or empty."""

    topic: str
    question: str
    before: str
    language: str


def asked(part: str) -> tuple[Asked, ...]:
    """All turns of a part, `train` or `test`. Raises CatalogueError with file and line at the first mistake."""
    found: list[Asked] = []
    seen: dict[tuple[str, str], str] = {}
    for language in LANGUAGES:
        folder = files("belletje.prospect").joinpath("data", "asked", language, part)
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            for where, one in _rows(file, language):
                key = (one.question.casefold(), one.before.casefold())
                if key in seen:
                    raise CatalogueError(f"{where}: the same question stands at {seen[key]}.")
                seen[key] = where
                found.append(one)
    return tuple(found)


def topic_asked(reader: Reader, turn: str, before: str, language: str) -> Recognised:
    """What a turn asks about: read as a whole, by its last sentences and by its questions, whichever is most certain.

    Where there are question marks no other sentence is read by itself.
    """
    sentences = sentences_in(turn)
    last = ([part for part in sentences if part.endswith("?")] or sentences)[-SENTENCES:]
    parts = dict.fromkeys([*last, *questions_in(turn, language)])
    straight = [_POLITELY.sub("", part) or part for part in parts]
    readings = [reader(part, before) for part in dict.fromkeys([turn, *parts, *straight])]
    asking = [found for found in readings if found.name not in (None, NOTHING)]
    return max(asking or readings, key=lambda found: found.confidence)


def turns_to_learn() -> list[Asked]:
    """Every turn to learn from, in a fixed order: questions, and turns that ask nothing."""
    silent = [
        Asked(NOTHING, one.utterance, one.before, one.language)
        for one in examples("train")
        if ASKING.isdisjoint(map(str, one.acts))
    ]
    return [*asked("train"), *silent[::STATEMENTS_EVERY]]


def turns_digest() -> str:
    """Names the turns that the weights were made from."""
    rows = (f"{one.topic}\t{one.question}\t{one.before}" for one in turns_to_learn())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def _rows(file: Traversable, language: str) -> Iterator[tuple[str, Asked]]:
    for where, cells in rows(file, HEADER, f"{language}/"):
        if len(cells) != len(HEADER) or not cells[1].strip():
            raise CatalogueError(f"{where}: needs {len(HEADER)} columns separated by tabs; only the last may be empty.")
        topic, question, before = cells
        if topics().get(topic) is None and topic != NOTHING:
            raise CatalogueError(f"{where}: there is no topic '{topic}' in topics.toml.")
        yield where, Asked(topic, question, before, language)
