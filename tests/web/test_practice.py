"""Practice on the pages: helps, answers of colleagues, pictures with their words, and a debrief to keep."""

import json
import re

import pytest

from belletje.usecases.house import Refused
from belletje.web import paper

from .visitor import Visitor

OPENING = "Goedemorgen, u spreekt met Sanne van Noordlicht. Ik bel over uw vacature."


def declarations(html: str) -> list[dict]:
    """The Vega-Lite declarations in a page."""
    return [json.loads(text) for text in re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)]


def held(visitor: Visitor, **fields: str) -> str:
    """A call of three turns that is over."""
    call = visitor.dial("manner=friendly,need=latent", **fields)
    for turn, text in enumerate((OPENING, "Hoe vangt u dat nu op?", "Dat snap ik.")):
        visitor.post(f"{call}/say", text=text, turn=str(turn))
    visitor.post(f"{call}/hang-up")
    return call


def test_a_hint_is_shown_when_asked_for_and_the_debrief_says_so(visitor: Visitor) -> None:
    call = visitor.dial()
    assert "hint-head" not in visitor.get(call).text
    assert "hint-head" in visitor.post(f"{call}/help", kind="hint").text
    assert "hint-head" not in visitor.post(f"{call}/say", text=OPENING, turn="0").text
    visitor.post(f"{call}/hang-up")
    assert re.search(r"Gebruikte hulp:\s+hint\.", visitor.get(f"{call}/debrief").text)


def test_a_pause_hides_the_box_until_the_caller_goes_on(visitor: Visitor) -> None:
    call = visitor.dial()
    paused = visitor.post(f"{call}/help", kind="pause").text
    assert 'id="words"' not in paused
    assert "data-stopped" in paused
    assert 'id="words"' in visitor.get(f"{call}?on=1").text


def test_a_turn_is_taken_back_in_the_same_call(visitor: Visitor) -> None:
    call = visitor.dial()
    visitor.post(f"{call}/say", text="Eh, hallo?", turn="0")
    back = visitor.post(f"{call}/help", kind="take_back")
    assert back.url.path == call
    assert "Eh, hallo?" not in back.text
    assert visitor.post(f"{call}/help", kind="take_back").status_code == 400


def test_an_exam_shows_no_help_and_refuses_it(visitor: Visitor) -> None:
    call = visitor.dial(mode="exam")
    assert "data-help" not in visitor.get(call).text
    assert visitor.post(f"{call}/help", kind="hint").status_code == 400


def test_an_answer_of_a_colleague_is_one_key_away(visitor: Visitor) -> None:
    visitor.post("/answers", reaction="has_supplier", text="Mooi. <b>Wat mist u?</b>", by="Joost")
    page = visitor.get("/answers").text
    assert "Mooi. &lt;b&gt;Wat mist u?&lt;/b&gt;" in page
    assert "Joost" in page
    worked = visitor.post("/answers/1/used", worked="yes")
    assert "in 1 van de 1 echte gesprekken" in worked.text
    assert "Nog geen antwoorden" in visitor.post("/answers/1/remove").text
    assert visitor.post("/answers", reaction="sighs", text="x").status_code == 400


def test_every_turn_of_a_call_can_be_taken_again(visitor: Visitor) -> None:
    call = held(visitor)
    keeps = re.findall(r'class="retake" name="turns_kept" value="(\d+)"', visitor.get(f"{call}/debrief").text)
    assert keeps == [str(place) for place in range(len(keeps))]
    again = visitor.post(f"{call}/again", turns_kept=keeps[-1])
    drill = str(again.url.path)
    visitor.post(f"{drill}/say", text="Wat zou u het liefst anders zien?", turn=keeps[-1])
    visitor.post(f"{drill}/hang-up")
    beside = visitor.get(f"{drill}/debrief").text
    assert "Beide pogingen" in beside
    assert "Wat zou u het liefst anders zien?" in beside
    assert f'href="{drill}/debrief"' in visitor.get(f"{call}/debrief").text


def test_every_picture_is_data_with_a_sentence_and_its_figures(visitor: Visitor) -> None:
    call = held(visitor, feared="dat ze ophangen", nerves="70")
    visitor.post(f"{call}/happened", happened="Het viel mee.", nerves="40", came_true="no")
    for address, least in ((f"{call}/debrief", 2), ("/ladder", 4)):
        page = visitor.get(address).text
        drawn = declarations(page)
        assert len(drawn) >= least
        assert page.count('<figure class="chart"') == len(drawn)
        assert page.count('class="figures-table"') == len(drawn)
        for declaration in drawn:
            assert declaration["data"]["values"]
            assert "url" not in declaration["data"]
    assert "Gevreesd" in visitor.get("/ladder").text
    assert "(kwam niet uit)" in visitor.get("/ladder").text


def test_no_page_needs_a_script_that_is_written_into_it(visitor: Visitor) -> None:
    for address in (f"{held(visitor)}/debrief", "/ladder", "/answers"):
        answer = visitor.get(address)
        assert "unsafe" not in answer.headers["content-security-policy"]
        for opening in re.findall(r"<script[^>]*>", answer.text):
            assert 'src="/static/' in opening or 'type="application/json"' in opening


def test_what_the_other_side_felt_shows_only_afterwards(visitor: Visitor) -> None:
    call = visitor.dial()
    said = visitor.post(f"{call}/say", text=OPENING, turn="0").text
    assert "Vertrouwen" not in said
    assert visitor.get(f"{call}/debrief.html").status_code == 400


def test_a_debrief_is_one_file_without_what_was_feared(visitor: Visitor) -> None:
    call = held(visitor, feared="dat ze ophangen", nerves="70")
    kept = visitor.get(f"{call}/debrief.html")
    assert kept.headers["content-disposition"].startswith("attachment")
    assert OPENING in kept.text
    assert "dat ze ophangen" not in kept.text
    assert not re.search(r'(?:src|href)="(?!#)', kept.text.partition("<script>")[0])
    assert len(declarations(kept.text)) == 2


def test_without_a_browser_a_pdf_is_refused_with_the_way_out(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    call = held(visitor)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BELLETJE_CHROMIUM", raising=False)
    refused = visitor.get(f"{call}/debrief.pdf")
    assert refused.status_code == 400
    assert "HTML" in refused.text


@pytest.mark.skipif(not paper.find_browser(), reason="no browser on this machine")
def test_with_a_browser_a_debrief_is_a_pdf(visitor: Visitor) -> None:
    call = held(visitor)
    try:
        kept = visitor.get(f"{call}/debrief.pdf")
    except Refused as refusal:
        pytest.fail(str(refusal))
    assert kept.content.startswith(b"%PDF")
    assert len(kept.content) > 10_000
