"""What is stored, on request: export of everything or of one person."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from openpyxl import Workbook

from belletje.prospect.questions import to_data as questions_to_data
from belletje.rehearsal.record import to_data
from belletje.store import answers, calls, people, questions, realcalls, scripts
from belletje.store.engine import reading
from belletje.usecases.callbacks import callbacks_calendar
from belletje.usecases.gate import everyone
from belletje.usecases.house import House, Refused
from belletje.usecases.people import history_of, show_person
from belletje.usecases.realcalls import call_to_data, calls_to

FORMATS = ("json", "csv", "xlsx", "ics")
COLUMNS = ("id", "name", "organisation", "title", "legal_form", "phones", "emails", "sources", "callable", "why_not")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def export(*, house: House, now: datetime, kind: str, person: str = "", language: str = "nl") -> bytes:
    """What is stored, of one person or of everyone, as json, csv, xlsx or ics.

    Cells that a spreadsheet would take for a formula begin with an apostrophe. What the caller feared is only in
    the whole JSON export, which is the caller's own. Raises Refused for an unknown format or person.
    """
    if kind not in FORMATS:
        raise Refused(
            f"'{kind}' is no export format. Choose from {', '.join(FORMATS)}.",
            nl=f"'{kind}' is geen exportformaat. Kies uit {', '.join(FORMATS)}.",
        )
    rows = _people(house, now, person, language)
    match kind:
        case "json":
            return json.dumps(_all(house, rows, person), ensure_ascii=False, indent=2, default=str).encode()
        case "csv":
            return _csv(rows)
        case "xlsx":
            return _xlsx(rows)
        case _:
            return callbacks_calendar(house=house, now=now, person=person)


def _people(house: House, now: datetime, person: str, language: str) -> list[dict[str, Any]]:
    if person:
        known = show_person(house=house, person=person, today=now.date())
        recorded = history_of(house=house, person=person)
        rung = [call_to_data(call) for call in calls_to(house=house, person=person)]
        remarks = list(known.person.remarks)
        return [{**known.to_data(language), "remarks": remarks, "recorded": recorded, "real_calls": rung}]
    with reading(house.engine) as connection:
        return [known.to_data(language) for known in everyone(connection, now.date()).values()]


def _all(house: House, rows: Sequence[Mapping[str, Any]], person: str) -> dict[str, Any]:
    if person:
        return {"people": rows}
    with reading(house.engine) as connection:
        return {
            "people": rows,
            "imports": [
                {**row, "rejected": json.loads(str(row["rejected"]))} for row in people.all_imports(connection)
            ],
            "columns_explained": people.columns_by_signature(connection),
            "same_person": sorted(people.told_by_hand(connection, same=True)),
            "not_the_same_person": sorted(people.told_by_hand(connection, same=False)),
            "vacancies": [asdict(one) for one in people.all_vacancies(connection)],
            "engineers": [asdict(one) for one in people.all_engineers(connection)],
            "scripts": [asdict(one) for one in scripts.every(connection)],
            "questions": questions_to_data(kept.question for kept in questions.every(connection))["question"],
            "calls": [{"call": str(call.id), **to_data(call.record)} for call in calls.every(connection)],
            "answers": [asdict(one) for one in answers.every(connection)],
            "fears": [json.loads(text) for text in calls.read_fears(connection).values()],
            "real_calls": [call_to_data(call) for call in realcalls.every(connection)],
            "after_calls": [asdict(after) for after in realcalls.latest_afters(connection, house.by, -1)],
        }


def _cell(value: object) -> str:
    if isinstance(value, list):
        value = "; ".join(f"{one['file']}:{one['row']}" if isinstance(one, dict) else str(one) for one in value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Mapping[str, Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Belletje")
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([_cell(row[name]) for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
