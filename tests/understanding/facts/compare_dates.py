"""The measurement of docs/decisions/0012: libraries for dates against our grammar, on the labelled slots.

    pip install dateparser ctparse timefhuman 'emoji<2' recognizers-text-suite phonenumbers
    PYTHONPATH=src:tests/understanding python -m facts.compare_dates

Lenient for the libraries: only days and times that a library could express count (no weeks, parts of a day, "after"),
the words need not agree, morning and afternoon may be exchanged, and any of several readings will do.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from time import perf_counter
from typing import Any

from belletje.understanding.facts import find

from .labels import labelled

Reading = tuple[date | None, str | None]
Found = tuple[str, list[Reading]]
Reader = Callable[[str, date], list[Found]]
_POINT = re.compile(r"(\d{4}-\d\d-\d\d)?(?:T(\d\d:\d\d))?")


def midnight(today: date) -> datetime:
    return datetime.combine(today, time())


def dateparser(language: str) -> Reader:
    from dateparser.search import search_dates

    def read(text: str, today: date) -> list[Found]:
        settings: Any = {"RELATIVE_BASE": midnight(today), "PREFER_DATES_FROM": "future"}
        found = search_dates(text, languages=[language], settings=settings) or []
        return [(words, [(at.date(), f"{at:%H:%M}" if at.hour or at.minute else None)]) for words, at in found]

    return read


def recognizers(language: str) -> Reader:
    from recognizers_date_time import recognize_datetime

    def read(text: str, today: date) -> list[Found]:
        culture = {"nl": "nl-nl", "en": "en-us"}[language]
        found: list[Found] = []
        for one in recognize_datetime(text, culture, reference=midnight(today)):
            readings: list[Reading] = []
            for value in (one.resolution or {}).get("values", []):
                match = re.match(r"(\d{4}-\d\d-\d\d)?\s?(\d\d:\d\d)?", value.get("value") or value.get("start") or "")
                if match:
                    readings.append((date.fromisoformat(match[1]) if match[1] else None, match[2]))
            found.append((one.text, readings))
        return found

    return read


def ctparse(language: str) -> Reader:
    import logging

    from ctparse import ctparse as parse

    logging.disable(logging.CRITICAL)

    def read(text: str, today: date) -> list[Found]:
        parsed = parse(text, ts=midnight(today), latent_time=False, timeout=2)
        value = parsed.resolution if parsed else None
        value = getattr(value, "t_from", None) or getattr(value, "t_to", None) or value
        year, hour = getattr(value, "year", None), getattr(value, "hour", None)
        if year is None and hour is None:
            return []
        someday = date(year, value.month, value.day) if year and value.month and value.day else None
        return [(text, [(someday, f"{hour:02}:{value.minute or 0:02}" if hour is not None else None)])]

    return read


def timefhuman(language: str) -> Reader:
    from timefhuman import timefhuman as parse

    def read(text: str, today: date) -> list[Found]:
        found = parse(text, now=midnight(today))
        found = found if isinstance(found, list) else [found]
        return [
            (text, [(at.date(), f"{at:%H:%M}" if at.hour or at.minute else None)])
            for at in found
            if isinstance(at, datetime)
        ]

    return read


def ours(language: str) -> Reader:
    def read(text: str, today: date) -> list[Found]:
        found: list[Found] = []
        for fact in find(text, language, today):
            point = _POINT.match(fact.value) if fact.kind == "slot" else None
            if point:
                found.append((fact.text, [(date.fromisoformat(point[1]) if point[1] else None, point[2])]))
        return found

    return read


def agrees(readings: list[Reading], value: str) -> bool:
    """Whether one of the readings is the labelled day and time, give or take twelve hours."""
    point = _POINT.fullmatch(value)
    assert point
    for someday, at in readings:
        other = f"{(int(at[:2]) + 12) % 24:02}{at[2:]}" if at else None
        if (not point[1] or (someday and someday.isoformat() == point[1])) and point[2] in (at, other):
            return True
    return False


def measure(name: str, reader: Callable[[str], Reader], language: str, part: str) -> str:
    """One line of the table."""
    read = reader(language)
    right = wrong = missed = failed = 0
    taken = []
    for row in labelled(language, part):
        slots = [(words, value) for kind, words, value in row.facts if kind == "slot"]
        wanted = [value for _, value in slots if _POINT.fullmatch(value)]
        excused = [words for words, value in slots if not _POINT.fullmatch(value)]
        start = perf_counter()
        try:
            found = read(row.utterance, row.today)
        except Exception:  # what a library raises on speech is part of the measurement
            failed, found = failed + 1, []
        taken.append(perf_counter() - start)
        found = [one for one in found if not any(one[0] in words or words in one[0] for words in excused)]
        for value in wanted:
            hit = next((one for one in found if agrees(one[1], value)), None)
            if hit:
                found.remove(hit)
                right += 1
            else:
                missed += 1
        wrong += len(found)
    taken.sort()
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    typical, slow = taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.99)] * 1000
    counts = f"{right:3} {wrong:3} {missed:3}  F1 {f1:.2f}"
    return f"{language} {part} {name:12} {counts}  {typical:.2f} {slow:.1f} ms  {failed}"


if __name__ == "__main__":
    print("                     right wrong missed, F1, median and p99 per utterance, errors raised")
    for language in ("nl", "en"):
        for part in ("tune", "held"):
            for reader in (dateparser, recognizers, ctparse, timefhuman, ours):
                print(measure(reader.__name__, reader, language, part))
