"""`belletje import`: what every file gives, twice, as a rehearsal of it, and with rows that are no good."""

from pathlib import Path

import pytest

FORMATS = {
    "collega.xlsx": "table",
    "google.csv": "google",
    "hubspot.csv": "hubspot",
    "linkedin_connections.csv": "linkedin",
    "outlook_contacten.csv": "outlook",
    "salesforce_report.csv": "salesforce",
    "telefoon.vcf": "vcard",
    "geplakt_wifi.txt": "vacancy_text",
    "jobalert.eml": "vacancy_email",
    "netwerkbeheerder.html": "vacancy_html",
    "voip_engineer.html": "vacancy_html",
    "engineers.csv": "engineers",
}


def test_everything_is_imported_in_one_go_and_each_row_is_accounted_for(belletje, material):
    ran = belletje("import", *material, "--json")
    assert ran.status == 0
    files = ran.json["files"]
    assert {one["file"]: one["format"] for one in files} == FORMATS
    assert all(one["rows"] == one["accepted"] + len(one["rejected"]) for one in files)
    assert ran.json.keys() >= {"files", "people", "organisations", "vacancies", "engineers", "merged"}
    assert ran.json["people"] == len(belletje("people", "--json").json)
    assert ran.json["people"] + ran.json["merged"] > 500
    assert (ran.json["vacancies"], ran.json["engineers"]) == (6, 5)


def test_importing_the_same_files_again_adds_nothing(belletje, material):
    belletje("import", *material)
    people = belletje("people", "--json").out
    again = belletje("import", *material, "--json")
    assert again.status == 0
    assert [again.json[name] for name in ("people", "organisations", "vacancies", "engineers", "merged")] == [0] * 5
    assert belletje("people", "--json").out == people


def test_the_same_file_named_twice_counts_once(belletje, material):
    once = belletje("import", material[1], "--dry-run", "--json").json
    assert belletje("import", material[1], material[1], "--json").json["people"] == once["people"]


def test_a_dry_run_tells_the_same_numbers_and_changes_nothing(belletje, material, contents):
    belletje("import", material[0])
    before = contents()
    foretold = belletje("import", *material[1:], "--dry-run", "--json")
    assert foretold.status == 0
    assert contents() == before
    assert belletje("import", *material[1:], "--json").json == foretold.json


def test_rejected_rows_are_named_with_their_reason_and_the_status_is_one(belletje, tmp_path: Path):
    export = tmp_path / "mijn lijst.csv"
    export.write_text("Naam;Bedrijf;Telefoon\nJan Jansen;Ankerplaats BV;0612340001\n;;\nEls Bos;Kompas BV;0612340002\n")
    ran = belletje("import", export, "--json")
    assert ran.status == 1
    (file,) = ran.json["files"]
    assert (file["rows"], file["accepted"]) == (3, 2)
    assert [(row["row"], row["reason"]) for row in file["rejected"]] == [(1, "empty_row")]
    assert all(row.keys() >= {"row", "reason", "value"} for row in file["rejected"])


def test_another_export_under_the_same_name_is_added_beside_the_first(belletje, tmp_path: Path):
    export = tmp_path / "contacten.csv"
    for name in ("Jan Jansen", "Els Bos"):
        export.write_text(f"Naam;Bedrijf;Telefoon\n{name};{name} BV;06123400{len(name):02}\n")
        assert belletje("import", export, "--json").json["people"] == 1
    assert [one["name"] for one in belletje("people", "--json").json] == ["Els Bos", "Jan Jansen"]


@pytest.mark.parametrize("as_data", [True, False], ids=["--data", "BELLETJE_DATA"])
def test_everything_is_kept_where_the_caller_says(belletje, material, tmp_path: Path, monkeypatch, as_data: bool):
    elsewhere = tmp_path / "elders" / "belletje"
    if not as_data:
        monkeypatch.setenv("BELLETJE_DATA", str(elsewhere))
    where = ("--data", elsewhere) if as_data else ()
    assert belletje("import", material[1], *where).status == 0
    assert (elsewhere / "belletje.sqlite3").exists()
    assert not (tmp_path / "house").exists()
    assert len(belletje("people", "--json", *where).json) > 50


def test_without_json_a_table_is_shown_and_the_numbers_in_words(belletje, material):
    ran = belletje("import", material[1])
    assert "google.csv" in ran.text
    assert "people" in ran.text


def test_what_could_not_be_read_of_an_accepted_row_is_named(belletje, tmp_path: Path):
    file = tmp_path / "lijst.csv"
    file.write_text("Naam;Telefoon werk;Telefoon thuis\nKees de Boer;3,16E+10;0201112223\n", "utf-8")
    (told,) = belletje("import", file, "--dry-run", "--json").json["files"]
    assert (told["accepted"], told["rejected"]) == (1, [])
    assert [(one["row"], one["reason"], one["value"]) for one in told["doubts"]] == [
        (0, "number_lost_its_digits", "3,16E+10")
    ]
    assert "taken, but number_lost_its_digits 3,16E+10" in belletje("import", file).out.decode()
