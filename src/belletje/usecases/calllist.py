"""The call list: who to call next, and why."""

from dataclasses import asdict
from datetime import datetime

from belletje.calllist.people import Person
from belletje.calllist.ranking import Entry, rank
from belletje.store import people as store
from belletje.store.engine import reading
from belletje.usecases.callhistory import history_of_calls
from belletje.usecases.house import House
from belletje.usecases.people import everyone


def call_list(
    *, house: House, now: datetime, language: str = "nl", limit: int | None = None
) -> list[tuple[str, Entry]]:
    """Everyone who may be called, the best reason first, each with their id."""
    with reading(house.engine) as connection:
        known = everyone(connection, now.date())
        vacancies, engineers = store.all_vacancies(connection), store.all_engineers(connection)
        past = history_of_calls(connection, now.date())
    may = {number: one for number, one in known.items() if one.why_not is None}
    ids: dict[str, str] = {one.person.key: one.id for one in may.values()}
    blocked = frozenset(number for one in known.values() for number in one.facts.objected_numbers)
    people: list[Person] = [one.person for one in may.values()]
    entries = rank(
        people,
        vacancies,
        engineers,
        now.date(),
        language="nl" if language == "nl" else "en",
        by_hand={one.person.key: one.by_hand for one in may.values()},
        objected_numbers=blocked,
        history={known[number].person.key: one for number, one in past.items() if number in known},
        hour=now.hour,
    )
    return [(ids[entry.person.key], entry) for entry in entries[:limit]]


def entry_to_data(person_id: str, entry: Entry) -> dict[str, object]:
    """The shape of one row of `belletje list --json`."""
    return {
        "rank": entry.rank,
        "person": person_id,
        "name": entry.person.name,
        "organisation": entry.person.organisation,
        "phone": entry.phone.e164,
        "score": round(entry.score, 4),
        "reason": entry.reason,
        "signals": [asdict(signal) for signal in entry.signals],
        "vacancy": entry.vacancy.title if entry.vacancy else None,
        "engineer": entry.engineer.name if entry.engineer else None,
    }
