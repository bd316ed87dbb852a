"""Who changed what, and when: the newest lines of the record, or those about one thing."""

from dataclasses import dataclass

from belletje.store import audit
from belletje.store.engine import reading
from belletje.usecases.house import House


@dataclass(frozen=True, slots=True)
class Change:
    """One line. `at` is ISO 8601; `subject` is an id such as `person:12`, or a name such as `calendar`."""

    at: str
    by: str
    action: str
    subject: str


def newest(*, house: House, limit: int) -> list[Change]:
    """The last changes by hand, newest first."""
    with reading(house.engine) as connection:
        return [Change(**row) for row in audit.newest(connection, limit)]


def last_about(*, house: House, subject: str) -> Change | None:
    """The last change of one thing, or None where it was never changed."""
    with reading(house.engine) as connection:
        lines = audit.about(connection, subject)
    return Change(**lines[-1], subject=subject) if lines else None
