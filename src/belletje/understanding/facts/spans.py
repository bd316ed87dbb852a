"""Waits from today or now: "over twee weken", "over een kwartier", "in three days' time"."""

from datetime import date, timedelta

from belletje.understanding.facts.days import Day, monday_of, month_after, week_of
from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.numbers import small
from belletje.understanding.facts.tokens import Tokens

MOST = 60


def span(tokens: Tokens, place: int, lex: Lexicon, today: date) -> Day | None:
    """Days count to a day, weeks to a week, months to a month, hours and minutes to a wait (`PT15M`)."""
    words = tokens.words
    said = lex.match("span_before", words, place)
    if not said:
        return None
    short = lex.match("short_span", words, said[1])
    if short:
        return Day(short[1], period=f"PT{short[0]}M")
    fortnight = lex.match("fortnight", words, said[1])
    if fortnight:
        monday = monday_of(today, int(fortnight[0]))
        return Day(fortnight[1], period=week_of(monday), monday=monday)
    article = lex.match("article_as_one", words, said[1])
    count = (1, article[1]) if article else small(words, said[1], lex)
    unit = lex.match("span_unit", words, count[1]) if count else None
    if not count or not unit or not 1 <= count[0] <= MOST:
        return None
    return _counted(count[0], unit[0], unit[1], today)


def _counted(count: int, unit: str, after: int, today: date) -> Day:
    if unit == "day":
        return Day(after, today + timedelta(days=count))
    if unit == "week":
        monday = monday_of(today, count)
        return Day(after, period=week_of(monday), monday=monday)
    if unit == "month":
        return Day(after, period=month_after(today, count))
    return Day(after, period=f"PT{count}{unit[0].upper()}")
