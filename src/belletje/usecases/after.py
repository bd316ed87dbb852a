"""Three short questions after a call, ten seconds: what was feared, what happened, what to try next. Never shared."""

from datetime import datetime

from belletje.store import realcalls
from belletje.store.engine import reading, transaction
from belletje.store.realcalls import StoredAfter
from belletje.usecases.house import House, NotThere, Refused, utc

LONGEST_ANSWER = 1000
After = StoredAfter
"""The answers as use cases give them."""


def keep(*, house: House, call: int, feared: str, happened: str, next_time: str, now: datetime) -> None:
    """Keeps the answers of who is at work, about one of their own calls; again given, the last ones count."""
    if max(map(len, (feared, happened, next_time))) > LONGEST_ANSWER:
        raise Refused(
            f"An answer is at most {LONGEST_ANSWER} letters. Shorten it.",
            nl=f"Een antwoord is hoogstens {LONGEST_ANSWER} letters. Maak het korter.",
        )
    with transaction(house.engine) as connection:
        kept = realcalls.get(connection, call)
        if kept is None:
            raise NotThere(f"There is no real call {call}.", nl=f"Er is geen gesprek {call}.")
        if kept.by != house.by:
            raise Refused(
                "What was feared in a call is for who made it to say.",
                nl="Wat iemand van een gesprek vreesde, is aan wie het voerde.",
            )
        answers = (feared.strip(), happened.strip(), next_time.strip())
        realcalls.keep_after(connection, StoredAfter(call, house.by, *answers, utc(now)))


def read(*, house: House, call: int) -> StoredAfter | None:
    """The answers about a call, for who gave them."""
    with reading(house.engine) as connection:
        return realcalls.after_of(connection, call, house.by)


def latest_try(*, house: House) -> str:
    """What the caller wanted to try next, said last; shown before the next call."""
    with reading(house.engine) as connection:
        return next((after.next for after in realcalls.latest_afters(connection, house.by, 5) if after.next), "")
