"""Proposed days and times, put together from a day, a part of it and a time, in any order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from belletje.understanding.facts.clock import Clock, clock, may_stand_bare, written_as
from belletje.understanding.facts.days import Day, day
from belletje.understanding.facts.events import after_event
from belletje.understanding.facts.fact import Fact
from belletje.understanding.facts.lexicon import Lexicon, lexicon
from belletje.understanding.facts.spans import span
from belletje.understanding.facts.tokens import BOUNDARY, Tokens

_STARTS = (
    "relative_day", "weekday", "weekday_part", "week", "week_number", "month_step", "position", "month",
    "coming", "week_on", "article", "ordinal", "day_part", "day_part_alone", "day_edge", "fixed_time",
    "about_hour", "half", "half_past", "quarter", "hour_word_form", "after", "before", "after_day",
    "before_day", "between", "span_before", "from_hour",
)  # fmt: skip

LAST_YEAR = 9900


@dataclass(slots=True)
class _Said:
    """What has been read of one slot so far."""

    first: int
    after: int
    day: Day | None = None
    part: str = ""
    time: Clock | None = None
    until: Clock | None = None
    relation: str = ""
    whole: str = ""
    parts_read: list[str] = field(default_factory=list)


def slots(tokens: Tokens, lex: Lexicon, today: date, taken: list[bool]) -> Iterator[Fact]:
    """The proposed days and times; `taken` says which tokens already belong to another fact.

    None at all when `today` is within a lifetime of 31 December 9999, where the calendar ends.
    """
    if today.year > LAST_YEAR:
        return
    words, starters = tokens.words, _starters(lex.language)
    place = 0
    while place < len(words):
        skipped = _not_a_slot(tokens, place, lex)
        if skipped:
            place = skipped
            continue
        if taken[place] or not (words[place] in starters or words[place][0].isdigit()):
            place += 1
            continue
        said = _slot(tokens, place, lex, today)
        if said is None or any(taken[place : said.after]):
            place += 1
            continue
        start, end = tokens.slice(said.first, said.after)
        yield Fact("slot", tokens.text[start:end], start, end, _value(said))
        place = said.after


@cache
def _starters(language: str) -> frozenset[str]:
    """The words that a slot can start with."""
    lex = lexicon(language)
    return frozenset(lex.numbers).union(*(lex.longest.get(name, ()) for name in _STARTS))


def _not_a_slot(tokens: Tokens, place: int, lex: Lexicon) -> int:
    """The place after a greeting, a wish or a day in the past; 0 where there is none."""
    words = tokens.words
    found = lex.match("not_a_time", words, place)
    if found:
        return found[1]
    past = lex.match("past", words, place)
    if not past:
        return 0
    for name in ("weekday", "weekday_part", "month", "span_unit"):
        named = lex.match(name, words, past[1])
        if named:
            return named[1]
    return 0


def _slot(tokens: Tokens, first: int, lex: Lexicon, today: date) -> _Said | None:
    said = _Said(first, first)
    place = first
    while place < len(tokens.words) and tokens.words[place] != BOUNDARY:
        if _add(said, tokens, place, lex, today):
            place = said.after
            continue
        if place == first:
            return None
        glued = lex.match("glue", tokens.words, place)
        if not glued:
            break
        place = glued[1]
    return said if said.parts_read else None


def _add(said: _Said, tokens: Tokens, place: int, lex: Lexicon, today: date) -> bool:
    """Reads one more piece at a place, if it fits with what was said."""
    if said.whole:
        return False
    return (
        _add_whole(said, tokens, place, lex, today)
        or _add_part(said, tokens, place, lex)
        or _add_between(said, tokens, place, lex)
        or _add_related(said, tokens, place, lex, today)
        or _add_span(said, tokens, place, lex, today)
        or _add_day_or_time(said, tokens, place, lex, today)
    )


def _add_whole(said: _Said, tokens: Tokens, place: int, lex: Lexicon, today: date) -> bool:
    if said.parts_read and said.day is None:
        return False
    event = after_event(tokens, place, lex, today)
    if not event:
        return False
    if said.day:
        if not event[0].endswith("lunch") or said.day.day is None:
            return False
        relation, _, part = event[0].partition(" ")
        said.relation, said.part = relation, part
    else:
        said.whole = event[0]
    return _read(said, "whole", event[1])


def _add_part(said: _Said, tokens: Tokens, place: int, lex: Lexicon) -> bool:
    if said.part or (said.day and said.day.part):
        return False
    names = ["day_part_alone", "day_edge", "meal"] if said.parts_read else ["day_part_alone", "day_edge"]
    if said.parts_read or lex.ends_at("glue", tokens.words, place):
        names.append("day_part")
    if said.day and said.day.day and said.after == place:
        names.append("day_part_after_day")
    for name in names:
        found = lex.match(name, tokens.words, place)
        if found:
            said.part = found[0]
            return _read(said, "part", found[1])
    return False


def _add_between(said: _Said, tokens: Tokens, place: int, lex: Lexicon) -> bool:
    """ "tussen tien en elf", "from two to four"."""
    if said.time:
        return False
    words = tokens.words
    start = lex.match("between", words, place) or lex.match("from_hour", words, place)
    first = clock(tokens, start[1], lex) if start else None
    joined = lex.match("range_and", words, first.after) if first else None
    last = clock(tokens, joined[1], lex) if joined else None
    if not first or not last or not (last.sure or may_stand_bare(tokens, last.after, lex)):
        return False
    said.time, said.until = first, last
    return _read(said, "time", last.after)


def _add_related(said: _Said, tokens: Tokens, place: int, lex: Lexicon, today: date) -> bool:
    """Before or after a time or a day; Dutch "voor vrijdag" means for Friday, and only "vóór" before it."""
    if said.time or said.relation:
        return False
    words = tokens.words
    for relation in ("after", "before"):
        start = lex.match(relation, words, place)
        found = clock(tokens, start[1], lex) if start else None
        if found and (found.sure or may_stand_bare(tokens, found.after, lex)):
            said.time, said.relation = found, relation
            return _read(said, "time", found.after)
    if said.parts_read:
        return False
    for relation in ("before", "after"):
        start = lex.match(f"{relation}_day", words, place)
        if not start and tokens.all[place].raw.casefold() == "vóór":
            start = lex.match("before", words, place)
        someday = day(tokens, start[1], lex, today) if start else None
        if someday:
            said.day, said.relation = someday, relation
            return _read(said, "day", someday.after)
    return False


def _add_span(said: _Said, tokens: Tokens, place: int, lex: Lexicon, today: date) -> bool:
    if said.parts_read:
        return False
    found = span(tokens, place, lex, today)
    if not found:
        return False
    said.day = found
    return _read(said, "day", found.after)


def _add_day_or_time(said: _Said, tokens: Tokens, place: int, lex: Lexicon, today: date) -> bool:
    found = day(tokens, place, lex, today)
    if found:
        joined = found if said.day is None else _joined(said.day, found)
        if joined and not (said.part and joined.part):
            said.day = joined
            return _read(said, "day", found.after)
        if said.day is not None:
            return False
    if said.time:
        return False
    time = clock(tokens, place, lex)
    if time is None or not (time.sure or _in_context(said, tokens, place, time, lex, today)):
        return False
    said.time = time
    return _read(said, "time", time.after)


def _in_context(said: _Said, tokens: Tokens, place: int, time: Clock, lex: Lexicon, today: date) -> bool:
    """Whether a bare number is a time: after "om" or a day, and with nothing behind it that it could count."""
    words = tokens.words
    if lex.ends_at("not_hours_before", words, place) or not may_stand_bare(tokens, time.after, lex):
        return False
    if (said.day and said.day.day) or lex.ends_at("at", words, place):
        return True
    return _day_follows(tokens, time.after, lex, today)


def _day_follows(tokens: Tokens, place: int, lex: Lexicon, today: date) -> bool:
    place = lex.after("glue", tokens.words, place)
    if place >= len(tokens.words):
        return False
    return bool(lex.match("day_part_alone", tokens.words, place) or day(tokens, place, lex, today))


def _joined(one: Day, other: Day) -> Day | None:
    """A weekday and a week: "volgende week donderdag", "Thursday next week"; a weekday and a date stay one day."""
    week, weekday = (one, other) if one.monday else (other, one)
    if week.monday and weekday.weekday and not week.part:
        someday = week.monday + timedelta(days=weekday.weekday - 1)
        return Day(other.after, someday, part=weekday.part)
    if one.weekday and other.day and not other.weekday and other.day.isoweekday() == one.weekday:
        return Day(other.after, other.day, part=one.part or other.part)
    return None


def _read(said: _Said, what: str, after: int) -> bool:
    said.parts_read.append(what)
    said.after = after
    return True


def _value(said: _Said) -> str:
    if said.whole:
        return said.whole
    part = said.part or (said.day.part if said.day else "")
    written = said.day.day.isoformat() if said.day and said.day.day else said.day.period if said.day else ""
    if said.time and (not said.day or said.day.day):
        written += written_as(said.time.within(part))
        if said.until:
            written += "/" + written_as(_not_before(said.until.within(part), said.time.within(part)))
    elif part:
        written = f"{written} {part}".strip()
    if not said.relation:
        return written
    if said.time or not part or part != "lunch":
        return f"{said.relation} {written}"
    return f"{written.removesuffix(' lunch')} {said.relation} lunch"


def _not_before(until: int, since: int) -> int:
    return until + 12 * 60 if until <= since and until + 12 * 60 < 24 * 60 else until
