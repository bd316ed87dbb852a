"""What is to be sent after a call: material that was asked for, and the notice of GDPR art. 14, until it is sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from belletje.calllist.callable import phone_to_call
from belletje.desk.basis import basis
from belletje.desk.knowledge import texts
from belletje.store import desk as store
from belletje.store import settings
from belletje.store.desk import StoredTask
from belletje.store.engine import reading, transaction
from belletje.usecases.gate import known_now
from belletje.usecases.house import House, NotThere, Refused, utc
from belletje.usecases.preferences import caller_name
from belletje.usecases.queue import opening_for

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Task:
    """Something to send: `kind` is material or notice. `text` is ready to send, or what was sent, once `done_at`.

    `address` is an e-mail address of the person, or empty.
    """

    id: int
    call: int
    kind: str
    person: str
    name: str
    address: str
    due_at: str
    text: str
    done_at: str | None
    done_by: str | None


def open_tasks(*, house: House, limit: int, language: str = "nl") -> list[Task]:
    """What is still to be sent, the most urgent first."""
    with reading(house.engine) as connection:
        return [_task(connection, house, one, language) for one in store.open_tasks(connection, limit)]


def tasks_of(*, house: House, call: int, language: str = "nl") -> list[Task]:
    """What one call left to send, done or not."""
    with reading(house.engine) as connection:
        return [_task(connection, house, one, language) for one in store.tasks_of_call(connection, call)]


def finish(*, house: House, task: int, text: str, now: datetime) -> int:
    """Keeps that a text was sent, with the text, who and when; a second time changes nothing. Gives its call."""
    if len(text) > LONGEST_TEXT:
        raise Refused("A text is at most 20,000 letters. Shorten it.", nl="Een tekst is hoogstens 20.000 letters.")
    with transaction(house.engine) as connection:
        kept = store.task(connection, task)
        if kept is None:
            raise NotThere(f"There is no task {task}.", nl=f"Er is geen taak {task}.")
        sent = text.strip() or _task(connection, house, kept, "nl").text
        store.finish_task(connection, task, text=sent, at=utc(now), by=house.by)
        return kept.call_id


def _task(connection: Connection, house: House, kept: StoredTask, language: str) -> Task:
    number = kept.person_id
    person = store.one_person(connection, number) if number is not None else None
    return Task(
        id=kept.id,
        call=kept.call_id,
        kind=kept.kind,
        person=f"p{number}" if person else "",
        name=(person.name or person.organisation) if person else "",
        address=person.emails[0] if person and person.emails else "",
        due_at=kept.due_at,
        text=kept.text or (_draft(connection, house, number, kept, language) if number is not None and person else ""),
        done_at=kept.done_at,
        done_by=kept.done_by,
    )


def _draft(connection: Connection, house: House, number: int, kept: StoredTask, language: str) -> str:
    spoken = "nl" if language == "nl" else "en"
    due = datetime.fromisoformat(kept.due_at).date()
    known = known_now(connection, number, due)
    assert known is not None, "the person was read just now"
    vacancy, fit = opening_for(connection, known.person, number, due)
    words = texts()["ground"]
    phone = phone_to_call(known.facts)
    values = {
        "name": known.person.name,
        "organisation": known.person.organisation,
        "caller": caller_name(connection, house) or "…",
        "company": settings.read(connection, "caller_company", "…"),
        "vacancy": vacancy.title if vacancy else words[f"unknown_vacancy_{spoken}"],
        "engineer": fit.engineer.name if fit else words[f"unknown_engineer_{spoken}"],
        "source": "; ".join(dict.fromkeys(file for file, _ in known.person.sources)),
        "ground": words[f"{basis(known.facts).ground}_{spoken}"],
        "number": phone.e164 if phone else "",
    }
    return texts()[kept.kind][spoken].strip().format_map(values)
