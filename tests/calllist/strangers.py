"""Generated people with other names than crowd.py, in real file formats, and who is who: for measuring the merge.

What differs between two rows about one person is decided here, from what real exports do: particles, initials, married
double names, swapped letters, letters that a code page lacks. What makes people hard to tell apart too: shared office
numbers, couples with one mobile, namesakes and twins in one company, the same name at two companies. Nobody shares a
personal mailbox or a profile, and an employer has its own mail domain, for so it is in the world.
"""

from __future__ import annotations

import csv
import io
import random
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook

from belletje.calllist.contact import Source

_DATA = tomllib.loads((Path(__file__).parent / "strangers_names.toml").read_text("utf-8"))
_WORK = _DATA.pop("work")
_NICKNAMES = {
    "Mohamed": "Mo", "Mohammed": "Mo", "Sebastiaan": "Bas", "Robert": "Rob", "Thomas": "Tom", "Cornelis": "Kees",
    "Hendrik": "Henk", "Pieter": "Piet", "Elisabeth": "Els", "Michael": "Mike", "William": "Bill", "David": "Dave",
    "Katherine": "Kate", "Elizabeth": "Liz", "Christopher": "Chris",
}  # fmt: skip
_FORMS = (
    ("B.V.", "BV", "b.v.", ""), ("B.V.", "BV", ""), ("BV",), ("N.V.", "NV", ""), ("VOF", "V.O.F."), ("Stichting",),
    ("eenmanszaak", ""), ("",), ("BV", "bv"),
)  # fmt: skip


@dataclass(frozen=True)
class Employer:
    """One company: its name, how its legal form is written here and there, its mail domain, its switchboard."""

    name: str
    forms: tuple[str, ...]
    domain: str
    switchboard: str
    royal: bool


@dataclass(frozen=True)
class Stranger:
    """One human being as the world knows them."""

    given: str
    family: str
    married: str
    employer: Employer
    jobs: tuple[str, ...]
    mobile: str
    mailbox: str
    private_mail: str
    profile: str
    has_namesake: bool


@dataclass
class Row:
    """One person in one file, as somebody or some program wrote them down."""

    given: str
    family: str
    company: str
    title: str = ""
    mobile: str = ""
    office: str = ""
    home: str = ""
    mail: str = ""
    profile: str = ""


@dataclass
class Strangers:
    """The content of files by name, and the person behind each row."""

    files: dict[str, bytes] = field(default_factory=dict)
    truth: dict[Source, int] = field(default_factory=dict)


def strangers(people: int, seed: int, employer_size: int = 14) -> Strangers:
    """About 2.3 rows for each person, in eight files of as many formats. The same seed gives the same bytes."""
    rng = random.Random(seed)
    employers = _employers(rng, max(people // employer_size, 3))
    found: list[Stranger] = []
    mailboxes: set[str] = set()
    names: dict[tuple[str, str, str], int] = {}
    for _ in range(people):
        found.append(_stranger(rng, rng.choice(employers), found, mailboxes, names))
    rows: dict[str, list[Row]] = {name: [] for name in _WRITERS}
    made = Strangers()
    for number, person in enumerate(found):
        moved_to = rng.choice(employers) if rng.random() < 0.03 else None
        sheets = rng.sample(sorted(_WRITERS), k=rng.choice((1, 1, 1, 2, 2, 2, 3, 3, 4, 5)))
        for place, name in enumerate(sheets):
            made.truth[name, len(rows[name])] = number
            rows[name].append(_row(rng, name, person, moved_to if place and place == len(sheets) - 1 else None))
    made.files = {name: _WRITERS[name](rows[name]) for name in _WRITERS}
    return made


def _employers(rng: random.Random, count: int) -> list[Employer]:
    seen: dict[str, int] = {}
    found = []
    while len(found) < count:
        name = f"{rng.choice(_WORK['place'])} {rng.choice(_WORK['kind'])}{rng.choice(_WORK['tail'])}"
        times = seen[name] = seen.get(name, 0) + 1
        if times > 1:
            name = f"{name} {_plain(rng.choice(_DATA['dutch']['family'])).replace(' ', '').title()}"
            if seen.setdefault(name, 0):
                continue
            seen[name] = 1
        found.append(
            Employer(
                name, rng.choice(_FORMS), f"{_plain(name).replace(' ', '').replace('&', '')}.example",
                f"{rng.choice((10, 20, 30, 40, 70))}{rng.randrange(2000000, 7999999)}", rng.random() < 0.02,
            )
        )  # fmt: skip
    return found


def _stranger(
    rng: random.Random,
    employer: Employer,
    others: Sequence[Stranger],
    mailboxes: set[str],
    names: dict[tuple[str, str, str], int],
) -> Stranger:
    origins = list(_DATA)
    origin = _DATA[rng.choices(origins, [_DATA[name]["share"] for name in origins])[0]]
    given, family = _frequent(rng, origin["given"]), _frequent(rng, origin["family"])
    if others and rng.random() < 0.01:
        # A relative in the same company: the family name is the same, and sometimes the first letter too.
        employer, family = others[-1].employer, others[-1].family
        given = next((one for one in origin["given"] if one[0] == others[-1].given[0]), given)
    married = _frequent(rng, _DATA["dutch"]["family"]) if rng.random() < 0.06 else ""
    key = (given, family, employer.name)
    names[key] = names.get(key, 0) + 1
    style = rng.choice(("{g}.{f}", "{i}.{f}", "{g}{f}", "{g}", "{i}{f}"))
    local = style.format(g=_solid(given), f=_solid(family), i=_plain(given)[0])
    mailbox, number = f"{local}@{employer.domain}", 1
    while mailbox in mailboxes:
        number += 1
        mailbox = f"{local}{number}@{employer.domain}"
    mailboxes.add(mailbox)
    mobile = others[-1].mobile if others and rng.random() < 0.002 else f"6{rng.randrange(10000000, 59999999)}"
    profile = f"{_solid(given)}-{_solid(family)}-{len(others):x}"
    private = f"{_solid(given)}.{_solid(family)}{len(others)}@mail.example"
    return Stranger(
        given, family, married, employer, tuple(rng.choice(_WORK["jobs"])), mobile, mailbox, private, profile,
        names[key] > 1,
    )  # fmt: skip


def _row(rng: random.Random, file: str, who: Stranger, moved_to: Employer | None) -> Row:
    at = moved_to or who.employer
    given, family = _written(rng, who)
    row = Row(given, family, _company(rng, at), rng.choice(who.jobs) if rng.random() < 0.85 else "")
    # Who keeps a list tells namesakes apart by a number or an address; a moved person keeps the mobile number.
    sure = who.has_namesake or moved_to is not None
    row.mobile = _number(rng, who.mobile) if sure or rng.random() < 0.55 else ""
    row.office = _number(rng, at.switchboard) if rng.random() < 0.4 else ""
    row.mail = who.mailbox if not moved_to and (who.has_namesake or rng.random() < 0.5) else ""
    if rng.random() < 0.05:
        row.mail = who.private_mail
    row.profile = f"https://www.linkedin.com/in/{who.profile}" if rng.random() < 0.3 else ""
    if file == "connecties.csv":
        row.given, row.family = who.given, who.family if not who.married else f"{who.family} {who.married}"
        row.profile = f"https://www.linkedin.com/in/{who.profile}"
        row.mobile = row.office = ""
        row.mail = row.mail if rng.random() < 0.1 else ""
    return row


def _written(rng: random.Random, who: Stranger) -> tuple[str, str]:
    given, family = who.given, who.family
    if who.married:
        family = rng.choice((f"{who.married}-{family}", f"{who.married} - {family}", f"{family}-{who.married}", family))
    chance = rng.random()
    if chance < 0.05:
        return "".join(f"{part[0]}." for part in given.replace("-", " ").split()), family
    if chance < 0.08:
        return _NICKNAMES.get(given, given), family
    if chance < 0.10:
        return given, _swapped(rng, family)
    if chance < 0.13:
        short = family.replace("van den ", "v.d. ").replace("van der ", "v.d. ").replace("van de ", "v.d. ")
        return given, short.replace("van ", "v. ")
    if chance < 0.16:
        return given.upper(), family.upper()
    if chance < 0.20:
        return _unaccented(given), _unaccented(family)
    if chance < 0.22:
        return given.lower(), family.lower()
    if chance < 0.24:
        return f"{rng.choice(('dhr.', 'mevr.', 'ir.', 'Dr.'))} {given}", family
    return given, family


def _swapped(rng: random.Random, family: str) -> str:
    places = [at for at in range(2, len(family)) if family[at - 1 : at + 1].isalpha() and family[at] != family[at - 1]]
    if len(family) < 6 or not places:
        return family
    at = rng.choice(places)
    return family[: at - 1] + family[at] + family[at - 1] + family[at + 1 :]


def _company(rng: random.Random, at: Employer) -> str:
    form = rng.choice(at.forms)
    name = f"{rng.choice(('Koninklijke ', 'Kon. ', ''))}{at.name}" if at.royal else at.name
    written = f"Stichting {name}" if form == "Stichting" else f"{name} {form}".strip()
    chance = rng.random()
    return written.upper() if chance < 0.06 else written.lower() if chance < 0.08 else written


def _number(rng: random.Random, digits: str) -> str:
    style = rng.choice(
        ("0{d}", "+31{d}", "0031{d}", "+31 (0){d}", "0{a}-{b}", "+31 {a} {b}", "0{a} {c} {e}", "tel:+31{d}")
    )
    a = 1 if digits.startswith("6") else 2
    b = digits[a:]
    return style.format(d=digits, a=digits[:a], b=b, c=b[:3], e=b[3:])


def _frequent(rng: random.Random, names: Sequence[str]) -> str:
    return rng.choices(names, [1 / (place + 6) for place in range(len(names))])[0]


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _plain(text: str) -> str:
    return _unaccented(text).lower().replace("'", "")


def _solid(text: str) -> str:
    return _plain(text).replace(" ", "").replace("-", "")


def _table(
    headers: str, cells: Callable[[Row], list[str]], delimiter: str = ",", encoding: str = "utf-8", top: str = ""
):
    def write(rows: list[Row]) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerow(headers.split("|"))
        writer.writerows(cells(row) for row in rows)
        return (top + out.getvalue()).encode(encoding, errors="replace")

    return write


def _workbook(rows: list[Row]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Relaties")
    sheet.append(["Relatiebestand sales, stand 1 november"])
    sheet.append([])
    sheet.append(["Contactpersoon", "Organisatie", "Functie", "Mobiel", "Kantoor", "Mailadres"])
    for number, row in enumerate(rows):
        name = f"{row.family}, {row.given}" if number % 3 == 0 else f"{row.given} {row.family}"
        sheet.append([name, row.company, row.title, row.mobile, row.office, row.mail])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cards(rows: list[Row]) -> bytes:
    return "".join(_card(row, ("2.1", "3.0", "4.0")[number % 3]) for number, row in enumerate(rows)).encode()


def _card(row: Row, version: str) -> str:
    work, cell = {"2.1": (";WORK", ";CELL"), "3.0": (";TYPE=WORK", ";TYPE=CELL,VOICE")}.get(
        version, (";TYPE=work", ";TYPE=cell")
    )
    charset = ";CHARSET=UTF-8" if version == "2.1" else ""
    lines = [
        "BEGIN:VCARD", f"VERSION:{version}", f"N{charset}:{row.family};{row.given};;;",
        f"FN{charset}:{row.given} {row.family}", f"ORG{charset}:{row.company.replace(';', ',')}",
    ]  # fmt: skip
    lines += [f"TITLE{charset}:{row.title}"] if row.title else []
    lines += [f"TEL{cell}:{row.mobile.removeprefix('tel:')}"] if row.mobile else []
    lines += [f"TEL{work}:{row.office.removeprefix('tel:')}"] if row.office else []
    lines += [f"EMAIL:{row.mail}"] if row.mail else []
    return "\r\n".join([*lines, "END:VCARD", ""])


def _split_infix(family: str) -> tuple[str, str]:
    words = family.split()
    at = next((place for place, word in enumerate(words) if not word[:1].islower() and word[:1] != "'"), 0)
    return " ".join(words[:at]), " ".join(words[at:])


_WRITERS: dict[str, Callable[[list[Row]], bytes]] = {
    "connecties.csv": _table(
        "First Name|Last Name|URL|Email Address|Company|Position|Connected On",
        lambda row: [row.given, row.family, row.profile, row.mail, row.company, row.title, "07 Feb 2024"],
        top='Notes:\n"When exporting your connection data, you may notice that some addresses are missing."\n\n',
    ),
    "outlook nl": _table(
        "Titel|Voornaam|Middelste naam|Achternaam|Achtervoegsel|Bedrijf|Afdeling|Functie|Telefoon op werk|"
        "Mobiele telefoon|E-mailadres",
        lambda row: ["", row.given, "", row.family, "", row.company, "", row.title, row.office, row.mobile, row.mail],
        delimiter=";", encoding="cp1252",
    ),
    "outlook en": _table(
        "Title|First Name|Middle Name|Last Name|Suffix|Company|Job Title|Business Phone|Mobile Phone|E-mail Address",
        lambda row: ["", row.given, "", row.family, "", row.company, row.title, row.office, row.mobile, row.mail],
    ),
    "hubspot": _table(
        "Record ID|First Name|Last Name|Email|Phone Number|Mobile Phone Number|Company name|Job Title|Lead Status",
        lambda row: ["77", row.given, row.family, row.mail, row.office, row.mobile, row.company, row.title, "NEW"],
        encoding="utf-8-sig",
    ),
    "tussenvoegsels.tsv": _table(
        "Voornaam|Tussenvoegsel|Achternaam|Werkgever|Functie|Telefoonnummer|E-mail",
        lambda row: [row.given, *_split_infix(row.family), row.company, row.title, row.mobile or row.office, row.mail],
        delimiter="\t", encoding="utf-16",
    ),
    "google": _table(
        "First Name|Middle Name|Last Name|Organization Name|Organization Title|E-mail 1 - Label|E-mail 1 - Value|"
        "Phone 1 - Label|Phone 1 - Value|Phone 2 - Label|Phone 2 - Value",
        lambda row: [
            row.given, "", row.family, row.company, row.title, "* Work", row.mail, "Mobile", row.mobile, "Work",
            row.office,
        ],
    ),
    "relaties": _workbook,
    "telefoon": _cards,
}  # fmt: skip
