"""What prospects in the trade ask: the questions with their good answers, and the judge of what was said to one.

The questions that ship are `data/questions.toml`, whose head tells the form; a file of one's own has the same form.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from belletje.prospect.catalogue import LANGUAGES, Line, catalogue

FIELDS = ("voice", "network", "any")
DEPTHS = ("basic", "deep")
REACTIONS = (
    "asks_technical_detail", "asks_certification", "asks_experience", "asks_availability", "asks_security_screening",
    "asks_references", "asks_rate", "asks_terms", "asks_proposal", "privacy_question",
)  # fmt: skip
PLACEHOLDERS = frozenset(("engineer", "vacancy", "company"))
TEXTS, LISTS = ("good", "answer"), ("ask", "names", "bluff")
LONGEST_TEXT = 2000
MOST_TEXTS = 100
Verdict = Literal["answered", "dodged", "bluffed"]


class QuestionError(ValueError):
    """A mistake in a question: one sentence that starts with where it stands, a file and a line or a question's id."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that questions are about: its name by language, and its field (one of FIELDS)."""

    id: str
    name: Mapping[str, str]
    field: str = "any"

    def __getitem__(self, language: str) -> str:
        return self.name.get(language) or next(iter(self.name.values()), self.id)


@dataclass(frozen=True, slots=True)
class Question:
    """One question by language: how it is asked, what a good answer holds, and how to hear one.

    `ask` holds the wordings: plain, curt, chatting, then others. `names` are words of a real answer, of which `needs`
    (1 or 2) different ones make it one; `bluff` are phrases that cannot be true. `reaction` is one of REACTIONS.
    A question may lack a language; then it is not asked in it.
    """

    id: str
    topic: Topic
    reaction: str
    depth: str
    ask: Mapping[str, tuple[str, ...]]
    good: Mapping[str, str]
    answer: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    needs: int
    bluff: Mapping[str, tuple[str, ...]]


def judge(question: Question, text: str, language: str) -> Verdict:
    """What the words of an answer are worth: answered, dodged (beside the question) or bluffed (cannot be true).

    Names and phrases are looked for at the start of words, without regard to capitals; speech has no punctuation, so
    "g.711" is also found in "g 711" and "vlan's" in "vlans". A bluff decides, whatever else is said.
    """
    heard = _Heard(text)
    if any(map(heard.holds, question.bluff.get(language, ()))):
        return "bluffed"
    found = {_plain(name).replace(" ", "") for name in question.names.get(language, ()) if heard.holds(name)}
    different = [name for name in found if not any(other != name and other.startswith(name) for other in found)]
    return "answered" if len(different) >= question.needs else "dodged"


class _Heard:
    """Words in which names are looked for: with their punctuation, and without."""

    def __init__(self, text: str) -> None:
        self._texts = (_folded(text), _plain(text))

    def holds(self, name: str) -> bool:
        return any(
            re.search(rf"(?<!\w){re.escape(form)}", text) is not None
            for form, text in zip((_folded(name), _plain(name)), self._texts, strict=True)
            if form
        )


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _plain(text: str) -> str:
    """Without punctuation, as speech is written down: apostrophes join, the rest parts; signs that are said stay."""
    return " ".join(re.sub(r"[^\w\s+#%€$&]|_", " ", _folded(text).replace("'", "")).split())


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions that ship, and the words that tell the field of a vacancy."""

    all: tuple[Question, ...]
    topics: Mapping[str, Topic]
    fields: Mapping[str, tuple[str, ...]]

    def field_of(self, text: str) -> str:
        """What a vacancy is about, by its words: voice, network, or any where it may be both or neither."""
        heard = _Heard(text)
        found = [field for field, words in self.fields.items() if any(map(heard.holds, words))]
        return found[0] if len(found) == 1 else "any"


@cache
def questions() -> Questions:
    """The questions that ship with Belletje, each in both languages and at least three wordings."""
    return load(files("belletje.prospect").joinpath("data/questions.toml").read_text("utf-8"), "questions.toml")


def load(text: str, where: str) -> Questions:
    """Reads and checks a whole file of questions; raises QuestionError at the first mistake."""
    data = _toml(text, where)
    topics = _topics(data, {}, where)
    found = _read(data, topics, text, where)
    for question in found:
        for language in LANGUAGES:
            plain = [line for line in question.ask.get(language, ()) if not placeholders(line)]
            if len(plain) < 3 or not question.good.get(language) or not question.answer.get(language):
                raise QuestionError(
                    f"{_place(text, where, question.id)}: needs three ways to ask without braces, a good and an answer "
                    f"in {language}."
                )
    words = data.get("fields", {})
    if not isinstance(words, dict) or not words.keys() <= set(FIELDS):
        raise QuestionError(f"{where}: [fields] has lists of words for {', '.join(FIELDS[:2])}.")
    fields = {field: _strings(row, f"{where}: [fields] {field}") for field, row in words.items()}
    return Questions(found, topics, fields)


def read(text: str, where: str) -> tuple[Question, ...]:
    """The questions of a user's own file, in the form of `data/questions.toml`; one language is enough.

    It may use the subjects that ship and name its own. Raises QuestionError at the first mistake, with file and line.
    """
    data = _toml(text, where)
    return _read(data, _topics(data, questions().topics, where), text, where)


def from_data(data: Mapping[str, Any], where: str) -> tuple[Question, ...]:
    """The questions of what `to_data` wrote, or of a form in that shape. Raises QuestionError."""
    return _read(data, _topics(data, questions().topics, where), "", where)


def to_data(asked: Iterable[Question]) -> dict[str, Any]:
    """Questions as plain data, in the shape of the file: `topics` and `question`."""
    asked = tuple(asked)
    topics = {one.topic.id: {**one.topic.name, "field": one.topic.field} for one in asked}
    return {"topics": topics, "question": [_row(one) for one in asked]}


def _row(question: Question) -> dict[str, Any]:
    def lists(by_language: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
        return {language: list(texts) for language, texts in by_language.items()}

    return {
        "id": question.id,
        "topic": question.topic.id,
        "reaction": question.reaction,
        "depth": question.depth,
        "ask": lists(question.ask),
        "good": dict(question.good),
        "answer": dict(question.answer),
        "names": lists(question.names),
        "needs": question.needs,
        "bluff": lists(question.bluff),
    }


def placeholders(text: str) -> frozenset[str]:
    """The names in braces that must be known before a wording can be said."""
    return Line(text, "any").placeholders


def _toml(text: str, where: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise QuestionError(f"{where}: {mistake}. Mend that line; {_FORM}.") from mistake


_FORM = "`belletje questions export --shipped` shows the form"


def _topics(data: Mapping[str, Any], known: Mapping[str, Topic], where: str) -> dict[str, Topic]:
    given = data.get("topics", {})
    if not isinstance(given, dict):
        raise QuestionError(f'{where}: [topics] holds lines such as wifi = {{ nl = "Wifi", en = "Wifi" }}.')
    found = dict(known)
    for name, row in given.items():
        if name in known:
            continue
        place = f"{where}: topic '{name}'"
        _check_id(name, place)
        if not isinstance(row, dict) or row.get("field", "any") not in FIELDS:
            raise QuestionError(f"{place}: has a name in nl or en, and its field is one of {', '.join(FIELDS)}.")
        names = _texts({language: row[language] for language in LANGUAGES if language in row}, place)
        if not names:
            raise QuestionError(f"{place}: has no name in nl or en.")
        found[name] = Topic(name, names, row.get("field", "any"))
    return found


def _read(data: Mapping[str, Any], topics: Mapping[str, Topic], text: str, where: str) -> tuple[Question, ...]:
    rows = data.get("question", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise QuestionError(f"{where}: each question starts with [[question]]; {_FORM}.")
    found: dict[str, Question] = {}
    for number, row in enumerate(rows, 1):
        name = row.get("id")
        if not isinstance(name, str):
            raise QuestionError(f"{where}: question {number} has no id.")
        place = _place(text, where, name)
        if name in found:
            raise QuestionError(f"{place}: there are two questions with this id.")
        found[name] = _question(name, row, topics, place)
    return tuple(found.values())


def _place(text: str, where: str, name: str) -> str:
    """Where a question stands: file, line of its id, and the id."""
    line = re.search(rf"(?m)^\s*id\s*=\s*[\"']{re.escape(name)}[\"']", text)
    at = f"{where}:{text[: line.end()].count(chr(10)) + 1}" if line else where
    return f"{at}: '{name}'"


def _question(name: str, row: Mapping[str, Any], topics: Mapping[str, Topic], where: str) -> Question:
    _check_id(name, where)
    for key, choices in (("topic", topics), ("reaction", REACTIONS), ("depth", DEPTHS)):
        if row.get(key) not in tuple(choices):
            raise QuestionError(f"{where}: {key} is '{row.get(key, '')}'; choose from {', '.join(choices)}.")
    depth, reaction, needs = row["depth"], row["reaction"], row.get("needs", 1)
    if depth == "deep" and reaction != "asks_technical_detail":
        raise QuestionError(f"{where}: only asks_technical_detail has deep questions; make it basic.")
    if needs not in (1, 2) or isinstance(needs, bool):
        raise QuestionError(f"{where}: needs is 1 or 2.")
    texts = {key: _texts(row.get(key, {}), f"{where}: {key}") for key in TEXTS}
    lists = {key: _lists(row.get(key, {}), f"{where}: {key}") for key in LISTS}
    if not lists["ask"]:
        raise QuestionError(f"{where}: has no way to ask it (ask.nl or ask.en).")
    for language, asked in lists["ask"].items():
        unknown = sorted(frozenset[str]().union(*map(placeholders, asked)) - PLACEHOLDERS)
        if unknown:
            raise QuestionError(f"{where}: nothing fills in {', '.join(unknown)} (ask.{language}).")
        if len(lists["names"].get(language, ())) < needs:
            raise QuestionError(f"{where}: names.{language} needs at least {needs}, or no answer can ever be right.")
    return Question(
        id=name, topic=topics[row["topic"]], reaction=reaction, depth=depth, needs=needs,
        ask=lists["ask"], names=lists["names"], bluff=lists["bluff"], good=texts["good"], answer=texts["answer"],
    )  # fmt: skip


def _check_id(name: str, where: str) -> None:
    if not re.fullmatch(r"[a-z0-9_]{1,60}", name):
        raise QuestionError(f"{where}: an id has small letters, digits and _ only, at most 60.")


def _texts(value: object, where: str) -> dict[str, str]:
    return {language: texts[0] for language, texts in _by_language(value, where, single=True).items()}


def _lists(value: object, where: str) -> dict[str, tuple[str, ...]]:
    return _by_language(value, where, single=False)


def _by_language(value: object, where: str, *, single: bool) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not value.keys() <= set(LANGUAGES):
        raise QuestionError(f"{where} is written by language, as .nl and .en.")
    found = {
        language: _strings([text] if single else text, f"{where}.{language}")
        for language, text in value.items()
    }  # fmt: skip
    return {language: texts for language, texts in found.items() if texts}


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise QuestionError(f'{where} is text between quotes; lists are written as ["one", "two"].')
    found = tuple(text.strip() for text in value if text.strip())
    if len(found) > MOST_TEXTS or any(len(text) > LONGEST_TEXT or "\x00" in text for text in found):
        raise QuestionError(f"{where} has at most {MOST_TEXTS} texts of {LONGEST_TEXT} characters.")
    return found


assert all(reaction in catalogue() for reaction in REACTIONS), "every question belongs to a reaction of the catalogue"
