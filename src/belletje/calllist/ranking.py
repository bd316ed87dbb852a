"""The call list: only people who may be called, the best reason first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from belletje.calllist.callable import (
    NOBODY_SAID,
    ByHand,
    Language,
    facts_of,
    numbers_of_objectors,
    phone_to_call,
    why_not,
)
from belletje.calllist.contact import Engineer, Phone, Vacancy
from belletje.calllist.matching import Fit, best_fits
from belletje.calllist.organisations import organisation_key
from belletje.calllist.people.person import Person
from belletje.calllist.reasons import SIGNALS, WEIGHTS, Case, History, Signal, is_named_in
from belletje.calllist.wording import reason_sentence

FITS_ENOUGH = 0.35
"""Below this score an engineer is not named as a reason to call."""
NEVER_CALLED = History()
_NEVER_AGAIN = "opted_out"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place on the call list: `rank` from 1, `score` in [0, 1], the reason as one sentence to say aloud."""

    rank: int
    person: Person
    phone: Phone
    score: float
    reason: str
    signals: tuple[Signal, ...]
    vacancy: Vacancy | None
    engineer: Engineer | None


def rank(
    people: Iterable[Person],
    vacancies: Sequence[Vacancy],
    engineers: Sequence[Engineer],
    today: date,
    weights: Mapping[str, float] = WEIGHTS,
    *,
    language: Language = "nl",
    by_hand: Mapping[str, ByHand] | None = None,
    objected_numbers: frozenset[str] = frozenset(),
    history: Mapping[str, History] | None = None,
    hour: int | None = None,
) -> list[Entry]:
    """Everyone who may be called today, the best reason first; equals by name and key.

    `by_hand` and `history` are by person key. `objected_numbers` are numbers on which someone objected (kept keys);
    the numbers of objectors among `people` are added. A signal without a weight counts nothing.
    """
    openings = Openings(vacancies, engineers, today)
    return rank_among(
        people,
        openings,
        today,
        weights,
        language=language,
        by_hand=by_hand,
        objected_numbers=objected_numbers,
        history=history,
        hour=hour,
    )


def rank_among(
    people: Iterable[Person],
    openings: Openings,
    today: date,
    weights: Mapping[str, float] = WEIGHTS,
    *,
    language: Language = "nl",
    by_hand: Mapping[str, ByHand] | None = None,
    objected_numbers: frozenset[str] = frozenset(),
    history: Mapping[str, History] | None = None,
    hour: int | None = None,
) -> list[Entry]:
    """The same, where the openings are at hand."""
    people = list(people)
    by_hand, history = by_hand or {}, history or {}
    objectors = (person for person in people if _has_objected(person, by_hand, history))
    blocked = objected_numbers | numbers_of_objectors(people) | {p.e164 for person in objectors for p in person.phones}
    found: list[tuple[float, Case, tuple[Signal, ...]]] = []
    for person in people:
        phone = _number_for(person, by_hand.get(person.key, NOBODY_SAID), blocked, history, today)
        if phone:
            opening, fit = openings.best_for(person)
            case = Case(person, phone, today, opening, fit, history.get(person.key, NEVER_CALLED), hour)
            signals = signals_of(case, weights)
            found.append((score_of(signals), case, signals))
    found.sort(key=lambda one: (-one[0], one[1].person.name, one[1].person.key))
    return [_entry(place, score, case, signals, language) for place, (score, case, signals) in enumerate(found, 1)]


def signals_of(case: Case, weights: Mapping[str, float] = WEIGHTS) -> tuple[Signal, ...]:
    """All signals of a case with their weights."""
    return tuple(
        Signal(signal.__name__, round(signal(case), 4), max(weights.get(signal.__name__, 0.0), 0.0))
        for signal in SIGNALS
    )


def score_of(signals: Iterable[Signal]) -> float:
    """The weighted mean of the signals, [0, 1]; 0 when nothing weighs anything."""
    signals = tuple(signals)
    whole = sum(signal.weight for signal in signals)
    return round(sum(signal.value * signal.weight for signal in signals) / whole, 4) if whole else 0.0


def _entry(place: int, score: float, case: Case, signals: tuple[Signal, ...], language: Language) -> Entry:
    reason = reason_sentence(case.person, case.vacancy, case.fit, case.today, language)
    engineer = case.fit.engineer if case.fit else None
    return Entry(place, case.person, case.phone, score, reason, signals, case.vacancy, engineer)


def _has_objected(person: Person, by_hand: Mapping[str, ByHand], history: Mapping[str, History]) -> bool:
    said = by_hand.get(person.key, NOBODY_SAID).do_not_call
    return person.do_not_call or said or history.get(person.key, NEVER_CALLED).last_outcome == _NEVER_AGAIN


def _number_for(
    person: Person, said: ByHand, blocked: frozenset[str], history: Mapping[str, History], today: date
) -> Phone | None:
    facts = facts_of(person, said, blocked)
    if why_not(facts, today) or history.get(person.key, NEVER_CALLED).last_outcome == _NEVER_AGAIN:
        return None
    return phone_to_call(facts)


class Openings:
    """Open vacancies by organisation, each with the engineer who fits best, looked for when it is first asked."""

    def __init__(self, vacancies: Iterable[Vacancy], engineers: Sequence[Engineer], today: date) -> None:
        self._engineers, self._today = engineers, today
        self._open: defaultdict[str, list[Vacancy]] = defaultdict(list)
        self._matched: dict[str, list[tuple[Vacancy, Fit | None]]] = {}
        for vacancy in vacancies:
            if is_a_reason_to_call(vacancy, today):
                self._open[organisation_key(vacancy.organisation).core].append(vacancy)

    def best_for(self, person: Person) -> tuple[Vacancy | None, Fit | None]:
        """The vacancy that names this person, else the one with the best engineer, else the longest open."""
        core = organisation_key(person.organisation).core
        if not core or core not in self._open:
            return None, None
        if core not in self._matched:
            self._matched[core] = [(vacancy, self._best(vacancy)) for vacancy in self._open[core]]
        return max(self._matched[core], key=lambda one: self._worth(person, *one))

    def _best(self, vacancy: Vacancy) -> Fit | None:
        fits = best_fits(vacancy, self._engineers, self._today)
        return fits[0] if fits and fits[0].score >= FITS_ENOUGH else None

    def _worth(self, person: Person, vacancy: Vacancy, fit: Fit | None) -> tuple[bool, float, float, str]:
        age = -vacancy.posted.toordinal() if vacancy.posted else -(10.0**7)
        return is_named_in(vacancy, person), fit.score if fit else 0.0, age, vacancy.title


def is_a_reason_to_call(vacancy: Vacancy, today: date) -> bool:
    """Whether a vacancy is still open and does not ask for no acquisition (law.md point 3)."""
    return not vacancy.no_acquisition and (vacancy.closes is None or today <= vacancy.closes)
