"""A call by voice as the page holds it, in a real browser with a false microphone; the far end is the test's own."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from belletje.usecases.house import House
from belletje.web.app import create_app
from belletje.web.spoken import VoiceOffer
from belletje.web.words import Language

from .conftest import serving
from .loudspeaker import TAP, loudness, record, sounded
from .scripted_line import ScriptedLine, pitch

pytestmark = [pytest.mark.journey, pytest.mark.live]

OPENING = "Goedemorgen, u spreekt met Sanne de Wit van Noordlicht. Ik bel over uw vacature."
FALSE_MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
OpenPage = Callable[..., Page]


class Voices:
    """A voice in both languages."""

    def offer(self, language: Language) -> VoiceOffer:
        return VoiceOffer(ears="test ears", mouth={"nl": "Els", "en": "Joe"}[language])


@pytest.fixture
def line(house: House, now: datetime) -> ScriptedLine:
    """The far end of the line."""
    return ScriptedLine(create_app(house, clock=lambda: now, voice=Voices()), house)


@pytest.fixture
def spoken_address(line: ScriptedLine) -> Iterator[str]:
    """The address of a Belletje that can speak."""
    with serving(line) as address:
        yield address


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A caller who makes a sound of 1000 Hz for one second, and is silent for one, over and over."""
    at = np.arange(2 * 48_000) / 48_000
    sound = 0.4 * np.sin(2 * np.pi * 1000 * at) * (at < 1)
    return record(tmp_path_factory.mktemp("microphone") / "caller.wav", sound.astype(np.float32))


@pytest.fixture(scope="session")
def with_microphone(chromium: Callable[..., Browser], recording: Path) -> Iterator[Browser]:
    """A browser with a microphone that may be used."""
    opened = chromium(*FALSE_MICROPHONE, f"--use-file-for-fake-audio-capture={recording}")
    yield opened
    opened.close()


@pytest.fixture
def speaking(with_microphone: Browser) -> Iterator[OpenPage]:
    """Opens a page that can listen and sound; any script error fails the test."""
    yield from _open(with_microphone)


def _open(browser: Browser) -> Iterator[OpenPage]:
    contexts, mistakes = [], []

    def opened(width: int = 1280, scheme: str = "light", locale: str = "nl-NL", script: str = TAP) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda said: mistakes.append(said.text) if "Content Security" in said.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not mistakes


def until(true: Callable[[], Any], page: Page, seconds: float = 10) -> Any:
    """Waits, with the page going on, until something is so."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, "it did not come"
        page.wait_for_timeout(20)
    return found


def dial(page: Page, address: str, line: ScriptedLine, *, pick_up: bool = True) -> None:
    """Dials somebody who answers, by voice; the line rings, and is picked up."""
    page.goto(f"{address}/rehearse")
    page.locator("input[name=medium][value=voice]").check()
    page.locator("button[name=scenario]").first.click()
    page.wait_for_url("**/calls/*")
    until(lambda: line.got("hello"), page)
    line.tell(type="line", sound="ring", ms=0)
    expect(page.locator(".ringing")).to_be_visible()
    if pick_up:
        line.tell(type="line", sound="pick_up", ms=0)
        expect(page.locator("#voice [data-state]")).to_be_visible()


def test_a_whole_call_by_voice(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking()
    page.goto(f"{spoken_address}/rehearse")
    page.get_by_role("radio", name=re.compile("^Met uw stem")).check()
    expect(page.locator("[data-where=nl]")).to_contain_text("het blijft op deze computer")
    expect(page.get_by_role("checkbox", name=re.compile("^Het geluid van dit gesprek bewaren"))).not_to_be_checked()
    page.get_by_role("button", name="Microfoon proberen").click()
    expect(page.locator("[data-check]")).to_have_text("U wordt gehoord.")
    page.get_by_role("button", name="Bellen", exact=True).first.click()

    hello = until(lambda: line.got("hello"), page)[0]
    assert (hello["talk"], hello["mouth"], hello["resume"]) == ("open", "server", False)
    sounded(page)
    line.tell(type="line", sound="ring", ms=0)
    expect(page.locator(".ringing-text")).to_have_text("De telefoon gaat over…")
    page.wait_for_timeout(2500)
    heard, hertz = sounded(page)
    rang = loudness(heard, hertz, 425) > 0.02
    assert 0.9 < rang.sum() * 0.01 < 1.1, "the Dutch ringing tone is one second of 425 Hz, and then still"

    line.tell(type="line", sound="pick_up", ms=0)
    expect(page.locator("#voice [data-state]")).to_have_text(re.compile("luistert|aan het woord"))
    frames = len(line.frames)
    page.wait_for_timeout(2000)
    assert 90 <= len(line.frames) - frames <= 110, "fifty frames a second"
    assert {len(frame) for _, frame in line.frames} == {640}
    spoken = np.frombuffer(b"".join(frame for _, frame in line.frames[frames:]), "<i2") / 32768
    assert loudness(spoken.astype(np.float32), 16_000, 1000).max() > 0.1, "the microphone's own pitch arrives"

    line.tell(type="hearing", text="goedemorgen u spreekt")
    expect(page.locator(".guess p")).to_have_text("goedemorgen u spreekt")
    line.hear(OPENING)
    expect(page.locator(".said.mine p")).to_have_text([OPENING])
    expect(page.locator(".guess")).to_have_count(0)
    expect(page.locator(".said.theirs")).to_have_count(0)  # not before it sounds
    sounded(page)
    line.sound(line.utterances, pitch(700, 1.5))
    expect(page.locator(".said.theirs")).to_have_count(1)
    expect(page.locator("#voice")).to_have_attribute("data-now", "speaks")
    ended = until(lambda: [one for one in line.got("played") if one.get("ended")], page)[0]
    assert ended["ms"] == 1500
    heard, hertz = sounded(page)
    assert 1.4 < (loudness(heard, hertz, 700) > 0.1).sum() * 0.01 < 1.6
    assert [one["ms"] for one in line.got("played")] == [200, 400, 600, 800, 1000, 1200, 1400, 1500]

    line.tell(type="stages", turn=3, hold_ms=200, recognition_ms=120, engine_ms=8, speech_ms=90, total_ms=418)
    page.locator("#stages summary").click()
    expect(page.locator("#stages tbody td")).to_have_text(["200", "120", "8", "90", "418", re.compile(r"\d+|–")])

    page.locator("#hang-up button").click()
    expect(page.locator(".phone.dead")).to_be_visible()
    page.get_by_role("link", name="Naar de nabespreking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nabespreking van gesprek 1")
    page.locator(".correct summary").first.click()
    expect(page.get_by_label("Wat zei u?")).to_have_value(OPENING)


def test_an_english_call_rings_as_in_britain(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking(locale="en-GB")
    dial(page, spoken_address, line, pick_up=False)
    sounded(page)
    page.wait_for_timeout(3000)
    heard, hertz = sounded(page)
    both = (loudness(heard, hertz, 400) > 0.01) & (loudness(heard, hertz, 450) > 0.01)
    assert 0.6 < both.sum() * 0.01 < 1.3, "two rings of 0.4 s in every three seconds"
    line.tell(type="line", sound="busy", ms=0)
    expect(page.locator(".ringing-text")).to_have_text("Busy…")


def test_an_interrupted_prospect_stops_and_the_server_knows_how_far_it_was(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    line.hear(OPENING)
    line.sound(line.utterances, pitch(700, 4), whole=False)
    until(lambda: [one for one in line.got("played") if one["ms"] >= 1000], page)
    asked = time.monotonic()
    line.tell(type="stop", utterance=line.utterances)
    last = until(lambda: [one for one in line.got("played") if one.get("ended")], page)[0]

    assert last["at"] - asked < 0.2
    assert 1000 <= last["ms"] < 1500
    expect(page.locator(".said.theirs.cut")).to_have_count(1)
    page.wait_for_timeout(300)  # the recording of the loudspeaker comes a moment late
    sounded(page)
    line.sound(line.utterances, pitch(700, 1))
    page.wait_for_timeout(600)
    heard, hertz = sounded(page)
    assert loudness(heard, hertz, 700).max() < 0.02, "what still comes of it is not played"


def test_a_hushed_prospect_is_silent_within_200_ms_and_goes_on_where_it_was(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    line.hear(OPENING)
    line.sound(line.utterances, pitch(700, 2))
    until(lambda: [one for one in line.got("played") if one["ms"] >= 600], page)
    asked = time.monotonic()
    line.tell(type="hush", utterance=line.utterances)
    until(lambda: [one for one in line.got("played") if one["at"] >= asked], page)
    expect(page.locator("#voice")).not_to_have_attribute("data-now", "speaks")
    page.wait_for_timeout(300)  # the recording of the loudspeaker comes a moment late
    # it may be silent at a moment that it would have told of anyway
    assert line.got("played")[-1]["at"] - asked < 0.2
    sounded(page)
    line.tell(type="hearing", text="hm-hm")
    page.wait_for_timeout(600)
    heard, hertz = sounded(page)
    assert loudness(heard, hertz, 700).max() < 0.02

    line.tell(type="go_on")
    expect(page.locator("#voice")).to_have_attribute("data-now", "speaks")
    expect(page.locator(".guess")).to_have_count(0)
    last = until(lambda: [one for one in line.got("played") if one.get("ended")], page)[0]
    assert last["ms"] == 2000, "all of it was heard"
    expect(page.locator(".cut")).to_have_count(0)


def test_a_wire_that_breaks_for_ten_seconds_is_taken_up_again(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    line.hear(OPENING)
    expect(page.locator(".said.mine")).to_have_count(1)
    line.away = True
    line.cut()
    expect(page.locator("#voice [data-notice]")).to_contain_text("De verbinding met Belletje is weg.")
    page.locator("#words").fill("Bent u daar nog?")
    page.locator("#words").press("Enter")
    page.wait_for_timeout(10_000)
    frames = len(line.frames)
    line.away = False

    expect(page.locator("#voice [data-notice]")).to_contain_text("De verbinding is terug.")
    assert [hello["resume"] for hello in line.got("hello")] == [False, True]
    expect(page.locator(".said.mine p")).to_have_text([OPENING, "Bent u daar nog?"])
    assert len(line.got("typed")) == 1
    # what was said meanwhile comes after all: in three seconds no more than 150 frames are new
    until(lambda: len(line.frames) - frames > 400, page, 3)


def test_a_network_that_goes_silent_is_noticed(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    page.wait_for_timeout(2500)
    line.pongs = False

    until(lambda: len(line.got("hello")) == 2, page, 12)
    assert line.got("hello")[1]["resume"] is True


def test_push_to_talk_by_space_bar_and_by_button(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    page.get_by_label("Indrukken om te praten").check()
    page.locator(".transcript").focus()
    page.wait_for_timeout(300)
    frames = len(line.frames)
    page.wait_for_timeout(500)
    assert len(line.frames) == frames, "nothing is sent while nothing is pressed"

    page.keyboard.down("Space")
    expect(page.locator("[data-push]")).to_have_class(re.compile("held"))
    page.wait_for_timeout(600)
    page.keyboard.up("Space")
    button = page.locator("[data-push]").bounding_box()
    assert button
    page.mouse.move(button["x"] + 20, button["y"] + 20)
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()
    until(lambda: len(line.got("talk")) == 4, page)
    assert [one["on"] for one in line.got("talk")] == [True, False, True, False]
    assert 25 < len(line.frames) - frames < 70

    page.locator("#words").focus()
    page.keyboard.type("dit is getypt")
    expect(page.locator("#words")).to_have_value("dit is getypt")
    assert len(line.got("talk")) == 4
    page.keyboard.press("Enter")
    expect(page.locator(".said.mine p")).to_have_text(["dit is getypt"])


def test_a_microphone_that_is_off_sends_nothing(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    page.get_by_role("button", name="Microfoon uit").click()
    expect(page.locator("#voice [data-state]")).to_contain_text("Uw microfoon staat uit")
    page.wait_for_timeout(200)
    frames = len(line.frames)
    page.wait_for_timeout(500)

    assert len(line.frames) == frames
    assert line.got("muted")[0]["why"] == "off"


def test_a_call_goes_on_behind_another_window(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    other = page.context.new_page()
    other.goto("about:blank")
    other.bring_to_front()
    line.hear(OPENING)
    frames, began = len(line.frames), time.monotonic()
    line.sound(line.utterances, pitch(700, 3))
    last = until(lambda: [one for one in line.got("played") if one.get("ended")], other)[0]

    assert last["ms"] == 3000
    assert last["at"] - began < 3.6
    assert len(line.frames) - frames > 45 * (last["at"] - began)


def test_the_last_words_are_heard_before_the_line_is_dead(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    line.tell(type="said", turn=2, utterance=9, text="Nee, dank u. Dag.", speaker="prospect")
    line.sound(9, pitch(700, 1.5))
    line.tell(type="line", sound="dead", ms=0)
    began = time.monotonic()
    sounded(page)
    page.wait_for_timeout(2600)
    heard, hertz = sounded(page)
    words, dead = loudness(heard, hertz, 700) > 0.1, loudness(heard, hertz, 425) > 0.02

    assert words.sum() > 100
    assert dead.any()
    assert np.flatnonzero(dead)[0] > np.flatnonzero(words)[-1] - 5
    assert next(one for one in line.got("played") if one.get("ended"))["at"] > began + 1


def test_a_refused_microphone_is_said_and_the_call_is_typed(
    spoken_address: str, line: ScriptedLine, chromium: Callable[..., Browser]
) -> None:
    browser = chromium("--use-fake-device-for-media-stream", "--deny-permission-prompts")
    pages = _open(browser)
    page = next(pages)()
    dial(page, spoken_address, line)
    expect(page.locator("#voice [data-notice]")).to_contain_text("De microfoon mag hier niet worden gebruikt")
    assert line.got("muted")[0]["why"] == "refused"

    page.locator("#words").fill(OPENING)
    page.locator("#words").press("Enter")
    expect(page.locator(".said.mine p")).to_have_text([OPENING])
    until(lambda: line.utterances, page)
    line.sound(line.utterances, pitch(700, 0.5))
    expect(page.locator(".said.theirs")).to_have_count(1)
    assert next(pages, None) is None
    browser.close()


def test_an_unplugged_microphone_is_said_and_can_be_tried_again(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    keep = """(() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wish) => (window.microphone = await open(wish));
    })();"""
    page = speaking(script=keep)
    dial(page, spoken_address, line)
    page.evaluate("microphone.getTracks()[0].dispatchEvent(new Event('ended'))")
    expect(page.locator("#voice [data-notice]")).to_contain_text("De microfoon is weg")
    until(lambda: line.got("muted"), page)
    assert line.got("muted")[0]["why"] == "unplugged"
    frames = len(line.frames)
    page.get_by_role("button", name="Microfoon opnieuw proberen").click()
    until(lambda: len(line.frames) > frames + 20, page)
    assert line.got("unmuted")
    expect(page.locator("#voice [data-notice]")).to_be_hidden()


def test_the_voice_of_the_browser_speaks_by_text_and_tells_how_far_it_was(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    voice = """
      const mouth = new EventTarget();
      const voices = [["Cloud", false], ["Ellen", true]];
      mouth.getVoices = () => voices.map(([name, localService]) => ({ name, lang: "nl-NL", localService }));
      mouth.speak = (speech) => {
        window.speech = speech;
        speech.onstart();
        speech.onboundary({ charIndex: 0, charLength: 5 });
        speech.onboundary({ charIndex: 6, charLength: 3 });
      };
      mouth.cancel = () => {};
      mouth.pause = () => { document.body.dataset.mouth = "paused"; };
      mouth.resume = () => { delete document.body.dataset.mouth; };
      Object.defineProperty(window, "speechSynthesis", { value: mouth });
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    """
    page = speaking(script=voice)
    page.goto(f"{spoken_address}/rehearse")
    page.locator("input[name=medium][value=voice]").check()
    page.locator("#mouth").select_option("browser")
    expect(page.locator("#mouth option:checked")).to_have_text("Stem van deze browser: Ellen")
    line.ready["mouth"] = "browser"
    dial(page, spoken_address, line)
    assert line.got("hello")[0]["mouth"] == "browser"
    line.hear(OPENING)
    until(lambda: line.got("played"), page)
    assert [one["chars"] for one in line.got("played")] == [5, 9]
    expect(page.locator(".said.theirs")).to_have_count(1)
    hushed = page.locator("body[data-mouth=paused]")
    line.tell(type="hush", utterance=line.utterances)
    expect(hushed).to_have_count(1)
    line.tell(type="go_on")
    expect(hushed).to_have_count(0)
    line.tell(type="hush", utterance=line.utterances)
    expect(hushed).to_have_count(1)
    line.tell(type="stop", utterance=line.utterances)
    last = until(lambda: [one for one in line.got("played") if one.get("ended")], page)[0]
    assert last["chars"] == 9
    expect(hushed).to_have_count(0)  # or what is said next would wait


def test_ears_that_fail_leave_the_call_by_text(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    line.tell(type="by_text", why="Het luisteren viel even uit; u kunt zolang typen.")
    expect(page.locator("#voice [data-notice]")).to_contain_text("u kunt zolang typen")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type(OPENING)
    page.keyboard.press("Enter")
    expect(page.locator(".said.mine p")).to_have_text([OPENING])
    expect(page.locator(".said.theirs")).not_to_have_count(0)
    line.tell(type="by_voice")
    expect(page.locator("#voice")).to_have_attribute("data-now", re.compile("listens|you|thinks"))


def test_without_the_extra_one_sentence_says_how_to_get_it(address: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{address}/rehearse")
    expect(page.get_by_role("radio", name=re.compile("^Met uw stem"))).to_be_disabled()
    expect(page.locator("#why-not-by-voice")).to_contain_text("pip install 'belletje[voice]'")
    page.get_by_role("button", name="Bellen", exact=True).first.click()
    page.keyboard.press("Escape")
    page.locator("#words").fill(OPENING)
    page.keyboard.press("Enter")
    expect(page.locator(".said.mine p")).to_have_text([OPENING])


def test_the_way_of_calling_is_remembered(spoken_address: str, line: ScriptedLine, speaking: OpenPage) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    page.goto(f"{spoken_address}/rehearse")
    expect(page.get_by_role("radio", name=re.compile("^Met uw stem"))).to_be_checked()
    expect(page.locator("#voice-check")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
def test_axe_finds_nothing_in_a_call_by_voice(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage, width: int, scheme: str
) -> None:
    page = speaking(width, scheme)
    page.goto(spoken_address)
    page.locator("form[action='/demo'] button").click()
    page.goto(f"{spoken_address}/rehearse")
    page.locator("input[name=medium][value=voice]").check()
    page.get_by_role("button", name="Microfoon proberen").click()
    expect(page.locator("#microphone option")).not_to_have_count(0)
    found = {"before": Axe().run(page)}
    dial(page, spoken_address, line, pick_up=False)
    found["ringing"] = Axe().run(page)
    line.tell(type="line", sound="pick_up", ms=0)
    line.hear(OPENING)
    line.sound(line.utterances, pitch(700, 0.3))
    line.tell(type="hearing", text="dat begrijp ik")
    line.tell(type="stages", turn=3, hold_ms=200, recognition_ms=120, engine_ms=8, speech_ms=90, total_ms=418)
    page.get_by_label("Indrukken om te praten").check()
    expect(page.locator("#stages")).to_be_visible()
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true }")
    found["talking"] = Axe().run(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the call sticks out to the side"
    line.tell(type="by_text", why="De stem is beschadigd.")
    found["by text"] = Axe().run(page)
    page.locator("#hang-up button").click()
    page.locator(".phone.dead").wait_for()
    page.goto(f"{spoken_address}/calls/1/debrief")
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true }")
    found["debrief"] = Axe().run(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the debrief sticks out to the side"
    reports = [f"{path}: {results.generate_report()}" for path, results in found.items() if results.violations_count]
    assert not reports, "\n".join(reports)


def test_sound_that_the_browser_holds_back_is_turned_on_with_a_button(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    # As a browser that wants a key or a click on this very page; Playwright's own looking counts as one in Chromium.
    held = """(() => {
      let pressed = false;
      addEventListener("keydown", () => { pressed = true; }, true);
      const Real = AudioContext;
      window.AudioContext = class extends Real {
        constructor(...all) { super(...all); super.suspend(); }
        resume() { return pressed ? super.resume() : super.suspend(); }
      };
    })();"""
    page = speaking(script=held)
    page.goto(f"{spoken_address}/rehearse")
    page.locator("input[name=medium][value=voice]").check()
    page.locator("button[name=scenario]").first.click()
    page.wait_for_url("**/calls/*")
    button = page.get_by_role("button", name="Geluid aanzetten")
    expect(button).to_be_focused()
    assert not line.got("hello")
    page.keyboard.press("Enter")
    until(lambda: line.got("hello"), page)
    expect(button).to_be_hidden()


def test_an_answering_server_that_stays_away_leaves_the_call_by_text_with_what_was_typed(
    spoken_address: str, line: ScriptedLine, speaking: OpenPage
) -> None:
    page = speaking()
    dial(page, spoken_address, line)
    page.evaluate(
        """() => {
          const now = performance.now.bind(performance);
          let late = 0;
          performance.now = () => now() + late;
          window.later = (ms) => { late += ms; };
        }"""
    )
    line.away = True
    line.cut()
    expect(page.locator("#voice [data-notice]")).to_contain_text("De verbinding met Belletje is weg.")
    page.locator("#words").fill(OPENING)
    page.locator("#words").press("Enter")
    expect(page.locator(".sent p")).to_have_text(OPENING)
    page.evaluate("later(31000)")
    expect(page.locator("#voice [data-notice]")).to_contain_text("gaat verder in tekst")
    expect(page.locator("#words")).to_have_value(OPENING)
    page.locator("#words").press("Enter")
    expect(page.locator(".said.mine p")).to_have_text([OPENING])
    expect(page.locator(".said.theirs")).not_to_have_count(0)
