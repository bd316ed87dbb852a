"""Plan, results and transcripts as pages: every figure with the calls behind it, in both languages."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from belletje.desk.alongside import Met
from belletje.desk.knowledge import rules
from belletje.usecases import answers, queue, realcalls, rehearsals, transcripts
from belletje.usecases.house import House
from belletje.web.app import create_app

from .visitor import Visitor

PAGES = ("/plan", "/desk", "/results", "/results/calls", "/transcripts")
TRANSCRIPT = (
    "Bakker: Met Bakker.\nSanne: Goedemorgen, met Sanne van Noordlicht. Ik bel over uw vacature.\n"
    "Bakker: We hebben al een partij.\nSanne: Dag."
)


@pytest.fixture
def called(furnished_house: House, now) -> Visitor:
    """Somebody who made six calls."""
    for n, outcome in enumerate(["no_contact", "no_contact", "polite_no", "meeting", "callback", "hung_up"]):
        person = queue.next_person(house=furnished_house, now=now, holder=f"desk{n}")
        assert person
        talked = outcome in ("polite_no", "meeting")
        realcalls.record_call(
            house=furnished_house,
            person=person,
            outcome=outcome,
            now=now,
            token=f"t{n}",
            callback="morgen" if outcome == "callback" else "",
            note="=1+1",
            heard=[Met("has_supplier", "Al een partij")] if talked else [],
        )
    app = create_app(furnished_house, clock=lambda: now)
    return Visitor(TestClient(app, headers={"Accept-Language": "nl"}, raise_server_exceptions=False))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_an_empty_house(visitor: Visitor, page: str, language: str) -> None:
    answer = visitor.get(page, **{"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_after_some_calls(called: Visitor, page: str) -> None:
    assert called.get(page).status_code == 200


def test_the_plan_shows_goal_rates_with_their_source_and_a_picture(called: Visitor) -> None:
    page = called.get("/plan").text
    assert "belkins.io" in page
    assert "<polygon" in page
    assert "4 van 6" in page
    changed = called.post("/plan", kind="meetings", number="8", until="2026-12-31").text
    assert "1 van 8 afspraken" in changed


@pytest.mark.parametrize(
    "goal",
    [{"kind": "x", "number": "3", "until": "2026-12-31"}, {"kind": "meetings", "number": "0", "until": "2026-12-31"},
     {"kind": "meetings", "number": "3", "until": "2020-01-01"}, {"kind": "meetings", "number": "3", "until": "soon"},
     {"kind": "meetings", "number": "9" * 400, "until": "2026-12-31"}],
)  # fmt: skip
def test_a_goal_that_cannot_be_is_refused_with_a_page(called: Visitor, goal: dict[str, str]) -> None:
    assert called.post("/plan", **goal).status_code == 400


def test_every_figure_of_the_funnel_links_to_the_calls_behind_it(called: Visitor) -> None:
    page = called.get("/results").text
    links = dict(re.findall(r'href="(/results/calls\?[^"]+)">(\d+)</a>', page))
    assert len(links) > 6
    for address, figure in links.items():
        behind = called.get(address.replace("&amp;", "&")).text
        assert behind.count('href="/desk/calls/') == int(figure), address


def test_what_was_taken_back_counts_nowhere(called: Visitor) -> None:
    called.post("/desk/calls/6/undo")
    assert '">5</a>' in called.get("/results").text


def test_calls_are_exported_without_formulas(called: Visitor) -> None:
    rows = list(csv.DictReader(io.StringIO(called.get("/results/export/csv").content.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert {row["note"] for row in rows} == {"'=1+1"}
    assert len(json.loads(called.get("/results/export/json").content)) == 6
    assert called.get("/results/export/xlsx").content[:2] == b"PK"
    assert called.get("/results/export/exe").status_code == 404


@pytest.mark.parametrize(
    "query", ["hour=9-99", "hour=x", "stage=x", "start=-5", "start=99999999999999999999", "week=%00"]
)
def test_odd_questions_have_a_page(called: Visitor, query: str) -> None:
    assert called.get(f"/results/calls?{query}").status_code in (200, 400)


def token_of(visitor: Visitor, address: str = "/transcripts") -> str:
    """The token that the form holds."""
    found = re.search(r'name="token" value="([^"]+)"', visitor.get(address).text)
    assert found
    return found[1]


def test_a_transcript_gets_its_debrief_and_every_moment_can_be_rehearsed(called: Visitor) -> None:
    token = token_of(called)
    kept = called.post("/transcripts", text=TRANSCRIPT, ground="gemeld en goedgevonden", token=token)
    assert "Nabespreking van een echt gesprek" in kept.text
    assert "Heeft al een leverancier" in kept.text
    assert 'value="Sanne" aria-pressed="true"' in kept.text
    again = called.post("/transcripts", text=TRANSCRIPT, ground="gemeld en goedgevonden", token=token)
    assert again.url.path == kept.url.path

    swapped = called.post(f"{kept.url.path}/caller", caller="Bakker").text
    assert 'value="Bakker" aria-pressed="true"' in swapped
    rehearsal = called.post(f"{kept.url.path}/rehearse", turn="3")
    assert rehearsal.url.path.startswith("/calls/")
    called.post(f"{kept.url.path}/caller", caller="Sanne")
    going_on = called.post(f"{kept.url.path}/rehearse", turn="3").text
    assert "Het gaat verder vanuit een echt gesprek" in going_on
    assert "We hebben al een partij." in going_on
    called.post(f"{kept.url.path}/remove")
    assert called.get(kept.url.path).status_code == 404


def test_a_transcript_of_a_call_counts_what_they_said(called: Visitor) -> None:
    called.post("/transcripts", text=TRANSCRIPT, ground="gemeld", token=token_of(called), call="5")
    assert "Heeft al een leverancier" in called.get("/desk/calls/5").text


def test_an_answer_of_a_colleague_that_a_transcript_holds_counts_once_and_for_who_called(
    called: Visitor, furnished_house: House, now
) -> None:
    """Of call 5 the desk kept no reaction; of call 4 it kept the step that met one, and that stands."""
    text = "Wat doet die partij het best, en waar wacht u nog op?"
    answer = answers.add_answer(
        house=furnished_house, now=now, reaction="has_supplier", language="nl", text=text, by="Tineke"
    )
    said = (
        f"{TRANSCRIPT}\nBakker: We hebben al een partij.\nSanne: En wat doet die partij dan het best, waar wacht u op?"
    )
    for call in ("5", "4"):
        kept = called.post("/transcripts", text=said, ground="gemeld", token=token_of(called), call=call)
        assert "Tineke" in called.get(f"/desk/calls/{call}").text
    assert "in 2 van de 2 echte gesprekken" in called.get("/answers").text
    shown = called.get("/results").text
    assert text in shown
    assert f'href="/results/calls?colleague={answer}">2</a>' in shown

    called.post(f"{kept.url.path}/caller", caller="Bakker")
    assert "in 1 van de 1 echte gesprekken" in called.get("/answers").text
    assert "Al een partij" in called.get("/desk/calls/4").text


def test_who_changed_the_goal_the_name_the_calendar_and_a_transcript_can_be_seen(
    called: Visitor, furnished_house: House
) -> None:
    for number in ("8", "9"):
        page = called.post("/plan", kind="meetings", number=number, until="2026-12-31").text
    assert page.count(f", {furnished_house.by}</span>") == 2
    assert page.index("9 afspraken vóór") < page.index("8 afspraken vóór")

    assert "Dit adres is gemaakt door" not in called.get("/desk").text
    assert f"Dit adres is gemaakt door {furnished_house.by}, 23 nov" in called.post("/desk/calendar").text
    called.post("/settings", caller="Anna", caller_company="Belhuis", language="nl")
    kept = called.post("/transcripts", text=TRANSCRIPT, ground="gemeld", token=token_of(called))
    called.post(f"{kept.url.path}/caller", caller="Bakker")
    called.post(f"{kept.url.path}/remove")
    changed = called.get("/settings").text
    for told in (
        "Transcript weggegooid", "aangewezen wie belde", "Bedrijf van de beller veranderd",
        "Naam van de beller veranderd",        "Nieuw adres voor de agenda", "Bestanden ingelezen",
    ):  # fmt: skip
        assert told in changed


def test_own_prospects_can_be_rehearsed_with_and_a_script_tried_on_them(
    called: Visitor, furnished_house: House
) -> None:
    assert "Zoals onze eigen gesprekspartners" in called.get("/rehearse").text
    rehearsal = called.post("/rehearse", scenario="ours", language="nl", seed="5")
    number = int(rehearsal.url.path.split("/")[2])
    kept = rehearsals.show_call(house=furnished_house, call=number)
    assert kept.record.leaning["has_supplier"] > 1.0
    assert rehearsals.replay(house=furnished_house, call=number) == kept

    script = "# Opening\nGoedemorgen, met Sanne. Ik bel over uw vacature.\n"
    assert "2 echte gesprekken" in called.post("/scripts/simulate", text=script, prospects="ours").text


def test_without_own_calls_there_are_no_own_prospects(visitor: Visitor) -> None:
    assert "Zoals onze eigen gesprekspartners" not in visitor.get("/rehearse").text
    refused = visitor.post("/rehearse", scenario="ours", language="nl")
    assert refused.status_code == 400
    assert "Gebruik de toetsen op de belplek" in refused.text


def test_without_a_ground_no_transcript_is_kept(called: Visitor) -> None:
    assert called.post("/transcripts", text=TRANSCRIPT, token="x").status_code == 400
    assert called.post("/transcripts", text="", ground="gemeld", token="x").status_code == 400
    assert "Die zijn er nog niet." in called.get("/transcripts").text


def test_the_words_of_a_transcript_are_erased_when_their_time_is_over(furnished_house: House, now) -> None:
    kept = transcripts.keep(house=furnished_house, text=TRANSCRIPT, now=now, token="x", ground="gemeld")
    later = now + rules().transcripts_kept + timedelta(days=1)
    assert transcripts.newest(house=furnished_house, now=now, limit=5)[0].id == kept
    assert transcripts.newest(house=furnished_house, now=later, limit=5) == []


def test_the_day_of_a_placement_is_told_and_counts_in_the_plan(called: Visitor) -> None:
    meeting = re.search(r'href="(/desk/calls/\d+)"', called.get("/results/calls?stage=meeting").text)
    assert meeting
    assert "1 afspraak staat nog open" in called.get("/plan").text

    after = called.post(f"{meeting[1]}/result", result="won", on="2026-11-23")

    assert "Een plaatsing, op 23 november 2026" in after.text
    assert "1 van 3 plaatsingen" in called.get("/plan").text
    assert "nog open" not in called.get("/plan").text
    assert called.post(f"{meeting[1]}/result", result="won", on="gisteren").status_code == 400
    assert called.post(f"{meeting[1]}/result", result="won", on="2026-11-24").status_code == 400


def test_the_plan_says_in_words_what_the_picture_shows(called: Visitor) -> None:
    own = called.get("/plan").text
    assert "Uw tempo tot nu toe is" in own
    assert "De stippellijn is het verloop met de" in own
    assert 'class="needed"' in own


def test_before_the_first_call_the_picture_shows_the_calls_that_are_needed(visitor: Visitor) -> None:
    nobody_yet = visitor.get("/plan").text
    assert "Er is nog niet gebeld" in nobody_yet
    assert 'class="needed"' not in nobody_yet


def test_what_only_a_transcript_tells_is_shown_as_such_before_the_first_call(visitor: Visitor) -> None:
    kept = visitor.post(
        "/transcripts", text=TRANSCRIPT, ground="gemeld", token=token_of(visitor), on="2026-11-20", outcome="polite_no"
    )
    assert "telt mee bij wat u zelf aan de lijn hoort, op 20 november 2026" in kept.text

    figures = visitor.get("/results").text
    assert "1 alleen in een transcript" in figures
    behind = visitor.get("/transcripts?reaction=has_supplier").text
    assert f'href="{kept.url.path}">20 november 2026</a>' in behind
    assert visitor.post("/transcripts", text=TRANSCRIPT, ground="x", token="y", on="ooit").status_code == 400
