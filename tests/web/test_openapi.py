"""Every address of the application, as its OpenAPI description tells, tried with odd questions: no server error."""

import re
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from belletje.usecases import order
from belletje.usecases.house import House
from belletje.web.app import create_app

DESK = r"^/(desk|plan|results|transcripts|calendar)"
EXAMPLES = 12
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.fixture
def tried(furnished_house: House, now) -> tuple[Any, dict[str, str], dict[str, str]]:
    """The description of a full house, with the cookies and the token that a visitor has."""
    order.prepare(house=furnished_house, now=now)
    app = create_app(furnished_house, clock=lambda: now, hosts={"testserver"})
    client = TestClient(app)
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/settings").text)
    assert found
    return schemathesis.openapi.from_asgi("/openapi.json", app), dict(client.cookies), {"csrf": found[1]}


def test_the_description_names_every_room_of_the_desk(visitor) -> None:
    paths = visitor.get("/openapi.json").json()["paths"]
    for address in ("/desk", "/desk/next", "/desk/{person}/outcome", "/plan", "/results/calls", "/transcripts"):
        assert address in paths


def test_no_question_gives_a_server_error(tried: tuple[Any, dict[str, str], dict[str, str]]) -> None:
    schema, cookies, token = tried
    described = [operation.ok() for operation in schema.include(path_regex=DESK).get_all_operations()]
    assert len(described) > 20
    for operation in described:
        assert ask(operation, cookies, token) != {403}, f"{operation.label} was never let in"


def ask(operation: Any, cookies: dict[str, str], token: dict[str, str]) -> set[int]:
    """Asks an address odd questions; gives the statuses that came back."""
    statuses: set[int] = set()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=SLOW)
    @given(case=operation.as_strategy())
    def once(case: Any) -> None:
        if case.method == "POST":
            case.body = {**(case.body if isinstance(case.body, dict) else {}), **token}
            case.media_type = case.media_type or "application/x-www-form-urlencoded"
        case.cookies = {**(case.cookies or {}), **cookies}
        answer = case.call()
        statuses.add(answer.status_code)
        assert answer.status_code < 500, (case.method, case.path, answer.text[:300])

    once()
    return statuses
