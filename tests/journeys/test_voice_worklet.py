"""The far end of the line as the sound thread makes it, sample by sample, rendered without a loudspeaker."""

import base64
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from .loudspeaker import Sound, loudness
from .scripted_line import pitch

pytestmark = pytest.mark.journey

OUT_HZ = 48_000
# Renders `seconds` of the far end; `steps` are [at, message], and a message with `sound` holds PCM16 in base64.
RENDER = """async ({ seconds, steps, hertz, worklet }) => {
  const context = new OfflineAudioContext(1, seconds * hertz, hertz);
  await context.audioWorklet.addModule(worklet);
  const node = new AudioWorkletNode(context, "far-end", { numberOfInputs: 0, outputChannelCount: [1] });
  node.connect(context.destination);
  const told = [];
  node.port.onmessage = ({ data }) => told.push(data);
  for (const at of new Set(steps.map(([at]) => at))) {
    const post = () => {
      for (const [, message] of steps.filter(([when]) => when === at)) {
        const bytes = message.sound && Uint8Array.from(atob(message.sound), (letter) => letter.charCodeAt(0)).buffer;
        node.port.postMessage(bytes ? { ...message, sound: bytes } : message);
      }
      return new Promise((done) => setTimeout(done, 400)); // for the sound thread to have read it, on a busy machine
    };
    context.suspend(Math.max(at, 128 / hertz)).then(post).then(() => context.resume());
  }
  const samples = (await context.startRendering()).getChannelData(0);
  await new Promise((done) => setTimeout(done, 200));
  const bytes = new Uint8Array(samples.buffer);
  let text = "";
  for (let n = 0; n < bytes.length; n += 32768) text += String.fromCharCode(...bytes.subarray(n, n + 32768));
  return [btoa(text), told];
}"""
Told = list[dict[str, float]]
Render = Callable[..., tuple[Sound, Told]]


@pytest.fixture
def render(address: str, open_page: Callable[..., Page]) -> Render:
    """Renders what the far end makes of messages at given moments; gives the sound at 48 kHz and what it told."""
    page = open_page()
    page.goto(f"{address}/settings")

    def rendered(seconds: float, *steps: tuple[float, dict[str, object]]) -> tuple[Sound, Told]:
        given = {"seconds": seconds, "steps": steps, "hertz": OUT_HZ, "worklet": "/static/voice/worklet.js"}
        text, told = page.evaluate(RENDER, given)
        return np.frombuffer(base64.b64decode(text), np.float32), told

    return rendered


def said(pcm: bytes, utterance: int = 1, sequence: int = 0) -> dict[str, object]:
    """A message with sound."""
    return {"utterance": utterance, "sequence": sequence, "sound": base64.b64encode(pcm).decode()}


def gain_db(sound: Sound, hertz: float) -> float:
    """How loud a pitch came out, against how loud it went in."""
    return float(20 * np.log10(np.median(loudness(sound, OUT_HZ, hertz)[20:60]) / (8000 / 32768) + 1e-9))


@pytest.mark.parametrize(
    ("hertz", "least", "most"), [(500, -1, 1), (1000, -1, 1), (3000, -2, 1), (4500, -999, -35), (6000, -999, -35)]
)
def test_the_line_lets_through_what_a_telephone_does(render: Render, hertz: float, least: float, most: float) -> None:
    sound, _ = render(1, (0, said(pitch(hertz, 1))), (0, {"spoken": 1}))

    assert least < gain_db(sound, hertz) < most


def test_it_stops_within_twenty_milliseconds_and_without_a_click(render: Render) -> None:
    sound, told = render(1, (0, said(pitch(1000, 2))), (0.512, {"stop": 1}))

    loud = np.flatnonzero(np.abs(sound) > 0.005)
    assert loud[-1] / OUT_HZ < 0.512 + 0.020
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * 1000 / OUT_HZ * 0.26
    stopped = next(one for one in told if "stopped" in one)
    assert 490 < stopped["ms"] < 520


def test_what_is_hushed_is_silent_within_twenty_milliseconds_and_goes_on_where_it_was_without_a_click(
    render: Render,
) -> None:
    steps = [(0, said(pitch(1000, 1))), (0, {"spoken": 1}), (0.512, {"hush": 1}), (1.024, {"goOn": True})]
    sound, told = render(2, *steps)

    silent = sound[round(0.532 * OUT_HZ) : round(1.02 * OUT_HZ)]
    assert np.abs(silent).max() < 0.005
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * 1000 / OUT_HZ * 0.26
    loud = np.flatnonzero(np.abs(sound) > 0.005)
    assert loud[-1] / OUT_HZ == pytest.approx(1 + 0.512, abs=0.03), "as much later as it was silent"
    assert any(490 < one["ms"] < 520 for one in told if "played" in one), "it tells at once how far it was"
    assert told[-1] == {"ended": 1, "ms": 1000}


def test_what_is_hushed_and_then_stopped_says_so_and_what_comes_after_it_sounds(render: Render) -> None:
    again = [(0.768, {"stop": 1}), (1.024, said(pitch(1000, 0.3), 2)), (1.024, {"spoken": 2})]
    sound, told = render(2, (0, said(pitch(1000, 1))), (0.256, {"hush": 1}), *again)

    assert np.abs(sound[round(0.28 * OUT_HZ) : round(1.02 * OUT_HZ)]).max() < 0.005
    stopped = next(one for one in told if "stopped" in one)
    assert 240 < stopped["ms"] < 270
    assert told[-1] == {"ended": 2, "ms": 300}


def test_who_is_hushed_before_a_word_sounded_begins_when_they_may_go_on(render: Render) -> None:
    steps = [(0, {"hush": 1}), (0, said(pitch(1000, 0.3))), (0, {"spoken": 1}), (0.512, {"goOn": True})]
    sound, told = render(1.5, *steps)

    assert np.abs(sound[: round(0.5 * OUT_HZ)]).max() < 0.005
    assert told[-1] == {"ended": 1, "ms": 300}


def test_sound_that_comes_late_is_waited_for_and_nothing_is_lost(render: Render) -> None:
    whole = pitch(1000, 0.4)
    half = len(whole) // 2
    sound, told = render(
        1.5, (0, said(whole[:half], sequence=0)), (0.6, said(whole[half:], sequence=1)), (0.6, {"spoken": 1})
    )

    assert 0.38 < (loudness(sound, OUT_HZ, 1000) > 0.12).sum() * 0.01 < 0.42
    assert told[-1] == {"ended": 1, "ms": 400}


def test_what_is_sent_again_sounds_once(render: Render) -> None:
    sound, told = render(1, (0, said(pitch(1000, 0.3))), (0, said(pitch(1000, 0.3))), (0, {"spoken": 1}))

    assert told[-1] == {"ended": 1, "ms": 300}
    assert sound[round(0.4 * OUT_HZ) :].max() < 0.001


def test_an_open_line_is_never_quite_still_and_a_dead_one_is(render: Render) -> None:
    sound, _ = render(1, (0, {"open": True}), (0.512, {"open": False}))

    def level(part: NDArray[np.float32]) -> float:
        return float(20 * np.log10(np.sqrt(np.mean(part**2)) + 1e-9))

    assert -75 < level(sound[4800:24000]) < -55
    assert level(sound[-9600:]) < -100


def test_a_lost_wire_lets_what_is_whole_sound_and_holds_the_rest(render: Render) -> None:
    steps = [(0, said(pitch(1000, 0.5))), (0, {"spoken": 1}), (0, said(pitch(2000, 0.5), 2)), (0.256, {"lost": True})]
    again = [
        (0.8, said(pitch(1000, 0.5))),
        (0.8, {"spoken": 1}),
        (0.8, said(pitch(2000, 0.5), 2)),
        (0.8, {"spoken": 2}),
    ]
    sound, told = render(2, *steps, *again)

    assert 0.48 < (loudness(sound, OUT_HZ, 1000) > 0.12).sum() * 0.01 < 0.52
    later = np.flatnonzero(loudness(sound, OUT_HZ, 2000) > 0.12)
    assert 0.78 < later[0] * 0.01 < 0.85
    assert len(later) * 0.01 == pytest.approx(0.5, abs=0.02)
    assert [one for one in told if "ended" in one] == [{"ended": 1, "ms": 500}, {"ended": 2, "ms": 500}]


def test_what_sounds_when_the_wire_is_lost_is_held_where_it_was(render: Render) -> None:
    sound, told = render(1, (0, said(pitch(1000, 1))), (0.512, {"lost": True}))

    assert np.flatnonzero(np.abs(sound) > 0.005)[-1] / OUT_HZ < 0.512 + 0.020
    held = next(one for one in told if "held" in one)
    assert 490 < held["ms"] < 520
