"""Ears: Whisper by faster-whisper, in a process of its own, on windows as short as what was said."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from belletje.voice.loudness import stays_quiet
from belletje.voice.models import NotReady, ears_folder
from belletje.voice.sound import SAMPLE_RATE_HZ, Samples, to_samples
from belletje.voice.worker import Answer, Serve, serve

PAD_S = 5.0  # with less silence after the words the decoder goes round in circles
WINDOW_S = 30.0
LONGEST_S = 28.0
TOKENS_PER_SECOND = 9.0  # nobody speaks faster: what is longer is the decoder going round
SPARE_TOKENS = 10
MOST_PROMPT_TOKENS = 60
TOO_REPETITIVE = 2.4
"""From this compression ratio on the text repeats itself (Whisper's own threshold)."""
NO_SPEECH = 0.8
"""Where no speech is likelier than this and the words are less sure than `UNSURE`, nothing was said. Stricter than
Whisper itself: the detection of speech has already found some."""
UNSURE = -1.5
BEAMS = {"en": 1, "nl": 2}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was said, how sure Whisper is of it (mean log probability of a token), and whether it took the long way."""

    text: str
    sure: float
    long_window: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """Samples that were looked at, and what the encoder made of them."""

    samples: Samples
    features: Any

    def is_all_of(self, samples: Samples) -> bool:
        """Whether those begin with these, and nothing is said after them."""
        length = len(self.samples)
        return np.array_equal(samples[:length], self.samples) and stays_quiet(self.samples, samples[length:])


class Whisper:
    """A model in memory."""

    def __init__(self, folder: Path, threads: int) -> None:
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer

        try:
            self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        except (RuntimeError, ValueError, OSError) as fault:
            raise NotReady(
                en=f"The model that hears you, in {folder}, cannot be loaded: put a faster-whisper model there, or "
                "leave BELLETJE_EARS_MODEL empty.",
                nl=f"Het model dat u hoort, in {folder}, kan niet worden geladen: zet daar een model van "
                "faster-whisper, of laat BELLETJE_EARS_MODEL leeg.",
            ) from fault
        self._seen: Seen | None = None
        self._tokenizers = {
            language: Tokenizer(
                self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
            )
            for language in ("nl", "en")
        }

    def look(self, samples: Samples) -> None:
        """Does the first half of the work on samples that may be all that is said; see `recognise`."""
        samples = _at_most(samples)
        self._seen = Seen(samples, self._see(samples, _short_window_s(samples)))

    def recognise(self, samples: Samples, language: str, prompt: str = "") -> Recognised:
        """What was said in samples of at most 28 s; the `prompt` has words that are likely.

        Where nothing was said since what was looked at, that is done already.
        """
        samples = _at_most(samples)
        seen, self._seen = self._seen, None
        if seen and seen.is_all_of(samples):
            samples, features = seen.samples, seen.features
        else:
            features = self._see(samples, _short_window_s(samples))
        said = self._say(features, samples, language, prompt)
        text = once(said.text)
        if not _repeats(text):
            return Recognised(text, said.sure)
        whole = self._say(self._see(samples, WINDOW_S), samples, language, "")
        text = once(whole.text)
        return Recognised("" if _repeats(text) else text, whole.sure, True)

    def _see(self, samples: Samples, window_s: float) -> Any:
        """What the encoder makes of the samples, followed by silence for as long as the window lasts."""
        return self._model.encode(self._features(samples, window_s))

    def _say(self, seen: Any, samples: Samples, language: str, prompt: str) -> Recognised:
        """What the decoder makes of that."""
        model, tokenizer = self._model, self._tokenizers[language]
        before = tokenizer.encode(" " + prompt)[-MOST_PROMPT_TOKENS:] if prompt else []
        asked = model.get_prompt(tokenizer, before, without_timestamps=True)
        most = round(len(samples) / SAMPLE_RATE_HZ * TOKENS_PER_SECOND) + SPARE_TOKENS
        found = model.model.generate(
            seen,
            [asked],
            beam_size=BEAMS.get(language, 5),
            max_length=min(model.max_length, len(asked) + most),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=[-1],
        )[0]
        tokens, sure = found.sequences_ids[0], float(found.scores[0])
        if found.no_speech_prob > NO_SPEECH and sure < UNSURE:
            return Recognised("", sure)
        return Recognised(tokenizer.decode(tokens).strip(), sure)

    def _features(self, samples: Samples, window_s: float) -> NDArray[np.float32]:
        """What Whisper looks at, (n_mels, n_frames): the samples, then silence, which looks the same in every frame."""
        extractor = self._model.feature_extractor
        spoken = extractor(np.pad(samples, (0, 2 * extractor.n_fft)))
        frames = round(window_s * SAMPLE_RATE_HZ) // extractor.hop_length
        return np.asarray(np.pad(spoken, ((0, 0), (0, max(0, frames - spoken.shape[1]))), "edge")[:, :frames])


def _at_most(samples: Samples) -> Samples:
    return samples[-round(LONGEST_S * SAMPLE_RATE_HZ) :]


def _short_window_s(samples: Samples) -> float:
    return min(WINDOW_S, len(samples) / SAMPLE_RATE_HZ + PAD_S)


def once(text: str) -> str:
    """The text, without what came again where it began anew when it was done: so a decoder goes round in circles."""
    words = text.split()
    for length in range((len(words) + 1) // 2, len(words) - 1):
        again, first = words[length:], words[: len(words) - length]
        if again[:-1] == first[:-1] and first[-1].startswith(again[-1]):  # the last word may be cut off
            return " ".join(words[:length])
    return text


def _repeats(text: str) -> bool:
    content = text.encode()
    return len(content) > 24 and len(content) / len(zlib.compress(content)) > TOO_REPETITIVE


def begin(settings: Mapping[str, Any]) -> Serve:
    """Loads ears: `model` is a folder of the user's own, or empty for those of a known `name` in the `data` folder."""
    model = settings["model"]
    folder = Path(model) if model else ears_folder(Path(settings["data"]), settings["name"])
    whisper = Whisper(folder, int(settings["threads"]))
    whisper.recognise(np.zeros(SAMPLE_RATE_HZ, np.float32), "en")

    def answer(question: Mapping[str, Any], pcm: bytes) -> Answer:
        samples = to_samples(pcm)
        if not question:
            whisper.look(samples)
            return {}, b""
        found = whisper.recognise(samples, question["language"], question["prompt"])
        return {"text": found.text, "sure": found.sure, "long_window": found.long_window}, b""

    return answer


if __name__ == "__main__":
    serve(begin)
