"""Where a person stands after the calls so far: how many were in vain, and from when they may be called again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from belletje.calllist.reasons import History
from belletje.desk.knowledge import Rules, outcomes, rules


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier call that counts: when it was, how it ended, and the callback that was agreed in it, if any."""

    at: datetime
    outcome: str
    callback_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`attempts` are the calls in vain since the person was last reached; `not_before` is when the next may come.

    `over` when only a callback brings the person back into the queue. `callback_at` is a callback still to be made.
    """

    attempts: int = 0
    not_before: datetime | None = None
    over: bool = False
    last_at: datetime | None = None
    last_outcome: str = ""
    callback_at: datetime | None = None


NEVER_CALLED = Standing()


def standing(past: Sequence[Past], kept: Rules | None = None) -> Standing:
    """Where a person stands after these calls, oldest first."""
    usual = kept or rules()
    if not past:
        return NEVER_CALLED
    attempts = 0
    for call in past:
        attempts = 0 if outcomes()[call.outcome].reached else attempts + 1
    last = past[-1]
    rest_days = outcomes()[last.outcome].rest_days
    if rest_days is None:
        wait: timedelta | None = usual.apart[min(max(attempts, 1), len(usual.apart)) - 1]
    else:
        wait = timedelta(days=rest_days) if rest_days >= 0 else None
    callback_at = _open_callback(past)
    if callback_at:
        return Standing(attempts, callback_at, False, last.at, last.outcome, callback_at)
    over = wait is None or attempts >= usual.most_attempts
    return Standing(attempts, last.at + wait if wait is not None else None, over, last.at, last.outcome)


def _open_callback(past: Sequence[Past]) -> datetime | None:
    """The callback that was agreed last, until the person is reached again; a call in vain leaves it standing."""
    for call in reversed(past):
        if call.callback_at:
            return call.callback_at
        if outcomes()[call.outcome].reached:
            return None
    return None


def history(now: Standing, today: date) -> History:
    """The same, as the ranking of the call list looks at it."""
    return History(
        attempts=now.attempts,
        last_attempt=now.last_at.date() if now.last_at else None,
        last_outcome=now.last_outcome,
        callback_on=now.callback_at.date() if now.callback_at else None,
    )
