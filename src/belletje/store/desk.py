"""The queue of the desk, who holds whom, and what is still to be sent."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from belletje.calllist.contact import Engineer, Reading, Vacancy
from belletje.calllist.people import Person
from belletje.store import people, put_off, rows, settings
from belletje.store.desk_schema import queue, real_calls, reservations, tasks
from belletje.store.people_index import index_people, with_numbers
from belletje.store.schema import contacts, objections, persons, said_by_hand, vacancies

BATCH = 5000


@dataclass(frozen=True, slots=True)
class Queued:
    """One person in the queue. `not_before` and `callback_at` are UTC; `from_hour` is asked by the person, else 0."""

    person_id: int
    score: float
    phone: str
    zone: str
    country: str
    from_hour: int
    vacancy_id: int | None
    over: bool
    not_before: str | None
    callback_at: str | None


@dataclass(frozen=True, slots=True)
class StoredTask:
    """Something to send after a call: `kind` is material or notice; `text` is what was sent, once it is done."""

    id: int
    call_id: int
    person_id: int | None
    kind: str
    due_at: str
    text: str
    done_at: str | None
    done_by: str | None


def put_in_queue(connection: Connection, *places: Queued) -> None:
    """People in the queue, new or anew."""
    if places:
        row = upsert(queue)
        row = row.on_conflict_do_update(
            index_elements=["person_id"], set_={one.name: row.excluded[one.name] for one in queue.columns}
        )
        connection.execute(row, [_row(one) for one in places])


def take_out_of_queue(connection: Connection, *people: int) -> None:
    """People out of the queue."""
    if people:
        connection.execute(delete(queue).where(queue.c.person_id == bindparam("of")), [{"of": one} for one in people])


def part_of_queue(connection: Connection, start: int, limit: int) -> tuple[int, list[int]]:
    """How many people are in the queue, called or not, and the numbers of some of them, best first."""
    number = connection.execute(select(func.count()).select_from(queue)).scalar_one()
    found = select(queue.c.person_id).order_by(queue.c.score.desc(), queue.c.person_id).offset(start).limit(limit)
    return number, list(connection.execute(found).scalars())


def queued(connection: Connection, person_id: int) -> Queued | None:
    """A person's place in the queue, or None."""
    row = connection.execute(select(queue).where(queue.c.person_id == person_id)).first()
    return Queued(**row._mapping) if row else None


def zones(connection: Connection) -> list[tuple[str, str]]:
    """The time zones and countries in the queue."""
    found = connection.execute(select(queue.c.zone, queue.c.country).distinct())
    return [(row.zone, row.country) for row in found]


def callbacks_due(connection: Connection, now: str, holder: str, limit: int) -> list[Queued]:
    """Whose callback is due now, the longest waiting first; whom another holds, or who was put off, is left out."""
    due = queue.c.callback_at <= now
    return _pick(connection, due, [queue.c.callback_at, queue.c.person_id], now, holder, limit)


def best(
    connection: Connection, now: str, open_zones: Iterable[tuple[str, str, int]], holder: str, limit: int
) -> list[Queued]:
    """Who may be called now, the best first. `open_zones` are a zone, a country and the hour it is there."""
    hours = _within(open_zones)
    if hours is None:
        return []
    return _pick(connection, _waits(now) & hours, [queue.c.score.desc(), queue.c.person_id], now, holder, limit)


def _pick(connection: Connection, wanted: Any, order: list[Any], now: str, holder: str, limit: int) -> list[Queued]:
    found = connection.execute(select(queue).where(wanted, _free(now, holder)).order_by(*order).limit(limit))
    return [Queued(**row._mapping) for row in found]


def coming_callbacks(connection: Connection, limit: int | None = None) -> list[Queued]:
    """Everyone with a callback agreed, the earliest first."""
    found = connection.execute(
        select(queue).where(queue.c.callback_at.is_not(None)).order_by(queue.c.callback_at).limit(limit)
    )
    return [Queued(**row._mapping) for row in found]


def top(connection: Connection, now: str, limit: int) -> list[Queued]:
    """Who will be next, whatever the hour: callbacks as they come, then the others by score."""
    ready = or_(queue.c.not_before.is_(None), queue.c.not_before <= now)
    others = queue.c.over.is_(False) & queue.c.callback_at.is_(None) & ready
    found = connection.execute(select(queue).where(others).order_by(queue.c.score.desc()).limit(limit))
    promised = [one for one in coming_callbacks(connection, limit) if str(one.callback_at) <= now]
    return [*promised, *(Queued(**row._mapping) for row in found)][:limit]


def number_ready(connection: Connection, now: str, open_zones: Iterable[tuple[str, str, int]], holder: str) -> int:
    """How many people may be called now: callbacks that are due, and who may be called within calling hours.

    `open_zones` are as in `best`; whom another holds, or who was put off, is not counted.
    """
    due = select(func.count()).select_from(queue).where(queue.c.callback_at <= now, _free(now, holder))
    hours = _within(open_zones)
    found = connection.execute(due).scalar_one()
    if hours is not None:
        others = select(func.count()).select_from(queue).where(_waits(now), hours, _free(now, holder))
        found += connection.execute(others).scalar_one()
    return int(found)


@dataclass(frozen=True, slots=True)
class Waiting:
    """People who wait for calling hours of a zone: from which hour they may be called, and the first when (UTC)."""

    zone: str
    country: str
    from_hour: int
    earliest: str


def waiting(connection: Connection, now: str, holder: str) -> list[Waiting]:
    """Who may be called in calling hours, by zone and hour; earliest is when the first of them has rested, or empty."""
    by = (queue.c.zone, queue.c.country, queue.c.from_hour)
    rested = func.coalesce(queue.c.not_before, "")
    wait = queue.c.over.is_(False) & queue.c.callback_at.is_(None) & queue.c.person_id.not_in(_taken(now, holder))
    others = queue.c.person_id.not_in(put_off.for_now(now))
    found = connection.execute(select(*by, func.min(rested)).where(wait, others).group_by(*by))
    off = put_off.until_when(now)
    back = connection.execute(
        select(*by, rested, off.c.until).select_from(queue.join(off, off.c.person_id == queue.c.person_id)).where(wait)
    )
    return [*(Waiting(*row) for row in found), *(Waiting(*row[:3], max(row[3:])) for row in back)]


def next_callback(connection: Connection, now: str, holder: str) -> str | None:
    """When the next callback is due that is not now (UTC), or None."""
    later = select(func.min(queue.c.callback_at)).where(
        queue.c.callback_at > now, queue.c.person_id.not_in(_taken(now, holder))
    )
    found = connection.execute(later).scalar()
    return None if found is None else str(found)


def _within(open_zones: Iterable[tuple[str, str, int]]) -> ColumnElement[bool] | None:
    hours = [
        (queue.c.zone == zone) & (queue.c.country == country) & (queue.c.from_hour <= hour)
        for zone, country, hour in open_zones
    ]
    return or_(*hours) if hours else None


def _waits(now: str) -> ColumnElement[bool]:
    rested = or_(queue.c.not_before.is_(None), queue.c.not_before <= now)
    return queue.c.over.is_(False) & queue.c.callback_at.is_(None) & rested


def _taken(now: str, holder: str) -> Select[tuple[int]]:
    return select(reservations.c.person_id).where(reservations.c.until > now, reservations.c.holder != holder)


def _free(now: str, holder: str) -> ColumnElement[bool]:
    return queue.c.person_id.not_in(_taken(now, holder)) & queue.c.person_id.not_in(put_off.for_now(now))


def reserve(
    connection: Connection, person_id: int, *, holder: str, by: str, token: str, until: str, now: str
) -> str | None:
    """Gives a person to a holder until then, and takes from them whom they held; None when another has them.

    Gives the token of this call: the `token` offered, or the one that the holder already had for this person.
    """
    others = (reservations.c.holder == holder) & (reservations.c.person_id != person_id)
    connection.execute(delete(reservations).where((reservations.c.until <= now) | others))
    row = {"person_id": person_id, "holder": holder, "by": by, "token": token, "until": until}
    kept = upsert(reservations).values(row)
    mine = reservations.c.holder == holder
    connection.execute(kept.on_conflict_do_update(index_elements=["person_id"], set_={"until": until}, where=mine))
    found = connection.execute(select(reservations.c.token).where(reservations.c.person_id == person_id, mine)).scalar()
    return None if found is None else str(found)


def release(connection: Connection, holder: str) -> None:
    """Lets go of whom a holder has."""
    connection.execute(delete(reservations).where(reservations.c.holder == holder))


def held_by(connection: Connection, person_id: int, now: str) -> str | None:
    """Who holds a person now, or None."""
    found = connection.execute(
        select(reservations.c.holder).where(reservations.c.person_id == person_id, reservations.c.until > now)
    ).scalar()
    return None if found is None else str(found)


def held(connection: Connection, holder: str, now: str) -> int | None:
    """Whom a holder has now, or None."""
    found = connection.execute(
        select(reservations.c.person_id).where(reservations.c.holder == holder, reservations.c.until > now)
    ).scalar()
    return None if found is None else int(found)


def add_task(connection: Connection, *, call_id: int, kind: str, due_at: str) -> None:
    """Something to send after a call."""
    connection.execute(insert(tasks).values(call_id=call_id, kind=kind, due_at=due_at))


def drop_tasks(connection: Connection, call_id: int) -> None:
    """Forgets what a call left to do; what was sent stays."""
    connection.execute(delete(tasks).where(tasks.c.call_id == call_id, tasks.c.done_at.is_(None)))


def finish_task(connection: Connection, task_id: int, *, text: str, at: str, by: str) -> None:
    """Keeps that a text was sent, with the text, who and when; a second time changes nothing."""
    open_one = (tasks.c.id == task_id) & tasks.c.done_at.is_(None)
    connection.execute(update(tasks).where(open_one).values(text=text, done_at=at, done_by=by))


def task(connection: Connection, task_id: int) -> StoredTask | None:
    """One task, or None."""
    return next(iter(_tasks(connection, tasks.c.id == task_id, 1)), None)


def open_tasks(connection: Connection, limit: int) -> list[StoredTask]:
    """What is still to be sent, the most urgent first."""
    return _tasks(connection, tasks.c.done_at.is_(None), limit)


def tasks_of_call(connection: Connection, call_id: int) -> list[StoredTask]:
    """All that one call left to do, done or not."""
    return _tasks(connection, tasks.c.call_id == call_id, 50)


def has_notice(connection: Connection, person_id: int) -> bool:
    """Whether a notice of art. 14 was sent to a person, or is on its way."""
    found = connection.execute(
        select(tasks.c.id).join(real_calls).where(real_calls.c.person_id == person_id, tasks.c.kind == "notice")
    )
    return found.first() is not None


def _tasks(connection: Connection, wanted: Any, limit: int) -> list[StoredTask]:
    found = connection.execute(
        select(tasks, real_calls.c.person_id)
        .join(real_calls)
        .where(wanted)
        .order_by(tasks.c.due_at, tasks.c.id)
        .limit(limit)
    )
    return [StoredTask(**row._mapping) for row in found]


def one_person(connection: Connection, person_id: int) -> Person | None:
    """One person, or None."""
    text = connection.execute(select(persons.c.data).where(persons.c.id == person_id)).scalar()
    return rows.load(Person, text) if text else None


def some_people(connection: Connection, ids: Collection[int]) -> dict[int, Person]:
    """These people by id; who is not there is left out."""
    found = connection.execute(select(persons).where(persons.c.id.in_(list(ids))))
    return {row.id: rows.load(Person, row.data) for row in found}


def said_of(connection: Connection, ids: Collection[int]) -> dict[int, list[Mapping[str, str]]]:
    """What was said by hand of these people, oldest first; of whom nothing was said is left out."""
    found: dict[int, list[Mapping[str, str]]] = {}
    for row in connection.execute(
        select(said_by_hand.c.person_id, said_by_hand.c.kind, said_by_hand.c.value)
        .where(said_by_hand.c.person_id.in_(list(ids)))
        .order_by(said_by_hand.c.id)
    ):
        found.setdefault(row.person_id, []).append({"kind": row.kind, "value": row.value})
    return found


def known_keys(connection: Connection, keys: Collection[str]) -> frozenset[str]:
    """Those of these keyed hashes under which someone objected."""
    wanted, found = list(keys), set[str]()
    for start in range(0, len(wanted), BATCH):
        some = objections.c.key.in_(wanted[start : start + BATCH])
        found.update(connection.execute(select(objections.c.key).where(some)).scalars())
    return frozenset(found)


def add_person(connection: Connection, read: Reading, person: Person, *, digest: str, at: str) -> tuple[int, int]:
    """Keeps one person with the contact they come from; gives the numbers of the import and of the person.

    Who is there already, with the same name and one of the same telephone numbers, only gets the contact.
    """
    import_id = people.add_import(connection, read, digest=digest, rejected="[]", at=at)
    person_id = _already_there(connection, person)
    if person_id is None:
        person_id = people.next_person_id(connection)
        connection.execute(insert(persons).values(id=person_id, data=rows.dump(person)))
        index_people(connection, {person_id: person})
        settings.write(connection, people.LAST_PERSON, str(person_id))
    connection.execute(update(contacts).where(contacts.c.import_id == import_id).values(person_id=person_id))
    return import_id, person_id


def _already_there(connection: Connection, person: Person) -> int | None:
    same_number = some_people(connection, with_numbers(connection, {phone.e164 for phone in person.phones}))
    name = " ".join(person.name.casefold().split())
    return next((number for number, one in same_number.items() if " ".join(one.name.casefold().split()) == name), None)


def remove_added(connection: Connection, import_id: int) -> None:
    """Takes a person who came from one contact away again, unless other contacts are about them by now."""
    ids = connection.execute(select(contacts.c.person_id).where(contacts.c.import_id == import_id)).scalars().all()
    people.remove_import(connection, import_id)
    for person_id in filter(None, ids):
        others = connection.execute(select(contacts.c.id).where(contacts.c.person_id == person_id)).first()
        if others is None:
            connection.execute(delete(persons).where(persons.c.id == person_id))


def vacancy(connection: Connection, vacancy_id: int | None) -> Vacancy | None:
    """One vacancy, or None."""
    text = connection.execute(select(vacancies.c.data).where(vacancies.c.id == vacancy_id)).scalar()
    return rows.load(Vacancy, text) if text else None


def engineers(connection: Connection) -> list[Engineer]:
    """Everyone on offer."""
    return people.all_engineers(connection)


def _row(one: Queued) -> dict[str, Any]:
    return {column.name: getattr(one, column.name) for column in queue.columns}
