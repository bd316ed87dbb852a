"""The desk without scripts: next person, script, outcome, undo; sent twice, nothing is recorded twice."""

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from belletje.usecases import answers, order, realcalls
from belletje.usecases.calllist import call_list
from belletje.usecases.house import House
from belletje.web.app import create_app

from .visitor import Visitor


@pytest.fixture
def caller(furnished_house: House, now) -> Visitor:
    """Somebody at the desk of a full house, with the example script."""
    order.prepare(house=furnished_house, now=now)
    app = create_app(furnished_house, clock=lambda: now)
    visitor = Visitor(TestClient(app, headers={"Accept-Language": "nl"}, raise_server_exceptions=False))
    visitor.post("/scripts", text=visitor.get("/scripts/new?example=nl").text.split("<textarea")[1].split(">", 1)[1]
                 .split("</textarea")[0].replace("&gt;", ">").replace("&#34;", '"').lstrip("\n"))  # fmt: skip
    return visitor


@pytest.fixture
def sheet(caller: Visitor):
    """The page of the next person."""
    return caller.post("/desk/next")


def token_in(page) -> str:
    """The token that the form of an outcome holds."""
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found
    return found[1]


def test_the_next_person_is_shown_with_number_reason_and_ground(sheet) -> None:
    assert sheet.status_code == 200
    assert re.search(r'href="tel:\+\d+"', sheet.text)
    assert "Grondslag" in sheet.text
    assert "rechtspersoon" in sheet.text
    assert "Ik bel u" in sheet.text


def test_next_pressed_twice_keeps_the_same_person(caller: Visitor, sheet) -> None:
    assert caller.post("/desk/next").url.path == sheet.url.path


def test_another_browser_gets_another_person(caller: Visitor, sheet, furnished_house: House, now) -> None:
    app = create_app(furnished_house, clock=lambda: now)
    other = Visitor(TestClient(app, headers={"Accept-Language": "nl"}))
    assert other.post("/desk/next").url.path != sheet.url.path
    theirs = other.get(sheet.url.path).text
    assert "Een collega is nu met deze persoon bezig" in theirs
    assert "tel:" not in theirs


def test_two_tabs_and_a_double_click_record_one_call(caller: Visitor, sheet, furnished_house: House) -> None:
    person = sheet.url.path
    tabs = [token_in(caller.get(person)) for _ in range(2)]
    assert len(set(tabs)) == 1
    first = caller.post(f"{person}/outcome", outcome="no_contact", token=tabs[0], note="Geen gehoor")
    again = caller.post(f"{person}/outcome", outcome="polite_no", token=tabs[1])
    assert first.url.path == again.url.path
    assert "Geen gehoor" in again.text
    assert len(realcalls.calls_to(house=furnished_house, person=person.rpartition("/")[2])) == 1


def test_back_in_history_the_form_is_not_there_again(caller: Visitor, sheet) -> None:
    person = sheet.url.path
    caller.post(f"{person}/outcome", outcome="no_contact", token=token_in(sheet))
    back = caller.get(person).text
    assert "U legde dit gesprek zojuist vast" in back
    assert 'value="polite_no"' not in back
    assert 'value="polite_no"' in caller.post(f"{person}/again").text


def test_what_cannot_be_recorded_stays_in_the_form(caller: Visitor, sheet) -> None:
    wrong = caller.post(
        f"{sheet.url.path}/outcome", outcome="callback", token=token_in(sheet), note="Aardige man", when="ooit eens"
    )
    assert wrong.status_code == 400
    assert "geen dag of tijd" in wrong.text
    assert "Aardige man" in wrong.text
    assert 'value="ooit eens"' in wrong.text


def test_a_callback_is_on_the_desk_and_in_the_calendar(caller: Visitor, sheet) -> None:
    caller.post(
        f"{sheet.url.path}/outcome", outcome="callback", token=token_in(sheet), when="volgende week dinsdag om 10 uur"
    )
    desk = caller.get("/desk").text
    assert "1 dec 2026, 10:00" in desk
    address = re.search(r"<code>http://[^/]+(/calendar/[^<]+)</code>", desk)
    assert address
    calendar = caller.get(address[1])
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "DTSTART" in calendar.text
    assert caller.get("/calendar/wrong.ics").status_code == 404
    caller.post("/desk/calendar")
    assert caller.get(address[1]).status_code == 404


def test_a_callback_can_be_picked_too(caller: Visitor, sheet) -> None:
    after = caller.post(
        f"{sheet.url.path}/outcome", outcome="callback", token=token_in(sheet), picked="2026-12-01T10:00"
    )
    assert "1 dec 2026" in after.text


def test_an_outcome_is_taken_back_on_the_page_after_it(caller: Visitor, sheet) -> None:
    after = caller.post(f"{sheet.url.path}/outcome", outcome="polite_no", token=token_in(sheet))
    assert "Deze uitkomst terugnemen" in after.text
    undone = caller.post(f"{after.url.path}/undo")
    assert "teruggenomen" in undone.text
    assert "Deze uitkomst terugnemen" not in undone.text


def test_the_notice_is_ready_to_send_after_the_first_contact_until_it_is_sent(caller: Visitor, sheet) -> None:
    after = caller.post(f"{sheet.url.path}/outcome", outcome="polite_no", token=token_in(sheet))
    assert "Autoriteit Persoonsgegevens" in after.text
    assert "AVG art. 14" in caller.get("/desk").text
    task = re.search(r'action="(/desk/tasks/\d+)"', after.text)
    assert task
    sent = caller.post(task[1], text="Zo heb ik het verstuurd.")
    assert "Zo heb ik het verstuurd." in sent.text
    assert "AVG art. 14" not in caller.get("/desk").text


def test_the_script_follows_what_they_say(caller: Visitor, sheet) -> None:
    person = sheet.url.path
    way = re.search(rf'href="({person}\?step=[^"]*said=is_this_sales[^"]*)"', sheet.text)
    assert way
    followed = caller.get(way[1].replace("&amp;", "&"), **{"HX-Request": "true"})
    assert "<html" not in followed.text
    assert "Verkoop" in followed.text
    heard = re.search(r'name="heard" value="([^"]*)"', followed.text)
    assert heard
    after = caller.post(f"{person}/outcome", outcome="polite_no", token=token_in(sheet), heard=heard[1])
    assert "Is dit verkoop?" in after.text


def test_a_colleagues_answer_is_a_key_away_and_counts_how_often_it_worked(
    caller: Visitor, sheet, furnished_house: House, now
) -> None:
    text = "Mag ik één keer laten zien wat ernaast kan?"
    answer = answers.add_answer(
        house=furnished_house, now=now, reaction="has_supplier", language="nl", text=text, by="Tineke"
    )
    person = sheet.url.path
    found = caller.get(f"{person}/search?q=we hebben al een partij", **{"HX-Request": "true"}).text
    assert "Tineke, 23 november 2026" in found
    assert text in found
    beside = caller.get(f"{person}?step=Al een partij&said=has_supplier", **{"HX-Request": "true"}).text
    way = re.search(rf'href="({person}\?step=[^"]*&amp;answer={answer}&amp;[^"]*)"[^>]*data-key="\w"', beside)
    assert way
    said = caller.get(way[1].replace("&amp;", "&"), **{"HX-Request": "true"}).text
    assert "aria-current" in said
    heard = re.search(r'name="heard" value="([^"]*)"', said)
    assert heard
    caller.post(f"{person}/outcome", outcome="material_requested", token=token_in(sheet), heard=heard[1])
    after = caller.post(f"{person}/outcome", outcome="material_requested", token=token_in(sheet), heard=heard[1])
    assert "Tineke" in after.text
    (kept,) = answers.list_answers(house=furnished_house)
    assert (kept.real.used, kept.real.worked) == (1, 1)
    assert "in 1 van de 1 echte gesprekken" in caller.get("/answers").text
    assert text in caller.get("/results").text
    assert sheet.url.path in caller.get(f"/results/calls?colleague={answer}").text
    caller.post(f"{after.url.path}/undo")
    (kept,) = answers.list_answers(house=furnished_house)
    assert (kept.real.used, kept.real.worked) == (0, 0)


def test_what_they_said_finds_the_answer_as_one_types(caller: Visitor, sheet) -> None:
    found = caller.get(f"{sheet.url.path}/search?q=we hebben al een par", **{"HX-Request": "true"}).text
    assert found.index("Heeft al een leverancier") < len(found)
    assert "die hoeft ook niet weg" in found
    assert "<html" in caller.get(f"{sheet.url.path}/search?q=duur").text


def test_the_three_questions_are_kept_for_who_answered_them(
    caller: Visitor, sheet, furnished_house: House, now
) -> None:
    after = caller.post(f"{sheet.url.path}/outcome", outcome="polite_no", token=token_in(sheet))
    kept = caller.post(f"{after.url.path}/after", feared="Boosheid", happened="Vriendelijk", next_time="Langzamer")
    assert 'value="Langzamer"' in kept.text
    colleague = House(engine=furnished_house.engine, folder=furnished_house.folder, ear=furnished_house.ear, by="other")
    others = Visitor(TestClient(create_app(colleague, clock=lambda: now), headers={"Accept-Language": "nl"}))
    assert "Langzamer" not in others.get(after.url.path).text
    assert others.post(f"{after.url.path}/after", feared="x").status_code == 400


def test_one_key_says_never_again(caller: Visitor, sheet) -> None:
    assert 'data-key="x"' in sheet.text
    after = caller.post(f"{sheet.url.path}/outcome", outcome="opted_out", token=token_in(sheet))
    assert "nooit meer" in after.text
    assert "tel:" not in caller.get(sheet.url.path).text


def test_never_again_can_be_said_of_whom_a_colleague_has_and_after_another_outcome(
    caller: Visitor, sheet, furnished_house: House, now
) -> None:
    colleague = Visitor(TestClient(create_app(furnished_house, clock=lambda: now), headers={"Accept-Language": "nl"}))
    person = sheet.url.path.removeprefix("/desk/")
    theirs = colleague.get(sheet.url.path)
    after = colleague.post(f"{sheet.url.path}/outcome", outcome="opted_out", token=token_in(theirs))
    assert after.status_code == 200
    assert realcalls.calls_to(house=furnished_house, person=person)[-1].outcome == "opted_out"


def test_the_time_taken_and_the_moment_picked_stay_in_a_form_that_is_refused(caller: Visitor, sheet) -> None:
    page = caller.post(
        f"{sheet.url.path}/outcome", outcome="referral", token=token_in(sheet), seconds="95", picked="2026-12-01T10:00"
    )
    assert page.status_code == 400
    assert 'data-clock="95"' in page.text
    assert 'value="2026-12-01T10:00"' in page.text


def test_a_moment_to_call_again_is_kept_with_any_outcome(caller: Visitor, sheet, furnished_house: House) -> None:
    caller.post(f"{sheet.url.path}/outcome", outcome="voicemail_left", token=token_in(sheet), when="morgen om 10 uur")
    (kept,) = realcalls.calls_to(house=furnished_house, person=sheet.url.path.removeprefix("/desk/"))
    assert kept.callback_at == "2026-11-24T09:00:00+00:00"


def test_looking_at_a_second_person_does_not_let_go_of_the_first(
    caller: Visitor, sheet, furnished_house: House, now
) -> None:
    colleague = Visitor(TestClient(create_app(furnished_house, clock=lambda: now), headers={"Accept-Language": "nl"}))
    theirs = colleague.post("/desk/next").url.path
    colleague.post(f"{theirs}/outcome", outcome="no_contact", token=token_in(colleague.get(theirs)))
    another = next(
        f"/desk/{person}"
        for person, _ in call_list(house=furnished_house, now=now)
        if f"/desk/{person}" not in (sheet.url.path, theirs)
    )
    looked = caller.get(another)
    assert "iemand anders aan het bureau" in looked.text
    assert "tel:" not in looked.text
    assert "collega" in colleague.get(sheet.url.path).text
    assert "tel:" in caller.post(f"{another}/again").text


def test_two_people_back_in_history_the_form_is_not_there_again(caller: Visitor, sheet) -> None:
    caller.post(f"{sheet.url.path}/outcome", outcome="no_contact", token=token_in(sheet))
    second = caller.post("/desk/next")
    caller.post(f"{second.url.path}/outcome", outcome="no_contact", token=token_in(second))
    assert "zojuist" in caller.get(sheet.url.path).text


def test_what_is_typed_cannot_break_the_page(caller: Visitor, sheet) -> None:
    mean = "<script>alert(1)</script>{{ 7 * 7 }}"
    after = caller.post(f"{sheet.url.path}/outcome", outcome="polite_no", token=token_in(sheet), note=mean)
    assert "<script>alert" not in after.text
    assert "{{ 7 * 7 }}" in after.text
    assert "<script>alert" not in caller.get(f"{sheet.url.path}?step={mean}&heard={mean}&said={mean}").text


@pytest.mark.parametrize(
    "page",
    ["/desk/p99999", "/desk/nobody", "/desk/calls/9", "/desk/calls/99999999999999999999", "/desk/p1/search?q=%00"],
)
def test_what_is_not_there_has_a_page(caller: Visitor, page: str) -> None:
    assert caller.get(page).status_code in (200, 400, 404)


def test_a_callback_that_is_put_off_stays_on_the_desk_with_who_did_and_is_brought_back(
    caller: Visitor, sheet, furnished_house: House, now
) -> None:
    person = sheet.url.path
    caller.post(f"{person}/outcome", outcome="callback", token=token_in(sheet), when="2026-11-23T10:30")
    later = create_app(furnished_house, clock=lambda: now + timedelta(hours=1))
    colleague = Visitor(TestClient(later, headers={"Accept-Language": "nl"}))
    colleague.post("/who", who="<b>Piet</b>")
    assert colleague.post("/desk/next").url.path == person

    colleague.post("/desk/next", skip=person.removeprefix("/desk/"))

    desk = colleague.get("/desk").text
    assert "23 nov 2026, 10:30" in desk
    assert "Uitgesteld tot" in desk
    assert "&lt;b&gt;Piet&lt;/b&gt;" in desk
    assert "Uitgesteld tot" in colleague.get(person).text
    assert "Uitgesteld tot" not in colleague.post(f"{person}/bring-back").text


def test_outside_calling_hours_the_desk_says_when_people_are_ready_again(furnished_house: House, now) -> None:
    order.prepare(house=furnished_house, now=now)
    evening = create_app(furnished_house, clock=lambda: now.replace(hour=19))
    desk = Visitor(TestClient(evening, headers={"Accept-Language": "nl"})).get("/desk").text
    assert "Er staat nu niemand klaar. De volgende mag gebeld worden vanaf 24 nov 2026, 09:00." in desk


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reaction_without_a_key_is_reached_by_typing_its_name(caller: Visitor, sheet, language: str) -> None:
    spoken = {"Accept-Language": language}
    page = caller.get(sheet.url.path, **spoken).text
    ways = re.findall(r'<a href="([^"]+said=(\w+)[^"]+)"[^>]*><kbd>/</kbd><span>([^<]+) <span', page)
    assert len(ways) == 3
    assert ("druk erop" if language == "nl" else "press it") in page
    for address, _, name in ways:
        typed = name.casefold()[:6].strip()
        found = caller.get(f"{sheet.url.path}/search?q={typed}&step=Opening", **spoken).text
        first = re.search(r'<a href="([^"]+)"[^>]*class="take"', found)
        assert first, name
        assert first[1].split("&amp;")[:2] == address.split("&amp;")[:2], (name, typed)
