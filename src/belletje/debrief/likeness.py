"""Whether words are about the same: what a question refers to."""

import re
from functools import cache

from belletje.debrief.knowledge import any_listed, limits, listed
from belletje.debrief.quote import asking, sentences

STEM = 5
"""Letters that words of one stem share: screening, screened; storing, storingen."""
_WORD = re.compile(r"[^\W\d_]{4,}|[A-Z]{2,}")


def stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text, and its abbreviations."""
    return frozenset(word.lower()[:STEM] for word in _WORD.findall(text))


def refers_to(text: str, said: str, language: str) -> bool:
    """Whether the questions in a text are about what was said: they share a word with it, or point back to it."""
    return any(_is_about(sentence, said, language) for sentence in asking(text) or (text,))


def _is_about(question: str, said: str, language: str) -> bool:
    short = len(question.split()) <= limits()["pointing_words"]
    return bool(stems(question) & stems(said)) or (short and _points_back(question, language))


def _points_back(question: str, language: str) -> bool:
    points, empty = (any_listed("pointing.tsv", language=language, kind=kind) for kind in ("points", "empty"))
    return bool(points.search(empty.sub("", question)))


def objects(text: str, language: str) -> bool:
    """Whether words set a limit: they hold a "but", a "not" or a "nobody"."""
    return bool(any_listed("objecting.tsv", language=language).search(text))


def questions_in(text: str, language: str) -> tuple[str, ...]:
    """The questions in a text, one by one: "where are you based, and what if somebody is ill?" holds two."""
    return tuple(part.strip() for sentence in asking(text) for part in _second_question(language).split(sentence))


@cache
def _second_question(language: str) -> re.Pattern[str]:
    joins, begins = (
        "|".join(map(re.escape, listed("second_question.tsv", language=language, kind=kind)))
        for kind in ("joins", "begins")
    )
    return re.compile(rf",?\s+(?:{joins})\s+(?=(?:{begins})\b)", re.IGNORECASE)


def objection_in(text: str, language: str) -> str:
    """The sentences of a text that set a limit; all of it where none does so in so many words."""
    return " ".join(sentence for sentence in sentences(text) if objects(sentence, language)) or text


def changes_subject(text: str, language: str) -> bool:
    """Whether a question begins with "and": it goes on to something else, unless it points back."""
    joins = any_listed("second_question.tsv", language=language, kind="joins")
    return any(joins.match(sentence) for sentence in asking(text))
