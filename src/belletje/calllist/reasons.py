"""Signals: what makes it worth calling this person now. Each is one function of a case, with a value in [0, 1]."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from belletje.calllist.contact import Phone, Vacancy
from belletje.calllist.folding import folded, words
from belletje.calllist.knowledge import BadKnowledge, table
from belletje.calllist.matching import Fit
from belletje.calllist.names import Alike, how_alike, name_key, read_name
from belletje.calllist.people.person import Person


@dataclass(frozen=True, slots=True)
class History:
    """Earlier calls to a person: how many, the last day, and the day of a callback that was agreed."""

    attempts: int = 0
    last_attempt: date | None = None
    last_outcome: str = ""
    callback_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One person as a possible call today; `hour` (0 to 23) is when the call would be, if that is known."""

    person: Person
    phone: Phone
    today: date
    vacancy: Vacancy | None = None
    fit: Fit | None = None
    history: History = History()
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal's name, its value in [0, 1], and its weight."""

    name: str
    value: float
    weight: float


HALF_AS_WARM_AFTER_DAYS = 365
"""A judgement, not a measurement: after a year a contact is half as warm."""


def vacancy(case: Case) -> float:
    """An open vacancy: most telling after one to four months open, when the need has proved hard to fill."""
    if case.vacancy is None:
        return 0.0
    if case.vacancy.posted is None:
        return 0.6
    days = max((case.today - case.vacancy.posted).days, 0)
    if days <= 30:
        return 0.6 + 0.4 * days / 30
    return 1.0 if days <= 120 else max(0.3, 1.0 - (days - 120) / 240)


def engineer(case: Case) -> float:
    """How well the best engineer fits the vacancy."""
    return case.fit.score if case.fit else 0.0


def named_contact(case: Case) -> float:
    """The vacancy names this very person."""
    return 1.0 if case.vacancy and is_named_in(case.vacancy, case.person) else 0.0


def warmth(case: Case) -> float:
    """Who knows them, whether they were a client, how recently there was contact; each adds to what is left."""
    person = case.person
    cold = 1.0
    if person.known_by:
        cold *= 0.4
    if person.former_client:
        cold *= 0.5
    if person.last_contact:
        days = max((case.today - person.last_contact).days, 0)
        cold *= 1 - 0.6 * 0.5 ** (days / HALF_AS_WARM_AFTER_DAYS)
    if person.connected_on:
        cold *= 0.85
    return 1 - cold


def role(case: Case) -> float:
    """How much the role has to say about hiring an engineer (`data/roles.tsv`); 0.5 when unknown."""
    return _say_of(case.person.title)


@lru_cache(maxsize=10_000)
def _say_of(title: str) -> float:
    text = folded(title)
    return next((value for value, parts in _ROLES if any(part in text for part in parts)), 0.5)


def reachability(case: Case) -> float:
    """A mobile number reaches the person, a direct landline often, a bare organisation's number seldom."""
    if not case.person.name:
        return 0.3
    return 1.0 if case.phone.kind == "mobile" else 0.6


def attempts(case: Case) -> float:
    """A callback that is due comes first; each attempt in vain counts less, and not twice within three days."""
    history = case.history
    if history.callback_on:
        return 1.0 if history.callback_on <= case.today else 0.0
    if history.last_attempt and (case.today - history.last_attempt).days < 3:
        return 0.0
    return float(0.8 * 0.75**history.attempts)


def hour(case: Case) -> float:
    """Within office hours, and not before the hour that the person asked for; 0.5 when the hour is not known."""
    if case.hour is None:
        return 0.5
    if case.hour < (case.person.not_before_hour or 9) or case.hour >= 18:
        return 0.0
    return 0.4 if case.hour == 12 else 1.0


SIGNALS: tuple[Callable[[Case], float], ...] = (
    vacancy, engineer, named_contact, warmth, role, reachability, attempts, hour,
)  # fmt: skip
WEIGHTS = {line["signal"]: line.number_in("weight") for line in table("weights.tsv")}
"""The weights that come with the product, by signal name."""
_ROLES = [(line.number_in("value"), line.several("words")) for line in table("roles.tsv")]

if {signal.__name__ for signal in SIGNALS} != set(WEIGHTS):
    raise BadKnowledge("weights.tsv", 1, f"the signals are {', '.join(signal.__name__ for signal in SIGNALS)}")


def is_named_in(opening: Vacancy, person: Person) -> bool:
    """Whether a vacancy names this person as its contact, by address, number or name."""
    if opening.contact_email and opening.contact_email in person.emails:
        return True
    if {phone.e164 for phone in opening.contact_phones if phone.kind == "mobile"} & {
        phone.e164 for phone in person.phones
    }:
        return True
    if not words(opening.contact_name):
        return False
    written = read_name(opening.contact_name)
    alike = how_alike(name_key(written.given, written.family), name_key(person.given, person.family))
    return alike in (Alike.SAME, Alike.SWAPPED, Alike.SHORTER, Alike.INITIAL, Alike.TURNED)
