"""What every source of vacancies has in common: the contact person in the text, the language, no acquisition."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

import phonenumbers

from belletje.calllist.contact import Contact, Phone, Vacancy
from belletje.calllist.folding import folded, tidy, words
from belletje.calllist.knowledge import table
from belletje.calllist.names import read_name
from belletje.calllist.organisations import legal_form_of
from belletje.calllist.phones import HOME_REGION, read_phone
from belletje.calllist.remarks import asks_no_acquisition

WORDS = {line["kind"]: line.several("words") for line in table("vacancy_words.tsv")}
"""The lines of `data/vacancy_words.tsv` by kind."""

_PARTICLE = r"(?:van|de|der|den|ter|ten|te|'t|’t|el|al|von|v\.d\.|op|in|het|la|le|du|da|ben)"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þİ][\w'’.-]*|'[ts]\s[A-Z][\w-]+|IJ[a-z]+)"
_PERSON = re.compile(
    r"\b(?i:" + "|".join(re.escape(word) for word in sorted(WORDS["person_before"], key=len, reverse=True)) + r")\b"
    r"[:\s]+(?i:met\s+|naar\s+|gerust\s+|even\s+|opnemen\s+met\s+|onze\s+\w+\s+)*"
    r"(?i:dhr\.?\s+|mevr\.?\s+|mw\.?\s+|de heer\s+|mevrouw\s+)?"
    rf"({_CAPITAL}(?:\s+{_PARTICLE})*(?:\s+(?i:{_PARTICLE}\s+)*{_CAPITAL}){{1,3}})"
    r"(?:\s*[,(]\s*([^,()@\d\n]{3,60}?)\s*[,).])?"
)  # fmt: skip
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """The contact person that a vacancy's text names; every part may be empty."""

    name: str = ""
    title: str = ""
    phones: tuple[Phone, ...] = ()
    email: str = ""


def named_person(text: str) -> NamedPerson:
    """The contact person in a vacancy's text: "Bel Marloes Dekker, teamleider infrastructuur, 038-555 01 23"."""
    text = text[:_MAX_TEXT]
    found = _PERSON.search(text)
    name = _name_only(found[1]) if found else ""
    title = tidy(found[2] or "") if found and name else ""
    email = _EMAIL.search(text)
    address = email[0].lower().strip(".'-") if email else ""
    return NamedPerson(name, title if _is_a_title(title) else "", phones_in(text), address)


def phones_in(text: str) -> tuple[Phone, ...]:
    """The telephone numbers in running text."""
    found: dict[str, Phone] = {}
    for match in phonenumbers.PhoneNumberMatcher(text[:_MAX_TEXT], HOME_REGION):
        phone = read_phone(match.raw_string, "work")
        if isinstance(phone, Phone):
            found.setdefault(phone.e164, replace(phone, label="mobile") if phone.kind == "mobile" else phone)
    return tuple(found.values())


def language_of(text: str) -> Literal["nl", "en"]:
    """Dutch or English, by the small words in the text; Dutch when it is a tie."""
    seen = words(text[:_MAX_TEXT])
    dutch = sum(word in WORDS["language_nl"] for word in seen)
    english = sum(word in WORDS["language_en"] for word in seen)
    return "en" if english > dutch else "nl"


def finished(vacancy: Vacancy) -> Vacancy:
    """The vacancy with what its own text says: contact person, language, no acquisition."""
    text = f"{vacancy.title}. {vacancy.description}"
    person = named_person(vacancy.description)
    return replace(
        vacancy,
        contact_name=vacancy.contact_name or person.name,
        contact_title=vacancy.contact_title or person.title,
        contact_phones=vacancy.contact_phones or person.phones,
        contact_email=vacancy.contact_email or person.email,
        no_acquisition=vacancy.no_acquisition or asks_no_acquisition(text),
        language=language_of(text) if len(words(text)) > 6 else _language_of_title(vacancy.title),
    )


def contact_of(vacancy: Vacancy) -> Contact | None:
    """The vacancy's contact person as a contact; None when it names nobody."""
    if not vacancy.contact_name or not vacancy.organisation:
        return None
    name = read_name(vacancy.contact_name)
    return Contact(
        file=vacancy.file, row=vacancy.row, given=name.given, family=name.family, name=name.full,
        organisation=vacancy.organisation, title=vacancy.contact_title, phones=vacancy.contact_phones,
        emails=(vacancy.contact_email,) if vacancy.contact_email else (),
        links=(), legal_form=legal_form_of(vacancy.organisation), place=next(iter(vacancy.places), ""),
    )  # fmt: skip


def without_way_of_working(place: str) -> str:
    """A place without "(hybride)" and the like. "Leiden (hybride)" -> "Leiden"."""
    bare = re.sub(r"\([^)]*\)", " ", place[:300])
    for word in WORDS["working_way"]:
        bare = re.sub(rf"\b{re.escape(word)}\b", " ", bare, flags=re.IGNORECASE)
    return tidy(bare).strip(" ,·-–|")


def mentions(kind: str, line: str) -> bool:
    """Whether a line holds one of the words of this kind, as a whole word."""
    text = folded(line[:2000])
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in WORDS[kind])


def _language_of_title(title: str) -> Literal["nl", "en"]:
    seen = words(title)
    english = sum(word in WORDS["language_en"] or word in _ENGLISH_TITLES for word in seen)
    return "en" if english and not any(word in WORDS["language_nl"] for word in seen) else "nl"


_ENGLISH_TITLES = frozenset(
    ("network", "voice", "wireless", "security", "lead", "architect", "administrator", "officer")
)


def _name_only(found: str) -> str:
    """The name without words of the next sentence that happen to start with a capital."""
    return tidy(re.split(r"[.;:]\s", found)[0]).rstrip(".,'’-")


def _is_a_title(text: str) -> bool:
    return (
        bool(text) and not re.search(r"\b(?:of|or|via|op|tel|mail|bel|per)\b", folded(text)) and len(text.split()) <= 6
    )
