"""A visitor to an empty house, and one to a house into which all the material was imported."""

from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from belletje.usecases.house import House
from belletje.web.app import create_app

from .visitor import Visitor

DUTCH = {"Accept-Language": "nl"}


@pytest.fixture
def visitor(house: House, now: datetime) -> Visitor:
    """Somebody who opens Belletje for the first time."""
    return Visitor(TestClient(create_app(house, clock=lambda: now), headers=DUTCH, raise_server_exceptions=False))


@pytest.fixture
def settled(furnished_house: House, now: datetime) -> Visitor:
    """Somebody whose contacts and vacancies are in."""
    app = create_app(furnished_house, clock=lambda: now)
    return Visitor(TestClient(app, headers=DUTCH, raise_server_exceptions=False))
