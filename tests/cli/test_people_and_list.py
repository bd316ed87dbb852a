"""`people`, `person set`, `list`, `export`, `forget`: the law at the terminal."""

import csv
import io
import re

import openpyxl
import pytest
from icalendar import Calendar

ROW = {"id", "name", "organisation", "phones", "emails", "sources", "callable", "why_not"}
ENTRY = {"rank", "person", "name", "organisation", "phone", "score", "reason", "signals", "vacancy", "engineer"}


@pytest.fixture
def known(furnished_house, belletje):
    """Everyone in the furnished house, by id."""
    return {row["id"]: row for row in belletje("people", "--json").json}


@pytest.fixture
def jan(belletje, tmp_path):
    """The id of one man with one mobile number, alone in the house."""
    export = tmp_path / "jan.csv"
    export.write_text("Naam;Bedrijf;Telefoon\nJan Jansen;Ankerplaats BV;0612340001\n")
    belletje("import", export)
    return belletje("people", "--json").json[0]["id"]


def test_every_person_has_the_promised_shape_and_a_reason_when_not_callable(known):
    assert len(known) > 200
    for row in known.values():
        assert row.keys() >= ROW
        assert all(re.fullmatch(r"\+[1-9]\d{6,14}", phone) for phone in row["phones"])
        assert all(source.keys() == {"file", "row"} for source in row["sources"])
        assert row["callable"] is (row["why_not"] is None)


def test_the_list_holds_only_callable_people_best_first_with_the_promised_shape(known, belletje):
    ran = belletje("list", "--json")
    assert ran.status == 0
    entries = ran.json
    assert {entry["person"] for entry in entries} == {name for name, row in known.items() if row["callable"]}
    assert [entry["rank"] for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry["score"] for entry in entries] == sorted((entry["score"] for entry in entries), reverse=True)
    for entry in entries:
        assert entry.keys() >= ENTRY
        assert entry["phone"] in known[entry["person"]]["phones"]
        assert all(signal.keys() >= {"name", "value", "weight"} for signal in entry["signals"])
    assert entries[0]["vacancy"]
    assert belletje("list", "--limit", "3", "--json").json == entries[:3]


def test_a_recorded_legal_form_or_consent_decides_whether_someone_may_be_called(jan, belletje):
    sole_trader = belletje("person", "set", jan, "--legal-form", "eenmanszaak", "--json")
    assert (sole_trader.status, sole_trader.json["callable"]) == (0, False)
    agreed = belletje("person", "set", jan, "--consent", "per mail van 3 mei: bel me gerust", "--json")
    assert agreed.json["callable"] is True
    recorded = belletje("export", "--person", jan).json["people"][0]["recorded"]
    assert [(line["action"], bool(line["at"] and line["by"])) for line in recorded] == [
        ("set legal form", True),
        ("set consent", True),
    ]


def test_do_not_call_is_for_good_whatever_is_recorded_later(jan, belletje):
    assert belletje("person", "set", jan, "--do-not-call", "--json").json["callable"] is False
    again = belletje("person", "set", jan, "--consent", "toch wel", "--legal-form", "bv", "--json")
    assert again.json["callable"] is False
    assert belletje("list", "--json").json == []


@pytest.mark.parametrize(
    "row",
    [
        "Jan Jansen;Iets Anders BV;+31 6 1234 0001",
        "J. Jansen;Ankerplaats B.V.;06-12340001",
        "Jan Jansen;ANKERPLAATS;0612349999",
    ],
    ids=["the same number elsewhere", "the number written otherwise", "the same name at the same employer"],
)
def test_someone_who_objected_stays_uncallable_after_being_forgotten_and_imported_again(jan, belletje, tmp_path, row):
    belletje("person", "set", jan, "--do-not-call")
    assert belletje("forget", jan).status == 0
    assert belletje("people", "--json").json == []
    again = tmp_path / "nog eens.csv"
    again.write_text(f"Naam;Bedrijf;Telefoon;Rechtsvorm\n{row};bv\n")
    belletje("import", again)
    (back,) = belletje("people", "--json").json
    assert back["callable"] is False
    assert belletje("list", "--json").json == []


def test_forgetting_leaves_no_trace_of_the_person_but_keyed_hashes(jan, belletje, contents):
    belletje("person", "set", jan, "--do-not-call")
    belletje("forget", jan)
    left = "\n".join(contents())
    assert not re.search(r"Jansen|Ankerplaats|12340001", left)
    assert 'INSERT INTO "objections"' in left
    assert belletje("forget", jan).status == 2


def test_a_forgotten_persons_number_is_never_given_to_someone_else(jan, belletje, tmp_path):
    belletje("forget", jan)
    export = tmp_path / "els.csv"
    export.write_text("Naam;Bedrijf;Telefoon\nEls Bos;Kompas BV;0612340002\n")
    belletje("import", export)
    (els,) = belletje("people", "--json").json
    assert els["id"] != jan


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("person", "set", "p99999", "--do-not-call"), "no person 'p99999'"),
        (("person", "set", "Jan", "--do-not-call"), "no person's id"),
        (("person", "set", "p1"), "Say what to record"),
        (("person", "set", "p1", "--legal-form", "bvv"), "no legal form"),
        (("person", "set", "p1", "--consent", "  "), "wording"),
        (("forget", "p99999"), "no person"),
        (("export", "--person", "p99999"), "no person"),
        (("export", "--format", "pdf"), "json, csv, xlsx, ics"),
        (("list", "--limit", "0"), "--limit"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(jan, belletje, contents, words, said):
    before = contents()
    ran = belletje(*words)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.startswith("belletje: ")
    assert ran.err.count("\n") == 1
    assert said in ran.err
    assert contents() == before


def test_the_export_as_json_holds_everyone_and_every_import_and_call(known, belletje):
    belletje("rehearse", "--seed", "1", "--scenario", "reach=busy", "--say", "/dev/null")
    everything = belletje("export").json
    assert {row["id"] for row in everything["people"]} == known.keys()
    assert len(everything["imports"]) == 12
    assert [call["call"] for call in everything["calls"]] == ["1"]


def test_the_exports_for_spreadsheets_hold_everyone_and_no_cell_that_is_a_formula(belletje, tmp_path):
    export = tmp_path / "boos.csv"
    export.write_text(
        'Naam;Bedrijf;Telefoon\n"=HYPERLINK(""http://x"")";"@SUM(1) BV";0612340001\n-2+3;+4 BV;0612340002\n'
    )
    belletje("import", export)
    people = belletje("people", "--json").json
    assert people
    as_csv = list(csv.reader(io.StringIO(belletje("export", "--format", "csv").out.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(belletje("export", "--format", "xlsx").out))
    as_xlsx = [[cell.value or "" for cell in row] for row in book.worksheets[0].iter_rows()]
    for rows in (as_csv, as_xlsx):
        assert [row[0] for row in rows[1:]] == [one["id"] for one in sorted(people, key=lambda one: one["id"])]
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)
    assert "'+31612340001" in as_csv[1]


def test_the_export_as_a_calendar_is_one(jan, belletje):
    assert Calendar.from_ical(belletje("export", "--format", "ics").out)["VERSION"] == "2.0"


def test_one_persons_export_is_about_nobody_else(known, belletje):
    name = next(iter(known))
    exported = belletje("export", "--person", name).json
    assert [row["id"] for row in exported["people"]] == [name]
    assert exported.keys() == {"people"}
