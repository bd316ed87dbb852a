"""The desk: all that one screen shows of a person before, during and after a call to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from belletje.calllist.callable import phone_to_call
from belletje.calllist.contact import Phone, Vacancy
from belletje.calllist.matching import Fit
from belletje.calllist.people import Person
from belletje.calllist.ranking import signals_of
from belletje.calllist.reasons import Case, Signal
from belletje.calllist.skills import SKILLS
from belletje.calllist.wording import reason_sentence
from belletje.debrief.knowledge import answers
from belletje.desk.alongside import step_for
from belletje.desk.basis import Basis, basis
from belletje.desk.hours import is_open, next_open, zone_and_country
from belletje.desk.search import finder
from belletje.desk.standing import Standing, history, standing
from belletje.desk.why import why
from belletje.script.filling import fill
from belletje.script.model import Script
from belletje.script.reading import read
from belletje.store import realcalls, scripts, settings
from belletje.store.engine import reading
from belletje.store.realcalls import StoredRealCall
from belletje.usecases import answers as answers_of_colleagues
from belletje.usecases.callbacks import PutOff, put_off_since
from belletje.usecases.callhistory import past_of
from belletje.usecases.gate import Known, known_now
from belletje.usecases.house import House
from belletje.usecases.people import person_number
from belletje.usecases.preferences import caller_name
from belletje.usecases.queue import no_such_person, opening_for

MOST_EARLIER_CALLS = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person at the desk. `phone` is None when they may not be called; `there` is the time at the other end.

    `put_off` is how they were put off since the last call.

    `opens` is when calling hours begin, None while it is. `reason` is to be said aloud.
    """

    known: Known
    phone: Phone | None
    there: datetime
    opens: datetime | None
    reason: str
    why: str
    signals: tuple[Signal, ...]
    vacancy: Vacancy | None
    fit: Fit | None
    basis: Basis
    standing: Standing
    put_off: PutOff | None
    calls: tuple[StoredRealCall, ...]
    values: Mapping[str, str]
    script: Script | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reaction that was searched for, and the best answers to it, each with where it comes from.

    `colleagues` are answers of colleagues, those first that worked most often in real calls.
    """

    reaction: str
    line: str
    step: str
    answers: tuple[tuple[str, str], ...]
    colleagues: tuple[answers_of_colleagues.Answer, ...]


def sheet(*, house: House, person: str, now: datetime, language: str) -> Sheet:
    """All about one person. Raises NotThere."""
    number = person_number(person)
    with reading(house.engine) as connection:
        known = known_now(connection, number, now.date())
        if known is None:
            raise no_such_person(person)
        vacancy, fit = opening_for(connection, known.person, number, now.date())
        stands = standing(past_of(connection, number))
        put_off = put_off_since(connection, [number], now).get(number)
        calls = realcalls.of_person(connection, number)[-MOST_EARLIER_CALLS:]
        current = next((one for one in scripts.every(connection) if one.current), None)
        script = _script(current.text) if current else None
        values = _values(connection, house, known.person, vacancy, fit, script, now)
    phone = None if known.why_not else phone_to_call(known.facts)
    zone, country = zone_and_country(phone.e164 if phone else "")
    case = Case(
        known.person, phone or Phone("", "other", "work"), now.date(), vacancy, fit, history(stands, now.date())
    )
    return Sheet(
        known=known,
        phone=phone,
        there=now.astimezone(ZoneInfo(zone)),
        opens=None if is_open(now, zone, country) else next_open(now, zone, country),
        reason=reason_sentence(known.person, vacancy, fit, now.date(), "nl" if language == "nl" else "en"),
        why=why(known.person, vacancy, fit),
        signals=signals_of(case),
        vacancy=vacancy,
        fit=fit,
        basis=basis(known.facts),
        standing=stands,
        put_off=put_off,
        calls=tuple(reversed(calls)),
        values=values,
        script=script,
    )


def find_answers(
    *,
    house: House,
    words: str,
    language: str,
    values: Mapping[str, str],
    script: Script | None,
    step: str = "",
    named: Sequence[str] = (),
) -> tuple[Answer, ...]:
    """What "they said" may be, and the best answers: the own script's first, then colleagues', then the catalogue's.

    `step` is where the script is now; `named` are reactions whose name was typed, and come before what is found.
    """
    spoken = script.language if script and script.language in ("nl", "en") else language
    found = {one.reaction: one.line for one in finder(spoken).find(words)}
    lines = {**dict.fromkeys(named, ""), **found}
    colleagues = answers_of_colleagues.best_at_the_desk(house=house, reactions=list(lines), language=spoken)
    return tuple(_answer(one, line, spoken, values, script, step, colleagues[one]) for one, line in lines.items())


@lru_cache(maxsize=8)
def _script(text: str) -> Script:
    """The script as it was read: each key that is typed in the search asks for it again."""
    return read(text)[0]


def _answer(
    reaction: str,
    line: str,
    language: str,
    values: Mapping[str, str],
    script: Script | None,
    here: str,
    colleagues: tuple[answers_of_colleagues.Answer, ...],
) -> Answer:
    step = step_for(script, here, reaction) if script else None
    found = [("script", fill(step.text, values).text)] if step and step.text else []
    catalogued = answers(language).get(reaction)
    if catalogued:
        known = {**values, "company": values.get("organisation", ""), "caller_company": values.get("company", "")}
        found.append(("catalogue", fill(catalogued, known).text))
    return Answer(reaction, line, step.name if step else "", tuple(found), colleagues)


def _values(
    connection: Connection,
    house: House,
    person: Person,
    vacancy: Vacancy | None,
    fit: Fit | None,
    script: Script | None,
    now: datetime,
) -> dict[str, str]:
    """What the names in braces of a script stand for in a call to this person."""
    language = "en" if script and script.language == "en" else "nl"
    written = script.caller if script and not house.named else ""
    caller = written or caller_name(connection, house)
    company = (script.company if script else "") or settings.read(connection, "caller_company")
    found = {"caller": caller, "company": company, "name": person.name, "organisation": person.organisation}
    found["region"] = (vacancy.places[0] if vacancy and vacancy.places else "") or person.place
    found["connection"] = person.known_by[0] if person.known_by else ""
    if vacancy:
        found["vacancy"] = vacancy.title
        if vacancy.posted:
            found["days_open"] = str(max(0, (now.date() - vacancy.posted).days))
    if fit:
        found["engineer"] = fit.engineer.name
        found["skills"] = ", ".join(getattr(SKILLS[code], language) for code in fit.skills[:3])
        free = {"nl": ("per direct", "over {days} dagen"), "en": ("at once", "in {days} days")}[language]
        found["available"] = free[0] if not fit.free_in_days else free[1].format(days=fit.free_in_days)
    return {name: value for name, value in found.items() if value}
