"""On which ground a person may be called: what to say when they ask, and what the register shows."""

from dataclasses import dataclass
from datetime import date

from belletje.calllist.callable import Facts
from belletje.calllist.organisations import LEGAL_FORMS


@dataclass(frozen=True, slots=True)
class Basis:
    """`ground` is legal_person, consent, customer, or unknown where nobody said; the rest is the evidence.

    For a legal person the processing rests on legitimate interest (GDPR art. 6(1)(f), recital 47); calling natural
    persons needs consent (Telecommunicatiewet art. 11.7). See law.md.
    """

    ground: str
    legal_form: str
    given_on: date | None = None
    how: str = ""
    wording: str = ""


def basis(facts: Facts) -> Basis:
    """The ground for calling someone who may be called."""
    form = LEGAL_FORMS.get(facts.legal_form)
    if facts.consent:
        told = facts.consent
        return Basis("consent", facts.legal_form, told.given_on, told.how, told.wording)
    if form is None:
        return Basis("unknown", facts.legal_form)
    if form.person == "natural":
        return Basis("customer", facts.legal_form)
    return Basis("legal_person", facts.legal_form)
