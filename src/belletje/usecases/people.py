"""People: who they are, whether they may be called, and what was said about them by hand."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection

from belletje.calllist.callable import Consent
from belletje.calllist.contact import Source
from belletje.calllist.organisations import LEGAL_FORMS
from belletje.store import audit, calls, realcalls, sounds
from belletje.store import people as store
from belletje.store.engine import reading, transaction
from belletje.usecases.gate import Known, everyone, known_now
from belletje.usecases.house import House, NotThere, Refused, stamp
from belletje.usecases.imports import keep_objections_of, regroup


def list_people(*, house: House, today: date) -> list[Known]:
    """Everyone, by name, with whether they may be called today."""
    with reading(house.engine) as connection:
        return sorted(
            everyone(connection, today).values(),
            key=lambda known: (known.person.family, known.person.name, person_number(known.id)),
        )


def show_person(*, house: House, person: str, today: date) -> Known:
    """One person. Raises Refused when there is none of that id."""
    with reading(house.engine) as connection:
        return _one(connection, person, today)


def history_of(*, house: House, person: str) -> list[dict[str, str]]:
    """Who recorded what about a person, oldest first."""
    with reading(house.engine) as connection:
        return audit.about(connection, f"person:{person_number(person)}")


def set_person(
    *,
    house: House,
    person: str,
    now: datetime,
    legal_form: str | None = None,
    consent: str | None = None,
    do_not_call: bool = False,
) -> Known:
    """Records what is known of a person, with who and when. `consent` is the wording in which it was given.

    A do-not-call holds for the person and their numbers, for good. Raises Refused for an unknown person or legal form.
    """
    if legal_form is not None and legal_form not in LEGAL_FORMS:
        known_forms = ", ".join(sorted(LEGAL_FORMS))
        raise Refused(
            f"'{legal_form}' is no legal form that Belletje knows. Choose from {known_forms}.",
            nl=f"'{legal_form}' is geen rechtsvorm die Belletje kent. Kies uit {known_forms}.",
        )
    if consent is not None and not consent.strip():
        raise Refused(
            "Consent needs its wording: what was agreed, and how. "
            "For example --consent 'by mail of 3 May: do call me'.",
            nl="Bij toestemming horen de woorden: wat is er afgesproken, en hoe. "
            "Bijvoorbeeld: per mail van 3 mei: bel gerust.",
        )
    if legal_form is None and consent is None and not do_not_call:
        raise Refused(
            "Say what to record: --legal-form, --consent or --do-not-call.",
            nl="Zeg wat er vastgelegd moet worden: de rechtsvorm, toestemming of niet bellen.",
        )
    with transaction(house.engine) as connection:
        known = _one(connection, person, now.date())
        number = person_number(person)
        at, of = stamp(now), known.person.sources[0]
        if legal_form is not None:
            store.say(connection, number, of, kind="legal_form", value=legal_form, at=at, by=house.by)
        if consent is not None:
            given = _consent(known, consent, house.by, now)
            store.say(connection, number, of, kind="consent", value=given, at=at, by=house.by)
        if do_not_call:
            store.say(connection, number, of, kind="do_not_call", value="", at=at, by=house.by)
            keep_objections_of(connection, [known.person], at)
        what = [
            name
            for name, given in (("legal form", legal_form), ("consent", consent), ("do not call", do_not_call))
            if given
        ]
        for one in what:
            audit.note(connection, at=at, by=house.by, action=f"set {one}", subject=f"person:{number}")
        return _one(connection, person, now.date())


def split(*, house: House, person: str, of: Source, now: datetime) -> Known:
    """Takes one row out of a person, as somebody else; gives the one whom that row is about now.

    It holds for later imports too. Raises Refused when the row is not one of this person's, or the only one.
    """
    with transaction(house.engine) as connection:
        known = _one(connection, person, now.date())
        others = [source for source in known.person.sources if source != of]
        if of not in known.person.sources or not others:
            raise Refused(
                "That row is not one of several of this person, so there is nothing to split.",
                nl="Die rij is niet een van meer rijen van deze persoon; er valt niets te splitsen.",
            )
        return _told(connection, [(of, other) for other in others], of, house, now, same=False)


def join(*, house: House, person: str, other: str, now: datetime) -> Known:
    """Makes one person of two, whatever the rows say. Raises Refused for an unknown person, or the same one twice."""
    with transaction(house.engine) as connection:
        one, two = (_one(connection, name, now.date()) for name in (person, other))
        if one.id == two.id:
            raise Refused(
                f"{one.id} is this very person. Name the other one.",
                nl=f"{one.id} is deze persoon zelf. Noem de ander.",
            )
        pairs = [(left, right) for left in one.person.sources for right in two.person.sources]
        return _told(connection, pairs, one.person.sources[0], house, now, same=True)


def _told(
    connection: Connection,
    pairs: Sequence[tuple[Source, Source]],
    of: Source,
    house: House,
    now: datetime,
    *,
    same: bool,
) -> Known:
    """Keeps who is the same and who is not, works out anew who is who; gives the person whom `of` is about."""
    objected = [one.person for one in everyone(connection, now.date()).values() if one.facts.do_not_call]
    keep_objections_of(connection, objected, stamp(now))
    store.tell_apart_or_join(connection, pairs, same=same, at=stamp(now), by=house.by)
    number = next(number for number, person in regroup(connection).items() if of in person.sources)
    action = "join" if same else "split"
    audit.note(connection, at=stamp(now), by=house.by, action=action, subject=f"person:{number}")
    return _one(connection, f"p{number}", now.date())


def forget(*, house: House, person: str, now: datetime) -> None:
    """Erases a person and all their rows. If they objected to being called, only keyed hashes of that stay."""
    with transaction(house.engine) as connection:
        known = _one(connection, person, now.date())
        if known.facts.do_not_call:
            keep_objections_of(connection, [known.person], stamp(now))
        rehearsed = calls.with_person(connection, person_number(person))
        realcalls.erase_person(connection, person_number(person))
        store.remove_person(connection, person_number(person))
        audit.note(connection, at=stamp(now), by=house.by, action="forget", subject=f"person:{person_number(person)}")
    for call in rehearsed:
        sounds.delete(house.folder, call)


def _one(connection: Connection, person: str, today: date) -> Known:
    known = known_now(connection, person_number(person), today)
    if known is None:
        raise NotThere(
            f"There is no person '{person}'. `belletje people` shows everyone with their id.",
            nl=f"Er is geen persoon '{person}'. Misschien is die gewist; de pagina Mensen toont iedereen.",
        )
    return known


def person_number(person: str) -> int:
    """The number in a person's id. Raises Refused when it is no id."""
    digits = person.strip().removeprefix("p")
    if not digits.isdecimal() or len(digits) > 12:
        raise NotThere(
            f"'{person}' is no person's id. `belletje people` shows everyone with their id, such as p12.",
            nl=f"'{person}' is geen nummer van een persoon. De pagina Mensen toont iedereen.",
        )
    return int(digits)


def _consent(known: Known, wording: str, by: str, now: datetime) -> str:
    consent = Consent(person=known.person.name, given_on=now.date(), how=f"recorded by {by}", wording=wording.strip())
    return json.dumps(asdict(consent), default=str, ensure_ascii=False)
