"""A server on a free port, and a real browser. The browser is the system's Chromium, or BELLETJE_CHROMIUM."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from starlette.types import ASGIApp

from belletje.usecases.house import House
from belletje.web.app import create_app

expect.set_options(timeout=20_000)  # a line may ring for as long as Playwright waits by itself

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


@pytest.fixture
def address(house: House, now: datetime) -> Iterator[str]:
    """The address of Belletje on an empty house."""
    with serving(create_app(house, clock=lambda: now)) as found:
        yield found


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address of an application, on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Callable[..., Browser]]:
    """Starts Chromium without a window: BELLETJE_CHROMIUM, else the system's, else Playwright's own."""
    program = os.environ.get("BELLETJE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        yield lambda *more: playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS, *more])


@pytest.fixture(scope="session")
def browser(chromium: Callable[..., Browser]) -> Iterator[Browser]:
    """One browser for all pages that make no sound."""
    opened = chromium()
    yield opened
    opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of some width, in light or dark, for a reader of some language; any script error fails the test."""
    contexts, mistakes = [], []

    def opened(width: int = 1280, scheme: str = "light", locale: str = "nl-NL") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda said: mistakes.append(said.text) if "Content Security" in said.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not mistakes


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keeps a picture for the README, only where BELLETJE_PICTURES is set, so that tests leave the tree as it was."""

    def keep(page: Page, name: str) -> None:
        if os.environ.get("BELLETJE_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", full_page=name != "rehearsal")

    return keep
