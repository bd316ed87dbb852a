"""A form whose answer got lost on the way back is sent again: what it asked for is recorded once."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from belletje.usecases import answers, dialling, order, questions, realcalls, rehearsals, scripts, todo, transcripts
from belletje.usecases.house import House
from belletje.usecases.results import results
from belletje.web.app import create_app

from .visitor import Visitor


class LosesAnswers:
    """The application behind a line that breaks after the form arrived, before the answer does."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.broken = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def into_nothing(message: Any) -> None:
            pass

        if self.broken and scope["type"] == "http" and scope["method"] == "POST":
            await self.app(scope, receive, into_nothing)
            raise ConnectionResetError("the line broke")
        await self.app(scope, receive, send)


class Persistent(Visitor):
    """Somebody who sends a form, hears nothing, and sends the same form again, and once more by a double click."""

    def post(self, address: str, headers: dict[str, str] | None = None, **fields: str) -> Any:
        """Sends a form three times; gives the last answer."""
        line = self.client.app
        assert isinstance(line, LosesAnswers)
        line.broken = True
        with pytest.raises(ConnectionResetError):
            super().post(address, headers, **fields)
        line.broken = False
        once = super().post(address, headers, **fields)
        twice = super().post(address, headers, **fields)
        assert once.status_code == twice.status_code
        assert once.url.path == twice.url.path
        return twice


@pytest.fixture
def house(furnished_house: House, now) -> House:
    """A house whose list is in order."""
    order.prepare(house=furnished_house, now=now)
    return furnished_house


@pytest.fixture
def caller(house: House, now) -> Persistent:
    """Somebody with a bad connection."""
    line = LosesAnswers(create_app(house, clock=lambda: now))
    return Persistent(TestClient(line, headers={"Accept-Language": "nl"}))


def token_in(page: str) -> str:
    """The token that a form holds."""
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found[1]


def dialled(house: House, now) -> int:
    """How many calls the results count."""
    return sum(week.dialled for week in results(house=house, now=now).weeks)


def test_an_outcome_and_all_that_comes_with_it_is_recorded_once(caller: Persistent, house: House, now) -> None:
    sheet = caller.post("/desk/next")
    after = caller.post(
        f"{sheet.url.path}/outcome", outcome="referral", token=token_in(sheet.text), note="Bel Ans.",
        whom="Ans de Nieuwe", whom_phone="020 555 01 99", whom_organisation="Nieuw BV", heard="no_need\t\t",
    )  # fmt: skip
    assert after.url.path == "/desk/calls/1"
    assert dialled(house, now) == 1
    found = caller.get("/people?q=Ans de Nieuwe").text
    assert found.count("Ans de Nieuwe</a>") == 1
    (heard,) = results(house=house, now=now).heard
    assert heard.own.times == 1

    caller.post("/desk/calls/1/after", feared="Boosheid", happened="Hij lachte", next_time="Eerder vragen")
    assert caller.get("/desk/calls/1").text.count("Hij lachte") == 1
    caller.post("/desk/calls/1/undo")
    assert dialled(house, now) == 0


def test_what_is_sent_is_sent_once_and_a_result_counts_once(caller: Persistent, house: House, now) -> None:
    sheet = caller.post("/desk/next")
    caller.post(f"{sheet.url.path}/outcome", outcome="material_requested", token=token_in(sheet.text))
    open_before = todo.open_tasks(house=house, limit=10)
    assert open_before
    caller.post(f"/desk/tasks/{open_before[0].id}", text="Zoals beloofd.", back="desk")
    assert len(todo.open_tasks(house=house, limit=10)) == len(open_before) - 1

    sheet = caller.post("/desk/next")
    caller.post(f"{sheet.url.path}/outcome", outcome="meeting", token=token_in(sheet.text), when="morgen 10 uur")
    caller.post("/desk/calls/2/result", result="won")
    (week,) = results(house=house, now=now).weeks
    assert (week.meeting, week.placement) == (1, 1)


def test_a_transcript_an_answer_a_script_and_a_question_are_kept_once(caller: Persistent, house: House, now) -> None:
    caller.post(
        "/transcripts", text="A: Dag, ik bel over uw vacature.\nB: Geen tijd.", ground="gemeld",
        token=token_in(caller.get("/transcripts").text),
    )  # fmt: skip
    assert len(transcripts.newest(house=house, now=now, limit=10)) == 1

    caller.post("/answers", reaction="no_need", text="Mag ik over een maand nog eens bellen?", by="Tineke")
    (answer,) = answers.list_answers(house=house)
    caller.post(f"/answers/{answer.id}/used", worked="yes", token=token_in(caller.get("/answers").text))
    caller.post(f"/answers/{answer.id}/used", worked="no", token=token_in(caller.get("/answers").text))
    (answer,) = answers.list_answers(house=house)
    assert (answer.real.used, answer.real.worked) == (2, 1)

    before = len(scripts.list_scripts(house=house))
    caller.post("/scripts", text="# Opening\nGoedemorgen.")
    assert len(scripts.list_scripts(house=house)) == before + 1

    caller.post(
        "/questions", topic="wifi", reaction="asks_experience", depth="basic", needs="1",
        ask_nl="Doet u ook aan strippenkaarten?", names_nl="strippenkaart",
    )  # fmt: skip
    assert len([one for one in questions.list_questions(house=house) if one.own]) == 1


def test_a_rehearsal_and_a_drill_are_dialled_once(caller: Persistent, house: House, now) -> None:
    for page, fields in (
        ("/rehearse", {"scenario": "own", "dimension-manner": "talkative"}),
        ("/", {}),
        ("/ladder", {}),
    ):
        form = caller.get(page).text
        chosen = re.search(r'name="scenario" value="([^"]+)"', form)
        seed = re.search(r'name="seed" value="(\d+)"', form)
        assert chosen
        assert seed
        before = len(rehearsals.list_calls(house=house))
        caller.post("/rehearse", **{"scenario": chosen[1], "language": "nl", "seed": seed[1], **fields})
        assert len(rehearsals.list_calls(house=house)) == before + 1

    call = dialling.dial(house=house, now=now, language="nl", seed=4, scenario="manner=talkative")
    rehearsals.say(house=house, call=call, text="Goedemorgen")
    before = len(rehearsals.list_calls(house=house))
    caller.post(f"/calls/{call}/again", turns_kept="1")
    assert len(rehearsals.list_calls(house=house)) == before + 1


def test_never_again_is_said_once_and_stays(caller: Persistent, house: House, now) -> None:
    sheet = caller.post("/desk/next")
    caller.post(f"{sheet.url.path}/outcome", outcome="opted_out", token=token_in(sheet.text))
    person = sheet.url.path.removeprefix("/desk/")
    assert len(realcalls.calls_to(house=house, person=person)) == 1
    assert person != caller.post("/desk/next").url.path.removeprefix("/desk/")
