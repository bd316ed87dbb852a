"""The best of what contacts say about one person: name, organisation, numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from belletje.calllist.contact import Contact, Phone
from belletje.calllist.names import name_key
from belletje.calllist.organisations import organisation_key
from belletje.calllist.people.person import Evidence, Person


def portrait(contacts: Sequence[Contact], why: Sequence[Evidence]) -> Person:
    """The person that these contacts (at least one, in the order of their sources) are about."""
    named = max(contacts, key=_completeness_of_name)
    employer = _latest_employer(contacts)
    there = [contact for contact in contacts if organisation_key(contact.organisation).core == employer] or list(
        contacts
    )
    return Person(
        key=f"{contacts[0].file}:{contacts[0].row}",
        contacts=tuple(contacts),
        given=named.given, family=named.family, name=named.name,
        organisation=_best(contact.organisation for contact in there),
        title=_best(contact.title for contact in there) or _best(contact.title for contact in contacts),
        legal_form=_legal_form(there),
        phones=_phones(contacts),
        emails=_united(contacts, lambda contact: contact.emails),
        links=_united(contacts, lambda contact: contact.links),
        remarks=_united(contacts, lambda contact: contact.remarks),
        do_not_call=any(contact.do_not_call for contact in contacts),
        known_by=_united(contacts, lambda contact: contact.known_by),
        last_contact=max((contact.last_contact for contact in contacts if contact.last_contact), default=None),
        connected_on=min((contact.connected_on for contact in contacts if contact.connected_on), default=None),
        former_client=any(contact.former_client for contact in contacts),
        not_before_hour=max((contact.not_before_hour for contact in contacts if contact.not_before_hour), default=None),
        place=_best(contact.place for contact in there),
        why=tuple(sorted(why, key=lambda evidence: (-evidence.points, evidence.left, evidence.right))),
    )  # fmt: skip


def _completeness_of_name(contact: Contact) -> tuple[bool, bool, int, bool, int]:
    key = name_key(contact.given, contact.family)
    written_out = bool(contact.given) and not key.initials
    mixed_case = contact.name != contact.name.upper() and contact.name != contact.name.lower()
    abbreviated = "." in contact.family
    whole = "?" not in contact.name
    return (
        whole,
        written_out and not abbreviated,
        len(key.family),
        mixed_case,
        sum(letter > "\x7f" for letter in contact.name),
    )


def _latest_employer(contacts: Sequence[Contact]) -> str:
    """The organisation that most contacts name; when they differ and carry dates, the latest."""
    cores = Counter(core for contact in contacts if (core := organisation_key(contact.organisation).core))
    if len(cores) < 2:
        return next(iter(cores), "")
    latest = {core: max(_seen(c) for c in contacts if organisation_key(c.organisation).core == core) for core in cores}
    return max(cores, key=lambda core: (latest[core], cores[core], core))


def _seen(contact: Contact) -> date:
    return max(contact.last_contact or date.min, contact.connected_on or date.min)


def _legal_form(contacts: Iterable[Contact]) -> str:
    forms = Counter(contact.legal_form for contact in contacts if contact.legal_form)
    return max(forms, key=lambda form: (forms[form], form), default="")


def _best(texts: Iterable[str]) -> str:
    """The text used most; of equals the one that is not all capitals and says most."""
    counts = Counter(text for text in texts if text)
    return max(counts, key=lambda text: (text != text.upper(), counts[text], len(text), text), default="")


def _phones(contacts: Iterable[Contact]) -> tuple[Phone, ...]:
    """Each number once. A label "home" from any contact stays; mobiles come first, then work numbers."""
    found: dict[str, Phone] = {}
    for contact in contacts:
        for phone in contact.phones:
            known = found.get(phone.e164)
            if known is None or _says_more(phone, known):
                found[phone.e164] = phone
    return tuple(sorted(found.values(), key=lambda phone: (phone.label == "home", phone.kind != "mobile", phone.e164)))


def _says_more(phone: Phone, known: Phone) -> bool:
    order = ("other", "mobile", "work", "home")
    return order.index(phone.label) > order.index(known.label)


def _united(contacts: Iterable[Contact], of: Callable[[Contact], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for contact in contacts for value in of(contact)))
