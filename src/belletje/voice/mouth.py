"""Mouth: Piper or eSpeak NG, in a process of its own, one sentence at a time.

Both are GPL-3, so that nothing else runs in their process and they are reached by pipes alone.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from belletje.voice.models import NotReady, packaged_voice
from belletje.voice.sound import SAMPLE_RATE_HZ, Samples, telephone, to_pcm
from belletje.voice.worker import Answer, Serve, serve

LEVEL = 0.25
"""The loudest part of a sentence, in [0, 1]: speech on a telephone line is some 12 dB below the loudest there is."""
EDGE = 0.02
"""What is quieter than this part of the loudest is silence at the edges."""
EDGE_S = 0.02


class Mouth(Protocol):
    """Says a sentence, in samples of 16 kHz. `pace` and `pitch` are times the usual; `variant` is eSpeak's, and
    `person` the number by which one of several voices is taken."""

    def say(self, text: str, pace: float, pitch: float, variant: str, person: int = 0) -> Samples:
        """One sentence."""
        ...


class PiperMouth:
    """Neural voices of Piper, in memory from the first word on."""

    def __init__(self, models: Sequence[Path]) -> None:
        self._models = models
        self._voices: dict[Path, Any] = {}

    def _voice(self, person: int) -> Any:
        from piper import PiperVoice

        model = self._models[person % len(self._models)]
        if model in self._voices:
            return self._voices[model]
        try:
            voice = self._voices[model] = PiperVoice.load(model)
        except Exception as fault:
            raise NotReady(
                en=f"The voice in {model} cannot be loaded: remove it, or fetch it again with belletje voice fetch.",
                nl=f"De stem in {model} kan niet worden geladen: verwijder haar, of haal haar opnieuw op met "
                "belletje voice fetch.",
            ) from fault
        return voice

    def say(self, text: str, pace: float, pitch: float, variant: str, person: int = 0) -> Samples:
        """One sentence; another pitch is the same voice played faster or slower, with its pace set right."""
        from piper import SynthesisConfig
        from soxr import resample

        config = SynthesisConfig(length_scale=pitch / pace)
        voice = self._voice(person)
        found = [chunk.audio_float_array for chunk in voice.synthesize(text, config)]
        if not found:
            return np.zeros(0, np.float32)
        rate_hz = voice.config.sample_rate * pitch
        return np.asarray(resample(np.concatenate(found), rate_hz, SAMPLE_RATE_HZ), np.float32)


class EspeakMouth:
    """The robotic voice of eSpeak NG, through its C library (speak_lib.h)."""

    SYNCHRONOUS, UTF8, RATE, PITCH, RANGE = 2, 1, 1, 3, 4
    WORDS_PER_MINUTE = 165

    def __init__(self, language: str) -> None:
        import ctypes

        import espeakng_loader

        self._c = ctypes
        self._language = language
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self.rate_hz = self._library.espeak_Initialize(self.SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
        if self.rate_hz <= 0:
            raise NotReady(
                en="eSpeak NG cannot be started: run pip install --force-reinstall espeakng-loader.",
                nl="eSpeak NG kan niet worden gestart: gebruik pip install --force-reinstall espeakng-loader.",
            )
        self._found: list[Samples] = []
        self._take = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)(
            self._took
        )

    def _took(self, wave: Any, number: int, _events: Any) -> int:
        if wave and number > 0:
            self._found.append(np.ctypeslib.as_array(wave, (number,)).astype(np.float32) / 32768.0)
        return 0

    def say(self, text: str, pace: float, pitch: float, variant: str, person: int = 0) -> Samples:
        """One sentence."""
        from soxr import resample

        voice = f"{self._language}+{variant}" if variant else self._language
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            self._library.espeak_SetVoiceByName(self._language.encode())
        self._library.espeak_SetParameter(self.RATE, round(self.WORDS_PER_MINUTE * pace), 0)
        self._library.espeak_SetParameter(self.PITCH, round(min(99, max(0, 45 + 120 * (pitch - 1)))), 0)
        self._found.clear()
        self._library.espeak_SetSynthCallback(self._take)  # the library has one for all
        spoken = text.encode() + b"\0"
        self._library.espeak_Synth(spoken, len(spoken), 0, 0, 0, self.UTF8, None, None)
        self._library.espeak_Synchronize()
        if not self._found:
            return np.zeros(0, np.float32)
        return np.asarray(resample(np.concatenate(self._found), self.rate_hz, SAMPLE_RATE_HZ), np.float32)


def trimmed(samples: Samples) -> Samples:
    """Without the silence before and after, at one level."""
    loudest = float(np.abs(samples).max(initial=0.0))
    if loudest <= 0:
        return samples
    heard = np.flatnonzero(np.abs(samples) > EDGE * loudest)
    edge = round(EDGE_S * SAMPLE_RATE_HZ)
    kept = samples[max(0, heard[0] - edge) : heard[-1] + 2 * edge]
    return np.asarray(kept * (LEVEL / loudest), np.float32)


def begin(settings: Mapping[str, Any]) -> Serve:
    """Loads the mouth of a language: `piper` are the files of its voices, `packaged` the name of one that comes in a
    package; neither for eSpeak NG."""
    language: str = settings["language"]
    voices = [Path(file) for file in settings["piper"]]
    if settings["packaged"]:
        voices = [packaged_voice(settings["packaged"])]
    mouth: Mouth = PiperMouth(voices) if voices else EspeakMouth(language)
    for person in range(max(1, len(voices))):
        mouth.say("Hallo." if language == "nl" else "Hello.", 1.0, 1.0, "", person)

    def answer(question: Mapping[str, Any], _: bytes) -> Answer:
        samples = mouth.say(
            question["text"], question["pace"], question["pitch"], question["variant"], question["person"]
        )
        return {}, to_pcm(telephone(trimmed(samples)))

    return answer


if __name__ == "__main__":
    serve(begin)
