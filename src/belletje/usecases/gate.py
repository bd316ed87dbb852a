"""The gate of the law for one person, as it stands at this very moment; without reading everyone."""

import json
from datetime import date

from sqlalchemy import Connection

from belletje.calllist.callable import (
    ByHand,
    Consent,
    facts_of,
    numbers_of_objectors,
    objected_numbers_by_key,
    objection_keys,
    objects_by_key,
    why_not,
)
from belletje.store import desk as store
from belletje.store import settings
from belletje.usecases.people import Known


def known_now(connection: Connection, number: int, today: date, *, thorough: bool = True) -> Known | None:
    """One person with the verdict of the law (`why_not` is None when a human may call), or None when there is none.

    The same facts and rules as `people.everyone`. `thorough` also looks at what files say of others with the same
    number; without it that must have been looked at when the queue was made.
    """
    person = store.one_person(connection, number)
    if person is None:
        return None
    anyone_objected = bool(settings.read(connection, "objection_secret"))
    secret = settings.secret(connection) if anyone_objected else b""
    kept = store.known_keys(connection, objection_keys(person, secret)) if anyone_objected else frozenset()
    said = _said(connection, number)
    if objects_by_key(person, kept, secret):
        said = ByHand(said.legal_form, said.consent, True, said.existing_customer)
    blocked = numbers_of_objectors([person]) | objected_numbers_by_key(person, kept, secret)
    if thorough:
        blocked |= numbers_of_objectors(store.flagged_people(connection))
    facts = facts_of(person, said, blocked)
    return Known(f"p{number}", person, said, facts, why_not(facts, today))


def _said(connection: Connection, number: int) -> ByHand:
    latest = {saying["kind"]: saying["value"] for saying in store.said_of(connection, number)}
    consent = None
    if "consent" in latest:
        kept = json.loads(latest["consent"])
        consent = Consent(kept["person"], date.fromisoformat(kept["given_on"]), kept["how"], kept["wording"])
    return ByHand(latest.get("legal_form", ""), consent, "do_not_call" in latest)
