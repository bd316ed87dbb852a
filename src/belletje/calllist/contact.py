"""What an import brings in: contacts, vacancies, engineers, and the rows that were rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

PhoneKind = Literal["mobile", "landline", "other"]
PhoneLabel = Literal["work", "mobile", "home", "other"]
Format = Literal[
    "linkedin", "outlook", "hubspot", "salesforce", "google", "table", "vcard",
    "vacancy_html", "vacancy_email", "vacancy_text", "engineers",
]  # fmt: skip
Source = tuple[str, int]
"""Where a contact stands: the file's name and the data row in it, from 0."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number in E.164 ("+31612345678"), what it is, and how it was written."""

    e164: str
    kind: PhoneKind
    label: PhoneLabel
    extension: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One row about one person (or, without a name, about an organisation)."""

    file: str
    row: int
    given: str = ""
    family: str = ""
    name: str = ""
    organisation: str = ""
    title: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    legal_form: str = ""
    """A form of `data/legal_forms.tsv`; empty when neither a column nor the company's name says it."""
    do_not_call: bool = False
    known_by: tuple[str, ...] = ()
    last_contact: date | None = None
    connected_on: date | None = None
    former_client: bool = False
    not_before_hour: int | None = None
    department: str = ""
    place: str = ""

    @property
    def source(self) -> Source:
        return (self.file, self.row)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A job opening; `posted` is the day it appeared, as far as it can be known."""

    file: str
    row: int
    title: str
    organisation: str = ""
    places: tuple[str, ...] = ()
    description: str = ""
    posted: date | None = None
    closes: date | None = None
    contact_name: str = ""
    contact_title: str = ""
    contact_phones: tuple[Phone, ...] = ()
    contact_email: str = ""
    no_acquisition: bool = False
    url: str = ""
    language: Literal["nl", "en"] = "nl"

    @property
    def source(self) -> Source:
        return (self.file, self.row)


@dataclass(frozen=True, slots=True)
class Engineer:
    """Someone on offer; no regions means that the file does not say."""

    file: str
    row: int
    name: str
    skills: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    available_from: date | None = None
    hours_per_week: float | None = None
    regions: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        return (self.file, self.row)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: `reason` is a code of `data/rejections.tsv`, `value` the text at fault."""

    row: int
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave. `rows` counts data rows; each is accepted or in `rejected`.

    `doubts` are rows that were accepted although something in them could not be used (an unreadable
    second number, say).
    """

    file: str
    format: Format
    rows: int
    contacts: tuple[Contact, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    engineers: tuple[Engineer, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    doubts: tuple[Rejected, ...] = field(default=())

    @property
    def accepted(self) -> int:
        return self.rows - len(self.rejected)
