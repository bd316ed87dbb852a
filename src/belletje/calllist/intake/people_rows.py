"""Rows of a table to contacts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from belletje.calllist.contact import Contact, Phone, PhoneLabel, Rejected
from belletje.calllist.dates import read_date
from belletje.calllist.folding import folded, tidy
from belletje.calllist.intake.grid import Grid
from belletje.calllist.intake.header import Column, Header
from belletje.calllist.names import PersonName, name_from_parts, read_name
from belletje.calllist.organisations import legal_form_named, legal_form_of
from belletje.calllist.phones import phone_label, read_phones
from belletje.calllist.remarks import Meaning, is_a_person, is_yes, meaning_of, says_not_to_call

MAX_CELL = 5000
"""A cell is read up to here; remarks are short, and a longer one is damage."""
_EMAIL = re.compile(r"^[^\s@<>\"(),;:]+@[^\s@<>\"(),;:]+\.[^\s@<>\"(),;:.]{2,}$")
_BETWEEN_EMAILS = re.compile(r"\s*(?::::|[;,|\s])\s*")
_FOOTER = re.compile(
    r"\b(?:totaal|total|totals|confidential|vertrouwelijk|copyright|generated|gegenereerd|records?|rapport)\b"
)
_PHONE_LABELS: dict[str, PhoneLabel] = {
    "phone": "other", "phone_work": "work", "phone_mobile": "mobile", "phone_home": "home",
}  # fmt: skip


@dataclass(slots=True)
class Rows:
    """What the rows of one table gave, while it is being read."""

    count: int = 0
    contacts: list[Contact] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    doubts: list[Rejected] = field(default_factory=list)


def data_rows(grid: Grid, header: Header) -> Grid:
    """The rows below the header, up to the last one with anything in it.

    A row whose cells are all empty between two filled rows is a data row (and will be rejected); after the last filled
    row there is nothing. A line without any delimiter never was a row.
    """
    rows = grid[header.row + 1 :]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def fault_of_row(cells: list[str], header: Header) -> tuple[str, str] | None:
    """Why a row cannot hold data, whatever the columns mean: a reason and the value at fault."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return "empty_row", ""
    if header.repeats(cells):
        return "header_again", filled[0]
    surplus = [cell for cell in cells[len(header.columns) :] if cell.strip()]
    if surplus:
        return "more_cells_than_columns", surplus[0]
    if len(filled) == 1 and len(header.columns) > 3 and _FOOTER.search(folded(filled[0])):
        return "report_footer", filled[0]
    return None


def read_contacts(grid: Grid, header: Header, file: str, today: date) -> Rows:
    """The contacts in a table; every data row is accepted or rejected."""
    rows = Rows()
    columns = list(header.columns)
    for number, cells in enumerate(data_rows(grid, header)):
        fault = fault_of_row(cells, header)
        found = Rejected(number, *fault) if fault else _read_row(cells, columns, file, number, today, rows.doubts)
        if isinstance(found, Rejected):
            rows.rejected.append(found)
        else:
            rows.contacts.append(found)
        rows.count += 1
    return rows


def _read_row(
    cells: list[str], columns: list[Column], file: str, row: int, today: date, doubts: list[Rejected]
) -> Contact | Rejected:
    values: dict[str, list[str]] = {}
    for column in columns:
        cell = tidy(cells[column.place][:MAX_CELL]) if column.place < len(cells) else ""
        if cell and (meaning := _meaning_here(column, cell)):
            values.setdefault(meaning, []).append(cell)
    written_phones = _written_phones(cells, columns)
    return assemble(values, written_phones, file, row, today, doubts)


def _meaning_here(column: Column, cell: str) -> str:
    """What a cell means: as its column does; in a column without a meaning, "niet bellen" is still a remark."""
    if column.meaning not in ("", "ignore"):
        return column.meaning
    return "remarks" if says_not_to_call(cell) else ""


def assemble(
    values: dict[str, list[str]],
    written_phones: list[tuple[PhoneLabel, str]],
    file: str,
    row: int,
    today: date,
    doubts: list[Rejected],
) -> Contact | Rejected:
    """One contact from cells by meaning. A row whose only number was destroyed by a spreadsheet is rejected, so that
    someone mends it; other unusable values are left out and named among the doubts. Whoever objects to being called is
    kept whatever else is missing, so that another list does not bring them back."""
    name = _name(values)
    organisation = _first(values, "organisation")
    if not name.full and not organisation:
        return Rejected(row, "no_name_or_organisation", next((cell for cells in values.values() for cell in cells), ""))
    remarks = (*values.get("remarks", ()), *_remarks_elsewhere(values, written_phones))
    meaning = meaning_of(remarks)
    phones, wrong = _phones(written_phones, meaning)
    objects = meaning.do_not_call or any(_says_no_calls(cell) for cell in values.get("do_not_call", ()))
    lost = next((one for one in wrong if one[0] == "number_lost_its_digits"), None)
    if lost and not phones and not objects:
        return Rejected(row, *lost)
    emails, bad_emails = read_emails(values.get("email", ()))
    links = tuple(dict.fromkeys(values.get("link", ())))
    if not (organisation or phones or emails or links or objects):
        return Rejected(row, *(wrong[0] if wrong else ("only_a_name", name.full)))
    last_contact = _date(values, "last_contact", today, row, doubts)
    if "?" in name.full:
        doubts.append(Rejected(row, "letters_lost", name.full))
    doubts.extend(
        Rejected(row, reason, value) for reason, value in (*wrong, *(("not_an_email", e) for e in bad_emails))
    )
    return Contact(
        file=file, row=row, given=name.given, family=name.family, name=name.full, organisation=organisation,
        title=_first(values, "title"), phones=phones, emails=emails, links=links, remarks=remarks,
        legal_form=_legal_form(values, organisation),
        do_not_call=objects,
        known_by=_known_by(values, meaning), last_contact=last_contact,
        connected_on=_date(values, "connected_on", today, row, doubts),
        former_client=meaning.former_client or any(_not_no(cell) for cell in values.get("customer", ())),
        not_before_hour=meaning.not_before_hour, department=_first(values, "department"), place=_first(values, "place"),
    )  # fmt: skip


def _remarks_elsewhere(values: dict[str, list[str]], phones: list[tuple[PhoneLabel, str]]) -> list[str]:
    """Cells that say not to call, in whatever column someone put that: beside the number, behind the name."""
    written = [text for _, text in phones]
    written += [
        cell for meaning, cells in values.items() if meaning not in ("remarks", "do_not_call") for cell in cells
    ]
    return [cell for cell in written if says_not_to_call(cell)]


def read_emails(cells: tuple[str, ...] | list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The addresses in these cells, lower case and once each, and what is no address."""
    parts = [
        part.strip("<>()'\"") for cell in cells for part in _BETWEEN_EMAILS.split(cell.replace("mailto:", "")) if part
    ]
    good = dict.fromkeys(part.lower().rstrip(".") for part in parts if _EMAIL.match(part.rstrip(".")))
    return tuple(good), [part for part in parts if "@" in part and not _EMAIL.match(part.rstrip("."))]


def _written_phones(cells: list[str], columns: list[Column]) -> list[tuple[PhoneLabel, str]]:
    labels = {column.number: cells[column.place] for column in columns
              if column.meaning == "phone_label" and column.place < len(cells)}  # fmt: skip
    written: list[tuple[PhoneLabel, str]] = []
    for column in columns:
        if not column.meaning.startswith("phone") or column.place >= len(cells) or not cells[column.place].strip():
            continue
        if column.meaning in _PHONE_LABELS:
            written.append((_PHONE_LABELS[column.meaning], cells[column.place][:MAX_CELL]))
        elif column.meaning == "phone_value":
            written.append((phone_label(labels.get(column.number, "")), cells[column.place][:MAX_CELL]))
    return written


def _phones(written: list[tuple[PhoneLabel, str]], meaning: Meaning) -> tuple[tuple[Phone, ...], list[tuple[str, str]]]:
    found: dict[str, Phone] = {}
    wrong: list[tuple[str, str]] = []
    for label, text in written:
        phones, unusable = read_phones(text, "home" if meaning.private_number else label)
        wrong += [(one.reason, one.written) for one in unusable]
        for phone in phones:
            # The same number under two labels: "home" is the careful one and stays.
            if phone.e164 not in found or phone.label == "home":
                found[phone.e164] = phone
    return tuple(found.values()), wrong


def _name(values: dict[str, list[str]]) -> PersonName:
    given = " ".join(
        part for part in (_first(values, "given") or _first(values, "initials"), _first(values, "middle")) if part
    )
    family = _first(values, "family")
    if given or family:
        name = name_from_parts(given, _first(values, "infix"), family)
        if name.full:
            return name
    return read_name(_first(values, "full_name"))


def _first(values: dict[str, list[str]], meaning: str) -> str:
    return next(iter(values.get(meaning, ())), "")


def _legal_form(values: dict[str, list[str]], organisation: str) -> str:
    return legal_form_named(_first(values, "legal_form")) or legal_form_of(organisation)


def _known_by(values: dict[str, list[str]], meaning: Meaning) -> tuple[str, ...]:
    cells = (re.sub(r"\s*[(<\[].*$", "", owner) for owner in values.get("known_by", ()))
    owners = (owner for owner in cells if is_a_person(owner))
    return tuple(dict.fromkeys((*meaning.known_by, *owners)))


def _date(values: dict[str, list[str]], meaning: str, today: date, row: int, doubts: list[Rejected]) -> date | None:
    written = _first(values, meaning)
    if not written:
        return None
    found = read_date(written, today)
    if found is None:
        doubts.append(Rejected(row, "not_a_date", written))
    return found


def _says_no_calls(cell: str) -> bool:
    return is_yes(cell) or meaning_of([cell]).do_not_call


def _not_no(cell: str) -> bool:
    return folded(cell) not in ("nee", "no", "0", "false", "onwaar", "n", "-")
