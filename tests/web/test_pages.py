"""Every page opens, in both languages, in an empty house and in a full one; and what is not there has a page too."""

import pytest

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


@pytest.mark.parametrize("page", ["/calls/9", "/calls/9/debrief", "/scripts/9", "/questions/one/x"])
def test_what_is_refused_has_a_page_with_its_sentence_and_a_way_back(visitor: Visitor, page: str) -> None:
    answer = visitor.get(page)

    assert answer.status_code == 400
    assert 'class="lead"' in answer.text
    assert "Ga terug" in answer.text


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
