"""What the tests share: the day it is, the fixtures, and short ways to make a contact or a file."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

from belletje.calllist.contact import Contact, Phone, Reading, Source
from belletje.calllist.intake import read
from belletje.calllist.people import Person

TODAY = date(2026, 11, 23)
FIXTURES = Path(__file__).parents[1] / "fixtures"
CONTACT_FILES = tuple(sorted(path for path in (FIXTURES / "contacts").iterdir() if path.name != "truth.csv"))
VACANCY_FILES = tuple(sorted((FIXTURES / "vacancies").iterdir()))


@cache
def reading_of(path: Path) -> Reading:
    return read(path.read_bytes(), path.name, TODAY)


def fixture_contacts() -> list[Contact]:
    return [contact for path in CONTACT_FILES for contact in reading_of(path).contacts]


def read_text(text: str, encoding: str = "utf-8", **more: object) -> Reading:
    return read(text.encode(encoding), "lijst", TODAY, **more)  # type: ignore[arg-type]


def contact(name: str = "Noor Bakker", organisation: str = "Meridiaan BV", row: int = 0, **more: object) -> Contact:
    """A contact with a name written "given family"; `mobile`, `landline` and `email` are short for the tuples."""
    given, _, family = name.partition(" ")
    phones = []
    if mobile := more.pop("mobile", ""):
        phones.append(Phone(str(mobile), "mobile", "mobile"))
    if landline := more.pop("landline", ""):
        phones.append(Phone(str(landline), "landline", "work"))
    emails = (str(email),) if (email := more.pop("email", "")) else ()
    form = "bv" if organisation.endswith("BV") else ""
    values = {"phones": tuple(phones), "emails": emails, "legal_form": form, **more}
    return Contact("file", row, given, family, name, organisation, **values)  # type: ignore[arg-type]


def truth() -> dict[Source, int]:
    with (FIXTURES / "contacts" / "truth.csv").open(newline="") as lines:
        return {(line["file"], int(line["row"])): int(line["person"]) for line in csv.DictReader(lines)}


def precision_recall(people: tuple[Person, ...], who: dict[Source, int]) -> tuple[float, float]:
    """Pairwise precision and recall of a merge."""
    groups: dict[int, list[Source]] = {}
    for source, person in who.items():
        groups.setdefault(person, []).append(source)
    true = {tuple(sorted(pair)) for members in groups.values() for pair in combinations(members, 2)}
    found = {tuple(sorted(pair)) for person in people for pair in combinations(person.sources, 2)}
    return len(true & found) / len(found), len(true & found) / len(true)
