"""Dates as people write them: "2025-09-03 09:02", "03 Dec 2025", "mei 2024", "3 weken geleden", "vorig jaar"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from belletje.calllist.folding import folded, tidy
from belletje.calllist.knowledge import table

_LINES = table("dates.tsv")
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t\s,].*)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4}|\d{2})(?:[\s,].*)?$")
_COMPACT = re.compile(r"^(20\d\d)(\d\d)(\d\d)$")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
_QUARTER = re.compile(r"\b(?:q|kw|kwartaal\s*)([1-4])\b")


def _words(kind: str) -> dict[str, float]:
    return {folded(word): line.number_in("value") if line["value"] else 0.0
            for line in _LINES if line["kind"] == kind for word in line.several("words")}  # fmt: skip


_MONTHS, _UNITS, _NUMBERS, _SEASONS = _words("month"), _words("unit"), _words("number"), _words("season")
_AGO, _NOW, _LAST, _THIS = _words("ago"), _words("now"), _words("last"), _words("this")
_YESTERDAY, _BEFORE_YESTERDAY = _words("yesterday"), _words("before_yesterday")


def read_date(written: str, today: date) -> date | None:
    """The day that a cell means; None when it cannot be read.

    A whole month or year counts from its middle ("mei 2024" is 15 May 2024), so that nothing looks more recent or
    older than it can be. Day before month, unless that is impossible.
    """
    text = folded(tidy(written)).strip(" .")
    if not text:
        return None
    try:
        return _numeric(text) or _relative(text, today) or _with_month(text, today) or _period(text)
    except (ValueError, OverflowError):
        return None


def _numeric(text: str) -> date | None:
    if match := _ISO.match(text) or _COMPACT.match(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.match(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        if month > 12 >= day:
            day, month = month, day
        return date(year if year > 99 else 2000 + year, month, day)
    if match := _SERIAL.match(text):
        return _SPREADSHEET_EPOCH + timedelta(days=int(match[1]))
    return None


def _relative(text: str, today: date) -> date | None:
    if text in _NOW:
        return today
    if text in _YESTERDAY:
        return today - timedelta(days=1)
    if text in _BEFORE_YESTERDAY:
        return today - timedelta(days=2)
    words = re.findall(r"\d+|[a-z]+", text)
    unit = next((_UNITS[word] for word in words if word in _UNITS), None)
    if unit is None:
        return None
    if any(word in _LAST for word in words):
        return _middle_of_last(unit, today)
    if any(word in _THIS for word in words):
        return today
    if any(word in _AGO for word in words) or re.match(r"^\d+\s*[a-z]+\+?$", text):
        return today - timedelta(days=round(_amount(words) * unit))
    return None


def _middle_of_last(unit: float, today: date) -> date:
    if unit > 300:
        return date(today.year - 1, 7, 1)
    if 25 < unit < 40:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=15)
    return today - timedelta(days=round(unit))


def _amount(words: list[str]) -> float:
    if "half" in words or "halve" in words:
        return 0.5
    return next(
        (float(word) if word.isdigit() else _NUMBERS[word] for word in words if word.isdigit() or word in _NUMBERS), 1
    )


def _with_month(text: str, today: date) -> date | None:
    words = re.findall(r"\d+|[a-z]+", text)
    month = next((int(_MONTHS[word]) for word in words if word in _MONTHS), None)
    if month is None:
        return None
    numbers = [int(word) for word in words if word.isdigit()]
    year = next((number for number in numbers if 1900 <= number <= 2100), None)
    day = next((number for number in numbers if 1 <= number <= 31), 15)
    if year is None:
        year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    return date(year, month, day)


def _period(text: str) -> date | None:
    year = _YEAR.search(text)
    if not year:
        return None
    if quarter := _QUARTER.search(text):
        return date(int(year[1]), int(quarter[1]) * 3 - 1, 15)
    season = next((int(month) for word, month in _SEASONS.items() if re.search(rf"\b{word}\b", text)), None)
    return date(int(year[1]), season, 15) if season else date(int(year[1]), 7, 1)
