"""What callers ask about, and what this person answers: with the fact that was asked for, as it is in this call."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from random import Random

from belletje.prospect.catalogue import LANGUAGES, PLACEHOLDERS, catalogue
from belletje.prospect.circumstances import circumstance_names
from belletje.prospect.forms import EXAMPLE, FORMS, HAPPENED, MEANT, MORE, SUMMED_UP, TELLING, WHO, YOUR_NAME, YOURSELF
from belletje.prospect.scenario import DIMENSIONS
from belletje.prospect.tables import CatalogueError, rows
from belletje.understanding.acts import Act

HEADER = ("topic", "when", "manner", "line")
MANNERS: Mapping[str, frozenset[str]] = {
    "any": frozenset(("friendly", "neutral", "curt", "irritated", "talkative")),
    "warm": frozenset(("friendly", "talkative")),
    "short": frozenset(("curt", "irritated")),
}
"""Who says a line, by what stands in its column `manner`."""
SAY_AGAIN = "say_again"
"""The topic of who did not hear what was said."""
TELL_MORE = "tell_more"
"""The topic of who wants to hear more of what was just said."""
SAID_BACK = "said_back"
"""The topic of who only says back what was just said, as a question."""
RIGHT = "is_that_right"
"""The topic of who sums up and asks whether that is right."""
BY_FORM = {
    MEANT: "what_you_mean",
    YOUR_NAME: "your_name",
    EXAMPLE: TELL_MORE,
    MORE: TELL_MORE,
    HAPPENED: TELL_MORE,
    SUMMED_UP: RIGHT,
}
"""Topics that are known by the form alone: what was meant, who the caller speaks with, such as what, what happened."""
OTHER = "other_fact"
"""The topic of every question that is about none of the others."""
AGREEMENTS = frozenset(("meeting", "callback", "referral", "material_requested"))
ASKED = "asked:"
MOODS = frozenset(("open", "guarded", "told", "untold"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to answer: the line fits where all of `when` is the case, and the question has one of `forms`, if any.

    A term is `dimension:value` of the scenario, `after:reaction` for what the person last objected or let show,
    `agreed:meeting` and the like for what was agreed, `open` or `guarded` for the trust there is, `told` once they have
    said what they need, `untold` while the caller has not said what the call is about.
    """

    when: frozenset[str]
    forms: frozenset[str]
    manner: str
    text: str

    @property
    def placeholders(self) -> frozenset[str]:
        """The circumstances and facts that must be known before the line can be said."""
        return frozenset(re.findall(r"\{(\w+)\}", self.text))


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to ask about. `particular` where only that very fact is an answer; `act` is how it is asked.

    `rare` where it is looked for only in questions that are about none of the others. `forms` are the telling forms of
    question that can be about it.
    """

    id: str
    particular: bool
    rare: bool
    act: Act
    forms: frozenset[str]
    answers: Mapping[str, tuple[Answer, ...]]

    def form_among(self, forms: Sequence[str]) -> str | None:
        """The last of these forms of question that can be about this topic, or None."""
        return next((form for form in reversed(forms) if form in self.forms or form not in TELLING), None)

    def told(self, language: str, circumstances: Mapping[str, str], said: Iterable[str]) -> frozenset[str]:
        """The values of these circumstances that one of its answers told already, word for word as in `said`."""
        lines = set(said)
        return frozenset(
            circumstances[name]
            for line in self.answers[language]
            if line.placeholders and line.placeholders <= circumstances.keys()
            if as_sentences(line.text.format_map(circumstances)) in lines
            for name in line.placeholders
        )

    def answer(
        self,
        language: str,
        manner: str,
        form: str,
        moment: Collection[str],
        known: Mapping[str, str],
        said: Collection[str],
        rng: Random,
        about: str = "",
    ) -> str | None:
        """What the person answers: of the lines that fit and were not said, one of those that fit most closely.

        `form` is that of the question, `moment` holds the terms that are the case, `known` the values for placeholders;
        with a term `about`, only lines of which it is a condition. None where nothing is left.
        """
        fits = [form, WHO] if form == YOURSELF else [form]
        fresh = [
            ((len(line.when), bool(line.forms), form in line.forms), as_sentences(line.text.format_map(known)))
            for line in self.answers[language]
            if line.when <= set(moment) and (not about or about in line.when)
            if not line.forms or not line.forms.isdisjoint(fits)
            if manner in MANNERS[line.manner] and line.placeholders <= known.keys()
        ]
        fresh = [(closeness, text) for closeness, text in fresh if text not in said]
        closest = max((closeness for closeness, _ in fresh), default=None)
        return rng.choice([text for closeness, text in fresh if closeness == closest]) if fresh else None


def as_sentences(text: str) -> str:
    """The text with a capital where a sentence begins: a circumstance may stand there, and is written small."""
    capitals = re.sub(r"(^|[.!?] )([^\W\d_])", lambda found: found[1] + found[2].upper(), text)
    return capitals.replace("Éé", "Eé")  # as Dutch writes it


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics by id."""

    by_id: Mapping[str, Topic]

    def get(self, topic: str) -> Topic | None:
        """The topic of that id, or None."""
        return self.by_id.get(topic)

    def is_particular(self, topic: str) -> bool:
        """Whether a topic of that id wants a particular fact, which nothing else is an answer to."""
        return topic in self.by_id and self.by_id[topic].particular


@cache
def topics() -> Topics:
    """Those that ship with Belletje."""
    return load(files("belletje.prospect").joinpath("data"))


def load(folder: Traversable) -> Topics:
    """Reads and checks `topics.toml` and the answers; raises CatalogueError with file and line at the first mistake."""
    text = folder.joinpath("topics.toml").read_text("utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise CatalogueError(f"topics.toml: {mistake}") from mistake
    answers: dict[tuple[str, str], list[Answer]] = {}
    for language in LANGUAGES:
        for file in _files(folder.joinpath("answers", language)):
            for topic, answer in _answers(file, tables):
                answers.setdefault((topic, language), []).append(answer)
    found = {name: _topic(name, table, answers) for name, table in tables.items()}
    return Topics(found)


def _topic(name: str, table: Mapping[str, object], answers: Mapping[tuple[str, str], list[Answer]]) -> Topic:
    for language in LANGUAGES:
        if not any(not answer.when and not answer.forms for answer in answers.get((name, language), ())):
            raise CatalogueError(f"topics.toml: '{name}' has no answer in {language} that fits everybody.")
    try:
        act = Act(str(table["act"]))
    except (KeyError, ValueError) as mistake:
        raise CatalogueError(f"topics.toml: '{name}' needs an act of the caller.") from mistake
    forms = _forms(table)
    if unknown := sorted(forms - TELLING):
        raise CatalogueError(f"topics.toml: '{name}' is asked as '{unknown[0]}', which is no telling form.")
    return Topic(
        name,
        bool(table.get("particular", False)),
        bool(table.get("rare", False)),
        act,
        forms,
        {language: tuple(answers[name, language]) for language in LANGUAGES},
    )


def _forms(table: Mapping[str, object]) -> frozenset[str]:
    """The telling forms of question that a topic takes: who asks who it is may ask whether it is the very one asked."""
    forms = frozenset(map(str, table.get("forms", ())))  # type: ignore[call-overload]
    return forms | {YOURSELF} if WHO in forms else forms


def _files(folder: Traversable) -> Iterable[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)


def _answers(file: Traversable, tables: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, Answer]]:
    known = PLACEHOLDERS | circumstance_names()
    for where, cells in rows(file, HEADER):
        if len(cells) != len(HEADER) or not cells[3].strip():
            raise CatalogueError(
                f"{where}: needs {len(HEADER)} columns separated by tabs; only the second may be empty."
            )
        topic, when, manner, text = cells
        terms = when.split()
        asked_as = frozenset(term.removeprefix(ASKED) for term in terms if term.startswith(ASKED))
        answer = Answer(frozenset(term for term in terms if not term.startswith(ASKED)), asked_as, manner, text)
        if topic not in tables:
            raise CatalogueError(f"{where}: there is no topic '{topic}' in topics.toml.")
        if manner not in MANNERS:
            raise CatalogueError(f"{where}: '{manner}' is no manner; choose from {', '.join(MANNERS)}.")
        if unknown := sorted([*(term for term in answer.when if not _is_term(term)), *(asked_as - FORMS)]):
            raise CatalogueError(f"{where}: '{unknown[0]}' is nothing that can be the case.")
        if answer.forms and answer.forms <= TELLING - _forms(tables[topic]):
            raise CatalogueError(f"{where}: can never be said, as '{topic}' takes no question of that form.")
        if unfilled := sorted(answer.placeholders - known):
            raise CatalogueError(f"{where}: nothing fills in {', '.join(unfilled)}.")
        yield topic, answer


def _is_term(term: str) -> bool:
    name, _, value = term.partition(":")
    known = value in AGREEMENTS if name == "agreed" else value in catalogue() if name == "after" else False
    return known or term in MOODS or value in DIMENSIONS.get(name, ())
