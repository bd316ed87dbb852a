"""A crowd of generated people with the mess of several exports, and who is who: for measuring the merge.

Written apart from the merge rules: what differs between two rows is decided here, from what real exports do.
"""

from __future__ import annotations

import csv
import io
import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

from belletje.calllist.contact import Source

NAMES = tomllib.loads((Path(__file__).parent / "crowd_names.toml").read_text("utf-8"))
FORMS = [("B.V.", "BV", "b.v.", ""), ("N.V.", "NV", "nv", ""), ("VOF", "V.O.F.", "vof", ""), ("Stichting",), ("",)]
TITLES = "IT Manager|Hoofd ICT|Inkoper|HR Recruiter|Netwerkbeheerder|Directeur|CIO|Network Architect|Teamleider Infra"
FILES = ("linkedin.csv", "outlook.csv", "hubspot.csv", "collega.csv", "google.csv")


@dataclass(frozen=True)
class Crowd:
    """CSV files by name, and the person behind each row."""

    files: dict[str, bytes]
    truth: dict[Source, int]


def crowd(people: int, seed: int) -> Crowd:
    """About 2.2 rows for each person, in five files."""
    rng = random.Random(seed)
    employers = _employers(rng, max(people // 12, 3))
    rows: dict[str, list[list[str]]] = {file: [] for file in FILES}
    truth: dict[Source, int] = {}
    taken: set[tuple[str, str, str]] = set()
    for person in range(people):
        employer = rng.choice(employers)
        given, family = rng.choice(NAMES["given"]), rng.choice(NAMES["family"])
        twin = (given, family, employer[0]) in taken
        taken.add((given, family, employer[0]))
        mobile = f"6{10000000 + person * 7 % 39999999:08d}"
        local = f"{_ascii(given)}.{_ascii(family).replace(' ', '')}{person if twin else ''}"
        title = rng.choice(TITLES.split("|"))
        sheets = rng.sample(FILES, k=rng.choice((1, 1, 2, 2, 3, 4)))
        moved = rng.random() < 0.03
        for number, file in enumerate(sheets):
            at = rng.choice(employers) if moved and number == len(sheets) - 1 else employer
            truth[file, len(rows[file])] = person
            rows[file].append(
                _row(rng, file, given, family, at, employer, mobile, local, title, bare=not twin, person=person)
            )
    return Crowd({file: _csv(file, lines) for file, lines in rows.items()}, truth)


def _row(rng, file, given, family, at, first_employer, mobile, local, title, *, bare, person):  # type: ignore[no-untyped-def]
    company = _company(rng, at)
    email = f"{local}@{first_employer[2]}.example"
    sure = at is not first_employer or not bare
    number = _mobile(rng, mobile) if sure or rng.random() < 0.6 else ""
    mail = email if (sure and at is first_employer) or rng.random() < 0.5 else ""
    if file == "linkedin.csv":
        return [
            given,
            family,
            f"https://www.linkedin.com/in/p{person}",
            email if sure or rng.random() < 0.2 else "",
            company,
            title,
            "03 Dec 2025",
        ]
    given, family = _written(rng, given, family, bool(number or mail))
    if file == "outlook.csv":
        return [given, family, company, title, _switchboard(rng, at) if rng.random() < 0.7 else "", number, mail]
    if file == "hubspot.csv":
        return [str(900 + person), given, family, email if sure else mail, number, company, title, ""]
    if file == "google.csv":
        return [given, "", family, company, title, "* Work", mail, "Mobile", number]
    name = f"{family}, {given}" if rng.random() < 0.4 else f"{given} {family}"
    return [name, company, title, number or _switchboard(rng, at)]


def _written(rng: random.Random, given: str, family: str, identified: bool) -> tuple[str, str]:
    chance = rng.random()
    if chance < 0.03:
        return f"{given[0]}.", family
    if chance < 0.06 and len(family) > 5:
        at = rng.randrange(len(family) - 4, len(family) - 1)
        if family[at].isalpha() and family[at - 1].isalpha():
            return given, family[: at - 1] + family[at] + family[at - 1] + family[at + 1 :]
    if chance < 0.09:
        return given, family.replace("van den ", "v.d. ").replace("van der ", "v.d. ")
    if chance < 0.12:
        return given.upper(), family.upper()
    if chance < 0.15:
        return _ascii(given).title(), " ".join(
            word.title() if word[0].isalpha() else word for word in _ascii(family).split()
        )
    if chance < 0.165 and identified:
        return given, family[:-1]
    return given, family


def _employers(rng: random.Random, count: int) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Employers, each with a name, legal forms, a mail domain of its own (nobody shares a mailbox) and a number."""
    found: dict[str, tuple[str, tuple[str, ...], str, str]] = {}
    while len(found) < count:
        name = rng.choice(NAMES["first"]) + rng.choice(NAMES["second"])
        full = f"{name} {rng.choice(NAMES['branch'])}"
        if full in found:
            full = f"{full} {rng.choice(NAMES['first'])}{rng.choice(NAMES['second'])}"
        domain = full.lower().replace(" ", "")
        found[full] = full, rng.choice(FORMS), domain, f"20{rng.randrange(5000000, 5999999)}"
    return list(found.values())


def _company(rng: random.Random, employer: tuple[str, tuple[str, ...], str, str]) -> str:
    form = rng.choice(employer[1])
    written = (
        f"Stichting {employer[0]}" if form == "Stichting" and rng.random() < 0.5 else f"{employer[0]} {form}".strip()
    )
    return written.upper() if rng.random() < 0.15 else written


def _mobile(rng: random.Random, digits: str) -> str:
    return rng.choice(("0{}", "+31{}", "0031{}", "+31 (0){}", "06-{1}", "31{}")).format(digits, digits[1:])


def _switchboard(rng: random.Random, employer: tuple[str, tuple[str, ...], str, str]) -> str:
    return rng.choice(("0{}", "+31{}", "+31 (0){}")).format(employer[3])


def _ascii(text: str) -> str:
    table = str.maketrans("öüéëåŁÖğıíóễßñ'", "oueealogiioesn ".replace("l", "L", 1)[:15])
    return text.translate(table).replace("ł", "l").lower().strip().replace("  ", " ")


_HEADERS = {
    "linkedin.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "outlook.csv": "Voornaam,Achternaam,Bedrijf,Functie,Telefoon op werk,Mobiele telefoon,E-mailadres",
    "hubspot.csv": "Record ID,First Name,Last Name,Email,Phone Number,Company name,Job Title,Contact owner",
    "google.csv": "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,"
    "E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value",
    "collega.csv": "Naam,Bedrijf,Functie,Telefoon",
}


def _csv(file: str, rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    out.write(_HEADERS[file] + "\n")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
