"""Whatever happens, nobody who may not be called is offered for calling: not on a page, by a command, or in the core.

Stories of imports, undone imports, facts recorded by hand, forgetting, splitting, joining and importing again are made
up; then every path to a call is tried. What may be is kept here in the simplest way, apart from the rules.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from belletje.cli import app
from belletje.store.engine import open_database
from belletje.usecases import calllist, dialling, imports, people, privacy
from belletje.usecases.house import House, Refused
from belletje.web.app import create_app
from keyword_ear import KeywordEar

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
NOOR, PIET, EVA, BALIE = "+31612340001", "+31612340002", "+31612340003", "+31205550019"
LEGAL, NATURAL = {"Meridiaan BV", "MERIDIAAN B.V.", "Delta NV"}, {"Bos VOF", "Bos V.O.F."}
ROWS = (
    ("Noor Bakker", "Meridiaan BV", NOOR, "", ""),
    ("Bakker, Noor", "MERIDIAAN B.V.", "06-12340001", "", "BEL MIJ NIET MEER"),
    ("Noor Bakker", "Meridiaan BV", "", "0612340001", "belt liever 's ochtends"),
    ("Noor Bakker", "Meridiaan BV", BALIE, "", ""),
    ("Piet Vos", "Bos VOF", PIET, "", ""),
    ("P. Vos", "Bos V.O.F.", "06 1234 0002", "", "wil niet gebeld worden"),
    ("Piet Vos", "Kompas", PIET, "", ""),
    ("Eva Kok", "Delta NV", "tel:+31612340003", "", ""),
    ("Eva Kok", "Delta NV", BALIE, "", "niet bellen!"),
    ("Eva Kok", "Kompas", EVA, "", ""),
)
STEP = st.one_of(
    st.tuples(st.just("import"), st.lists(st.sampled_from(ROWS), min_size=1, max_size=5)),
    st.tuples(st.sampled_from(("no", "consent", "bv", "vof", "forget", "split")), st.integers(0, 9)),
    st.tuples(st.just("undo"), st.integers(0, 4)),
    st.tuples(st.just("join"), st.integers(0, 9)),
)


@dataclass
class Told:
    """What was ever said: numbers and people that objected, names that consented or whose legal form was recorded.

    A namesake at another company, with another number, did not object.
    """

    numbers: set[str] = field(default_factory=set)
    objected: set[tuple[str, str]] = field(default_factory=set)
    consented: set[str] = field(default_factory=set)
    formed: set[str] = field(default_factory=set)


@contextmanager
def a_house() -> Iterator[House]:
    with TemporaryDirectory() as folder:
        engine = open_database(Path(folder))
        yield House(engine=engine, folder=Path(folder), ear=KeywordEar(), by="tester")
        engine.dispose()


def everyone(house: House) -> list[people.Known]:
    return people.list_people(house=house, today=NOW.date())


def take(house: House, told: Told, step: tuple[str, object], number: int) -> None:
    """One step of a story, and what it tells. A step that cannot be done is refused and tells nothing."""
    what, which = step
    if what == "import":
        lines = ["Naam;Bedrijf;Telefoon;Telefoon thuis;Opmerking;Nr", *(f"{';'.join(row)};{number}" for row in which)]
        upload = imports.Upload(f"lijst {number}.csv", "\n".join(lines).encode())
        imports.import_files(house=house, uploads=[upload], now=NOW)
        for known in everyone(house):
            for contact in known.person.contacts:
                if contact.do_not_call:
                    told.numbers |= {phone.e164 for phone in contact.phones}
                    told.objected.add((contact.name, contact.organisation))
        return
    assert isinstance(which, int)
    if what == "undo":
        done = imports.list_imports(house=house)
        if done:
            imports.undo_import(house=house, import_id=int(str(done[which % len(done)]["id"])), now=NOW)
        return
    known = everyone(house)
    if not known:
        return
    one = known[which % len(known)]
    names = {contact.name for contact in one.person.contacts}
    if what == "no":
        people.set_person(house=house, person=one.id, now=NOW, do_not_call=True)
        told.numbers |= {phone.e164 for phone in one.person.phones}
        told.objected |= {(contact.name, contact.organisation) for contact in one.person.contacts}
    elif what == "consent":
        people.set_person(house=house, person=one.id, now=NOW, consent="Per mail: bel gerust.")
        told.consented |= names
    elif what in ("bv", "vof"):
        people.set_person(house=house, person=one.id, now=NOW, legal_form=what)
        told.formed |= names if what == "bv" else set()
    elif what == "forget":
        people.forget(house=house, person=one.id, now=NOW)
    elif what == "split" and len(one.person.sources) > 1:
        people.split(house=house, person=one.id, of=one.person.sources[-1], now=NOW)
    elif what == "join" and len(known) > 1:
        people.join(house=house, person=one.id, other=known[(which + 1) % len(known)].id, now=NOW)


def offered(house: House) -> set[str]:
    """Everyone whom any path offers for a call: the core, the command line, the pages, a rehearsal of a real call."""
    found = {person for person, _ in calllist.call_list(house=house, now=NOW)}
    listed = CliRunner().invoke(app, ["list", "--json", "--data", str(house.folder)])
    assert listed.exit_code == 0, listed.output
    found |= {entry["person"] for entry in json.loads(listed.stdout)}
    found |= {
        row["id"] for row in json.loads(privacy.export(house=house, now=NOW, kind="json"))["people"] if row["callable"]
    }
    client = TestClient(create_app(house, clock=lambda: NOW))
    for page in ("/list", "/", "/people?show=callable"):
        found |= set(re.findall(r'(?:/people/|person=)(p\d+)"', client.get(page).text))
    for one in everyone(house):
        if client.get(f"/rehearse?person={one.id}").status_code == 200:
            found.add(one.id)
        try:
            dialling.dial(house=house, now=NOW, language="nl", seed=1, scenario="manner=curt", person=one.id)
        except Refused:
            continue
        found.add(one.id)
    return found


def check(house: House, told: Told) -> None:
    known = {one.id: one for one in everyone(house)}
    numbers = {person: entry.phone.e164 for person, entry in calllist.call_list(house=house, now=NOW)}
    for person in offered(house):
        contacts = known[person].person.contacts
        names = {contact.name for contact in contacts}
        phones = [phone for contact in contacts for phone in contact.phones]
        assert numbers[person] not in told.numbers
        assert not any(phone.e164 in told.numbers for phone in phones if phone.kind == "mobile")
        assert not {(contact.name, contact.organisation) for contact in contacts} & told.objected
        assert not any(phone.label == "home" for phone in phones if phone.e164 == numbers[person])
        organisations = {contact.organisation for contact in contacts}
        if organisations <= NATURAL:
            assert names & (told.consented | told.formed)
        if not organisations & LEGAL:
            assert names & (told.consented | told.formed)


@pytest.fixture(autouse=True)
def _own_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELLETJE_DATA", "")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEP, min_size=2, max_size=8))
def test_no_story_and_no_path_offers_someone_who_may_not_be_called(story: list[tuple[str, object]]) -> None:
    told = Told()
    with a_house() as house:
        for number, step in enumerate(story):
            take(house, told, step, number)
        check(house, told)


@pytest.mark.parametrize("row", [row for row in ROWS if row[4] and "ochtends" not in row[4]], ids=lambda row: row[4])
@pytest.mark.parametrize("ends", ["undo", "forget"])
def test_a_remark_in_a_cell_outlives_the_row_and_holds_when_others_bring_the_person_back(row, ends):
    clean = tuple(
        (*other[:4], "") for other in ROWS if other[0].split()[-1] == row[0].split()[-1] or other[2] == row[2]
    )
    told = Told()
    with a_house() as house:
        take(house, told, ("import", [row]), 0)
        take(house, told, (ends, 0), 1)
        assert everyone(house) == []
        take(house, told, ("import", list(clean)), 2)
        for one in everyone(house):
            if row[0] in {contact.name for contact in one.person.contacts}:
                assert one.why_not is not None
        check(house, told)
