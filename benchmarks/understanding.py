"""`make bench-understanding`: how well utterances that were never trained on are understood, and how fast."""

import os
import platform
import time
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from belletje.understanding.acts import Act
from belletje.understanding.model import trained_ear
from belletje.understanding.utterance import Ear
from belletje.understanding.utterances import LANGUAGES, Example, examples

Pair = tuple[frozenset[Act], frozenset[Act]]


def f1(pairs: Iterable[Pair]) -> float:
    """Micro-averaged F1 of (true, chosen) acts, in [0, 1]."""
    hits = missed = extra = 0
    for true, chosen in pairs:
        hits += len(true & chosen)
        missed += len(true - chosen)
        extra += len(chosen - true)
    return 2 * hits / max(1, 2 * hits + missed + extra)


def macro(pairs: Sequence[Pair]) -> float:
    """F1 averaged over the acts, in [0, 1]."""
    return float(np.mean([f1([(true & {act}, chosen & {act}) for true, chosen in pairs]) for act in Act]))


def confusions(pairs: Iterable[Pair]) -> Counter[str]:
    """Which act was taken for which: one true act missed where one other was chosen."""
    found: Counter[str] = Counter()
    for true, chosen in pairs:
        for missed in true - chosen:
            for extra in chosen - true or {None}:
                found[f"{missed} -> {extra or 'nothing'}"] += 1
    return found


def calibration_error(confidences: Sequence[float], truths: Sequence[bool]) -> float:
    """Expected calibration error over ten equal bins, in [0, 1]."""
    values, right = np.array(confidences), np.array(truths, float)
    bins = np.minimum((values * 10).astype(int), 9)
    return float(
        sum(abs(values[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    )


def as_recognised(text: str) -> str:
    """Without capitals and punctuation, as a recogniser writes."""
    return " ".join("".join(letter if letter.isalnum() or letter in " '" else " " for letter in text.lower()).split())


def measure(ear: Ear, found: Sequence[Example]) -> None:
    """Prints the table for one language."""
    understood = [ear(one.utterance, one.before) for one in found]
    pairs = [(one.acts, frozenset(heard.chosen)) for one, heard in zip(found, understood, strict=True)]
    spoken = [(one.acts, frozenset(ear(as_recognised(one.utterance), one.before).chosen)) for one in found]
    error = calibration_error(
        [heard.confidences[act] for heard in understood for act in Act],
        [act in one.acts for one in found for act in Act],
    )
    exact = np.mean([true == chosen for true, chosen in pairs])
    print(
        f"  {len(found)} utterances: micro-F1 {f1(pairs):.3f}, macro-F1 {macro(pairs):.3f}, exact match {exact:.3f}, "
        f"calibration error {error:.3f}; without capitals and punctuation micro-F1 {f1(spoken):.3f}"
    )
    for situation in sorted({one.situation for one in found}):
        part = [pair for one, pair in zip(found, pairs, strict=True) if one.situation == situation]
        print(f"    {situation:28} micro-F1 {f1(part):.3f}")
    weakest = sorted(by_act(pairs).items(), key=lambda scored: scored[1])[:8]
    print("    weakest:", ", ".join(f"{act} {score:.2f}" for act, score in weakest))
    print("    confused:", ", ".join(f"{pair} {times}" for pair, times in confusions(pairs).most_common(10)))


def by_act(pairs: Sequence[Pair]) -> dict[str, float]:
    """F1 of each act."""
    return {str(act): f1([(true & {act}, chosen & {act}) for true, chosen in pairs]) for act in Act}


def main() -> None:
    """Prints quality for each language, then the time an utterance takes."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    started = time.perf_counter()
    ear = trained_ear()
    ear("Goedemorgen", "")
    print(f"loading: {time.perf_counter() - started:.2f} s")
    test = examples("test")
    for language in LANGUAGES:
        print(language)
        measure(ear, [one for one in test if one.language == language])
    took = []
    for one in test:
        started = time.perf_counter()
        ear(one.utterance, one.before)
        took.append(time.perf_counter() - started)
    print(f"an utterance: p50 {np.percentile(took, 50) * 1000:.1f} ms, p99 {np.percentile(took, 99) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
