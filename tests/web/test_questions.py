"""Questions of the trade on their page: found, added, changed, thrown away, and taken back."""

import re

from .visitor import Visitor

OWN = {
    "topic": "contract",
    "reaction": "asks_terms",
    "depth": "basic",
    "needs": "1",
    "ask_nl": "Doet u ook aan strippenkaarten?\r\nStrippenkaart?",
    "answer_nl": "Ja, vanaf tien uur vooruit betaald, een jaar geldig.",
    "names_nl": "vooruit\r\ngeldig",
}


def test_questions_are_found_by_subject_and_by_their_words(visitor: Visitor) -> None:
    every = visitor.get("/questions").text
    assert "158 vragen" in every
    assert visitor.get("/questions?topic=dect").text.count("entry-name") < 6
    assert "/questions/one/sip_codec" in visitor.get("/questions?q=welke+codec+raadt").text
    assert "Daar is geen vraag bij." in visitor.get("/questions?q=xyzzy").text
    assert "U heeft nog geen eigen vragen." in visitor.get("/questions?show=own").text


def test_what_htmx_gets_is_a_part_of_the_page(visitor: Visitor) -> None:
    block = visitor.get("/questions?q=codec", **{"HX-Request": "true"}).text
    assert "<html" not in block
    assert block.strip() in visitor.get("/questions?q=codec").text


def test_a_question_that_ships_shows_what_a_good_answer_holds_and_can_be_made_ones_own(visitor: Visitor) -> None:
    page = visitor.get("/questions/one/sip_codec").text
    assert "Naar buiten is G.711 de norm" in page

    form = visitor.get("/questions/new?of=sip_codec").text
    assert "Welke codec raadt uw engineer aan" in form
    assert 'name="id" value="sip_codec"' in form


def test_an_own_question_is_added_changed_thrown_away_and_taken_back(visitor: Visitor) -> None:
    added = visitor.post("/questions", **OWN)
    assert added.url.path == "/questions/one/doet_u_ook_aan_strippenkaarten"
    assert "tester" in added.text

    changed = visitor.post(
        "/questions", **{**OWN, "id": "doet_u_ook_aan_strippenkaarten", "ask_nl": "Verkoopt u bundels?"}
    )
    assert "Verkoopt u bundels?" in changed.text
    visitor.post("/questions/undo", change=_change(changed.text))
    assert "strippenkaarten?" in visitor.get("/questions?show=own").text

    gone = visitor.post("/questions/one/doet_u_ook_aan_strippenkaarten/remove")
    assert "De vraag is weggegooid." in gone.text
    assert visitor.get("/questions/one/doet_u_ook_aan_strippenkaarten").status_code == 404
    visitor.post("/questions/undo", change=_change(gone.text))
    assert visitor.get("/questions/one/doet_u_ook_aan_strippenkaarten").status_code == 200


def test_what_was_changed_again_since_is_not_taken_back(visitor: Visitor) -> None:
    first = _change(visitor.post("/questions", **OWN).text)
    visitor.post("/questions", **{**OWN, "id": "doet_u_ook_aan_strippenkaarten", "ask_nl": "Verkoopt u bundels?"})

    assert visitor.post("/questions/undo", change=first).status_code == 400
    assert "Verkoopt u bundels?" in visitor.get("/questions?show=own").text


def test_a_mistake_is_said_above_the_form_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    for broken, told in (
        ({"ask_nl": " "}, "minstens één van de talen"),
        ({"names_nl": ""}, "echt antwoord"),
        ({"needs": "2", "names_nl": "vooruit"}, "echt antwoord"),
        ({"ask_nl": "Wat doet {planet}?"}, "Tussen accolades"),
        ({"depth": "deep"}, "diepgaand"),
        ({"id": "Geen Naam!"}, "kleine letters"),
    ):
        answer = visitor.post("/questions", **{**OWN, **broken})
        assert answer.status_code == 400
        assert told in answer.text
        assert "vooruit betaald" in answer.text
    assert "U heeft nog geen eigen vragen." in visitor.get("/questions?show=own").text


def test_a_subject_of_ones_own_is_made_once_and_can_be_chosen_after(visitor: Visitor) -> None:
    visitor.post("/questions", **{**OWN, "subject": "Strippenkaarten & bundels"})
    visitor.post("/questions", **{**OWN, "ask_nl": "En in de zomer?", "subject": "Strippenkaarten & bundels"})

    page = visitor.get("/questions?topic=strippenkaarten_bundels&show=own").text
    assert "2 vragen" in page
    assert page.count(">Strippenkaarten &amp; bundels</option>") == 1


def test_what_is_typed_is_shown_as_text_and_never_as_a_page(visitor: Visitor) -> None:
    page = visitor.post("/questions", **{**OWN, "ask_nl": "<script>alert(1)</script>?"}).text
    assert "<script>alert" not in page
    assert "<script>alert" not in visitor.get("/questions?show=own").text


def test_own_questions_leave_as_a_file(visitor: Visitor) -> None:
    visitor.post("/questions", **OWN)
    file = visitor.get("/questions/export")
    assert file.headers["content-disposition"] == 'attachment; filename="questions.toml"'
    assert 'id = "doet_u_ook_aan_strippenkaarten"' in file.text


def _change(page: str) -> str:
    found = re.search(r'name="change" value="(\d+)"', page)
    assert found, "the page offers to take the change back"
    return found[1]
