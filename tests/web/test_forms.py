"""Forms about people, imports, scripts and settings."""

import re
from pathlib import Path

from .visitor import Visitor


def _token(visitor: Visitor) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', visitor.get("/settings").text)
    assert found
    return found[1]


def test_a_preview_keeps_nothing_and_the_commit_keeps_all(visitor: Visitor, material: tuple[Path, ...]) -> None:
    files = [("files", (path.name, path.read_bytes())) for path in material if path.suffix == ".csv"]

    preview = visitor.client.post("/import", data={"csrf": _token(visitor)}, files=files)
    assert preview.status_code == 200
    assert "linkedin_connections.csv" in preview.text
    assert "Er is nog niemand." in visitor.get("/people").text

    ticket = re.search(r'name="ticket" value="([^"]+)"', preview.text)
    assert ticket
    done = visitor.post("/import/commit", ticket=ticket[1])
    assert done.text.count("/undo") == len(files)
    assert 'class="people"' in visitor.get("/people").text
    assert visitor.post("/import/commit", ticket=ticket[1]).status_code == 404


def test_an_import_is_taken_back(visitor: Visitor) -> None:
    visitor.post("/demo")
    numbers = re.findall(r"/import/(\d+)/undo", visitor.get("/import").text)

    for number in numbers:
        visitor.post(f"/import/{number}/undo")

    assert "Er is nog niemand." in visitor.get("/people").text


def test_an_unreadable_file_is_refused_with_its_sentence(visitor: Visitor) -> None:
    picture = [("files", ("foto.csv", b"\x89PNG\r\n\x1a\n0000"))]

    answer = visitor.client.post("/import", data={"csrf": _token(visitor)}, files=picture)

    assert answer.status_code == 400
    assert "foto.csv is een plaatje, geen lijst" in answer.text


def test_do_not_call_takes_a_person_off_the_list(settled: Visitor) -> None:
    first = re.search(r'href="/people/(p\d+)"', settled.get("/list").text)
    assert first

    answer = settled.post(f"/people/{first[1]}/do-not-call")

    assert "Mag niet gebeld worden" in answer.text
    assert f'href="/people/{first[1]}"' not in settled.get("/list").text
    assert settled.get(f"/rehearse?person={first[1]}").status_code == 400


def test_legal_form_and_consent_are_kept_with_who_and_when(settled: Visitor) -> None:
    settled.post("/people/p1/legal-form", legal_form="eenmanszaak")
    page = settled.post("/people/p1/consent", consent="Per mail van 3 mei: bel gerust.").text

    assert "Per mail van 3 mei: bel gerust." in page
    assert "tester" in page
    assert settled.post("/people/p1/legal-form", legal_form="koninkrijk").status_code == 400


def test_a_person_is_exported_and_forgotten(settled: Visitor) -> None:
    assert settled.get("/people/p1/export").json()["people"][0]["id"] == "p1"

    settled.post("/people/p1/forget")

    assert settled.get("/people/p1").status_code == 404


def test_a_script_is_checked_kept_and_used(visitor: Visitor) -> None:
    checked = visitor.post("/scripts/check", headers={"HX-Request": "true"}, text="# Opening\n> Hallo {naam}.")
    assert "<html" not in checked.text
    assert 'class="tag error"' in checked.text

    first = visitor.post("/scripts", text="# Opening\r\n> Hallo.\r\n")
    assert first.url.path == "/scripts/1"
    visitor.post("/scripts", text="# Begin\n> Goedemorgen.\n")
    assert "ligt naast uw gesprekken" in visitor.post("/scripts/1/use").text
    visitor.post("/scripts/2/remove")
    assert "/scripts/2" not in visitor.get("/scripts").text
    assert visitor.post("/scripts", text="  ").status_code == 400


def test_settings_are_kept_and_the_language_holds_at_once(visitor: Visitor) -> None:
    page = visitor.post("/settings", caller="Sanne de Wit", caller_company="Noordlicht", language="en")

    assert '<html lang="en">' in page.text
    assert 'value="Sanne de Wit"' in page.text
    assert visitor.get("/export/xlsx").status_code == 200
    assert visitor.get("/export/exe").status_code == 404
