"""Real calls: recording how one ended, taking the last one back, and what came of a meeting."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from belletje.calllist.callable import phone_to_call
from belletje.calllist.intake import read
from belletje.calllist.people import merge
from belletje.calllist.ranking import signals_of
from belletje.calllist.reasons import Case
from belletje.desk.alongside import Met
from belletje.desk.callbacks import NoMoment, moment_in
from belletje.desk.hours import zone_and_country
from belletje.desk.knowledge import Outcome, outcomes, rules
from belletje.desk.why import why
from belletje.prospect.catalogue import catalogue
from belletje.store import desk as store
from belletje.store import put_off, realcalls, tally
from belletje.store.engine import reading, transaction
from belletje.store.realcalls import StoredRealCall
from belletje.usecases.callhistory import history_of
from belletje.usecases.gate import Known, known_now
from belletje.usecases.house import House, NotThere, Refused, utc
from belletje.usecases.order import change_standing, put_back
from belletje.usecases.people import person_number, set_person
from belletje.usecases.queue import no_such_person, opening_for

LONGEST_NOTE = 5_000
LONGEST_NAME = 200
LONGEST_TOKEN = 100
LONGEST_CALL_S = 24 * 3600
MOST_REACTIONS = 200
RESULTS = ("", "won", "lost")
RealCall = StoredRealCall
"""A real call as use cases give it."""


@dataclass(frozen=True, slots=True)
class Referral:
    """The person whom someone referred to; the phone may be empty, the organisation is the referrer's own then."""

    name: str
    organisation: str = ""
    phone: str = ""
    email: str = ""
    title: str = ""


def record_call(
    *,
    house: House,
    person: str,
    outcome: str,
    now: datetime,
    token: str,
    note: str = "",
    callback: str = "",
    duration_s: int | None = None,
    heard: Sequence[Met] = (),
    referral: Referral | None = None,
    holder: str = "",
    language: str = "nl",
) -> StoredRealCall:
    """Records how a call that someone made ended, with who and when; under the same `token` it is recorded once.

    `callback` is when to call again ("volgende week dinsdag om 10 uur" or ISO 8601), `heard` what the other end said
    with what met it (so that answers of colleagues count how often they work), `holder` the desk that the person was
    given to. After opted_out nobody calls the person or their numbers again, ever. Raises Refused
    for someone who may not be called, unless they objected just now or were given to this holder while they might
    still be called.
    """
    told = outcomes().get(outcome)
    if told is None:
        raise Refused(
            f"'{outcome}' is no outcome of a call. Choose from {', '.join(outcomes())}.",
            nl=f"'{outcome}' is geen uitkomst van een gesprek. Kies uit {', '.join(outcomes())}.",
        )
    _check(token, note, duration_s, heard)
    number = person_number(person)
    with reading(house.engine) as connection:
        if done := realcalls.by_token(connection, token):
            return _recorded(done, outcome)
        known = known_now(connection, number, now.date())
        if known is None:
            raise no_such_person(person)
        held = store.held_by(connection, number, utc(now))
    if holder and held not in (None, holder) and outcome != "opted_out":
        raise Refused(
            "A colleague has this person at the desk now, so their call is recorded there.",
            nl="Een collega heeft deze persoon nu aan het bureau; het gesprek wordt daar vastgelegd.",
        )
    given = bool(holder) and held == holder
    dialled = phone_to_call(known.facts) or next(iter(known.person.phones), None)
    zone = zone_and_country(dialled.e164 if dialled else "")[0]
    callback_at = _callback(told, callback, language, now, zone)
    if known.why_not and outcome != "opted_out" and (callback_at or not given):
        raise Refused(
            f"{known.person.name or known.person.organisation} may not be called. {known.why_not.en}",
            nl=f"{known.person.name or known.person.organisation} mag niet gebeld worden. {known.why_not.nl}",
        )
    if told.needs == "whom" and (referral is None or not referral.name.strip()):
        raise Refused(
            "A referral needs the name of the person you were referred to.",
            nl="Bij een doorverwijzing hoort de naam van degene naar wie u verwezen bent.",
        )
    if outcome == "opted_out" and not known.facts.do_not_call:
        set_person(house=house, person=person, now=now, do_not_call=True)  # first: what follows may fail, this may not
    with transaction(house.engine) as connection:
        if done := realcalls.by_token(connection, token):
            return _recorded(done, outcome)
        call_id = realcalls.add(
            connection, _values(connection, house, known, number, told, now, zone) | {
                "token": token, "note": note.strip(), "duration_s": duration_s,
                "callback_at": utc(callback_at) if callback_at else None,
            },
        )  # fmt: skip
        realcalls.keep_reactions(connection, call_id, heard)
        tally.count(connection, call_id, 1)
        if referral and outcome == "referral":
            _add_referred(connection, house, known, call_id, referral, now)
        _leave_tasks(connection, number, call_id, told, now)
        if outcome == "opted_out":
            store.take_out_of_queue(connection, number)
        else:
            change_standing(connection, number)
        put_off.end(connection, number, at=utc(now))
        if holder:
            store.release(connection, holder)
        kept = realcalls.get(connection, call_id)
        assert kept is not None, "it was added just now"
        return kept


def undo_call(*, house: House, call: int, now: datetime) -> StoredRealCall:
    """Takes the last call that this user recorded back; a second time changes nothing.

    The call stays in the books as undone, with who and when. Raises Refused for any other call, and for opted_out: an
    objection is for good.
    """
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        if kept.undone_at is not None:
            return kept
        latest = realcalls.latest_by(connection, house.by)
        if latest is None or latest.id != call:
            raise Refused(
                "Only the outcome that you recorded last can be taken back.",
                nl="Alleen de uitkomst die u als laatste vastlegde, kunt u terugnemen.",
            )
        if kept.outcome == "opted_out":
            raise Refused(
                "That this person does not want to be called is for good; nobody can take it back.",
                nl="Dat deze persoon niet gebeld wil worden, blijft; dat kan niemand terugnemen.",
            )
        tally.count(connection, call, -1)
        realcalls.undo(connection, call, at=utc(now), by=house.by)
        store.drop_tasks(connection, call)
        if kept.referral_import is not None:
            store.remove_added(connection, kept.referral_import)
        if kept.person_id is not None:
            change_standing(connection, kept.person_id)
        return _one(connection, call)


def set_result(*, house: House, call: int, result: str, now: datetime, on: date | None = None) -> StoredRealCall:
    """Keeps what a meeting came to: won (a placement), lost, or empty while that is open; on a day, else today.

    Raises Refused.
    """
    if result not in RESULTS:
        raise Refused("A meeting is won, lost, or still open.", nl="Een afspraak is gewonnen, verloren of nog open.")
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        if not outcomes()[kept.outcome].meeting or kept.undone_at is not None:
            raise Refused(
                f"Call {call} did not end in a meeting, so there is no result of one.",
                nl=f"Gesprek {call} eindigde niet in een afspraak; er is dus geen resultaat van.",
            )
        called_on = datetime.fromisoformat(kept.at).astimezone(now.tzinfo).date()
        if on and not called_on <= on <= now.date():
            raise Refused(
                "The day of a result lies between the call and today.",
                nl="De dag van een resultaat ligt tussen het gesprek en vandaag.",
            )
        day = (on or now.date()).isoformat() if result else None
        if kept.result == result and (on is None or kept.result_on == day):
            return kept
        tally.count(connection, call, -1)
        realcalls.set_result(connection, call, result=result, on=day, at=utc(now), by=house.by)
        tally.count(connection, call, 1)
        return _one(connection, call)


def show_call(*, house: House, call: int) -> StoredRealCall:
    """One real call. Raises NotThere."""
    with reading(house.engine) as connection:
        return _one(connection, call)


def may_undo(*, house: House, call: int) -> bool:
    """Whether this is the last call that who is at work recorded, and can be taken back."""
    with reading(house.engine) as connection:
        latest = realcalls.latest_by(connection, house.by)
        return latest is not None and latest.id == call and latest.outcome != "opted_out"


def person_of(*, house: House, person: str, now: datetime) -> Known:
    """Whom a call was to, with the verdict of the law. Raises NotThere."""
    with reading(house.engine) as connection:
        known = known_now(connection, person_number(person), now.date())
    if known is None:
        raise no_such_person(person)
    return known


def heard_in(*, house: House, call: int) -> list[Met]:
    """What the other end said in a call, in order, each with what met it."""
    with reading(house.engine) as connection:
        return realcalls.reactions_of(connection, call)


def calls_to(*, house: House, person: str) -> list[StoredRealCall]:
    """The calls to a person, oldest first; those undone too."""
    with reading(house.engine) as connection:
        return realcalls.of_person(connection, person_number(person))


def call_to_data(call: StoredRealCall) -> dict[str, object]:
    """The shape of `belletje call --json`."""
    return {
        "call": call.id,
        "person": None if call.person_id is None else f"p{call.person_id}",
        "at": call.at,
        "by": call.by,
        "outcome": call.outcome,
        "note": call.note,
        "duration_s": call.duration_s,
        "callback": call.callback_at,
        "why": call.why,
        "result": call.result or None,
        "result_on": call.result_on,
        "result_at": call.result_at,
        "undone_at": call.undone_at,
        "undone_by": call.undone_by,
    }


def _recorded(done: StoredRealCall, outcome: str) -> StoredRealCall:
    """What this form recorded already. Raises Refused where that was taken back: another outcome would get lost."""
    if done.undone_at is not None and outcome != done.outcome:
        raise Refused(
            "This call was recorded and taken back. Open the person again and record it anew.",
            nl="Dit gesprek was vastgelegd en is teruggenomen. Open de persoon opnieuw en leg het nog eens vast.",
        )
    return done


def _check(token: str, note: str, duration_s: int | None, heard: Sequence[Met]) -> None:
    if not token.strip() or len(token) > LONGEST_TOKEN:
        raise Refused(
            f"A call is recorded under a token of 1 to {LONGEST_TOKEN} characters, so that it is recorded once.",
            nl="Dit formulier is niet volledig. Open het gesprek opnieuw en leg het nog eens vast.",
        )
    if len(note) > LONGEST_NOTE:
        raise Refused(
            f"A note is at most {LONGEST_NOTE} letters. Shorten it.",
            nl=f"Een aantekening is hoogstens {LONGEST_NOTE} letters. Maak die korter.",
        )
    if duration_s is not None and not 0 <= duration_s <= LONGEST_CALL_S:
        raise Refused("A call takes from 0 seconds to a day.", nl="Een gesprek duurt van 0 seconden tot een dag.")
    unknown = [one.reaction for one in heard if one.reaction not in catalogue()]
    if unknown or len(heard) > MOST_REACTIONS:
        raise Refused(
            f"Reactions are those of the catalogue, at most {MOST_REACTIONS} in a call.",
            nl=f"Reacties zijn die uit de catalogus, hoogstens {MOST_REACTIONS} per gesprek.",
        )


def _callback(told: Outcome, words: str, language: str, now: datetime, zone: str) -> datetime | None:
    if not words.strip():
        if told.needs == "when":
            raise Refused(
                "Say when to call back, such as 'next Tuesday at 10' or 2026-12-01T10:00.",
                nl="Zeg wanneer u terugbelt, zoals 'volgende week dinsdag om 10 uur' of 2026-12-01T10:00.",
            )
        return None
    if told.name == "opted_out":
        raise Refused(
            "Who does not want to be called is not called back.", nl="Wie niet gebeld wil worden, bellen we niet terug."
        )
    shown = words.strip()[:60]
    try:
        return moment_in(words[:500], language, now, zone)
    except NoMoment as mistake:
        if mistake.reason == "unreadable":
            raise Refused(
                f"'{shown}' is no day or time that Belletje understands. Try 'next Tuesday at 10' or 2026-12-01T10:00.",
                nl=f"'{shown}' is geen dag of tijd die Belletje begrijpt. "
                "Probeer 'volgende week dinsdag om 10 uur' of 2026-12-01T10:00.",
            ) from mistake
        raise Refused(
            f"'{shown}' is not within the coming three years. Choose a moment that is still to come.",
            nl=f"'{shown}' ligt niet binnen de komende drie jaar. Kies een moment dat nog komt.",
        ) from mistake


def _values(
    connection: Connection, house: House, known: Known, number: int, told: Outcome, now: datetime, zone: str
) -> dict[str, Any]:
    there = now.astimezone(ZoneInfo(zone))
    year, week, weekday = there.isocalendar()
    file, row = known.person.sources[0]
    vacancy, fit = opening_for(connection, known.person, number, now.date())
    phone, past = phone_to_call(known.facts), history_of(connection, number, now.date())
    case = Case(known.person, phone, now.date(), vacancy, fit, past, there.hour) if phone else None
    signals = {signal.name: signal.value for signal in signals_of(case)} if case else {}
    return {
        "person_id": number, "file": file, "row": row, "at": utc(now), "by": house.by, "outcome": told.name,
        "why": why(known.person, vacancy, fit), "week": f"{year}-W{week:02}", "weekday": weekday, "hour": there.hour,
        "signals": json.dumps(signals) if signals else "",
    }  # fmt: skip


def _leave_tasks(connection: Connection, number: int, call_id: int, told: Outcome, now: datetime) -> None:
    """Material that was asked for; and after the first contact the notice of GDPR art. 14, until it is sent."""
    if told.name == "material_requested":
        store.add_task(connection, call_id=call_id, kind="material", due_at=utc(now))
    if told.reached and not store.has_notice(connection, number):
        store.add_task(connection, call_id=call_id, kind="notice", due_at=utc(now + rules().notice_within))


def _add_referred(
    connection: Connection, house: House, known: Known, call_id: int, referral: Referral, now: datetime
) -> None:
    """The new person, read as any row of a table is; their source is this call."""
    organisation = referral.organisation.strip() or known.person.organisation
    same = organisation == known.person.organisation
    file = f"call {call_id}"
    cells = {
        "name": referral.name, "company": organisation, "job title": referral.title, "work phone": referral.phone,
        "email": referral.email, "known by": known.person.name, "legal form": known.facts.legal_form if same else "",
    }  # fmt: skip
    table = io.StringIO()
    csv.writer(table).writerows([list(cells), [" ".join(cell[:LONGEST_NAME].split()) for cell in cells.values()]])
    content = table.getvalue().encode()
    found = read(content, file, now.date())
    if not found.contacts:
        raise Refused(
            f"'{referral.name[:60]}' with '{referral.phone[:30]}' cannot be read as a person and a telephone number.",
            nl=f"'{referral.name[:60]}' met '{referral.phone[:30]}' is niet te lezen als een persoon met een nummer.",
        )
    (person,) = merge(found.contacts)
    digest = hashlib.sha256(content + file.encode()).hexdigest()
    import_id, number = store.add_person(connection, found, person, digest=digest, at=utc(now))
    realcalls.set_referral(connection, call_id, import_id)
    put_back(connection, number, now)


def _one(connection: Connection, call: int) -> StoredRealCall:
    kept = realcalls.get(connection, call)
    if kept is None:
        raise NotThere(f"There is no real call {call}.", nl=f"Er is geen gesprek {call}.")
    return kept
