"""People: everyone who is known, and one person with what may be done."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.calllist.contact import Contact
from belletje.calllist.organisations import LEGAL_FORMS
from belletje.calllist.people import Person
from belletje.calllist.people.explaining import explained
from belletje.usecases import listing, people, privacy
from belletje.usecases.gate import Known
from belletje.web.bringing_up import and_then_the_rest
from belletje.web.numbers import Whole
from belletje.web.visit import Here, Visit

router = APIRouter()
PAGE = 50
SHOWN = ("all", "callable", "blocked")


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some of the people: those that answer to `query` and `show` (one of SHOWN), from `start` on."""

    query: str
    show: str
    found: tuple[Known, ...]
    start: int
    number_found: int
    number_known: int

    @property
    def next_start(self) -> int | None:
        """Where the next page of people begins, if there is one."""
        after = self.start + len(self.found)
        return after if after < self.number_found else None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row that this person is made of: as it was written, and why it is thought to be about them."""

    file: str
    row: int
    written: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person, the rows they are made of, what was recorded by hand, and every legal form by code with its name."""

    known: Known
    why_not: str
    history: tuple[dict[str, str], ...]
    rows: tuple[SourceRow, ...]
    legal_forms: tuple[tuple[str, str], ...]


@router.get("/people")
def everyone(here: Here, q: str = "", show: str = "all", start: Whole = 0) -> Response:
    """Everyone, or those with `q` in their name, organisation, number or address."""
    start, shown = max(0, start), show if show in SHOWN else "all"
    part = listing.people_part(
        house=here.house,
        now=here.now,
        query=q,
        may_be_called={"callable": True, "blocked": False}.get(shown),
        start=start,
        limit=PAGE,
    )
    page = PeoplePage(q, shown, part.found, start, part.number_found, part.number_known)
    return and_then_the_rest(here, here.page("people.html", page, block="found"))


@router.get("/people/{person}")
def one_person(here: Here, person: str) -> Response:
    """One person."""
    known = people.show_person(house=here.house, person=person, today=here.now.date())
    page = PersonPage(
        known=known,
        why_not=known.why_not.sentence(here.language) if known.why_not else "",
        history=tuple(people.history_of(house=here.house, person=person)),
        rows=tuple(_row(here, known.person, contact) for contact in known.person.contacts),
        legal_forms=tuple(
            (code, form.name_nl if here.language == "nl" else form.name_en) for code, form in LEGAL_FORMS.items()
        ),
    )
    return here.page("person.html", page)


@router.post("/people/{person}/legal-form")
def set_legal_form(here: Here, person: str, legal_form: Annotated[str, Form()] = "") -> Response:
    """Records the legal form."""
    people.set_person(house=here.house, person=person, now=here.now, legal_form=legal_form)
    return here.go(f"/people/{person}?done=kept")


@router.post("/people/{person}/consent")
def set_consent(here: Here, person: str, consent: Annotated[str, Form()] = "") -> Response:
    """Records consent, in the words in which it was given."""
    people.set_person(house=here.house, person=person, now=here.now, consent=consent)
    return here.go(f"/people/{person}?done=kept")


@router.post("/people/{person}/do-not-call")
def do_not_call(here: Here, person: str) -> Response:
    """Records that this person objects to being called: for good."""
    people.set_person(house=here.house, person=person, now=here.now, do_not_call=True)
    return here.go(f"/people/{person}?done=do_not_call")


@router.post("/people/{person}/split")
def split(here: Here, person: str, file: Annotated[str, Form()] = "", row: Annotated[Whole, Form()] = -1) -> Response:
    """Takes a row out of this person, as somebody else."""
    other = people.split(house=here.house, person=person, of=(file, row), now=here.now)
    return here.go(f"/people/{other.id}?done=split")


@router.post("/people/{person}/join")
def join(here: Here, person: str, other: Annotated[str, Form()] = "") -> Response:
    """Makes one person of this one and another."""
    whole = people.join(house=here.house, person=person, other=other, now=here.now)
    return here.go(f"/people/{whole.id}?done=joined")


@router.post("/people/{person}/forget")
def forget(here: Here, person: str) -> Response:
    """Erases a person."""
    people.forget(house=here.house, person=person, now=here.now)
    return here.go("/people?done=forgotten")


@router.get("/people/{person}/export")
def export_person(here: Here, person: str) -> Response:
    """All that is kept of one person, as a JSON file."""
    content = privacy.export(house=here.house, now=here.now, kind="json", person=person, language=here.language)
    return Response(
        content, media_type="application/json", headers={"Content-Disposition": 'attachment; filename="person.json"'}
    )


def _row(here: Visit, person: Person, contact: Contact) -> SourceRow:
    said = (
        contact.name,
        contact.organisation,
        contact.title,
        *(phone.e164 for phone in contact.phones),
        *contact.emails,
    )
    why = []
    for one in person.why:
        if contact.source in (one.left, one.right):
            other = one.right if one.left == contact.source else one.left
            place = here.words.gettext("%(file)s, row %(row)s") % {"file": other[0], "row": other[1] + 1}
            why.append(f"{place}: {explained(one.because, here.language)}")
    return SourceRow(contact.file, contact.row, " · ".join(filter(None, said)), tuple(why))
