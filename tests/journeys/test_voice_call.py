"""A whole call by voice: a real browser, a recorded caller as its microphone, and the real ears and mouths."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from belletje.rehearsal.record import Said, Script, Sounded, turns
from belletje.usecases import dialling, rehearsals
from belletje.usecases.house import House
from belletje.usecases.scripts import example_script
from belletje.voice.models import missing_parts
from belletje.voice.room import Room
from belletje.web.app import create_app
from belletje.wiring import open_house

from .conftest import serving
from .loudspeaker import TAP, Sound, record, sounded

pytestmark = [
    pytest.mark.journey,
    pytest.mark.live,
    pytest.mark.skipif(bool(missing_parts()), reason="calls by voice need the extra: pip install '.[voice]'"),
]

MICROPHONE = (
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"
)  # fmt: skip
HERTZ, RECORDED_HERTZ = 16_000, 48_000
ROOM = 0.0016
RINGS_ONCE = 4
"""A seed of a call that is picked up after one ring, 5 s after dialling."""


@dataclass(frozen=True)
class Spoken:
    """A turn of the recorded caller: when it begins after the microphone was opened, and words that must be heard."""

    at_s: float
    text: str
    words: frozenset[str]


CALLERS = {
    "nl": (
        Spoken(
            10.5, "Goedemorgen, u spreekt met Sanne de Wit van Noordlicht Netwerken.",
            frozenset(("sanne", "wit", "noordlicht", "netwerken")),
        ),
        Spoken(
            20.5, "Sanne de Wit is mijn naam, en ik ben van Noordlicht Netwerken.",
            frozenset(("sanne", "wit", "ben", "noordlicht")),
        ),
    ),
    "en": (
        Spoken(
            10.5, "Good morning, this is Sanne de Wit. I am calling about your vacancy for a network engineer.",
            frozenset(("morning", "calling", "vacancy", "engineer")),
        ),
        Spoken(22.0, "How long has the vacancy been open?", frozenset(("how", "long", "vacancy", "open"))),
    ),
}  # fmt: skip
HEADINGS = {"nl": "Nabespreking van gesprek 1", "en": "Debrief of call 1"}


@dataclass(frozen=True)
class Served:
    """A Belletje that can hear and speak."""

    house: House
    room: Room
    address: str


@pytest.fixture
def served(tmp_path: Path, now: datetime) -> Iterator[Served]:
    """The whole program on an empty house."""
    house = open_house(tmp_path / "house")
    room = Room(house)
    with serving(create_app(house, clock=lambda: now, room=room)) as address:
        yield Served(house, room, address)
    room.close()
    house.engine.dispose()


@pytest.fixture
def with_caller(chromium: Callable[..., Browser], tmp_path: Path) -> Iterator[Callable[[str], Page]]:
    """Opens a page whose microphone is the recorded caller of a language; any script error fails the test."""
    opened: list[Browser] = []
    mistakes: list[str] = []

    def open_(language: str) -> Page:
        file = record(tmp_path / "caller.wav", recording(language), RECORDED_HERTZ)
        browser = chromium(*MICROPHONE, f"--use-file-for-fake-audio-capture={file}%noloop")
        opened.append(browser)
        context = browser.new_context(locale={"nl": "nl-NL", "en": "en-GB"}[language], reduced_motion="reduce")
        context.add_init_script(TAP)
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        return page

    yield open_
    for browser in opened:
        browser.close()
    assert not mistakes


def recording(language: str) -> Sound:
    """A caller's turns at their moments, in the noise of a room, at the rate of the browser's microphone."""
    from belletje.voice.models import packaged_voice
    from belletje.voice.mouth import EspeakMouth, PiperMouth

    mouth = PiperMouth([packaged_voice("joe")]) if language == "en" else EspeakMouth(language)
    turns_ = [(said.at_s, mouth.say(said.text, 0.95, 1.0, "m3")) for said in CALLERS[language]]
    sound = np.zeros(round(HERTZ * (turns_[-1][0] + 20)), np.float32)
    for at_s, samples in turns_:
        start = round(at_s * HERTZ)
        sound[start : start + len(samples)] = 0.4 * samples / np.abs(samples).max()
    sound += ROOM * np.random.default_rng(1).standard_normal(len(sound)).astype(np.float32)
    at = np.arange(len(sound) * RECORDED_HERTZ // HERTZ) * HERTZ / RECORDED_HERTZ
    return np.interp(at, np.arange(len(sound)), sound).astype(np.float32)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_whole_call_is_spoken_and_heard(served: Served, with_caller: Callable[[str], Page], language: str) -> None:
    warming = threading.Thread(target=served.room.warm_up, args=[language])  # beside Playwright's own loop
    warming.start()
    served.house.ear("Goedemorgen", "Hallo")
    warming.join()
    call = dialling.dial(
        house=served.house, now=datetime.fromisoformat("2026-11-23T10:00:00+01:00"), language=language,
        seed=RINGS_ONCE, scenario="manner=friendly,need=open_vacancy,warmth=shared_connection", medium="voice",
        script=Script("script.md", example_script(language)),
    )  # fmt: skip
    page = with_caller(language)
    page.goto(f"{served.address}/calls/{call}?ring=1")
    expect(page.locator(".said.theirs")).to_have_count(1, timeout=15_000)  # picked up, and the greeting sounds
    first, second = CALLERS[language]

    expect(page.locator(".said.mine")).to_have_count(1, timeout=15_000)
    expect(page.locator(".said.theirs")).to_have_count(2)
    sounded(page)
    page.locator("#stages summary").click()
    stages = page.locator("#stages tbody tr").first.locator("td")
    expect(stages.nth(4)).to_have_text(re.compile(r"^\d+$"))
    hold, *_, total = (int(stages.nth(n).inner_text()) for n in (0, 4))
    assert 200 <= hold <= total < 5000, "from the caller's last word to the first sound, in milliseconds"

    expect(page.locator(".said.mine")).to_have_count(2, timeout=20_000)
    expect(page.locator(".said.theirs")).to_have_count(3)
    page.wait_for_timeout(1000)
    answer, _ = sounded(page)
    assert np.abs(answer).max() > 0.02, "the prospect is heard on the loudspeaker"

    page.locator("#hang-up button").click()
    expect(page.locator(".phone.dead")).to_be_visible()
    page.locator(f"a[href='/calls/{call}/debrief']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[language])

    kept = rehearsals.show_call(house=served.house, call=call).record
    heard = kept.heard  # a pause that was answered is no turn
    assert len(heard) == 2
    wanted = first.words | second.words
    text = " ".join(event.text for event in heard)
    beginnings = {word[:4] for word in re.findall(r"\w+", text.lower())}  # ears err in endings: "open", "opened"
    caught = {word for word in wanted if word[:4] in beginnings}
    assert len(caught) * 2 >= len(wanted), f"{sorted(wanted)} was heard as {text!r}"
    assert [turn.who for turn in turns(kept)] == ["prospect", "caller", "prospect", "caller", "prospect"]
    assert all(event.text for event in kept.events if isinstance(event, Said))
    between_s = heard[1].at_s - heard[0].at_s
    assert between_s == pytest.approx(second.at_s - first.at_s, abs=1.0), "each is heard when it was said"
    sounded_to = {event.said for event in kept.events if isinstance(event, Sounded)}
    assert {0, 1} <= sounded_to, "the greeting and the first answer sounded"
    assert kept.outcome
