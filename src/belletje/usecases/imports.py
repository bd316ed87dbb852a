"""Bringing in contact exports, vacancies and engineers: preview, commit, undo."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from belletje.calllist.callable import objection_key, objection_keys
from belletje.calllist.contact import Contact, Reading
from belletje.calllist.intake import MEANINGS, Unreadable, read, table_of
from belletje.calllist.intake.unreadable import MAX_BYTES
from belletje.calllist.organisations import organisation_key
from belletje.calllist.people import Person, merge
from belletje.store import audit, settings
from belletje.store import people as store
from belletje.store.engine import reading, transaction
from belletje.store.people_index import touch_numbers
from belletje.usecases.house import House, NotThere, Refused, stamp
from belletje.usecases.preview import RowFate, fates_of


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: its name, for people only, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or (for a preview) would do. The numbers are those added by it."""

    readings: tuple[Reading, ...]
    known: tuple[str, ...]
    people: int
    organisations: int
    vacancies: int
    engineers: int
    merged: int
    fates: tuple[RowFate, ...] = ()
    """For a preview: what would become of each row of each file that is new."""

    def to_data(self) -> dict[str, object]:
        """The shape of `belletje import --json`."""
        return {
            "files": [
                {
                    "file": reading.file,
                    "format": reading.format,
                    "rows": reading.rows,
                    "accepted": reading.accepted,
                    "rejected": [asdict(row) for row in reading.rejected],
                    "doubts": [asdict(row) for row in reading.doubts],
                    "known": reading.file in self.known,
                }
                for reading in self.readings
            ],
            "people": self.people,
            "organisations": self.organisations,
            "vacancies": self.vacancies,
            "engineers": self.engineers,
            "merged": self.merged,
        }


@dataclass(frozen=True, slots=True)
class ColumnToExplain:
    """A column of a table: its header as written, what it is taken to mean ("" is unknown), and some of its cells."""

    written: str
    meaning: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableToExplain:
    """A table whose columns someone may explain. The `signature` is the same for every table with these headers."""

    file: str
    signature: str
    columns: tuple[ColumnToExplain, ...]


class UnknownColumns(Refused):
    """A table whose header says nothing: someone has to explain its columns first. `file` is its place (from 0)."""

    def __init__(self, file: int, fault: Unreadable) -> None:
        super().__init__(fault.sentence("en"), nl=fault.sentence("nl"))
        self.file = file


def read_upload(path: Path) -> Upload:
    """A file from disk. Raises Refused when it cannot be read or is too large to be an export."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Refused(
                f"{path} is a folder. Name the files in it, for example {path}/*.csv.",
                nl=f"{path} is een map. Noem de bestanden erin, bijvoorbeeld {path}/*.csv.",
            )
        if size > MAX_BYTES:
            raise Refused(
                f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; split it into smaller files.",
                nl=f"{path.name} is groter dan {MAX_BYTES // 1_000_000} MB; splits het in kleinere bestanden.",
            )
        return Upload(path.name, path.read_bytes())
    except OSError as fault:
        raise Refused(
            f"{path} cannot be read ({fault.strerror}). Check the name and your rights to it.",
            nl=f"{path} kan niet worden gelezen ({fault.strerror}). Kijk of de naam klopt en of u erbij mag.",
        ) from fault


def import_files(
    *,
    house: House,
    uploads: Sequence[Upload],
    now: datetime,
    dry_run: bool = False,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[float], None] = lambda done: None,
) -> Imported:
    """Reads files and keeps what they hold, all of it or nothing; `dry_run` only tells what would happen.

    A file whose very content was imported before adds nothing. `progress` hears the share that is done, [0, 1].
    Raises UnknownColumns when nobody knows what the columns of a table mean, and Refused when a file cannot be read.
    """
    readings = _read_all(house, uploads, now, columns, progress)
    with reading(house.engine) if dry_run else transaction(house.engine) as connection:
        names = set(store.known_files(connection))
        before = store.all_people(connection)
        known: list[str] = []
        kept: list[tuple[str, Reading]] = []
        for upload, one in zip(uploads, readings, strict=True):
            digest = hashlib.sha256(upload.content).hexdigest()
            if store.known_digest(connection, digest) or digest in {other for other, _ in kept}:
                known.append(one.file)
                continue
            one = _renamed(one, names)
            names.add(one.file)
            kept.append((digest, one))
        comparing = partial(_between, progress, READ, COMPARED)
        fates: tuple[RowFate, ...] = ()
        if dry_run:
            contacts = store.all_contacts(connection)
            contacts += [contact for _, one in kept for contact in one.contacts]
            people = _merged(connection, contacts, comparing)
            sources = {source for person in before.values() for source in person.sources}
            fates = fates_of([one for _, one in kept], people, sources)
        else:
            for digest, one in kept:
                rejected = json.dumps([asdict(row) for row in one.rejected], ensure_ascii=False)
                store.add_import(connection, one, digest=digest, rejected=rejected, at=stamp(now))
            people = tuple(regroup(connection, comparing).values())
            keep_objections_of(connection, (person for person in people if person.do_not_call), stamp(now))
            audit.note(connection, at=stamp(now), by=house.by, action="import", subject=f"files:{len(kept)}")
    progress(1.0)
    added = sum(len(one.contacts) for _, one in kept)
    return Imported(
        readings=readings,
        known=tuple(known),
        people=len(people) - len(before),
        organisations=len(_organisations(people)) - len(_organisations(before.values())),
        vacancies=sum(len(one.vacancies) for _, one in kept),
        engineers=sum(len(one.engineers) for _, one in kept),
        merged=added - (len(people) - len(before)),
        fates=fates,
    )


LONGEST_NAME = 150
READ, COMPARED = 0.35, 0.8
"""How far an import is when all files are read, and when all rows are compared: shares of its time, as measured."""


def table_to_explain(*, house: House, upload: Upload) -> TableToExplain | None:
    """The columns of a table, with what they are taken to mean; None when the file is no table. Raises Refused."""
    name = _name_of(upload)
    with reading(house.engine) as connection:
        remembered = store.columns_by_signature(connection)
    try:
        table = table_of(upload.content, name)
        if table and table[0].signature in remembered:
            explained = table_of(upload.content, name, remembered[table[0].signature])
            table = (explained[0], table[1]) if explained else table
    except Unreadable as fault:
        raise Refused(fault.sentence("en"), nl=fault.sentence("nl")) from fault
    if table is None:
        return None
    header, rows = table
    columns = tuple(
        ColumnToExplain(column.written, column.meaning, _samples(rows, column.place))
        for column in header.columns
        if column.written
    )
    return TableToExplain(name, header.signature, columns)


def explain_columns(*, house: House, signature: str, meanings: Mapping[str, str], now: datetime) -> None:
    """Keeps what the columns under a header mean, for this table and every later one with the same headers.

    Raises Refused when nothing in it would name a person, an organisation or an engineer.
    """
    wrong = sorted(set(meanings.values()) - {*MEANINGS, ""})
    if wrong or not set(meanings.values()) & NAMING:
        raise Refused(
            "Say at least which column holds the name of a person or an organisation.",
            nl="Zeg ten minste in welke kolom de naam van een persoon of organisatie staat.",
        )
    with transaction(house.engine) as connection:
        explained = {column: meaning or "ignore" for column, meaning in meanings.items()}
        store.keep_columns(connection, signature, explained, at=stamp(now))
        audit.note(connection, at=stamp(now), by=house.by, action="explain columns", subject=f"table:{signature}")


NAMING = frozenset(("full_name", "family", "given", "organisation", "engineer"))
"""What a table must hold to be about anyone."""


def _samples(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    filled = (row[place].strip()[:60] for row in rows[:200] if place < len(row) and row[place].strip())
    return tuple(islice(dict.fromkeys(filled), 3))


def undo_import(*, house: House, import_id: int, now: datetime) -> None:
    """Takes an import back, with all that it brought. Raises Refused when there is none of that number."""
    with transaction(house.engine) as connection:
        if not store.remove_import(connection, import_id):
            raise NotThere(
                f"There is no import {import_id} to undo: it was undone before.",
                nl=f"Er is niets meer terug te nemen onder nummer {import_id}: dat is al gebeurd.",
            )
        regroup(connection)
        audit.note(connection, at=stamp(now), by=house.by, action="undo import", subject=f"import:{import_id}")


def list_imports(*, house: House) -> list[Mapping[str, object]]:
    """Every import, newest first, with the rows that were rejected."""
    with reading(house.engine) as connection:
        return [{**row, "rejected": json.loads(str(row["rejected"]))} for row in store.all_imports(connection)]


def regroup(connection: Connection, progress: Callable[[float], None] = lambda done: None) -> dict[int, Person]:
    """Works out anew who is who, keeping each person's id; gives everyone by id."""
    people = _merged(connection, store.all_contacts(connection), progress)
    owners = store.owners(connection)
    free = store.next_person_id(connection)
    numbered: dict[int, Person] = {}
    for person in sorted(people, key=lambda person: person.sources):
        ids = sorted({owners[source] for source in person.sources if source in owners})
        ids = [person_id for person_id in ids if person_id not in numbered]
        person_id = ids[0] if ids else free
        free += not ids
        numbered[person_id] = person
    store.replace_people(connection, numbered)
    return numbered


def keep_objections_of(connection: Connection, people: Iterable[Person], at: str) -> None:
    """Keeps for good, as keyed hashes, that these people objected: it outlives their rows."""
    objectors = list(people)
    if objectors:
        secret = settings.secret(connection)
        keys = {key for person in objectors for key in objection_keys(person, secret)}
        fresh = store.keep_objections(connection, keys, at=at)
        numbers = {phone.e164 for person in objectors for phone in person.phones}
        touch_numbers(connection, {number for number in numbers if objection_key(number, secret) in fresh})


def _merged(connection: Connection, contacts: list[Contact], progress: Callable[[float], None]) -> tuple[Person, ...]:
    apart, joined = (store.told_by_hand(connection, same=same) for same in (False, True))
    return merge(contacts, apart, joined, progress)


def _between(progress: Callable[[float], None], start: float, end: float, done: float) -> None:
    progress(start + (end - start) * done)


def _read_all(
    house: House,
    uploads: Sequence[Upload],
    now: datetime,
    columns: Mapping[str, str] | None,
    progress: Callable[[float], None],
) -> tuple[Reading, ...]:
    with reading(house.engine) as connection:
        remembered = store.columns_by_signature(connection)
    whole, seen = sum(len(upload.content) for upload in uploads) or 1, 0
    found: list[Reading] = []
    for place, upload in enumerate(uploads):
        name = _name_of(upload)
        try:
            found.append(read(upload.content, name, now.date(), columns, remembered))
        except Unreadable as fault:
            if fault.reason in ("no_header", "not_recognised") and table_of(upload.content, name):
                raise UnknownColumns(place, fault) from fault
            raise Refused(fault.sentence("en"), nl=fault.sentence("nl")) from fault
        seen += len(upload.content)
        progress(READ * seen / whole)
    return tuple(found)


def _name_of(upload: Upload) -> str:
    """The file's own name, whatever path or unprintable letters a browser sent along."""
    name = Path(upload.name.replace("\\", "/").replace("\0", "")).name
    name = "".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME].strip()
    return name if name.strip(".") else "upload"


def _renamed(reading: Reading, names: set[str]) -> Reading:
    """The reading under a name that no earlier import has: an export of the same name may hold other rows."""
    if reading.file not in names:
        return reading
    number = 2
    while f"{reading.file} ({number})" in names:
        number += 1
    file = f"{reading.file} ({number})"
    return replace(
        reading,
        file=file,
        contacts=tuple(replace(one, file=file) for one in reading.contacts),
        vacancies=tuple(replace(one, file=file) for one in reading.vacancies),
        engineers=tuple(replace(one, file=file) for one in reading.engineers),
    )


def _organisations(people: Iterable[Person]) -> set[str]:
    return {organisation_key(person.organisation).core for person in people if person.organisation}
