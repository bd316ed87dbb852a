"""The law as a gate: who may be called, and on which number. Facts for design, not legal advice.

The rules, with their start and end dates and sources, are in `data/law.tsv`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from belletje.calllist.contact import Phone
from belletje.calllist.folding import words
from belletje.calllist.knowledge import BadKnowledge, Line, table
from belletje.calllist.organisations import LEGAL_FORMS, organisation_key
from belletje.calllist.people.person import Person

Language = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Consent:
    """Recorded consent of a natural person: who gave it, when, how, and in which words."""

    person: str
    given_on: date
    how: str
    wording: str
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class ByHand:
    """What someone has said about a person. It wins over what the files say, but nobody can lift an objection."""

    legal_form: str = ""
    consent: Consent | None = None
    do_not_call: bool = False
    existing_customer: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the law looks at. `objected_numbers` are E.164 numbers on which anyone has objected."""

    legal_form: str = ""
    phones: tuple[Phone, ...] = ()
    do_not_call: bool = False
    consent: Consent | None = None
    existing_customer: bool = False
    objected_numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why someone may not be called: the rule, its source, and a sentence in both languages."""

    code: str
    source: str
    nl: str
    en: str

    def sentence(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule and the days on which it holds: from `starts` up to, not including, `ends`."""

    code: str
    starts: date
    ends: date | None
    reason: Reason

    def holds_on(self, today: date) -> bool:
        return self.starts <= today and (self.ends is None or today < self.ends)


NOBODY_SAID = ByHand()


def facts_of(person: Person, by_hand: ByHand = NOBODY_SAID, objected_numbers: frozenset[str] = frozenset()) -> Facts:
    """The facts about a person, from the files and by hand."""
    return Facts(
        legal_form=by_hand.legal_form or person.legal_form,
        phones=person.phones,
        do_not_call=person.do_not_call or by_hand.do_not_call,
        consent=by_hand.consent,
        existing_customer=by_hand.existing_customer,
        objected_numbers=objected_numbers,
    )


def why_not(facts: Facts, today: date) -> Reason | None:
    """Why this person may not be called today; None when a human may call."""
    for rule, breaks in _GATE:
        if rule.holds_on(today) and breaks(facts, today):
            return rule.reason
    return None


def phone_to_call(facts: Facts) -> Phone | None:
    """The number to offer: never a home number or one with an objection; a mobile before a landline."""
    allowed = _allowed_numbers(facts)
    return min(allowed, key=lambda phone: (phone.kind != "mobile", phone.label != "work", phone.e164), default=None)


def numbers_of_objectors(people: Iterable[Person]) -> frozenset[str]:
    """The numbers of everyone who said not to call: an objection holds for the number too."""
    return frozenset(phone.e164 for person in people if person.do_not_call for phone in person.phones)


def objection_key(value: str, secret: bytes) -> str:
    """A keyed hash (HMAC-SHA-256) of a number or of `name_at_organisation`: what stays after someone is erased.

    Without the secret it cannot be turned back or tried out. Raises ValueError for a secret under 16 bytes.
    """
    if len(secret) < 16:
        raise ValueError("the secret for objections must be at least 16 bytes")
    return hmac.new(secret, value.strip().encode(), hashlib.sha256).hexdigest()


def name_at_organisation(name: str, organisation: str) -> str:
    """A person's name and employer in the one form that different spellings share."""
    return f"{' '.join(words(name))} @ {organisation_key(organisation).core}"


def objection_keys(person: Person, secret: bytes) -> frozenset[str]:
    """All keys to keep when this person objects: numbers, addresses, and each name at each employer."""
    return frozenset(objection_key(value, secret) for value in _identifying(person) | _landlines(person))


def objects_by_key(person: Person, kept: frozenset[str], secret: bytes) -> bool:
    """Whether this person is known, by kept keys, to have objected: by mobile number, address, or name at employer.

    A shared landline alone does not make someone an objector; `objected_numbers_by_key` still blocks that number.
    """
    return bool(kept) and any(objection_key(value, secret) in kept for value in _identifying(person))


def objected_numbers_by_key(person: Person, kept: frozenset[str], secret: bytes) -> frozenset[str]:
    """The numbers of this person on which, by kept keys, someone objected."""
    return frozenset(phone.e164 for phone in person.phones if kept and objection_key(phone.e164, secret) in kept)


def _identifying(person: Person) -> set[str]:
    mobiles = {phone.e164 for phone in person.phones if phone.kind == "mobile"}
    names = {name_at_organisation(contact.name, contact.organisation) for contact in person.contacts if contact.name}
    return mobiles | set(person.emails) | names


def _landlines(person: Person) -> set[str]:
    return {phone.e164 for phone in person.phones if phone.kind != "mobile"}


def _allowed_numbers(facts: Facts) -> list[Phone]:
    return [phone for phone in facts.phones if phone.label != "home" and phone.e164 not in facts.objected_numbers]


def _said_no(facts: Facts, today: date) -> bool:
    return facts.do_not_call


def _natural_without_consent(facts: Facts, today: date) -> bool:
    form = LEGAL_FORMS.get(facts.legal_form)
    if form is None or form.person != "natural" or _consents(facts.consent, today):
        return False
    exception = _RULES["except_existing_customer:natural_person_needs_consent"]
    return not (facts.existing_customer and exception.holds_on(today))


def _consents(consent: Consent | None, today: date) -> bool:
    if consent is None or not (consent.wording.strip() and consent.how.strip()):
        return False
    return consent.given_on <= today and (consent.withdrawn_on is None or today < consent.withdrawn_on)


def _form_unknown(facts: Facts, today: date) -> bool:
    return facts.legal_form not in LEGAL_FORMS


def _no_number(facts: Facts, today: date) -> bool:
    return not facts.phones


def _only_private(facts: Facts, today: date) -> bool:
    return bool(facts.phones) and all(phone.label == "home" for phone in facts.phones)


def _number_objected(facts: Facts, today: date) -> bool:
    return not _allowed_numbers(facts)


def _read_rule(line: Line) -> Rule:
    try:
        starts = date.fromisoformat(line["from"])
        ends = date.fromisoformat(line["until"]) if line["until"] else None
    except ValueError:
        raise line.wrong("'from' and 'until' must be dates such as 2026-07-01") from None
    if not line["source"]:
        raise line.wrong("a rule needs its source")
    return Rule(line["rule"], starts, ends, Reason(line["rule"], line["source"], line["nl"], line["en"]))


_RULES = {rule.code: rule for rule in map(_read_rule, table("law.tsv"))}
_BREAKS: tuple[tuple[str, Callable[[Facts, date], bool]], ...] = (
    ("do_not_call", _said_no),
    ("natural_person_needs_consent", _natural_without_consent),
    ("legal_form_unknown", _form_unknown),
    ("no_number", _no_number),
    ("only_private_numbers", _only_private),
    ("number_objected", _number_objected),
)
_missing = [code for code, _ in _BREAKS if code not in _RULES]
if _missing:
    raise BadKnowledge("law.tsv", 1, f"no rule {', '.join(_missing)}")
_GATE = tuple((_RULES[code], breaks) for code, breaks in _BREAKS)
