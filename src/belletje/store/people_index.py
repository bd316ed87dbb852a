"""Finding people among many: by name, by any word written of them, and by whether they may be called."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from belletje.calllist.people import Person
from belletje.store import rows
from belletje.store.schema import people_index as index
from belletje.store.schema import persons

BATCH = 5000


def index_people(connection: Connection, people: Mapping[int, Person]) -> None:
    """Keeps how these people are found, new or anew; their verdict stays as it was."""
    found = [_row(number, person) for number, person in people.items()]
    row = upsert(index)
    row = row.on_conflict_do_update(
        index_elements=["person_id"],
        set_={name: row.excluded[name] for name in ("family", "name", "words", "files_say_no")},
    )
    for start in range(0, len(found), BATCH):
        connection.execute(row, found[start : start + BATCH])


def index_everyone(connection: Connection) -> None:
    """Works the index out for everyone there is."""
    every = connection.execute(select(persons.c.id, persons.c.data)).all()
    index_people(connection, {row.id: rows.load(Person, row.data) for row in every})


def keep_verdicts(connection: Connection, verdicts: Mapping[int, bool]) -> None:
    """Keeps whether each of these people may be called."""
    found = [{"of": number, "may": may} for number, may in verdicts.items()]
    if found:
        told = update(index).where(index.c.person_id == bindparam("of")).values(may_be_called=bindparam("may"))
        connection.execute(told, found)


def find(
    connection: Connection, words: Collection[str], may_be_called: bool | None, *, start: int, limit: int
) -> tuple[int, list[int]]:
    """How many people have all these words, and the numbers of some of them, by name, from place `start` on.

    `may_be_called` also asks for a verdict.
    """
    wanted = _wanted(words, may_be_called)
    number = connection.execute(select(func.count()).select_from(index).where(wanted)).scalar_one()
    order = (index.c.family, index.c.name, index.c.person_id)
    found = connection.execute(select(index.c.person_id).where(wanted).order_by(*order).offset(start).limit(limit))
    return number, list(found.scalars())


def number_of_people(connection: Connection) -> int:
    """How many people there are."""
    return int(connection.execute(select(func.count()).select_from(persons)).scalar_one())


def whose_files_say_no(connection: Connection) -> list[Person]:
    """Everyone in whose rows a file says not to call; their numbers are not to be called either."""
    joined = select(persons.c.data).join(index, index.c.person_id == persons.c.id).where(index.c.files_say_no)
    return [rows.load(Person, text) for text in connection.execute(joined).scalars()]


def _wanted(words: Collection[str], may_be_called: bool | None) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = true()
    for word in words:
        wanted &= index.c.words.contains(word.casefold(), autoescape=True)
    return wanted if may_be_called is None else wanted & index.c.may_be_called.is_(may_be_called)


def _row(number: int, person: Person) -> dict[str, object]:
    written = (person.name, person.organisation, person.title, *person.emails, *(one.e164 for one in person.phones))
    return {
        "person_id": number,
        "family": person.family,
        "name": person.name,
        "words": " ".join(written).casefold(),
        "files_say_no": person.do_not_call,
    }
