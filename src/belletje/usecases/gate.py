"""The gate of the law: whether somebody may be called, as it stands at this very moment. Every list goes through it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from belletje.calllist.callable import (
    ByHand,
    Consent,
    Facts,
    Reason,
    facts_of,
    numbers_of_objectors,
    objected_numbers_by_key,
    objection_keys,
    objects_by_key,
    why_not,
)
from belletje.calllist.people import Person
from belletje.store import desk as store
from belletje.store import people, settings
from belletje.store.people_index import numbers_that_files_block


@dataclass(frozen=True, slots=True)
class Known:
    """A person with all that the law looks at, and the verdict: `why_not` is None when a human may call."""

    id: str
    person: Person
    by_hand: ByHand
    facts: Facts
    why_not: Reason | None

    def to_data(self, language: str) -> dict[str, object]:
        """The shape of one row of `belletje people --json`."""
        return {
            "id": self.id,
            "name": self.person.name,
            "organisation": self.person.organisation,
            "title": self.person.title,
            "legal_form": self.facts.legal_form,
            "phones": [phone.e164 for phone in self.person.phones],
            "emails": list(self.person.emails),
            "sources": [{"file": file, "row": row} for file, row in self.person.sources],
            "callable": self.why_not is None,
            "why_not": self.why_not.sentence("nl" if language == "nl" else "en") if self.why_not else None,
        }


def known_now(connection: Connection, number: int, today: date) -> Known | None:
    """One person with the verdict of the law (`why_not` is None when a human may call), or None when there is none.

    The same facts and rules as `everyone`.
    """
    return some_now(connection, [number], today).get(number)


def some_now(connection: Connection, numbers: Collection[int], today: date) -> dict[int, Known]:
    """The same for some people, by their number, in the order given; who is not there is left out."""
    found = store.some_people(connection, numbers)
    anyone_objected = bool(settings.read(connection, "objection_secret"))
    secret = settings.secret(connection) if anyone_objected else b""
    keys = {key for person in found.values() for key in objection_keys(person, secret)} if anyone_objected else ()
    kept = store.known_keys(connection, keys)
    theirs = {phone.e164 for person in found.values() for phone in person.phones}
    blocked = numbers_that_files_block(connection, theirs) | numbers_of_objectors(found.values())
    said = store.said_of(connection, numbers)
    return {
        number: _known(number, found[number], _by_hand(said.get(number, ())), kept, secret, blocked, today)
        for number in numbers
        if number in found
    }


def _known(
    number: int,
    person: Person,
    said: ByHand,
    kept: frozenset[str],
    secret: bytes,
    blocked: frozenset[str],
    today: date,
) -> Known:
    if objects_by_key(person, kept, secret):
        said = ByHand(said.legal_form, said.consent, True, said.existing_customer)
    theirs = frozenset(phone.e164 for phone in person.phones) & blocked
    facts = facts_of(person, said, theirs | objected_numbers_by_key(person, kept, secret))
    return Known(f"p{number}", person, said, facts, why_not(facts, today))


def everyone(connection: Connection, today: date) -> dict[int, Known]:
    """Everyone by number, with the verdict of the law: the one gate that every list goes through."""
    everybody = people.all_people(connection)
    by_hand = said_by_hand(connection)
    kept = people.objection_keys(connection)
    secret = settings.secret(connection) if kept else b""
    objected = {number for number, person in everybody.items() if kept and objects_by_key(person, kept, secret)}
    numbers = numbers_of_objectors(
        person
        for number, person in everybody.items()
        if by_hand.get(number, ByHand()).do_not_call or number in objected
    ) | numbers_of_objectors(everybody.values())
    found: dict[int, Known] = {}
    for number, person in everybody.items():
        said = by_hand.get(number, ByHand())
        if number in objected:
            said = ByHand(said.legal_form, said.consent, True, said.existing_customer)
        blocked = numbers | objected_numbers_by_key(person, kept, secret)
        facts = facts_of(person, said, blocked)
        found[number] = Known(f"p{number}", person, said, facts, why_not(facts, today))
    return found


def said_by_hand(connection: Connection) -> dict[int, ByHand]:
    """What was said by hand, the latest of each kind; an objection is never taken back."""
    return {number: _by_hand(sayings) for number, sayings in people.said(connection).items()}


def _by_hand(sayings: Collection[Mapping[str, str]]) -> ByHand:
    latest = {saying["kind"]: saying["value"] for saying in sayings}
    return ByHand(
        legal_form=latest.get("legal_form", ""),
        consent=_read_consent(latest.get("consent")),
        do_not_call="do_not_call" in latest,
    )


def _read_consent(text: str | None) -> Consent | None:
    if text is None:
        return None
    kept: Mapping[str, str] = json.loads(text)
    return Consent(kept["person"], date.fromisoformat(kept["given_on"]), kept["how"], kept["wording"])
