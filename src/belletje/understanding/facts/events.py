"""What a day is named after: Christmas, Easter, the weekend, lunch; always with before or after it."""

from datetime import date, timedelta

from belletje.understanding.facts.lexicon import Lexicon
from belletje.understanding.facts.tokens import Tokens


def after_event(tokens: Tokens, place: int, lex: Lexicon, today: date) -> tuple[str, int] | None:
    """ "na de kerst" is `after 2026-12-26`, "voor de kerst" `before 2026-12-25`; with the place after it."""
    words = tokens.words
    for relation in ("after", "before"):
        said = lex.match(relation, words, place)
        if not said:
            continue
        meal = lex.match("meal", words, said[1])
        if meal:
            return f"{relation} lunch", meal[1]
        weekend = lex.match("weekend", words, said[1])
        if weekend:
            saturday = today + timedelta(days=(5 - today.weekday()) if today.weekday() < 6 else -1)
            edge = saturday + timedelta(days=1) if relation == "after" else saturday
            return f"{relation} {edge.isoformat()}", weekend[1]
        event = lex.match("event", words, said[1])
        if event:
            first, last = event[0].split()
            edge = _upcoming(last if relation == "after" else first, today)
            return f"{relation} {edge.isoformat()}", event[1]
    return None


def _upcoming(written: str, today: date) -> date:
    found = _in_year(written, today.year)
    return found if found >= today else _in_year(written, today.year + 1)


def _in_year(written: str, year: int) -> date:
    if written.startswith("easter"):
        return easter(year) + timedelta(days=int(written.removeprefix("easter+")))
    month, number = written.split("-")
    return date(year, int(month), int(number))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher, Astronomical Algorithms, chapter 8)."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (19 * golden + century - leap_centuries - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (in_century // 4) - moon - in_century % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, number = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, number + 1)
