"""Every address of the application, as its OpenAPI description tells, tried with odd questions: no server error."""

import re
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belletje.desk.alongside import Met
from belletje.usecases import answers, dialling, order, queue, realcalls, scripts, transcripts
from belletje.usecases.callbacks import calendar_secret
from belletje.usecases.house import House
from belletje.web.app import create_app

EXAMPLES = 10
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
NO_NUMBERS = {"person": "p1", "question": "wifi_roaming", "kind": "csv"}
"""What there is one of; all else has a number, and there is a first of each."""


@pytest.fixture
def full(furnished_house: House, now) -> House:
    """A house with one of everything that an address can name."""
    order.prepare(house=furnished_house, now=now)
    person = queue.next_person(house=furnished_house, now=now, holder="desk")
    assert person
    realcalls.record_call(
        house=furnished_house, person=person, outcome="material_requested", now=now, token="t", heard=[Met("no_need")]
    )
    transcripts.keep(
        house=furnished_house, text="A: Dag, ik bel over uw vacature.\nB: Wij hebben al een partij.", now=now,
        token="t", ground="gemeld", call=1,
    )  # fmt: skip
    text = scripts.example_script("nl")
    scripts.keep_script(house=furnished_house, text=text, now=now)
    answers.add_answer(house=furnished_house, now=now, reaction="no_need", language="nl", text="Prima.", by="Tineke")
    dialling.dial(house=furnished_house, now=now, language="nl", seed=1, scenario="manner=friendly")
    return furnished_house


@pytest.fixture
def tried(full: House, now) -> tuple[Any, dict[str, str], dict[str, str]]:
    """The description of a full house, with the cookies and the token that a visitor has."""
    app = create_app(full, clock=lambda: now, hosts={"testserver"})
    client = TestClient(app)
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/settings").text)
    assert found
    return schemathesis.openapi.from_asgi("/openapi.json", app), dict(client.cookies), {"csrf": found[1]}


def test_the_description_names_every_room(visitor) -> None:
    paths = visitor.get("/openapi.json").json()["paths"]
    for address in (
        "/desk", "/desk/next", "/desk/{person}/outcome", "/plan", "/results/calls", "/transcripts", "/import",
        "/people/{person}", "/list", "/rehearse", "/calls/{call}/say", "/scripts", "/questions", "/ladder", "/settings",
    ):  # fmt: skip
        assert address in paths


def test_no_question_gives_a_server_error(tried: tuple[Any, dict[str, str], dict[str, str]], full: House) -> None:
    schema, cookies, token = tried
    there = {**NO_NUMBERS, "secret": calendar_secret(house=full)}
    described = [operation.ok() for operation in schema.get_all_operations()]
    assert len(described) > 70
    for operation in described:
        assert ask(operation, cookies, token, there) != {403}, f"{operation.label} was never let in"


def ask(operation: Any, cookies: dict[str, str], token: dict[str, str], there: dict[str, str]) -> set[int]:
    """Asks an address odd questions, half of them about what is there; gives the statuses that came back."""
    statuses: set[int] = set()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=SLOW)
    @given(case=operation.as_strategy(), about_what_is_there=st.booleans())
    def once(case: Any, about_what_is_there: bool) -> None:
        if about_what_is_there:
            case.path_parameters = {name: there.get(name, 1) for name in case.path_parameters or {}}
        if case.method == "POST":
            case.body = {**(case.body if isinstance(case.body, dict) else {}), **token}
            case.media_type = case.media_type or "application/x-www-form-urlencoded"
        case.cookies = {**(case.cookies or {}), **cookies}
        answer = case.call()
        statuses.add(answer.status_code)
        assert answer.status_code < 500, (case.method, case.path, case.path_parameters, case.body, answer.text[:300])

    once()
