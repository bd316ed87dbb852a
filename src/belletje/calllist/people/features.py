"""What of a contact counts when contacts are compared, taken out once for each contact."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from belletje.calllist.contact import Contact
from belletje.calllist.folding import folded, words
from belletje.calllist.knowledge import table
from belletje.calllist.names import NameKey, name_key
from belletje.calllist.organisations import OrganisationKey, organisation_key

_SHARED_MAILBOXES = frozenset(
    line.strip()
    for line in files("belletje.calllist").joinpath("data", "shared_mailboxes.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
)
_LINES_OF_WORK = [(line["line"], line.several("words")) for line in table("lines_of_work.tsv")]
_MOST_NAMES = 2
"""An address or mobile number used under more family names than this identifies nobody."""


@dataclass(frozen=True, slots=True)
class Features:
    """The comparable side of one contact."""

    contact: Contact
    name: NameKey
    organisation: OrganisationKey
    emails: frozenset[str]
    mobiles: frozenset[str]
    landlines: frozenset[str]
    links: frozenset[str]
    title: str
    line_of_work: str
    """A line of `data/lines_of_work.tsv`; empty when the title says none."""

    @property
    def domains(self) -> frozenset[str]:
        return frozenset(email.rsplit("@", 1)[-1] for email in self.emails)


def features_of(contacts: Iterable[Contact]) -> list[Features]:
    """The features of all contacts, with addresses and numbers that many people share left out."""
    found = [_features(contact) for contact in contacts]
    emails = _used_by_many((feature.emails, feature) for feature in found)
    mobiles = _used_by_many((feature.mobiles, feature) for feature in found)
    if not emails and not mobiles:
        return found
    return [_without(feature, emails, mobiles) for feature in found]


def _features(contact: Contact) -> Features:
    return Features(
        contact=contact,
        name=name_key(contact.given, contact.family),
        organisation=organisation_key(contact.organisation),
        emails=frozenset(email for email in contact.emails if email.split("@", 1)[0] not in _SHARED_MAILBOXES),
        mobiles=frozenset(phone.e164 for phone in contact.phones if phone.kind == "mobile"),
        landlines=frozenset(phone.e164 for phone in contact.phones if phone.kind != "mobile"),
        links=frozenset(found for link in contact.links if (found := _profile(link))),
        title=" ".join(words(contact.title)),
        line_of_work=_line_of_work(contact.title),
    )


@lru_cache(maxsize=20_000)
def _line_of_work(title: str) -> str:
    text, said = folded(title), words(title)
    return next(
        (line for line, parts in _LINES_OF_WORK if any(part in (said if len(part) <= 3 else text) for part in parts)),
        "",
    )


def _profile(link: str) -> str:
    """A personal profile's address; a company's website says nothing about a person."""
    match = re.search(r"(?:linkedin\.com/(?:in|pub)|xing\.com/profile)/([^/?#\s]+)", folded(link))
    return match[1] if match else ""


def _used_by_many(pairs: Iterable[tuple[frozenset[str], Features]]) -> frozenset[str]:
    families: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for values, feature in pairs:
        for value in values:
            families[value]["".join(feature.name.family)] += 1
    return frozenset(value for value, names in families.items() if len(names) > _MOST_NAMES)


def _without(feature: Features, emails: frozenset[str], mobiles: frozenset[str]) -> Features:
    if not (feature.emails & emails or feature.mobiles & mobiles):
        return feature
    return Features(
        feature.contact, feature.name, feature.organisation, feature.emails - emails, feature.mobiles - mobiles,
        feature.landlines | (feature.mobiles & mobiles), feature.links, feature.title, feature.line_of_work,
    )  # fmt: skip
