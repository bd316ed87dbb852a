"""The training and test utterances: plain TSV files that a sales trainer can read and extend (docs/annotation.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from belletje.understanding.acts import Act, Acts

HEADER = ("utterance", "acts", "before", "manner")
MANNERS = frozenset(
    ("plain", "formal", "casual", "hesitant", "rushed", "flemish", "dialect", "transcript", "mixed")
)  # fmt: skip
LANGUAGES = ("nl", "en")
NAMES = frozenset(map(str, Act))


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled utterance, the prospect's line before it (or empty), and where: `nl/train/opening.tsv:12`."""

    utterance: str
    acts: Acts
    before: str
    manner: str
    language: str
    situation: str
    where: str


class Mistake(ValueError):
    """A mistake in a data file: the message starts with file and line."""


def examples(part: str) -> tuple[Example, ...]:
    """All examples of a part, `train` or `test`, in the order of their files. Raises Mistake at the first mistake."""
    found: list[Example] = []
    seen: dict[tuple[str, str], str] = {}
    for example in _read(files("belletje.understanding").joinpath("data"), part):
        key = (example.utterance.casefold(), example.before.casefold())
        if key in seen:
            raise Mistake(f"{example.where}: the same utterance stands at {seen[key]}; change or remove one.")
        seen[key] = example.where
        found.append(example)
    return tuple(found)


def _read(folder: Traversable, part: str) -> Iterator[Example]:
    for language in LANGUAGES:
        for file in sorted(folder.joinpath(language, part).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".tsv"):
                situation = file.name.removesuffix(".tsv")
                yield from _rows(file.read_text("utf-8"), language, part, situation)


def _rows(text: str, language: str, part: str, situation: str) -> Iterator[Example]:
    for number, row in enumerate(text.splitlines(), 1):
        where = f"{language}/{part}/{situation}.tsv:{number}"
        cells = tuple(row.split("\t"))
        if number == 1:
            if cells != HEADER:
                raise Mistake(f"{where}: the first line must be {' <tab> '.join(HEADER)}.")
            continue
        if not row.strip():
            continue
        if len(cells) != len(HEADER):
            raise Mistake(f"{where}: needs {len(HEADER)} columns separated by tabs, and has {len(cells)}.")
        yield _example(cells, language, situation, where)


def _example(cells: tuple[str, ...], language: str, situation: str, where: str) -> Example:
    utterance, names, before, manner = cells
    unknown = [name for name in names.split() if name not in NAMES]
    if unknown:
        raise Mistake(f"{where}: '{unknown[0]}' is no act; choose from {', '.join(Act)}.")
    acts = frozenset(map(Act, names.split()))
    if not utterance.strip() or not acts:
        raise Mistake(f"{where}: an utterance needs words and at least one act.")
    if Act.FILLER in acts and len(acts) > 1:
        raise Mistake(f"{where}: filler never stands beside another act.")
    if manner not in MANNERS:
        raise Mistake(f"{where}: '{manner}' is no manner; choose from {', '.join(sorted(MANNERS))}.")
    return Example(utterance, acts, before, manner, language, situation, where)
