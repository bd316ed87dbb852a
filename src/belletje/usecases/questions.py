"""The questions of the trade: those that ship, and the caller's own, kept with who and when; by page and by file."""

import json
import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from belletje.prospect.asking import every
from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.questions import Question, QuestionError, Topic, questions, read, to_data
from belletje.prospect.questions import from_data as question_from_data
from belletje.store import audit
from belletje.store import questions as store
from belletje.store.engine import reading, transaction
from belletje.store.questions import StoredQuestion
from belletje.usecases.house import House, NotThere, Refused, stamp

LONGEST_FILE = 2_000_000
MOST_OWN = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """A question as it stands: `kept` tells who kept it and when, where it is the caller's own."""

    question: Question
    kept: StoredQuestion | None = None

    @property
    def own(self) -> bool:
        """Whether it is the caller's own."""
        return self.kept is not None


def list_questions(*, house: House) -> list[Known]:
    """All questions, the caller's own first; an own one takes the place of a shipped one with its id."""
    with reading(house.engine) as connection:
        own = {kept.question.id: kept for kept in store.every(connection)}
    return [Known(one, own.get(one.id)) for one in every(kept.question for kept in own.values())]


def show_question(*, house: House, question: str) -> Known:
    """One question. Raises Refused when there is none of that id."""
    found = next((known for known in list_questions(house=house) if known.question.id == question), None)
    if found is None:
        raise NotThere(
            f"There is no question '{question}'. The page of questions lists those there are.",
            nl=f"Er is geen vraag '{question}'. De pagina Vragen toont welke er zijn.",
        )
    return found


def topics(*, house: House) -> dict[str, Topic]:
    """Every subject by id: those that ship, and those of the caller's own questions."""
    return dict(questions().topics) | {
        known.question.topic.id: known.question.topic for known in list_questions(house=house) if known.own
    }


def keep_question(*, house: House, question: Question, now: datetime) -> int | None:
    """Keeps an own question, new or anew; gives the number of the change for undoing it, or None without a change."""
    return next(iter(keep_questions(house=house, asked=(question,), now=now)), None)


def same_as(*, house: House, question: Question) -> str:
    """The id of the own question that asks and accepts exactly the same, or empty."""
    with reading(house.engine) as connection:
        own = [kept.question for kept in store.every(connection)]
    return next((one.id for one in own if replace(question, id=one.id) == one), "")


def keep_questions(*, house: House, asked: Iterable[Question], now: datetime) -> list[int]:
    """Keeps own questions, new or anew: all of them or none. Gives the numbers of the changes. Raises Refused."""
    with transaction(house.engine) as connection:
        there = {kept.question.id: kept.question for kept in store.every(connection)}
        changed = [one for one in asked if there.get(one.id) != one]
        if len(there | {one.id: one for one in changed}) > MOST_OWN:
            raise Refused(
                f"There can be {MOST_OWN} questions of your own; throw some away first.",
                nl=f"Er kunnen {MOST_OWN} eigen vragen zijn; gooi er eerst een paar weg.",
            )
        return [_note(connection, house, now, one.id, one) for one in changed]


def remove_question(*, house: House, question: str, now: datetime) -> int:
    """Throws an own question away; gives the number of the change. Raises Refused for one that is not the caller's."""
    with transaction(house.engine) as connection:
        if store.get(connection, question) is None:
            raise NotThere(
                f"There is no question '{question}' of your own, so nothing was thrown away.",
                nl=f"Er is geen eigen vraag '{question}', dus er is niets weggegooid.",
            )
        return _note(connection, house, now, question, None)


def undo(*, house: House, change: int, now: datetime) -> str:
    """Takes the newest change of a question back; gives its id. Raises Refused when it was changed again since."""
    with transaction(house.engine) as connection:
        name = store.undo(connection, change)
        if name is None:
            raise Refused(
                "That question was changed again since, so nothing was taken back. Look at it as it is now.",
                nl="Die vraag is daarna nog veranderd, dus er is niets teruggedraaid. Kijk hoe die nu is.",
            )
        audit.note(connection, at=stamp(now), by=house.by, action="question_undone", subject=f"question:{name}")
        return name


def read_file(path: Path) -> tuple[Question, ...]:
    """The questions of a file in the form of the shipped one. Raises Refused with the file, the line and the mend."""
    try:
        if path.is_dir():
            raise Refused(
                f"{path} is a folder. Name a file of questions in it.",
                nl=f"{path} is een map. Noem een bestand met vragen erin.",
            )
        if path.stat().st_size > LONGEST_FILE:
            raise Refused(
                f"{path.name} is too long for a file of questions ({LONGEST_FILE // 1_000_000} MB at most).",
                nl=f"{path.name} is te lang voor een bestand met vragen (hoogstens {LONGEST_FILE // 1_000_000} MB).",
            )
        found = read(path.read_bytes().decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as fault:
        raise Refused(
            f"{path.name} is not UTF-8 text. Save it as UTF-8, then try again.",
            nl=f"{path.name} is geen UTF-8-tekst. Bewaar het als UTF-8 en probeer het opnieuw.",
        ) from fault
    except OSError as fault:
        raise Refused(
            f"{path} cannot be read ({fault.strerror}). Check the name and your rights to it.",
            nl=f"{path} kan niet worden gelezen ({fault.strerror}). Kijk of de naam klopt en of u erbij mag.",
        ) from fault
    except QuestionError as mistake:
        raise Refused(str(mistake)) from mistake
    if not found:
        raise Refused(
            f"{path.name} holds no [[question]]. `belletje questions export --shipped` shows the form.",
            nl=f"{path.name} bevat geen [[question]]. `belletje questions export --shipped` toont de vorm.",
        )
    return found


def from_form(fields: dict[str, Any], topic: Topic) -> Question:
    """The question that a form holds, in the shape of the file. Raises QuestionError."""
    shape = {topic.id: {**topic.name, "field": topic.field}}
    return question_from_data({"topics": shape, "question": [{**fields, "topic": topic.id}]}, "")[0]


def free_id(*, house: House, words: str) -> str:
    """An id for a new question, from its words, that no question has."""
    return _free({known.question.id for known in list_questions(house=house)}, words)


def free_topic_id(known: Container[str], words: str) -> str:
    """An id for a new subject, from its words, that none of those `known` has."""
    return _free(known, words)


def _free(taken: Container[str], words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    stem = "_".join(re.findall(r"[a-z0-9]+", letters)[:5])[:50] or "own"
    numbered = (f"{stem}_{number}" for number in count(2))
    return next(name for name in chain((stem,), numbered) if name not in taken)


def to_toml(asked: Iterable[Question]) -> str:
    """Questions as a file in the form of the shipped one; `read_file` gives them back."""
    data = to_data(asked)
    rows = ["[topics]"]
    rows += [
        f"{name} = {{ {', '.join(f'{key} = {_quoted(value)}' for key, value in row.items())} }}"
        for name, row in data["topics"].items()
    ]
    for question in data["question"]:
        rows += ["", "[[question]]"]
        for key, value in question.items():
            if isinstance(value, dict):
                by_language = {language: value[language] for language in LANGUAGES if value.get(language)}
                rows += [f"{key}.{language} = {_written(texts)}" for language, texts in by_language.items()]
            else:
                rows.append(f"{key} = {_written(value)}")
    return "\n".join(rows) + "\n"


def _written(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    """Text between quotes: a JSON string is one of TOML too, but for the character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _note(connection: Connection, house: House, now: datetime, name: str, question: Question | None) -> int:
    at = stamp(now)
    action = "question_kept" if question else "question_removed"
    audit.note(connection, at=at, by=house.by, action=action, subject=f"question:{name}")
    return store.keep(connection, name, question, at=at, by=house.by)
