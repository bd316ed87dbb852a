"""The reason to call someone as one sentence to say aloud, in Dutch or English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from belletje.calllist.callable import Language
from belletje.calllist.contact import Engineer, Vacancy
from belletje.calllist.knowledge import BadKnowledge, line_of, settings
from belletje.calllist.matching import Fit
from belletje.calllist.organisations import same_organisation
from belletje.calllist.people.person import Person
from belletje.calllist.skills import SKILLS

_FILE = "sentences.toml"
_MOST_SKILLS_ALOUD = 2


def _read() -> Mapping[Language, Mapping[str, Any]]:
    data: Mapping[Any, Any] = settings(_FILE)
    dutch, english = data.get("nl", {}), data.get("en", {})
    if missing := sorted(set(dutch) ^ set(english)):
        raise BadKnowledge(_FILE, line_of(_FILE, missing[0]), f"{missing[0]!r} is missing in one of the languages")
    return {"nl": dutch, "en": english}


_SAY = _read()


def reason_sentence(person: Person, vacancy: Vacancy | None, fit: Fit | None, today: date, language: Language) -> str:
    """Why to call this person, as one sentence: "Ik bel u omdat u al tien weken een netwerkbeheerder zoekt in Zwolle en
    Bas K., die Aruba-wifi kent, vanaf 1 december beschikbaar is."."""
    parts = [_vacancy(person, vacancy, today, language)] if vacancy else [_bond(person, today, language)]
    if vacancy and fit:
        parts.append(_engineer(fit, today, language))
    say = _SAY[language]
    return str(say["opening"]).format(reason=f" {say['and']} ".join(parts)).replace("..", ".")


def _vacancy(person: Person, vacancy: Vacancy, today: date, language: Language) -> str:
    say = _SAY[language]
    place = say["in_place"].format(place=_town(vacancy.places)) if vacancy.places else ""
    days = (today - vacancy.posted).days if vacancy.posted else 0
    since = say["since"].format(duration=duration(days, language)) if days >= 7 else ""
    title = _title(vacancy.title, language)
    key = "vacancy" if same_organisation(person.organisation, vacancy.organisation) else "vacancy_elsewhere"
    return str(say[key]).format(since=since, title=title, place=place, organisation=vacancy.organisation)


def _engineer(fit: Fit, today: date, language: Language) -> str:
    say = _SAY[language]
    names = [getattr(SKILLS[code], language) for code in fit.skills[:_MOST_SKILLS_ALOUD]]
    skills = say["engineer_skills"].format(skills=f" {say['and']} ".join(names)) if names else ""
    available = _available(fit.engineer, today, language)
    return str(say["engineer"]).format(engineer=fit.engineer.name, skills=skills, available=available)


def _available(engineer: Engineer, today: date, language: Language) -> str:
    say = _SAY[language]
    if engineer.available_from is None:
        return str(say["available_unknown"])
    if engineer.available_from <= today:
        return str(say["available_now"])
    month = say["numbers"]["months"][engineer.available_from.month - 1]
    return str(say["available_from"]).format(day=f"{engineer.available_from.day} {month}")


def _bond(person: Person, today: date, language: Language) -> str:
    say = _SAY[language]
    organisation = person.organisation or say["you"]
    if person.known_by:
        return str(say["known_by"]).format(who=person.known_by[0])
    if person.former_client:
        return str(say["former_client"]).format(organisation=organisation)
    if person.last_contact and person.last_contact <= today:
        return str(say["last_contact"]).format(ago=_ago((today - person.last_contact).days, language))
    return str(say["connected"] if person.connected_on else say["introduce"])


def duration(days: int, language: Language) -> str:
    """A number of days as people say it: "drie weken", "two months"."""
    numbers = _SAY[language]["numbers"]
    unit, size = next((unit, size) for unit, size, least in _UNITS if days >= least)
    count = max(round(days / size), 1)
    word = numbers["words"][count] if count < len(numbers["words"]) else str(count)
    return f"{word} {numbers[unit][0 if count == 1 else 1]}"


_UNITS = (("year", 365.25, 700), ("month", 30.44, 85), ("week", 7, 14), ("day", 1, -(10**9)))


def _ago(days: int, language: Language) -> str:
    numbers = _SAY[language]["numbers"]
    return str(numbers["recently"] if days < 7 else numbers["ago"].format(duration=duration(days, language)))


def _title(title: str, language: Language) -> str:
    """A job title as it stands in a sentence: without brackets, and lower case unless it is an abbreviation."""
    bare = re.sub(r"\s*[(\[/|–].*$", "", title).strip() or title
    said = " ".join(word if _keeps_capitals(word) else word.lower() for word in bare.split())
    return f"{_article(said)} {said}" if language == "en" else said


def _keeps_capitals(word: str) -> bool:
    return sum(letter.isupper() for letter in word) > 1 or any(letter.isdigit() for letter in word)


def _article(said: str) -> str:
    return "an" if said[:1].lower() in "aeio" or (said[:3].isupper() and said[:1] in "AEFHILMNORSX") else "a"


def _town(places: Sequence[str]) -> str:
    return places[0].split(",")[0].strip()
