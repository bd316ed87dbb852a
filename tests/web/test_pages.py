"""Every page opens, in both languages, in an empty house and in a full one; and what is not there has a page too."""

import ast
from pathlib import Path

import pytest

import belletje

from .visitor import Visitor

PAGES = (
    "/", "/people", "/list", "/import", "/scripts", "/scripts/new?example=nl", "/questions", "/questions/new",
    "/questions/new?of=wifi_roaming", "/questions/one/wifi_roaming", "/rehearse", "/ladder", "/settings",
)  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_an_empty_house(visitor: Visitor, page: str, language: str) -> None:
    answer = visitor.get(page, **{"Accept-Language": language})

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("page", [*PAGES, "/people?q=de&show=blocked&start=5", "/list?start=25", "/people/p1"])
def test_a_page_opens_in_a_full_house(settled: Visitor, page: str) -> None:
    assert settled.get(page).status_code == 200


def test_the_first_visit_offers_demo_data_and_own_exports(visitor: Visitor) -> None:
    first = visitor.get("/").text
    assert 'action="/demo"' in first
    assert 'href="/import"' in first

    after = visitor.post("/demo")

    assert after.url.path == "/list"
    assert 'class="entries' in after.text
    assert 'action="/demo"' not in visitor.get("/").text


@pytest.mark.parametrize("page", ["/nowhere", "/calls/one", "/calls/1/say"])
def test_an_unknown_page_says_so(visitor: Visitor, page: str) -> None:
    answer = visitor.get(page)

    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.text


@pytest.mark.parametrize("page", ["/rehearse?person=p9", "/results/calls?stage=x", "/rehearse?wish=x"])
def test_what_is_refused_has_a_page_with_its_sentence_and_a_way_back(visitor: Visitor, page: str) -> None:
    answer = visitor.get(page)

    assert answer.status_code == 400
    assert 'class="lead"' in answer.text
    assert "Ga terug" in answer.text


FORM = {
    "text": "# Opening\nGoedemorgen.", "kind": "hint", "turns_kept": "0", "worked": "true", "legal_form": "bv",
    "consent": "Bel gerust.", "outcome": "polite_no", "token": "t",
}  # fmt: skip
GONE_FOR_GOOD = "/transcripts/{transcript}/remove"


def test_every_address_of_something_that_is_not_there_says_so_in_the_language_of_the_page(settled: Visitor) -> None:
    """But for throwing away a transcript: what is gone is gone, said twice."""
    asked = 0
    for path, methods in settled.get("/openapi.json").json()["paths"].items():
        for method, told in methods.items():
            filled = path
            for one in told.get("parameters", ()):
                if one["in"] == "path":
                    nothing = "99999" if one["schema"].get("type") == "integer" else "p99999"
                    filled = filled.replace(f"{{{one['name']}}}", nothing)
            if filled == path or path == GONE_FOR_GOOD:
                continue
            answer = settled.get(filled) if method == "get" else settled.post(filled, **FORM)
            assert answer.status_code == 404, (method, path, answer.text)
            assert "Deze pagina bestaat niet" in answer.text, path
            asked += 1
    assert asked > 40


def test_every_refusal_of_a_use_case_is_said_in_dutch_too() -> None:
    """A mistake in a file that only the command line reads is passed on as it is."""
    folder = Path(belletje.__file__).parent / "usecases"
    for file in sorted(folder.glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"Refused", "NotThere"}:
                passed_on = ast.unparse(call.args[0]) == "str(mistake)"
                assert passed_on or any(one.arg == "nl" for one in call.keywords), f"{file.name}:{call.lineno}"


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", ("Er is geen persoon", "geen nummer van een persoon")), ("en", ("There is no person", "no person"))],
)
def test_nobody_of_that_number_is_a_page_that_does_not_exist(
    visitor: Visitor, language: str, said: tuple[str, str]
) -> None:
    for page, sentence in zip(("/people/p99999", "/people/nobody"), said, strict=True):
        answer = visitor.get(page, **{"Accept-Language": language})
        assert answer.status_code == 404
        assert sentence in answer.text


def test_the_language_is_asked_for_remembered_and_else_the_browsers(visitor: Visitor) -> None:
    assert '<html lang="nl">' in visitor.get("/", **{"Accept-Language": "de, nl;q=0.8, en;q=0.5"}).text
    assert '<html lang="en">' in visitor.get("/", **{"Accept-Language": "nl;q=0.3, en-GB"}).text
    assert '<html lang="nl">' in visitor.get("/", **{"Accept-Language": "fr"}).text

    assert '<html lang="en">' in visitor.get("/people?lang=en").text
    assert '<html lang="en">' in visitor.get("/people").text
    assert '<html lang="nl">' in visitor.get("/people?lang=nl").text


def test_htmx_gets_the_block_that_the_page_itself_has(settled: Visitor) -> None:
    whole = settled.get("/people?q=a").text
    block = settled.get("/people?q=a", **{"HX-Request": "true"}).text

    assert "<html" not in block
    assert block.strip() in whole
