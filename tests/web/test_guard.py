"""What a page may not do, who may not ask, and what happens when the disk is full."""

from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from belletje.usecases import dialling, rehearsals
from belletje.usecases.house import House
from belletje.web import guard
from belletje.web.app import create_app
from belletje.wiring import CannotWrite

from .visitor import Visitor


def test_every_answer_carries_the_rules_for_the_browser(visitor: Visitor) -> None:
    for page in ("/", "/nowhere", "/static/belletje.css"):
        headers = visitor.get(page).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("page", ["/", "/rehearse", "/scripts/new?example=nl", "/list"])
def test_no_page_has_inline_script_or_style(visitor: Visitor, page: str) -> None:
    text = visitor.get(page).text

    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    assert text.count("<script") == text.count("<script src=")


def test_a_form_without_the_token_is_refused(visitor: Visitor) -> None:
    visitor.get("/")

    for fields in ({}, {"csrf": "x" * 43}):
        answer = visitor.client.post("/demo", data=fields)
        assert answer.status_code == 403
        assert "Er is niets veranderd." in answer.text
    assert 'action="/demo"' in visitor.get("/").text


def test_a_form_from_another_origin_is_refused(visitor: Visitor) -> None:
    assert visitor.post("/demo", headers={"Origin": "http://elsewhere.example"}).status_code == 403


def test_the_token_is_kept_in_a_strict_cookie(visitor: Visitor) -> None:
    cookie = visitor.get("/").headers["set-cookie"].lower()

    assert "samesite=strict" in cookie
    assert "httponly" in cookie


def test_another_host_name_gets_no_answer(visitor: Visitor) -> None:
    assert visitor.get("/", Host="evil.example").status_code == 421
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000"):
        assert visitor.get("/", Host=host).status_code == 200


def test_too_large_a_form_is_refused(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_FORM", 1000)

    announced = visitor.post("/scripts", text="x" * 2000)
    assert announced.status_code == 413
    assert "Er is niets veranderd." in announced.text

    def chunks() -> Any:
        yield from [b"x" * 500] * 4

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.client.post("/scripts", content=chunks(), headers=form).status_code == 413


def test_a_full_disk_is_said(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise CannotWrite("The disk is full.", nl="De schijf is vol.")

    monkeypatch.setattr(dialling, "dial", full)
    answer = visitor.post("/rehearse")

    assert answer.status_code == 503
    assert "De schijf is vol." in answer.text
    assert "The disk is full." in visitor.post("/rehearse?lang=en").text


def test_a_mistake_of_ours_has_a_page_without_details(
    house: House, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(rehearsals, "list_calls", broken)
    answer = TestClient(create_app(house, clock=lambda: now), raise_server_exceptions=False).get("/")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "content-security-policy" in answer.headers
