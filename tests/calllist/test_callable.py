"""The law as a gate, as a decision table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from belletje.calllist.callable import (
    Consent,
    Facts,
    facts_of,
    numbers_of_objectors,
    objected_numbers_by_key,
    objection_key,
    objection_keys,
    objects_by_key,
    phone_to_call,
    why_not,
)
from belletje.calllist.contact import Phone
from belletje.calllist.people import merge

from .material import TODAY, contact

MOBILE = Phone("+31612345678", "mobile", "mobile")
OFFICE = Phone("+31205550019", "landline", "work")
HOME = Phone("+31205550020", "landline", "home")
YES = Consent("Noor Bakker", date(2026, 1, 1), "per e-mail", "U mag mij bellen over engineers.")
SECRET = b"a secret of thirty-two bytes ...."
LAST_DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("facts", "today", "code"),
    [
        (Facts("bv", (MOBILE,)), TODAY, None),
        (Facts("overheid", (OFFICE,)), TODAY, None),
        (Facts("", (MOBILE,)), TODAY, "legal_form_unknown"),
        (Facts("iets", (MOBILE,)), TODAY, "legal_form_unknown"),
        (Facts("vof", (MOBILE,)), TODAY, "natural_person_needs_consent"),
        (Facts("eenmanszaak", (MOBILE,), consent=YES), TODAY, None),
        (
            Facts("eenmanszaak", (MOBILE,), consent=replace(YES, given_on=TODAY + timedelta(1))),
            TODAY,
            "natural_person_needs_consent",
        ),
        (
            Facts("eenmanszaak", (MOBILE,), consent=replace(YES, withdrawn_on=TODAY)),
            TODAY,
            "natural_person_needs_consent",
        ),
        (Facts("eenmanszaak", (MOBILE,), consent=replace(YES, wording=" ")), TODAY, "natural_person_needs_consent"),
        (Facts("cv", (MOBILE,), existing_customer=True), LAST_DAY, None),
        (Facts("cv", (MOBILE,), existing_customer=True), LAST_DAY + timedelta(1), "natural_person_needs_consent"),
        (Facts("maatschap", (MOBILE,)), date(2021, 6, 30), None),
        (Facts("maatschap", (MOBILE,)), date(2021, 7, 1), "natural_person_needs_consent"),
        (Facts("bv", (MOBILE,), do_not_call=True), TODAY, "do_not_call"),
        (Facts("vof", (MOBILE,), do_not_call=True, consent=YES), TODAY, "do_not_call"),
        (Facts("bv"), TODAY, "no_number"),
        (Facts("bv", (HOME,)), TODAY, "only_private_numbers"),
        (Facts("bv", (HOME, OFFICE)), TODAY, None),
        (Facts("bv", (MOBILE,), objected_numbers=frozenset({MOBILE.e164})), TODAY, "number_objected"),
        (Facts("bv", (HOME, MOBILE), objected_numbers=frozenset({MOBILE.e164})), TODAY, "number_objected"),
        (Facts("bv", (OFFICE, MOBILE), objected_numbers=frozenset({MOBILE.e164})), TODAY, None),
    ],
)
def test_who_may_be_called(facts: Facts, today: date, code: str | None) -> None:
    reason = why_not(facts, today)
    assert (reason.code if reason else None) == code
    assert reason is None or (reason.source and reason.sentence("nl") and reason.sentence("en"))


def test_the_number_that_is_offered() -> None:
    assert phone_to_call(Facts("bv", (HOME, OFFICE, MOBILE))) == MOBILE
    assert phone_to_call(Facts("bv", (HOME, OFFICE))) == OFFICE
    assert phone_to_call(Facts("bv", (HOME,))) is None
    assert phone_to_call(Facts("bv", (OFFICE, MOBILE), objected_numbers=frozenset({MOBILE.e164}))) == OFFICE


def test_an_objection_survives_erasure_and_a_new_import() -> None:
    (objector,) = merge([contact("Noor Bakker", mobile=MOBILE.e164, landline=OFFICE.e164, email="n@m.nl")])
    kept = objection_keys(objector, SECRET)
    assert not any(MOBILE.e164 in key or "akker" in key for key in kept)
    back = {
        "by mobile": contact("Eleonora Bakker", "Delta BV", mobile=MOBILE.e164),
        "by address": contact("E. Bakker", "Delta BV", email="n@m.nl"),
        "by name and employer": contact("NOOR BAKKER", "Meridiaan N.V."),
    }
    for person in merge(replace(one, row=row) for row, one in enumerate(back.values())):
        assert objects_by_key(person, kept, SECRET)
    (colleague,) = merge([contact("Piet Vos", mobile="+31687654321", landline=OFFICE.e164)])
    assert not objects_by_key(colleague, kept, SECRET)
    assert objected_numbers_by_key(colleague, kept, SECRET) == {OFFICE.e164}
    assert not objects_by_key(objector, kept, b"another secret of enough bytes")


def test_an_objection_holds_for_the_number_too() -> None:
    people = merge(
        [contact("Noor Bakker", mobile=MOBILE.e164, do_not_call=True), contact("Piet Vos", row=1, mobile=MOBILE.e164)]
    )
    piet = next(person for person in people if person.name == "Piet Vos")
    reason = why_not(facts_of(piet, objected_numbers=numbers_of_objectors(people)), TODAY)
    assert reason is not None
    assert reason.code == "number_objected"


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        objection_key("+31612345678", b"short")
