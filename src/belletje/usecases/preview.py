"""What an import would do with each row: added, merged and why, or rejected and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from belletje.calllist.contact import Contact, Reading, Rejected, Source
from belletje.calllist.people import Person

Fate = Literal["new", "merged", "rejected", "vacancy", "engineer"]


@dataclass(frozen=True, slots=True)
class RowFate:
    """One data row (from 0) and what becomes of it. A merged row names another row about the same person, and
    `because` holds the evidence as codes of `calllist/data/merging.tsv`."""

    file: str
    row: int
    fate: Fate
    what: str
    rejected: Rejected | None = None
    doubts: tuple[Rejected, ...] = ()
    other: Contact | None = None
    because: tuple[str, ...] = ()


def fates_of(readings: Sequence[Reading], people: Iterable[Person], before: Collection[Source]) -> tuple[RowFate, ...]:
    """What becomes of each row of these files, in their order; `before` are the rows that are kept already."""
    owners = {source: person for person in people for source in person.sources}
    seen: set[str] = set()
    found: list[RowFate] = []
    for reading in readings:
        doubts: defaultdict[int, list[Rejected]] = defaultdict(list)
        for doubt in reading.doubts:
            doubts[doubt.row].append(doubt)
        fates = [RowFate(reading.file, one.row, "rejected", one.value, one) for one in reading.rejected]
        fates += [RowFate(reading.file, one.row, "vacancy", one.title) for one in reading.vacancies]
        fates += [RowFate(reading.file, one.row, "engineer", one.name) for one in reading.engineers]
        if not reading.vacancies:
            for contact in reading.contacts:
                person = owners[contact.source]
                known = person.key in seen or any(source in before for source in person.sources)
                seen.add(person.key)
                fates.append(_fate(contact, person, known, tuple(doubts[contact.row])))
        found += sorted(fates, key=lambda fate: fate.row)
    return tuple(found)


def _fate(contact: Contact, person: Person, known: bool, doubts: tuple[Rejected, ...]) -> RowFate:
    what = ", ".join(part for part in (contact.name, contact.organisation) if part)
    if not known:
        return RowFate(contact.file, contact.row, "new", what, doubts=doubts)
    why = next((one for one in person.why if contact.source in (one.left, one.right)), person.why[0])
    sources = {why.left, why.right} - {contact.source}
    other = next(one for one in person.contacts if one.source in sources)
    return RowFate(contact.file, contact.row, "merged", what, None, doubts, other, why.because)
