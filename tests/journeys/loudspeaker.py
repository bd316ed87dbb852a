"""What a page lets sound, and what a caller says: recordings in and out of a real browser."""

import base64
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

# Everything that goes to the loudspeaker is kept as well, as it was played, by the clock of the sound.
TAP = """
(() => {
  const connect = AudioNode.prototype.connect;
  const taps = new WeakMap();
  window.loudspeaker = [];
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to === this.context.destination && !(this instanceof ScriptProcessorNode)) {
      let tap = taps.get(this.context);
      if (!tap) {
        tap = this.context.createScriptProcessor(2048, 1, 1);
        tap.onaudioprocess = ({ inputBuffer }) => loudspeaker.push(inputBuffer.getChannelData(0).slice());
        window.loudspeakerHz = this.context.sampleRate;
        taps.set(this.context, tap);
        connect.call(tap, to);
      }
      connect.call(this, tap);
    }
    return connect.call(this, to, ...rest);
  };
})();
"""
TAKE = """() => {
  const parts = loudspeaker.splice(0);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) { bytes.set(new Uint8Array(part.buffer), at); at += part.byteLength; }
  let text = "";
  for (let n = 0; n < bytes.length; n += 32768) text += String.fromCharCode(...bytes.subarray(n, n + 32768));
  return [btoa(text), window.loudspeakerHz ?? 48000];
}"""

Sound = NDArray[np.float32]


def sounded(page: Page) -> tuple[Sound, int]:
    """What sounded since the last time this was asked, in [-1, 1], (n_samples,); and its rate in hertz."""
    text, hertz = page.evaluate(TAKE)
    return np.frombuffer(base64.b64decode(text), np.float32), int(hertz)


def loudness(sound: Sound, hertz: int, pitch: float) -> NDArray[np.float64]:
    """How loud one pitch is, every 10 ms over windows of 40 ms: its amplitude."""
    window, step = round(0.04 * hertz), round(0.01 * hertz)
    wave_ = np.exp(-2j * np.pi * pitch * np.arange(window) / hertz) * np.hanning(window)
    starts = range(0, max(0, len(sound) - window), step)
    return np.array([4 * abs(np.dot(sound[start : start + window], wave_)) / window for start in starts])


def record(path: Path, sound: Sound, hertz: int = 48_000) -> Path:
    """Writes a caller's recording as a WAV file, for Chromium's own false microphone; it plays it over and over."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, hertz, 0, "NONE", ""))
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path
