"""The call list: who to call next, and why."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection

from belletje.calllist.learning import Call, calls_missing, learned
from belletje.calllist.ranking import Entry, Openings, rank_among
from belletje.calllist.reasons import WEIGHTS, History
from belletje.desk.knowledge import BROUGHT_SOMETHING
from belletje.store import audit, realcalls, settings
from belletje.store import people as store
from belletje.store.engine import reading, transaction
from belletje.store.people_index import touch_everyone
from belletje.usecases.callhistory import history_of_calls
from belletje.usecases.gate import Known, everyone
from belletje.usecases.house import House, Refused, stamp

HEAVIEST = 10.0
WEIGHTS_SETTING = "weights"
NOT_REACHED = frozenset(("voicemail_left", "no_contact"))


def weights_now(*, house: House) -> dict[str, float]:
    """The weight of each signal: as set by hand, else as it comes with the product."""
    with reading(house.engine) as connection:
        return weights_of(connection)


def set_weights(*, house: House, weights: Mapping[str, float], now: datetime) -> None:
    """Keeps the weights of signals, each 0 to 10; none at all brings back those of the product. Raises Refused."""
    wrong = [name for name, weight in weights.items() if name not in WEIGHTS or not 0 <= weight <= HEAVIEST]
    if wrong or (weights and not any(weights.values())):
        raise Refused(
            "Each weight is a number from 0 to 10, and at least one is more than 0.",
            nl="Elk gewicht is een getal van 0 tot 10, en ten minste een is meer dan 0.",
        )
    with transaction(house.engine) as connection:
        settings.write(connection, WEIGHTS_SETTING, json.dumps(dict(weights)) if weights else "")
        touch_everyone(connection)
        audit.note(connection, at=stamp(now), by=house.by, action="set weights", subject="call list")


def calls_to_learn_from(*, house: House) -> int:
    """How many more real calls are needed before the weights can learn from them; 0 when there are enough."""
    with reading(house.engine) as connection:
        well, others = realcalls.number_to_learn_from(connection, BROUGHT_SOMETHING, NOT_REACHED)
    return calls_missing(well, others)


def learn_weights(*, house: House, now: datetime) -> dict[str, float]:
    """Moves the weights towards what real calls speak for, and gives them. Raises Refused while there are too few."""
    with reading(house.engine) as connection:
        calls = _outcomes(connection)
        found = learned(weights_of(connection), calls)
    if found is None:
        well = sum(call.went_well for call in calls)
        missing = calls_missing(well, len(calls) - well)
        raise Refused(
            f"There are too few real calls to learn from: {missing} more are needed. Fewer would tell of luck.",
            nl=f"Er zijn nog te weinig echte gesprekken om van te leren: er zijn er nog {missing} nodig. "
            "Tot dan zouden ze vooral over geluk gaan.",
        )
    set_weights(house=house, weights=found, now=now)
    return found


def _outcomes(connection: Connection) -> list[Call]:
    """Every real call in which somebody was reached, with what the ranking went by then."""
    return [
        Call(json.loads(call.signals), call.outcome in BROUGHT_SOMETHING)
        for call in realcalls.every(connection)
        if call.signals and not call.undone_at and call.outcome not in NOT_REACHED
    ]


def weights_of(connection: Connection) -> dict[str, float]:
    """The same, for who has the database open."""
    kept: dict[str, float] = json.loads(settings.read(connection, WEIGHTS_SETTING, "{}"))
    return {name: kept.get(name, weight) for name, weight in WEIGHTS.items()}


def call_list(
    *, house: House, now: datetime, language: str = "nl", limit: int | None = None
) -> list[tuple[str, Entry]]:
    """Everyone who may be called, the best reason first, each with their id."""
    with reading(house.engine) as connection:
        known = everyone(connection, now.date())
        past = history_of_calls(connection, now.date())
        return ranked(connection, known, past, now, language)[:limit]


def ranked(
    connection: Connection,
    known: Mapping[int, Known],
    past: Mapping[int, History],
    now: datetime,
    language: str,
    openings: Openings | None = None,
) -> list[tuple[str, Entry]]:
    """Those of `known` who may be called, the best reason first, each with their id; `past` are the calls to them.

    `openings` are those of today, where they were read before.
    """
    may = [one for one in known.values() if one.why_not is None]
    ids = {one.person.key: one.id for one in may}
    entries = rank_among(
        [one.person for one in may],
        openings or openings_now(connection, now.date()),
        now.date(),
        weights_of(connection),
        language="nl" if language == "nl" else "en",
        by_hand={one.person.key: one.by_hand for one in may},
        objected_numbers=frozenset(number for one in known.values() for number in one.facts.objected_numbers),
        history={known[number].person.key: one for number, one in past.items() if number in known},
        hour=now.hour,
    )
    return [(ids[entry.person.key], entry) for entry in entries]


def openings_now(connection: Connection, today: date) -> Openings:
    """The vacancies that are open today and who fits them."""
    return Openings(store.all_vacancies(connection), store.all_engineers(connection), today)


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
