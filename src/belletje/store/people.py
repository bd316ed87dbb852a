"""Imports, contacts, people and what was said about them by hand."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from belletje.calllist.contact import Contact, Engineer, Reading, Source, Vacancy
from belletje.calllist.people import Person
from belletje.store import realcalls, rows, settings
from belletje.store.people_index import index_people, touch, touch_numbers, touch_organisations
from belletje.store.schema import (
    calls,
    columns_by_hand,
    contacts,
    engineers,
    imports,
    objections,
    persons,
    said_by_hand,
    same_or_not,
    vacancies,
)

LAST_PERSON = "last_person"
"""The setting that holds the highest id that a person ever had."""


def known_digest(connection: Connection, digest: str) -> bool:
    """Whether a file with exactly this content was imported before."""
    return connection.execute(select(imports.c.id).where(imports.c.digest == digest)).first() is not None


def known_files(connection: Connection) -> frozenset[str]:
    """The names under which files were imported."""
    return frozenset(connection.execute(select(imports.c.file)).scalars())


def add_import(connection: Connection, reading: Reading, *, digest: str, rejected: str, at: str) -> int:
    """Keeps what one file gave; gives the import's id."""
    row = {
        "file": reading.file, "format": reading.format, "digest": digest, "rows": reading.rows,
        "accepted": reading.accepted, "rejected": rejected, "at": at,
    }  # fmt: skip
    import_id = int(connection.execute(insert(imports).values(row)).inserted_primary_key[0])  # type: ignore[index]
    if reading.contacts:
        connection.execute(
            insert(contacts),
            [
                {"import_id": import_id, "file": one.file, "row": one.row, "data": rows.dump(one)}
                for one in reading.contacts
            ],
        )
    for table, found in ((vacancies, reading.vacancies), (engineers, reading.engineers)):
        if found:
            connection.execute(insert(table), [{"import_id": import_id, "data": rows.dump(one)} for one in found])
    _touch_openings(connection, import_id)
    return import_id


def _touch_openings(connection: Connection, import_id: int) -> None:
    """Whom an import gives another reason to be called: who works where it has vacancies, or, where it has engineers,
    wherever there are any."""
    anyone = connection.execute(select(engineers.c.id).where(engineers.c.import_id == import_id).limit(1)).first()
    found = select(vacancies.c.data)
    texts = connection.execute(found if anyone else found.where(vacancies.c.import_id == import_id)).scalars()
    touch_organisations(connection, {_vacancy(text).organisation for text in texts})


def all_imports(connection: Connection) -> list[Mapping[str, object]]:
    """Every import, newest first."""
    return [dict(row._mapping) for row in connection.execute(select(imports).order_by(imports.c.id.desc()))]


def remove_import(connection: Connection, import_id: int) -> bool:
    """Takes an import and all that it brought away again; whether there was one."""
    _touch_openings(connection, import_id)
    return connection.execute(delete(imports).where(imports.c.id == import_id)).rowcount > 0


def all_contacts(connection: Connection) -> list[Contact]:
    """Every contact of every import."""
    return [
        rows.load(Contact, data)
        for data in connection.execute(select(contacts.c.data).order_by(contacts.c.id)).scalars()
    ]


def owners(connection: Connection) -> dict[Source, int]:
    """Which person each contact belongs to, by its file and row."""
    found = connection.execute(
        select(contacts.c.file, contacts.c.row, contacts.c.person_id).where(contacts.c.person_id.is_not(None))
    )
    return {(row.file, row.row): row.person_id for row in found}


def next_person_id(connection: Connection) -> int:
    """An id that no person has or ever had: what was said of someone who is gone is never about another."""
    highest = connection.execute(select(func.coalesce(func.max(persons.c.id), 0))).scalar_one()
    return max(int(highest), int(settings.read(connection, LAST_PERSON, "0"))) + 1


def replace_people(connection: Connection, people: Mapping[int, Person]) -> None:
    """Keeps exactly these people, by id, and which contacts they are made of. What was said by hand of a contact goes
    to the person whom that contact is about now."""
    kept = {row.id: row.data for row in connection.execute(select(persons))}
    texts = {person_id: rows.dump(person) for person_id, person in people.items()}
    fresh = [{"id": person_id, "data": text} for person_id, text in texts.items() if person_id not in kept]
    if fresh:
        connection.execute(insert(persons), fresh)
        settings.write(connection, LAST_PERSON, str(max(people)))
    _say_again(connection, people)
    gone = [{"of": person_id} for person_id in kept.keys() - people.keys()]
    if gone:
        _touch_whose_numbers(connection, (kept[one["of"]] for one in gone))
        connection.execute(delete(persons).where(persons.c.id == bindparam("of")), gone)
    changed = [{"of": number, "to": text} for number, text in texts.items() if kept.get(number, text) != text]
    if changed:
        connection.execute(update(persons).where(persons.c.id == bindparam("of")).values(data=bindparam("to")), changed)
    others = {number: people[number] for number, text in texts.items() if kept.get(number) != text}
    index_people(connection, others)
    _touch_whose_numbers(connection, (text for number in others for text in (kept.get(number, ""), texts[number])))
    before = owners(connection)
    moved = {
        source: person_id
        for person_id, person in people.items()
        for source in person.sources
        if before.get(source) != person_id
    }
    owned = [{"of_file": file, "of_row": row, "to": person_id} for (file, row), person_id in moved.items()]
    if owned:
        here = (contacts.c.file == bindparam("of_file")) & (contacts.c.row == bindparam("of_row"))
        connection.execute(update(contacts).where(here).values(person_id=bindparam("to")), owned)
    realcalls.follow_contacts(connection, moved)


def _touch_whose_numbers(connection: Connection, texts: Iterable[str]) -> None:
    """Who has a number of somebody of whom a file says, or said, not to call: what holds for them may differ now."""
    said_no = (person for text in texts if '"do_not_call":true' in text and (person := _person(text)).do_not_call)
    touch_numbers(connection, {phone.e164 for person in said_no for phone in person.phones})


def _say_again(connection: Connection, people: Mapping[int, Person]) -> None:
    said_of = connection.execute(
        select(said_by_hand.c.id, said_by_hand.c.person_id, said_by_hand.c.file, said_by_hand.c.row)
    ).all()
    if not said_of:
        return
    now = {source: person_id for person_id, person in people.items() for source in person.sources}
    for saying in said_of:
        owner = now.get((saying.file, saying.row), saying.person_id)
        if owner != saying.person_id:
            connection.execute(update(said_by_hand).where(said_by_hand.c.id == saying.id).values(person_id=owner))
            touch(connection, [owner, saying.person_id])


def all_people(connection: Connection) -> dict[int, Person]:
    """Every person by id."""
    return {row.id: _person(row.data) for row in connection.execute(select(persons).order_by(persons.c.id))}


@lru_cache(maxsize=50_000)
def _person(text: str) -> Person:
    """Every page reads everyone, and reading JSON is most of that: a text that was read before is not read again."""
    return rows.load(Person, text)


def remove_person(connection: Connection, person_id: int) -> None:
    """Erases a person: their contacts, what was said of them, rehearsals of a call to them, their name in vacancies."""
    person = rows.load(Person, connection.execute(select(persons.c.data).where(persons.c.id == person_id)).scalar_one())
    for row in connection.execute(select(vacancies)).all():
        vacancy = rows.load(Vacancy, row.data)
        if vacancy.source in person.sources:
            erased = rows.dump(_without_contact(vacancy))
            connection.execute(update(vacancies).where(vacancies.c.id == row.id).values(data=erased))
    connection.execute(delete(calls).where(calls.c.person_id == person_id))
    connection.execute(delete(contacts).where(contacts.c.person_id == person_id))
    connection.execute(delete(persons).where(persons.c.id == person_id))


def _without_contact(vacancy: Vacancy) -> Vacancy:
    told = [vacancy.contact_name, vacancy.contact_email]
    told += [text for phone in vacancy.contact_phones for text in (phone.written, phone.e164)]
    description = vacancy.description
    for text in filter(None, told):
        description = description.replace(text, "…")
    return replace(
        vacancy, description=description, contact_name="", contact_title="", contact_phones=(), contact_email=""
    )


def say(connection: Connection, person_id: int, of: Source, *, kind: str, value: str, at: str, by: str) -> None:
    """Records a fact about a person, with who and when. `of` is the contact that it was said of."""
    row = {"person_id": person_id, "file": of[0], "row": of[1], "kind": kind, "value": value, "at": at, "by": by}
    connection.execute(insert(said_by_hand).values(row))
    touch(connection, [person_id])


def said(connection: Connection) -> dict[int, list[Mapping[str, str]]]:
    """All that was said by hand, by person, oldest first."""
    found: dict[int, list[Mapping[str, str]]] = {}
    for row in connection.execute(select(said_by_hand).order_by(said_by_hand.c.id)):
        found.setdefault(row.person_id, []).append({"kind": row.kind, "value": row.value, "at": row.at, "by": row.by})
    return found


def tell_apart_or_join(
    connection: Connection, pairs: Iterable[tuple[Source, Source]], *, same: bool, at: str, by: str
) -> None:
    """Keeps that these pairs of contacts are one person, or are not; the latest word counts."""
    for left, right in (sorted(pair) for pair in pairs):
        both = {"file": left[0], "row": left[1], "other_file": right[0], "other_row": right[1]}
        connection.execute(delete(same_or_not).where(*(same_or_not.c[name] == value for name, value in both.items())))
        connection.execute(insert(same_or_not).values(**both, same=same, at=at, by=by))


def told_by_hand(connection: Connection, *, same: bool) -> frozenset[tuple[Source, Source]]:
    """The pairs of contacts that someone called one person, or two."""
    found = connection.execute(select(same_or_not).where(same_or_not.c.same == same))
    return frozenset(((row.file, row.row), (row.other_file, row.other_row)) for row in found)


def columns_by_signature(connection: Connection) -> dict[str, dict[str, str]]:
    """What columns mean, as explained by hand: by the signature of a header, meanings by column."""
    return {row.signature: json.loads(row.meanings) for row in connection.execute(select(columns_by_hand))}


def keep_columns(connection: Connection, signature: str, meanings: Mapping[str, str], *, at: str) -> None:
    """Keeps what the columns under a header mean; the latest word counts."""
    connection.execute(delete(columns_by_hand).where(columns_by_hand.c.signature == signature))
    text = json.dumps(dict(meanings), ensure_ascii=False)
    connection.execute(insert(columns_by_hand).values(signature=signature, meanings=text, at=at))


def keep_objections(connection: Connection, keys: Iterable[str], *, at: str) -> frozenset[str]:
    """Keeps keyed hashes of who objected, for good; gives those that are new."""
    fresh = frozenset(keys) - objection_keys(connection)
    if fresh:
        connection.execute(insert(objections), [{"key": key, "at": at} for key in sorted(fresh)])
    return fresh


def objection_keys(connection: Connection) -> frozenset[str]:
    """The keyed hashes of everyone who objected."""
    return frozenset(connection.execute(select(objections.c.key)).scalars())


def all_vacancies(connection: Connection) -> list[Vacancy]:
    """Every vacancy of every import."""
    return [_vacancy(data) for data in connection.execute(select(vacancies.c.data)).scalars()]


def vacancy_ids(connection: Connection) -> dict[Source, int]:
    """The numbers of vacancies by their file and row."""
    return {_vacancy(row.data).source: row.id for row in connection.execute(select(vacancies.c.id, vacancies.c.data))}


@lru_cache(maxsize=10_000)
def _vacancy(text: str) -> Vacancy:
    """Each place in the queue that is worked out asks for all of them."""
    return rows.load(Vacancy, text)


def version_of_openings(connection: Connection) -> tuple[int, int]:
    """Changes whenever an import came or went."""
    found = connection.execute(select(func.coalesce(func.max(imports.c.id), 0), func.count(imports.c.id))).one()
    return int(found[0]), int(found[1])


def all_engineers(connection: Connection) -> list[Engineer]:
    """Everyone on offer, of every import."""
    return [rows.load(Engineer, data) for data in connection.execute(select(engineers.c.data)).scalars()]
