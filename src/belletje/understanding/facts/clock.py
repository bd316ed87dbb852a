"""Times of day as people say them: "half drie", "tien over half elf", "two thirty", "quarter to ten".

On the telephone a time is in business hours unless something else is said: an hour from 1 to 6 is in the afternoon
("half drie" is 14:30), 7 to 12 are as they are ("tien uur" is 10:00). A part of the day ("'s avonds"), am, pm, an hour
above twelve or a leading zero goes before this rule.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.numbers import small
from belletje.understanding.facts.tokens import BOUNDARY, Tokens

_WRITTEN = re.compile(r"(\d{1,2})[:.](\d{2})")
DAY = 24 * 60
_MAY_FOLLOW = (
    "may_follow", "weekday", "relative_day", "day_part_alone", "article", "glue", "range_and", "coming", "weekday_part",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A time in minutes after midnight; `settled` when only one half of the day can be meant; `after` the next place.

    `sure` when the words can only be a time; a bare number is one where its surroundings say so.
    """

    minutes: int
    settled: bool
    after: int
    sure: bool = True

    def within(self, part: str) -> int:
        """Minutes after midnight, by the part of the day that was said (or empty) or else by business hours."""
        if self.settled:
            return self.minutes
        hour, minute = divmod(self.minutes % (DAY // 2), 60)
        if part == "morning" or (part == "night" and hour < 7):
            afternoon = False if hour else part == "morning"
        elif part in ("afternoon", "evening", "night", "lunch"):
            afternoon = part != "night" or hour != 0
        else:
            afternoon = hour < 7
        return hour * 60 + minute + (DAY // 2 if afternoon else 0)


def written_as(minutes: int) -> str:
    """`T14:30`."""
    return f"T{minutes // 60 % 24:02}:{minutes % 60:02}"


def clock(tokens: Tokens, place: int, lex: Lexicon) -> Clock | None:
    """The time that starts at a place, or None."""
    words = tokens.words
    if place >= len(words):
        return None
    fixed = lex.match("fixed_time", words, place)
    if fixed:
        hours, _, minutes = fixed[0].partition(":")
        return Clock(int(hours) * 60 + int(minutes), True, fixed[1])
    around = lex.match("about_hour", words, place)
    if around:
        found = clock(tokens, around[1], lex)
        if found:
            return Clock(found.minutes, found.settled, found.after)
    found = _half(words, place, lex) or _counted(words, place, lex) or _written(words, place, lex)
    found = found or _hour(tokens, place, lex)
    return _with_half_of_day(found, words, lex) if found else None


def _hour_number(words: Sequence[str], place: int, lex: Lexicon, most: int = 12) -> tuple[int, int] | None:
    form = lex.match("hour_word_form", words, place)
    if form:
        return int(form[0]), form[1]
    found = small(words, place, lex)
    return found if found and 1 <= found[0] <= most else None


def _half(words: Sequence[str], place: int, lex: Lexicon) -> Clock | None:
    """Dutch "half drie" is half an hour before three, English "half three" half an hour after."""
    for name, shift in (("half", -30), ("half_past", 30)):
        found = lex.match(name, words, place)
        hour = _hour_number(words, found[1], lex) if found else None
        if hour:
            return Clock((hour[0] * 60 + shift) % (DAY // 2), False, lex.after("hour_word", words, hour[1]))
    return None


def _counted(words: Sequence[str], place: int, lex: Lexicon) -> Clock | None:
    """So many minutes before or after a full or half hour."""
    quarter = lex.match("quarter", words, place)
    if quarter:
        minutes, after = 15, quarter[1]
    else:
        found = small(words, place, lex)
        if not found or not 1 <= found[0] <= 29:
            return None
        minutes, after = found[0], lex.after("minutes_word", words, found[1])
    for name, sign in (("past_hour", 1), ("to_hour", -1)):
        direction = lex.match(name, words, after)
        if direction:
            half = _half(words, direction[1], lex) if lex.language == "nl" else None
            if half:
                return Clock((half.minutes + sign * minutes) % (DAY // 2), False, half.after)
            hour = _hour_number(words, direction[1], lex)
            if hour:
                end = lex.after("hour_word", words, hour[1])
                return Clock((hour[0] * 60 + sign * minutes) % (DAY // 2), False, end)
    return None


def _written(words: Sequence[str], place: int, lex: Lexicon) -> Clock | None:
    match = _WRITTEN.fullmatch(words[place])
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    settled = int(match[1]) > 12 or match[1].startswith("0")
    end = lex.after("hour_word", words, place + 1)
    colon = ":" in words[place]
    return Clock(int(match[1]) * 60 + int(match[2]), settled, end, colon or end > place + 1)


def _hour(tokens: Tokens, place: int, lex: Lexicon) -> Clock | None:
    """Three o'clock, drie uur vijftien, nine fifteen, or a bare hour."""
    words = tokens.words
    hour = _hour_number(words, place, lex, most=23)
    if hour is None:
        return None
    value, after = hour
    settled = value > 12 or words[place].startswith("0")
    article = lex.language == "nl" and tokens.all[place].raw.casefold() == "een"
    said = lex.match("hour_word", words, after)
    if said:
        minutes = small(words, said[1], lex)
        if minutes and 10 <= minutes[0] <= 59 and lex.language == "nl" and not tokens.all[said[1]].comma:
            return Clock(value * 60 + minutes[0], settled, minutes[1])
        return Clock(value * 60, settled, said[1], not _is_duration(words, place, said[1], lex))
    if lex.language == "en":
        minutes = _english_minutes(tokens, after, lex)
        if minutes:
            return Clock(value * 60 + minutes[0], settled, minutes[1], False)
        ish = lex.match("ish", words, after)
        if ish:
            return Clock(value * 60, settled, ish[1])
    if article:
        return None
    return Clock(value * 60, settled, after, False)


def _english_minutes(tokens: Tokens, place: int, lex: Lexicon) -> tuple[int, int] | None:
    words = tokens.words
    if place >= len(words) or tokens.all[place].comma:
        return None
    if words[place] in ("oh", "o") and (unit := small(words, place + 1, lex)) and unit[0] < 10:
        return unit
    found = small(words, place, lex)
    return found if found and 10 <= found[0] <= 59 and (found[0] % 5 == 0) else None


def _is_duration(words: Sequence[str], place: int, after: int, lex: Lexicon) -> bool:
    return lex.ends_at("not_hours_before", words, place) or bool(lex.match("not_hours_after", words, after))


def _with_half_of_day(found: Clock, words: Sequence[str], lex: Lexicon) -> Clock:
    for name, shift in (("am", 0), ("pm", DAY // 2)):
        said = lex.match(name, words, found.after)
        if said and not found.settled and found.minutes <= DAY // 2 + 59:
            return Clock(found.minutes % (DAY // 2) + shift, True, said[1])
    return found


def may_stand_bare(tokens: Tokens, after: int, lex: Lexicon) -> bool:
    """Whether a bare number before this place can be an hour: not when a noun or a unit follows that it counts."""
    if after >= len(tokens.words) or tokens.all[after].comma:
        return True
    word = tokens.words[after]
    if lex.match("currency", tokens.words, after) or lex.match("percent", tokens.words, after):
        return False
    if lex.match("span_unit", tokens.words, after) or lex.match("not_hours_after", tokens.words, after):
        return False
    if lex.match("per", tokens.words, after) or lex.match("scale", tokens.words, after):
        return False
    return word == BOUNDARY or any(lex.match(name, tokens.words, after) for name in _MAY_FOLLOW)
