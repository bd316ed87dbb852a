"""The labelled utterances: `utterance <tab> today <tab> kind: text -> value | ...`.

Written before the grammar, by the same writer. The mistakes in the `held` files are never looked at; they differ in
speakers, trades and days, and over half of their lines come from utterances by other writers (data/*/test). What that
is worth, and what it is not: docs/decisions/0012.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from belletje.understanding.facts import Fact, find

HERE = Path(__file__).parent
Expected = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One utterance and its facts as (kind, text, value); `where` is file and line."""

    where: str
    language: str
    utterance: str
    today: date
    facts: tuple[Expected, ...]

    def found(self) -> tuple[Fact, ...]:
        """What the grammar finds in it."""
        return find(self.utterance, self.language, self.today)


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts were right (kind and value; `exact`: the words too), found and expected."""

    right: int
    exact: int
    found: int
    expected: int

    @property
    def f1(self) -> float:
        """F1 on kind and value, in [0, 1]."""
        return 2 * self.right / max(1, self.found + self.expected)

    @property
    def exact_f1(self) -> float:
        """F1 on kind, value and words, in [0, 1]."""
        return 2 * self.exact / max(1, self.found + self.expected)


def labelled(language: str, part: str) -> Iterator[Labelled]:
    """The rows of `nl_tune.tsv`, `nl_held.tsv`, `en_tune.tsv` or `en_held.tsv`."""
    file = HERE / f"{language}_{part}.tsv"
    for number, line in enumerate(file.read_text("utf-8").splitlines()[1:], 2):
        utterance, today, facts = line.split("\t")
        expected = tuple(_expected(fact) for fact in facts.split(" | ") if fact)
        yield Labelled(f"{file.name}:{number}", language, utterance, date.fromisoformat(today), expected)


def score(rows: Iterable[Labelled], kind: str = "") -> Score:
    """The score over rows, for one kind or all."""
    right = exact = found = expected = 0
    for row in rows:
        wanted = [fact for fact in row.facts if kind in ("", fact[0])]
        got = [(fact.kind, fact.text, fact.value) for fact in row.found() if kind in ("", fact.kind)]
        found, expected = found + len(got), expected + len(wanted)
        exact += len(set(got) & set(wanted))
        right += len({(one[0], one[2]) for one in got} & {(one[0], one[2]) for one in wanted})
    return Score(right, exact, found, expected)


def _expected(written: str) -> Expected:
    kind, _, rest = written.partition(": ")
    text, _, value = rest.rpartition(" -> ")
    return kind, text, value
