"""Bringing in contact exports, vacancies and engineers: preview, commit, undo."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from belletje.calllist.contact import Reading
from belletje.calllist.intake import Unreadable, read
from belletje.calllist.intake.unreadable import MAX_BYTES
from belletje.calllist.organisations import organisation_key
from belletje.calllist.people import Person, merge
from belletje.store import audit
from belletje.store import people as store
from belletje.store.engine import reading, transaction
from belletje.usecases.house import House, NotThere, Refused, stamp


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


def read_upload(path: Path) -> Upload:
    """A file from disk. Raises Refused when it cannot be read or is too large to be an export."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Refused(f"{path} is a folder. Name the files in it, for example {path}/*.csv.")
        if size > MAX_BYTES:
            raise Refused(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; split it into smaller files.")
        return Upload(path.name, path.read_bytes())
    except OSError as fault:
        raise Refused(f"{path} cannot be read ({fault.strerror}). Check the name and your rights to it.") from fault


def import_files(
    *,
    house: House,
    uploads: Sequence[Upload],
    now: datetime,
    dry_run: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Imported:
    """Reads files and keeps what they hold, all of it or nothing; `dry_run` only tells what would happen.

    A file whose very content was imported before adds nothing. Raises Refused when a file cannot be read.
    """
    readings = tuple(_read(upload, now, columns) for upload in uploads)
    with transaction(house.engine) as connection:
        names = set(store.known_files(connection))
        before = store.all_people(connection)
        known: list[str] = []
        kept: list[tuple[str, Reading]] = []
        for upload, reading in zip(uploads, readings, strict=True):
            digest = hashlib.sha256(upload.content).hexdigest()
            if store.known_digest(connection, digest) or digest in {other for other, _ in kept}:
                known.append(reading.file)
                continue
            reading = _renamed(reading, names)
            names.add(reading.file)
            kept.append((digest, reading))
        if dry_run:
            contacts = store.all_contacts(connection)
            contacts += [contact for _, reading in kept for contact in reading.contacts]
            people = merge(contacts)
        else:
            for digest, reading in kept:
                rejected = json.dumps([asdict(row) for row in reading.rejected], ensure_ascii=False)
                store.add_import(connection, reading, digest=digest, rejected=rejected, at=stamp(now))
            people = tuple(regroup(connection).values())
            audit.note(connection, at=stamp(now), by=house.by, action="import", subject=f"files:{len(kept)}")
    added = sum(len(reading.contacts) for _, reading in kept)
    return Imported(
        readings=readings,
        known=tuple(known),
        people=len(people) - len(before),
        organisations=len(_organisations(people)) - len(_organisations(before.values())),
        vacancies=sum(len(reading.vacancies) for _, reading in kept),
        engineers=sum(len(reading.engineers) for _, reading in kept),
        merged=added - (len(people) - len(before)),
    )


def undo_import(*, house: House, import_id: int, now: datetime) -> None:
    """Takes an import back, with all that it brought. Raises Refused when there is none of that number."""
    with transaction(house.engine) as connection:
        if not store.remove_import(connection, import_id):
            raise NotThere(
                f"There is no import {import_id} to undo: it was undone before.",
                nl=f"Er is geen import {import_id} om terug te nemen: dat is al gebeurd.",
            )
        regroup(connection)
        audit.note(connection, at=stamp(now), by=house.by, action="undo import", subject=f"import:{import_id}")


def list_imports(*, house: House) -> list[Mapping[str, object]]:
    """Every import, newest first, with the rows that were rejected."""
    with reading(house.engine) as connection:
        return [{**row, "rejected": json.loads(str(row["rejected"]))} for row in store.all_imports(connection)]


def regroup(connection: Connection) -> dict[int, Person]:
    """Works out anew who is who, keeping each person's id; gives everyone by id."""
    people = merge(store.all_contacts(connection))
    owners = store.owners(connection)
    free = store.next_person_id(connection)
    numbered: dict[int, Person] = {}
    for person in sorted(people, key=lambda person: person.sources):
        ids = sorted({owners[source] for source in person.sources if source in owners} - numbered.keys())
        person_id = ids[0] if ids else free
        free += not ids
        numbered[person_id] = person
    store.replace_people(connection, numbered)
    return numbered


def _read(upload: Upload, now: datetime, columns: Mapping[str, str] | None) -> Reading:
    name = Path(upload.name.replace("\\", "/")).name or "upload"
    try:
        return read(upload.content, name, now.date(), columns)
    except Unreadable as fault:
        raise Refused(fault.sentence("en"), nl=fault.sentence("nl")) from fault


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
