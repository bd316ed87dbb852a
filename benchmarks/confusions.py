"""`python -m benchmarks.confusions OUT_DIR --model DIR`: which words a speech recogniser takes for which.

Training utterances are spoken by synthetic voices in a room, some with noise and some over a telephone line, then
recognised, and compared word by word with what was said. The result, `confusions.LANGUAGE.tsv`, has the columns
`said`, `heard` and `times`: an empty `heard` is a word that was lost, an empty `said` a word that was made up, and two
words against one are words that were run together or pulled apart. A number that was written in figures is kept too.

It needs:
- `faster-whisper` in the environment, and `DIR`: a Whisper model in its CTranslate2 form (`model.bin`, `config.json`,
  `tokenizer.json`, `vocabulary.*`), for instance the multilingual base model;
- the program `espeak-ng`, version 1.51 or later;
- for a natural English voice beside the synthetic ones: `piper-tts` and `--piper VOICE.onnx`. Optional.

What was recognised is kept in `OUT_DIR/clips.LANGUAGE.tsv`: a clip that stands there is not recognised again, so a run
can be broken off and taken up, and a larger `--count` continues a smaller one. One thread is used; a clip takes one or
two seconds. The same seed speaks the same clips.

Take from the result which words are confused, not how often recognition fails: a synthetic voice, the Dutch one above
all, is much harder to recognise than a person, and clips that were mostly misunderstood are left out.
"""

import argparse
import io
import os
import random
import re
import subprocess
import unicodedata
import wave
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from belletje.understanding.utterances import LANGUAGES, examples

Sound = NDArray[np.float64]
Step = tuple[str, str]
Recognise = Callable[[Sound, str], str | None]

UNSPEAKABLE = frozenset(("dialect", "mixed"))
"""Manners that a voice for the standard language cannot speak."""
PIPER_SHARE = 0.5
NOISE_DB = (10, 20)
NORTHERN = ((r"v(?!#)", "f"), (r"z", "s"), (r"Q", "x"), (r"v#", "B"))
"""Dutch as most people in the Netherlands say it, in eSpeak's phonemes: v, z and g are voiceless, w is made with the
lips. Recognisers take eSpeak's own sounds for these for m and n, which no caller's would be."""

RATE = 16_000
LINE_RATE = 8_000
LINE_BAND = (300, 3_400)
A_LAW = 87.6

LOST = 0.75
"""What a lost or a made-up word costs in an alignment; a word taken for another costs between 0.5 and 1.2."""
ALIKE = 0.34
"""Two words are taken as one, or one as two, when at most this share of their letters differs."""
LOOPED = 2.4
"""A text that compresses better than this repeats itself."""
WORST = 0.6
"""A clip with a higher share of wrong words tells nothing about which word was taken for which."""
IN_A_ROW = 3
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """How many utterances of a language are spoken, how often each, by which voices, and how badly they come across."""

    utterances: int
    takes: int
    accents: tuple[str, ...]
    variants: tuple[str, ...]
    slowest: int
    fastest: int
    noisy_share: float
    telephone_share: float


PLANS = {
    "nl": Plan(
        utterances=700,
        takes=2,
        accents=("nl",),
        variants=("m1", "m3", "m7", "f2", "f3", "klatt", "klatt", "klatt5", ""),
        slowest=110,
        fastest=145,
        noisy_share=0.15,
        telephone_share=0.25,
    ),
    "en": Plan(
        utterances=500,
        takes=2,
        accents=("en-gb", "en-us", "en-gb-scotland", "en-gb-x-rp"),
        variants=("m1", "m2", "m3", "m7", "f1", "f2", "f3", "klatt", "klatt5", ""),
        slowest=120,
        fastest=165,
        noisy_share=0.4,
        telephone_share=0.6,
    ),
}


@dataclass(frozen=True, slots=True)
class Clip:
    """What was said, in which take, what was heard (nothing if the recogniser went round in circles), and the voice."""

    said: str
    take: int
    heard: str
    voice: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One way to speak; the accent `piper` is the natural voice, which knows no variants, pitches or speeds."""

    accent: str
    variant: str
    pitch: int
    speed: int
    noise_db: float | None
    telephone: bool

    def __str__(self) -> str:
        parts = [self.accent if self.accent == "piper" else f"{self.name} pitch {self.pitch} speed {self.speed}"]
        parts += [] if self.noise_db is None else [f"noise at {self.noise_db:.0f} dB"]
        return ", ".join(parts + ["telephone"] * self.telephone)

    @property
    def name(self) -> str:
        """The voice as eSpeak NG calls it."""
        return f"{self.accent}+{self.variant}" if self.variant else self.accent


# The utterances and their voices


def chosen(language: str, count: int, seed: int) -> list[str]:
    """Training utterances, drawn with a seed; a larger count begins with the same ones."""
    found = sorted(
        {one.utterance for one in examples("train") if one.language == language and one.manner not in UNSPEAKABLE}
    )
    random.Random(f"{seed} {language}").shuffle(found)
    return found[:count]


def voice(language: str, said: str, draw: random.Random, piper: bool) -> Voice:
    """A voice for an utterance."""
    plan, natural = PLANS[language], draw.random() < PIPER_SHARE
    return Voice(
        accent="piper" if natural and piper and language == "en" else draw.choice(plan.accents),
        variant=draw.choice(plan.variants),
        pitch=draw.randint(35, 60),
        speed=draw.randint(plan.slowest, plan.fastest),
        noise_db=draw.uniform(*NOISE_DB) if draw.random() < plan.noisy_share else None,
        telephone=draw.random() < plan.telephone_share,
    )


# Speaking


def espeak(text: str, *options: str) -> bytes:
    """What eSpeak NG answers to a text."""
    return subprocess.run(["espeak-ng", *options], input=text.encode(), capture_output=True, check=True).stdout


def phonemes(said: str) -> str:
    """A Dutch utterance in eSpeak's phonemes, clause by clause, with the sounds of the north."""
    clauses = []
    for clause, mark in re.findall(r"([^,.;:?!…]*[^\s,.;:?!…])[^\w,.;:?!…]*([,.;:?!]?)", said):
        sounds = " ".join(espeak(clause, "-v", "nl", "-x", "-q").decode().replace("_!", "").split())
        for old, new in NORTHERN:
            sounds = re.sub(old, new, sounds)
        clauses.append(f"[[{sounds}]]{mark}")
    return " ".join(clauses)


def synthetic(said: str, how: Voice) -> tuple[Sound, int]:
    """The sound of eSpeak NG, and its rate."""
    text = phonemes(said) if how.accent == "nl" else said
    spoken = espeak(text, "-v", how.name, "-p", str(how.pitch), "-s", str(how.speed), "--stdout")
    with wave.open(io.BytesIO(spoken)) as file:
        return samples(file.readframes(file.getnframes())), file.getframerate()


@cache
def piper_voice(path: Path) -> Any:
    """The natural voice, loaded once."""
    from piper import PiperVoice  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return PiperVoice.load(str(path))


def natural(said: str, path: Path) -> tuple[Sound, int]:
    """The sound of a Piper voice, and its rate."""
    parts = list(piper_voice(path).synthesize(said))
    return np.concatenate([samples(part.audio_int16_bytes) for part in parts]), parts[0].sample_rate


def samples(pcm: bytes) -> Sound:
    """16-bit samples in [-1, 1)."""
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2") / 32768.0


# The room and the telephone


def arrives(sound: Sound, rate: int, how: Voice, draw: np.random.Generator) -> Sound:
    """The sound from a room with its echo and its noise, by telephone or not, with silence around it, at 16 kHz."""
    sound = level(np.convolve(np.pad(sound, int(0.3 * rate)), echo(rate, draw)))
    if how.noise_db is not None:
        sound = sound + level(pink(len(sound), draw)) * 10 ** (-how.noise_db / 20)
    if not how.telephone:
        return resampled(sound, rate, RATE, (0, RATE // 2))
    line = a_law(resampled(sound, rate, LINE_RATE, LINE_BAND))
    return resampled(line, LINE_RATE, RATE, (0, LINE_RATE // 2))


def level(sound: Sound) -> Sound:
    """The sound with a root mean square of 0.1."""
    return np.asarray(sound * 0.1 / max(1e-6, float(np.sqrt(np.mean(sound**2)))))


def echo(rate: int, draw: np.random.Generator) -> Sound:
    """The answer of a small furnished room, that dies within 150 ms."""
    length = int(0.15 * rate)
    tail = draw.standard_normal(length) * np.exp(-6 * np.arange(length) / length)
    tail *= 0.3 / np.sqrt(length / 12)
    tail[0] = 1
    return np.asarray(tail)


def pink(length: int, draw: np.random.Generator) -> Sound:
    """Noise with more of the low tones, as in a room with people and machines."""
    spectrum = np.fft.rfft(draw.standard_normal(length))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    return np.asarray(np.fft.irfft(spectrum, length))


def resampled(sound: Sound, rate: int, to_rate: int, band: tuple[int, int]) -> Sound:
    """The sound at another rate, with only the tones of a band (in Hz)."""
    spectrum = np.fft.rfft(sound)
    tones = np.fft.rfftfreq(len(sound), 1 / rate)
    spectrum[(tones < band[0]) | (tones > band[1])] = 0
    length = len(sound) * to_rate // rate
    fitted = np.zeros(length // 2 + 1, spectrum.dtype)
    kept = min(len(fitted), len(spectrum))
    fitted[:kept] = spectrum[:kept]
    return np.asarray(np.fft.irfft(fitted, length) * (length / len(sound)))


def a_law(sound: Sound) -> Sound:
    """The sound after eight bits a sample on the European A-law scale."""
    size, bend = np.clip(np.abs(sound), 0, 1), 1 + np.log(A_LAW)
    pressed = np.where(size < 1 / A_LAW, A_LAW * size, 1 + np.log(np.maximum(A_LAW * size, 1))) / bend
    pressed = np.round(pressed * 127) / 127
    opened = np.where(pressed < 1 / bend, pressed * bend, np.exp(pressed * bend - 1)) / A_LAW
    return np.asarray(np.sign(sound) * opened)


# Recognising


def recogniser(folder: Path) -> Recognise:
    """Whisper on one thread: a text for a sound, or None when it went round in circles."""
    from faster_whisper import WhisperModel  # type: ignore[import-not-found, import-untyped, unused-ignore]

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, num_workers=1)

    def recognise(sound: Sound, language: str) -> str | None:
        found, _ = model.transcribe(
            sound.astype(np.float32),
            language=language,
            beam_size=1,
            temperature=0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        parts = list(found)
        if any(part.compression_ratio > LOOPED for part in parts):
            return None
        return " ".join(" ".join(part.text for part in parts).split())

    return recognise


def clip(language: str, said: str, take: int, seed: int, recognise: Recognise, piper: Path | None) -> Clip:
    """One utterance, spoken and recognised; always by the same voice for the same seed."""
    draw = random.Random(f"{seed} {language} {take} {said}")
    how = voice(language, said, draw, piper is not None)
    sound, rate = natural(said, piper) if piper and how.accent == "piper" else synthetic(said, how)
    heard = recognise(arrives(sound, rate, how, np.random.default_rng(draw.getrandbits(32))), language)
    return Clip(said, take, heard or "", str(how))


def read_clips(file: Path) -> list[Clip]:
    """The clips that were recognised before."""
    if not file.exists():
        return []
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines()[1:])
    return [Clip(said, int(take), heard, how) for said, take, heard, how in rows]


def harvested(
    file: Path, language: str, count: int, seed: int, recognise: Callable[[], Recognise], piper: Path | None
) -> list[Clip]:
    """The clips of a language, from the file where they stand there, and written to it where they do not."""
    wanted = [(said, take) for take in range(PLANS[language].takes) for said in chosen(language, count, seed)]
    known = {(one.said, one.take): one for one in read_clips(file)}
    missing = [one for one in wanted if one not in known]
    if not file.exists():
        file.write_text("said\ttake\theard\tvoice\n", "utf-8")
    for number, (said, take) in enumerate(missing, 1):
        one = known[said, take] = clip(language, said, take, seed, recognise(), piper)
        with file.open("a", encoding="utf-8") as kept:
            kept.write(f"{one.said}\t{one.take}\t{one.heard}\t{one.voice}\n")
        if number % 50 == 0:
            print(f"{language}: {number} of {len(missing)} clips", flush=True)
    return [known[one] for one in wanted]


# Comparing


def words(text: str) -> list[str]:
    """Lower-case words without punctuation; an apostrophe is a letter."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("‘", "'")
    found = (word.rstrip("'") for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*'?|'[^\W_]+", text))
    return [word for word in found if word]


def plain(word: str) -> str:
    """The word without accents: `één` is no other word than `een`."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def distance(one: str, other: str) -> float:
    """The share of letters that differ, in [0, 1]."""
    return Levenshtein.normalized_distance(plain(one), plain(other))


def aligned(said: Sequence[str], heard: Sequence[str]) -> list[Step]:
    """The cheapest way from what was said to what was heard, as pairs; equal words are pairs too."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(said) + 1):
        for j in range(len(heard) + 1):
            ways = [
                (best[i - di, j - dj][0] + cost, (di, dj))
                for di, dj in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))
                if di <= i and dj <= j and (cost := step_cost(said[i - di : i], heard[j - dj : j])) is not None
            ]
            if ways:
                best[i, j] = min(ways)
    steps, i, j = [], len(said), len(heard)
    while i or j:
        di, dj = best[i, j][1]
        steps.append((" ".join(said[i - di : i]), " ".join(heard[j - dj : j])))
        i, j = i - di, j - dj
    return steps[::-1]


def step_cost(said: Sequence[str], heard: Sequence[str]) -> float | None:
    """What it costs to take these words for those, or None where that is not believed."""
    if not said or not heard:
        return LOST
    apart = distance("".join(said), "".join(heard))
    if len(said) == len(heard):
        return 0.5 + 0.7 * apart if apart else 0.0
    return 0.55 + apart if apart <= ALIKE else None


def mistakes(said: Sequence[str], heard: Sequence[str]) -> Counter[str]:
    """How many words were replaced, deleted and inserted in the usual count, where no two words are taken as one."""
    edits = Levenshtein.editops([plain(word) for word in said], [plain(word) for word in heard])
    return Counter(edit.tag for edit in edits)


def is_latin(letter: str) -> bool:
    """Whether a letter belongs to our script."""
    return unicodedata.name(letter, "").startswith("LATIN")


def believable(step: Step, known: frozenset[str]) -> bool:
    """No word in another script, and none longer than a word is unless it was said."""
    return all(
        word in known or (len(word) <= LONGEST and all(letter in "'0123456789" or is_latin(letter) for letter in word))
        for word in " ".join(step).split()
    )


def confusions(clips: Sequence[Clip]) -> Counter[Step]:
    """How often which words were taken for which; where many words in a row are wrong, nobody can tell."""
    known = frozenset(word for one in clips for word in words(one.said))
    found: Counter[Step] = Counter()
    for one in clips:
        steps = aligned(words(one.said), words(one.heard))
        for wrong, run in groupby(steps, lambda step: plain(step[0]) != plain(step[1])):
            row = list(run)
            if wrong and len(row) <= IN_A_ROW:
                found.update(step for step in row if believable(step, known))
    return found


def usable(one: Clip) -> bool:
    """Whether something was heard, and most of it right."""
    said, heard = words(one.said), words(one.heard)
    return bool(said and heard) and sum(mistakes(said, heard).values()) <= WORST * len(said)


# The report


def error_rate(clips: Iterable[Clip]) -> tuple[float, Counter[str]]:
    """The word error rate, and how many words were replaced, deleted and inserted."""
    total, kinds = 0, Counter[str]()
    for one in clips:
        said = words(one.said)
        total += len(said)
        kinds += mistakes(said, words(one.heard))
    return sum(kinds.values()) / max(1, total), kinds


def report(language: str, clips: Sequence[Clip], kept: Sequence[Clip], found: Counter[Step]) -> None:
    """Prints what was measured."""
    rate, kinds = error_rate(kept)
    shares = ", ".join(f"{kind} {kinds[kind] / max(1, sum(kinds.values())):.0%}" for kind in sorted(kinds))
    total = max(1, sum(found.values()))
    joined = sum(times for step, times in found.items() if all(step) and " " in "".join(step))
    figures = sum(times for (_, heard), times in found.items() if re.search(r"\d", heard))
    print(f"{language}: {len(clips)} clips, word error rate {error_rate(clips)[0]:.1%}")
    print(f"  {len(kept)} clips kept, word error rate {rate:.1%}: {shares}")
    for kind in ("noise", "telephone", "piper"):
        part = [one for one in kept if kind in one.voice]
        print(f"    with {kind}: {len(part)} clips, word error rate {error_rate(part)[0]:.1%}")
    print(
        f"  {len(found)} confusions seen {sum(found.values())} times, of which joined or split {joined / total:.0%}, "
        f"written in figures {figures / total:.0%}"
    )


def write(file: Path, found: Counter[Step]) -> None:
    """The table, the most frequent first."""
    rows = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    lines = ["said\theard\ttimes", *(f"{said}\t{heard}\t{times}" for (said, heard), times in rows)]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Harvests both languages and prints the error rates."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.confusions", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT_DIR", help="folder for the tables")
    parser.add_argument("--model", type=Path, required=True, help="folder of a CTranslate2 Whisper model")
    parser.add_argument(
        "--piper", type=Path, help="a Piper voice for English, VOICE.onnx with VOICE.onnx.json beside it"
    )
    parser.add_argument("--count", type=int, help="utterances for each language (default: 700 Dutch, 500 English)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    asked.out.mkdir(parents=True, exist_ok=True)
    recognise = cache(partial(recogniser, asked.model))
    for language in LANGUAGES:
        file = asked.out / f"clips.{language}.tsv"
        clips = harvested(file, language, asked.count or PLANS[language].utterances, asked.seed, recognise, asked.piper)
        kept = [one for one in clips if usable(one)]
        found = confusions(kept)
        report(language, clips, kept, found)
        write(asked.out / f"confusions.{language}.tsv", found)


if __name__ == "__main__":
    main()
