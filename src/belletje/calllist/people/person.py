"""A person: the contacts that are about the same human being, and why they are thought to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belletje.calllist.contact import Contact, Phone, Source


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two contacts were taken for one person: codes of `data/merging.tsv`, and their points together."""

    left: Source
    right: Source
    because: tuple[str, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Person:
    """One human being. `key` is stable for the same contacts; a store may replace it by its own id.

    `do_not_call` holds when any contact says so. `why` has one entry for each merge, strongest first.
    """

    key: str
    contacts: tuple[Contact, ...]
    given: str
    family: str
    name: str
    organisation: str
    title: str
    legal_form: str
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    links: tuple[str, ...]
    remarks: tuple[str, ...]
    do_not_call: bool
    known_by: tuple[str, ...]
    last_contact: date | None
    connected_on: date | None
    former_client: bool
    not_before_hour: int | None
    place: str
    why: tuple[Evidence, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(contact.source for contact in self.contacts)
