"""Days, weeks and months as people say them, counted from today: "volgende week donderdag", "Tuesday week".

A weekday is the first one after today; "volgende dinsdag" and "next Tuesday" are in next week. A day of the month is
the first one after today; beside a weekday, the first of the next three months in which both agree.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.numbers import small
from belletje.understanding.facts.tokens import BOUNDARY, Tokens

_NUMERIC = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or else a week or month (`period`, as ISO writes it); `part` of it where said; `after` the next place.

    `weekday` (1 to 7) when the day was said as a weekday only, `monday` of the week when it was said as a week.
    """

    after: int
    day: date | None = None
    period: str = ""
    part: str = ""
    weekday: int = 0
    monday: date | None = None


Reader = Callable[[Tokens, int, Lexicon, date], Day | None]


def day(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    """The day, week or month that starts at a place, or None."""
    if place >= len(tokens.words):
        return None
    for read in (_relative, _weekday, _week, _month_step, _positioned, _of_month, _numeric, _in_month):
        found = read(tokens, place, lex, today)
        if found:
            return found
    return None


def monday_of(someday: date, weeks: int = 0) -> date:
    """The Monday of a day's week, or of the week so many weeks later."""
    return someday - timedelta(days=someday.weekday()) + timedelta(weeks=weeks)


def week_of(monday: date) -> str:
    """`2026-W50`."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def next_weekday(today: date, weekday: int) -> date:
    """The first such weekday (1 to 7) after today."""
    return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)


def month_after(today: date, months: int) -> str:
    """`2027-01`, so many months after today's month."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{year}-{month + 1:02}"


def _relative(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    found = lex.match("relative_day", tokens.words, place)
    if not found:
        return None
    days, _, part = found[0].partition(" ")
    someday = today + timedelta(days=int(days))
    later = lex.match("week_later", tokens.words, found[1]) if lex.language == "nl" else None
    if later:
        return Day(later[1], someday + timedelta(weeks=int(later[0])), part=part)
    return Day(found[1], someday, part=part)


def _weekday(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    words = tokens.words
    on = lex.match("week_on", words, place)
    coming = None if on else lex.match("coming", words, place)
    start = on[1] if on else coming[1] if coming else place
    found = lex.match("weekday_part", words, start) or lex.match("weekday", words, start)
    if not found:
        return None
    number, _, part = found[0].partition(" ")
    weekday, after = int(number), found[1]
    someday = next_weekday(today, weekday)
    if coming and int(coming[0]):
        someday = monday_of(today, 1) + timedelta(days=weekday - 1)
    if on:
        return Day(after, someday + timedelta(weeks=int(on[0])), part=part)
    later = lex.match("week_later", words, after)
    if later and not coming:
        return Day(later[1], someday + timedelta(weeks=int(later[0])), part=part)
    edge = lex.match("day_edge", words, after)
    dated = None if edge else _of_month(tokens, after, lex, today, weekday)
    if dated:
        return replace(dated, part=part)
    return Day(after, someday, part=part, weekday=0 if coming and int(coming[0]) else weekday)


def _week(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    words = tokens.words
    found = lex.match("week", words, place)
    if found:
        monday = monday_of(today, int(found[0]))
        return Day(found[1], period=week_of(monday), monday=monday)
    named = lex.match("week_number", words, place)
    week = small(words, named[1], lex) if named else None
    if not week or not 1 <= week[0] <= 53:
        return None
    for year in (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(year, week[0], 1)
        except ValueError:
            continue
        if monday >= monday_of(today):
            return Day(week[1], period=week_of(monday), monday=monday)
    return None


def _month_step(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    found = lex.match("month_step", tokens.words, place)
    return Day(found[1], period=month_after(today, int(found[0]))) if found else None


def _positioned(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    """The start, middle or end of a week or month: "eind januari", "early next week"."""
    position = lex.match("position", tokens.words, place)
    if not position:
        return None
    week = _week(tokens, position[1], lex, today) or _month_step(tokens, position[1], lex, today)
    if week:
        return Day(week.after, period=week.period, part=position[0])
    month = lex.match("month", tokens.words, position[1])
    if not month:
        return None
    return Day(month[1], period=_next_month(today, int(month[0])), part=position[0])


def _in_month(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    month = lex.match("month", tokens.words, place)
    if not month or not place or not lex.has("month_before", tokens.words[place - 1]):
        return None
    return Day(month[1], period=_next_month(today, int(month[0])))


def _next_month(today: date, month: int) -> str:
    return f"{today.year + (month < today.month)}-{month:02}"


def _of_month(tokens: Tokens, place: int, lex: Lexicon, today: date, weekday: int = 0) -> Day | None:
    """A day of the month: "de veertiende", "8 december", "March the twelfth", "the 2nd"."""
    words = tokens.words
    leading = lex.match("month", words, place)
    start = lex.after("article", words, leading[1] if leading else place)
    number, ordinal = _ordinal(tokens, start, lex), True
    if not number:
        number, ordinal = small(words, start, lex), False
    if not number or not 1 <= number[0] <= 31:
        return None
    after = number[1]
    if leading:
        return _dated(words, after, number[0], int(leading[0]), today)
    of_month = lex.match("month", words, lex.after("of", words, after))
    if of_month:
        return _dated(words, of_month[1], number[0], int(of_month[0]), today)
    if not ordinal or (start == place and not weekday):
        return None
    if not weekday and not _ends_a_day(tokens, after, lex):
        return None
    return _upcoming(number[0], after, today, weekday)


def _ordinal(tokens: Tokens, place: int, lex: Lexicon) -> tuple[int, int] | None:
    words = tokens.words
    found = lex.match("ordinal", words, place)
    if found:
        return int(found[0]), found[1]
    if place + 1 < len(words) and words[place].isdecimal() and len(words[place]) <= 2:
        joined = tokens.all[place].end == tokens.all[place + 1].start
        if joined and lex.has("ordinal_ending", words[place + 1]):
            return int(words[place]), place + 2
    return None


def _ends_a_day(tokens: Tokens, after: int, lex: Lexicon) -> bool:
    """Whether an ordinal stands by itself ("de tiende om elf uur") and counts no noun ("de tiende keer")."""
    if after >= len(tokens.words) or tokens.all[after].comma or tokens.words[after] == BOUNDARY:
        return True
    return any(lex.match(name, tokens.words, after) for name in ("may_follow", "glue", "day_part_alone"))


def _dated(words: tuple[str, ...], after: int, number: int, month: int, today: date) -> Day | None:
    year = today.year
    if after < len(words) and _YEAR.fullmatch(words[after]):
        return _day(after + 1, int(words[after]), month, number)
    found = _day(after, year, month, number)
    return _day(after, year + 1, month, number) if found is None or (found.day or today) < today else found


def _day(after: int, year: int, month: int, number: int) -> Day | None:
    return Day(after, date(year, month, number)) if 1 <= number <= monthrange(year, month)[1] else None


def _upcoming(number: int, after: int, today: date, weekday: int) -> Day | None:
    dates = list(_dates(number, today))
    agreeing = [someday for someday in dates[:3] if someday.isoweekday() == weekday]
    return Day(after, (agreeing or dates)[0]) if dates else None


def _dates(number: int, today: date) -> Iterator[date]:
    """The first four days with this number after today."""
    year, month, found = today.year, today.month, 0
    while found < 4:
        if number <= monthrange(year, month)[1] and date(year, month, number) > today:
            found += 1
            yield date(year, month, number)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _numeric(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    word = tokens.words[place]
    iso = _ISO.fullmatch(word)
    if iso:
        return _day(place + 1, int(iso[1]), int(iso[2]), int(iso[3])) if 1 <= int(iso[2]) <= 12 else None
    match = _NUMERIC.fullmatch(word)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1 <= int(match[1]) <= 31:
        return None
    if match[3]:
        return _day(place + 1, int(match[3]) % 100 + 2000, int(match[2]), int(match[1]))
    return _dated((), place + 1, int(match[1]), int(match[2]), today)
