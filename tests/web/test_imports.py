"""Importing in the page: explaining columns, looking row by row, why two rows are one person, and splitting them."""

import html
import re

from httpx import Response

from .visitor import Visitor

STRANGE = b"aap;noot;mies\nNoor Bakker;Meridiaan BV;0612345678\nPiet Vos;Delta NV;0687654321\n"
TWO_ROWS = (
    b"Naam;Bedrijf;Functie;Telefoon\n"
    b"Noor Bakker;Meridiaan BV;CIO;0612345678\n;;;\nNoor Bakker;Meridiaan;CIO;geen idee\n"
    b"Pawe? Nowak;Delta NV;Inkoper;0687654321\n"
)


def choose(visitor: Visitor, content: bytes, name: str = "lijst.csv") -> Response:
    token = re.search(r'name="csrf" value="([^"]+)"', visitor.get("/settings").text)
    assert token
    return visitor.client.post("/import", data={"csrf": token[1]}, files=[("files", (name, content))])


def ticket_of(answer: Response) -> str:
    found = re.search(r"/import/(?:preview|columns)/([\w-]+)", str(answer.url))
    assert found
    return found[1]


def test_columns_that_nobody_knows_are_explained_once_and_remembered(visitor: Visitor) -> None:
    asked = choose(visitor, STRANGE)
    assert asked.url.path.startswith("/import/columns/")
    assert "Bijvoorbeeld: Noor Bakker · Piet Vos" in html.unescape(asked.text)

    shown = visitor.post(asked.url.path, **{"column-0": "full_name", "column-1": "organisation", "column-2": "phone"})
    assert shown.url.path.startswith("/import/preview/")
    assert "Noor Bakker, Meridiaan BV" in shown.text

    later = choose(visitor, STRANGE.replace(b"Noor", b"Nina"), "een andere.csv")
    assert "Nina Bakker, Meridiaan BV" in later.text
    visitor.post("/import/commit", ticket=ticket_of(later))
    assert "Nina Bakker" in visitor.get("/people").text


def test_columns_that_name_nobody_are_refused(visitor: Visitor) -> None:
    asked = choose(visitor, STRANGE)
    answer = visitor.post(asked.url.path, **{"column-2": "phone"})
    assert answer.status_code == 400
    assert "in welke kolom de naam" in answer.text


def test_a_preview_tells_of_every_row_what_becomes_of_it_and_why(visitor: Visitor) -> None:
    shown = choose(visitor, TWO_ROWS)
    text = html.unescape(shown.text)
    assert text.count("<li>\n      <p><span") == 4
    assert "Deze rij is leeg." in text
    assert "dezelfde naam, dezelfde organisatie" in text
    assert "Een programma heeft letters van deze naam weggegooid: Pawe? Nowak" in text

    merged = visitor.get(f"/import/preview/{ticket_of(shown)}?show=merged", **{"HX-Request": "true"}).text
    assert "<html" not in merged
    assert merged.count("<span class=") == 2
    assert "Er is nog niemand." in visitor.get("/people").text


def test_a_ticket_that_is_gone_says_so(visitor: Visitor) -> None:
    for page in ("/import/preview/x", "/import/columns/x/0"):
        answer = visitor.get(page)
        assert answer.status_code == 404
        assert "niet meer bij de hand" in answer.text


def test_a_merge_says_why_can_be_split_and_joined_again(visitor: Visitor) -> None:
    visitor.post("/import/commit", ticket=ticket_of(choose(visitor, TWO_ROWS)))
    whole = html.unescape(visitor.get("/people/p1").text)
    assert "Zelfde persoon als lijst.csv, rij 3: dezelfde naam, dezelfde organisatie" in whole

    split = visitor.post("/people/p1/split", file="lijst.csv", row="2")
    assert split.url.path == "/people/p3"
    assert "Zelfde persoon als lijst" not in visitor.get("/people/p1").text
    visitor.post(
        "/import/commit", ticket=ticket_of(choose(visitor, STRANGE.replace(b"aap;noot;mies", b"Naam;Bedrijf;Tel")))
    )
    assert "Zelfde persoon als lijst.csv, rij 3" not in visitor.get("/people/p1").text

    joined = visitor.post("/people/p1/join", other="p3")
    assert "door iemand samengevoegd" in joined.text
    assert visitor.get("/people/p3").status_code == 404
    assert visitor.post("/people/p1/split", file="lijst.csv", row="99").status_code == 400
    assert visitor.post("/people/p1/join", other="p1").status_code == 400


def test_weights_are_shown_changed_and_brought_back(settled: Visitor) -> None:
    def order() -> list[str]:
        return re.findall(r'class="entry-name"><a href="/people/(p\d+)"', settled.get("/list").text)

    usual = order()
    names = re.findall(r'id="weight-(\w+)"', settled.get("/list").text)
    changed = settled.post("/list/weights", **{name: "10" if name == "reachability" else "0" for name in names})
    assert "De bellijst volgt deze gewichten." in changed.text
    assert order() != usual
    settled.post("/list/weights", reset="1")
    assert order() == usual
    assert settled.post("/list/weights", vacancy="veel").status_code == 400
    assert settled.post("/list/weights", vacancy="11").status_code == 400
    assert settled.post("/list/weights", **dict.fromkeys(names, "0")).status_code == 400
