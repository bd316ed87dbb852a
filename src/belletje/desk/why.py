"""The kind of reason to call someone, so that it can be counted which kinds work."""

from belletje.calllist.contact import Vacancy
from belletje.calllist.matching import Fit
from belletje.calllist.people import Person

WHYS = ("vacancy_engineer", "vacancy", "known_by", "former_client", "earlier_contact", "connected", "introduction")


def why(person: Person, vacancy: Vacancy | None, fit: Fit | None) -> str:
    """One of WHYS: the reason that the sentence to say aloud gives (`calllist/wording.py`)."""
    if vacancy:
        return "vacancy_engineer" if fit else "vacancy"
    if person.known_by:
        return "known_by"
    if person.former_client:
        return "former_client"
    if person.last_contact:
        return "earlier_contact"
    return "connected" if person.connected_on else "introduction"
