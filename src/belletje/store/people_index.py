"""Finding people among many: by name, by any word or number written of them, by whether they may be called; and of whom
the place in the queue is to be worked out anew."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from belletje.calllist.organisations import organisation_key
from belletje.calllist.people import Person
from belletje.store import rows
from belletje.store.schema import people_index as index
from belletje.store.schema import people_numbers, persons

BATCH = 5000
MANY = 500
"""So many values are asked for at once."""
ORDER, FACTS = 1, 2
"""What was touched: only their place in the order may differ; or who they are, or whether they may be called."""


def index_people(connection: Connection, people: Mapping[int, Person]) -> None:
    """Keeps how these people are found, new or anew; their verdict stays as it was, and their place is touched."""
    if not people:
        return
    found = [_row(number, person) for number, person in people.items()]
    row = upsert(index)
    row = row.on_conflict_do_update(
        index_elements=["person_id"],
        set_={name: row.excluded[name] for name in found[0] if name != "person_id"},
    )
    for start in range(0, len(found), BATCH):
        connection.execute(row, found[start : start + BATCH])
    theirs = people_numbers.c.person_id == bindparam("of")
    connection.execute(delete(people_numbers).where(theirs), [{"of": number} for number in people])
    numbers = [
        {"person_id": number, "number": e164}
        for number, person in people.items()
        for e164 in {phone.e164 for phone in person.phones}
    ]
    if numbers:
        connection.execute(insert(people_numbers), numbers)


def index_everyone(connection: Connection) -> None:
    """Works the index out for everyone there is."""
    every = connection.execute(select(persons.c.id, persons.c.data)).all()
    index_people(connection, {row.id: rows.load(Person, row.data) for row in every})


def touch(connection: Connection, people: Iterable[int]) -> None:
    """The places of these people are to be worked out anew."""
    found = [{"of": number} for number in people]
    if found:
        connection.execute(update(index).where(index.c.person_id == bindparam("of")).values(touched=FACTS), found)


def touch_numbers(connection: Connection, numbers: Iterable[str]) -> None:
    """The same for whoever has one of these telephone numbers."""
    found = [{"of": e164} for e164 in numbers]
    if found:
        theirs = select(people_numbers.c.person_id).where(people_numbers.c.number == bindparam("of"))
        connection.execute(update(index).where(index.c.person_id.in_(theirs)).values(touched=FACTS), found)


def with_numbers(connection: Connection, numbers: Collection[str]) -> list[int]:
    """The people who have one of these telephone numbers."""
    theirs = people_numbers.c.number.in_(list(numbers))
    return sorted(connection.execute(select(people_numbers.c.person_id).where(theirs).distinct()).scalars())


def touch_organisations(connection: Connection, names: Iterable[str]) -> None:
    """The same for everyone at one of these organisations."""
    found = [{"of": core} for core in {organisation_key(name).core for name in names} if core]
    if found:
        connection.execute(update(index).where(index.c.organisation == bindparam("of")).values(touched=FACTS), found)


def touch_everyone(connection: Connection) -> None:
    """Everyone's place in the order may differ: another day, other weights."""
    connection.execute(update(index).where(index.c.touched == 0).values(touched=ORDER))


def touched(connection: Connection, limit: int) -> list[int]:
    """Some of those whose place is to be worked out anew; those of whom the facts changed come first."""
    waiting = select(index.c.person_id).where(index.c.touched > 0)
    return list(
        connection.execute(waiting.order_by(index.c.touched.desc(), index.c.person_id.desc()).limit(limit)).scalars()
    )


def number_touched(connection: Connection) -> tuple[int, int]:
    """Of how many people the facts were touched, and of how many only the place in the order."""
    waiting = select(index.c.touched, func.count().label("number")).where(index.c.touched > 0).group_by(index.c.touched)
    found = {row.touched: row.number for row in connection.execute(waiting)}
    return found.get(FACTS, 0), found.get(ORDER, 0)


def keep_verdicts(connection: Connection, verdicts: Mapping[int, bool]) -> None:
    """Keeps whether each of these people may be called: their place was worked out."""
    found = [{"of": number, "may": may} for number, may in verdicts.items()]
    if found:
        here = index.c.person_id == bindparam("of")
        connection.execute(update(index).where(here).values(may_be_called=bindparam("may"), touched=0), found)


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


def numbers_that_files_block(connection: Connection, numbers: Collection[str]) -> frozenset[str]:
    """Those of these telephone numbers of which a file says, in a row of anyone, that they are not to be called."""
    found: set[str] = set()
    wanted = list(numbers)
    said_no = people_numbers.join(index, index.c.person_id == people_numbers.c.person_id)
    for start in range(0, len(wanted), MANY):
        some = people_numbers.c.number.in_(wanted[start : start + MANY])
        asked = select(people_numbers.c.number).select_from(said_no).where(some, index.c.files_say_no)
        found.update(connection.execute(asked).scalars())
    return frozenset(found)


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
        "organisation": organisation_key(person.organisation).core,
        "touched": FACTS,
    }
