"""Colleagues who share one Belletje: each browser has a name of its own, which is asked once and is no password."""

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from belletje.usecases import answers, order, realcalls, scripts
from belletje.usecases.changes import newest
from belletje.usecases.house import House
from belletje.web.app import create_app
from belletje.web.visit import WHO

from .visitor import Visitor


@pytest.fixture
def browser(furnished_house: House, now):
    """Opens another browser on the one server, in which somebody says who they are."""
    order.prepare(house=furnished_house, now=now)
    app = create_app(furnished_house, clock=lambda: now)

    def opened(name: str = "") -> Visitor:
        visitor = Visitor(TestClient(app, headers={"Accept-Language": "nl"}, raise_server_exceptions=False))
        if name:
            visitor.post("/who", who=name, back="/desk")
        return visitor

    return opened


def record(caller: Visitor, outcome: str = "polite_no"):
    """Calls the next person; gives the page after it."""
    sheet = caller.post("/desk/next")
    token = re.search(r'name="token" value="([^"]+)"', sheet.text)
    assert token
    return caller.post(f"{sheet.url.path}/outcome", outcome=outcome, token=token[1])


def test_who_is_calling_is_asked_once_where_others_may_come_too(browser) -> None:
    visitor = browser()
    assert "Wie belt er?" in visitor.get("/desk").text

    back = visitor.post("/who", who="  Sanne   de Vries ", back="/desk?nobody=1")

    assert str(back.url).endswith("/desk?nobody=1")
    assert "Wie belt er?" not in back.text
    assert 'value="Sanne de Vries"' in visitor.get("/settings").text


def test_who_would_rather_not_say_is_not_asked_again(browser) -> None:
    visitor = browser()

    visitor.post("/who", who="Sanne", later="1", back="/desk")

    assert "Wie belt er?" not in visitor.get("/desk").text
    assert "tester" in record(visitor).text


def test_on_a_machine_of_ones_own_nobody_asks(furnished_house: House, now) -> None:
    app = create_app(furnished_house, clock=lambda: now)
    alone = TestClient(app, base_url="http://127.0.0.1:8000", headers={"Accept-Language": "nl"})
    assert "Wie belt er?" not in alone.get("/desk").text
    assert "Uw naam in deze browser" in alone.get("/settings").text


def test_the_name_is_kept_where_no_script_can_read_it(browser) -> None:
    visitor = browser()
    token = re.search(r'name="csrf" value="([^"]+)"', visitor.get("/settings").text)
    assert token
    answer = visitor.client.post("/who", data={"csrf": token[1], "who": "José"}, follow_redirects=False)

    kept = answer.headers["set-cookie"]
    assert f"{WHO}=Jos%C3%A9;" in kept
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept


def test_each_takes_back_only_what_they_recorded_last_themselves(browser) -> None:
    sanne, piet = browser("Sanne"), browser("Piet")
    hers = record(sanne)
    his = record(piet)

    assert "Sanne" in hers.text
    assert "Deze uitkomst terugnemen" in sanne.get(hers.url.path).text
    assert "Deze uitkomst terugnemen" not in piet.get(hers.url.path).text
    assert piet.post(f"{hers.url.path}/undo").status_code == 400
    assert "teruggenomen" in sanne.post(f"{hers.url.path}/undo").text
    assert "Deze uitkomst terugnemen" in piet.get(his.url.path).text


def test_the_three_questions_are_for_whose_call_it_was(browser) -> None:
    sanne, piet = browser("Sanne"), browser("Piet")
    after = record(sanne)
    sanne.post(f"{after.url.path}/after", feared="Boosheid", happened="Viel mee", next_time="Langzamer")

    assert "Langzamer" in sanne.get(after.url.path).text
    assert "Langzamer" not in piet.get(after.url.path).text
    assert piet.post(f"{after.url.path}/after", feared="x").status_code == 400


def test_what_one_recorded_a_moment_ago_is_not_the_colleagues(browser) -> None:
    sanne, piet = browser("Sanne"), browser("Piet")
    after = record(sanne, "no_contact")
    person = re.search(r'href="(/desk/p\d+)"', after.text)
    assert person

    assert "U legde dit gesprek zojuist vast" in sanne.get(person[1]).text
    assert "U legde dit gesprek zojuist vast" not in piet.get(person[1]).text


def test_answers_and_scripts_go_by_the_name(browser, furnished_house: House) -> None:
    piet = browser("Piet")
    piet.post("/answers", reaction="has_supplier", text="Die hoeft ook niet weg.")
    piet.post("/scripts", text="# Opening\n> Goedemorgen.\n")

    (answer,) = answers.list_answers(house=furnished_house)
    assert answer.by == "Piet"
    assert {one.by for one in newest(house=furnished_house, limit=20) if one.subject.startswith("script")} == {"Piet"}
    assert scripts.list_scripts(house=furnished_house)


def test_the_script_says_the_name_of_who_calls(browser) -> None:
    sanne, piet = browser("Sanne"), browser("Piet")
    sanne.post("/scripts", text="---\ncaller: Sanne\n---\n# Opening\n> Goedemorgen, met {caller}.\n")

    assert "Goedemorgen, met Sanne." in sanne.post("/desk/next").text
    assert "Goedemorgen, met Piet." in piet.post("/desk/next").text


def test_who_says_so_during_a_call_keeps_the_person(browser, furnished_house: House) -> None:
    visitor = browser()
    sheet = visitor.post("/desk/next")
    token = re.search(r'name="token" value="([^"]+)"', sheet.text)
    assert token

    visitor.post("/who", who="Sanne", back=sheet.url.path)
    visitor.post(f"{sheet.url.path}/outcome", outcome="no_contact", token=token[1])

    (call,) = realcalls.calls_to(house=furnished_house, person=sheet.url.path.rpartition("/")[2])
    assert call.by == "Sanne"


@pytest.mark.parametrize("mean", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_name_cannot_break_a_page(browser, mean: str) -> None:
    visitor = browser(mean)
    for page in (record(visitor), visitor.get("/settings")):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text


@pytest.mark.parametrize("wrong", ["x" * 61, "--", "a\x00b", "a\u202eb"])
def test_what_is_no_name_is_refused_and_in_a_cookie_ignored(browser, wrong: str) -> None:
    visitor = browser()
    assert visitor.post("/who", who=wrong, back="/desk").status_code == 400

    visitor.client.cookies.set(WHO, quote(wrong, safe=""))
    assert "tester" in record(visitor).text


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "desk"])
def test_after_the_name_one_stays_on_this_site(browser, elsewhere: str) -> None:
    assert browser().post("/who", who="Sanne", back=elsewhere).url.path == "/"
