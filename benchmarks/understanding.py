"""`make bench-understanding`: how well lines never trained on are understood, as Markdown tables, and how fast.

The tables stand in docs/understanding.md. Set OMP_NUM_THREADS=1 for the figures on one core.
"""

import os
import platform
import resource
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from random import Random

import numpy as np

from belletje.prospect.asked import NOTHING, asked, topic_asked
from belletje.prospect.heard import heard_lines
from belletje.prospect.recognise import Recognised, line_reader, topic_reader
from belletje.prospect.topics import OTHER, topics
from belletje.understanding.acts import Act
from belletje.understanding.model import trained_ear
from belletje.understanding.noise import as_recognised, misheard
from belletje.understanding.utterance import Ear, Understanding
from belletje.understanding.utterances import LANGUAGES, Example, examples
from belletje.usecases.what_is_asked import SURE_OF_RARE, SURE_OF_TOPIC

Pair = tuple[frozenset[Act], frozenset[Act]]
ERRORS, HEARINGS = 0.15, 3
PARTS = ("test", "unseen")


def f1(pairs: Iterable[Pair]) -> float:
    """Micro-averaged F1 of (true, chosen) acts, in [0, 1]."""
    hits = missed = extra = 0
    for true, chosen in pairs:
        hits += len(true & chosen)
        missed += len(true - chosen)
        extra += len(chosen - true)
    return 2 * hits / max(1, 2 * hits + missed + extra)


def by_act(pairs: Sequence[Pair]) -> dict[str, float]:
    """F1 of each act that occurs."""
    there = [act for act in Act if any(act in true for true, _ in pairs)]
    return {str(act): f1([(true & {act}, chosen & {act}) for true, chosen in pairs]) for act in there}


def confusions(pairs: Iterable[Pair]) -> Counter[str]:
    """Which act was taken for which: one true act missed where one other was chosen."""
    found: Counter[str] = Counter()
    for true, chosen in pairs:
        for missed in true - chosen:
            for extra in chosen - true or {None}:
                found[f"{missed} → {extra or 'nothing'}"] += 1
    return found


def calibration_error(confidences: Sequence[float], truths: Sequence[bool]) -> float:
    """Expected calibration error over ten equal bins, in [0, 1]."""
    values, right = np.array(confidences), np.array(truths, float)
    bins = np.minimum((values * 10).astype(int), 9)
    return float(
        sum(abs(values[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    )


def pairs_of(found: Sequence[Example], understood: Sequence[Understanding]) -> list[Pair]:
    """The true and the chosen acts of each."""
    return [(one.acts, frozenset(heard.chosen)) for one, heard in zip(found, understood, strict=True)]


def heard_wrong(ear: Ear, language: str, found: Sequence[Example], hearing: int) -> list[Pair]:
    """The true and the chosen acts of each, misheard; every hearing is another."""
    noise = [misheard(one.utterance, language, ERRORS, Random(f"bench/{hearing}/{one.where}")) for one in found]
    return pairs_of(found, [ear(text, one.before) for text, one in zip(noise, found, strict=True)])


def row(ear: Ear, part: str, language: str, found: Sequence[Example]) -> str:
    """One row of the table."""
    understood = [ear(one.utterance, one.before) for one in found]
    pairs = pairs_of(found, understood)
    spoken = pairs_of(found, [ear(as_recognised(one.utterance), one.before) for one in found])
    noisy = [pair for hearing in range(HEARINGS) for pair in heard_wrong(ear, language, found, hearing)]
    error = calibration_error(
        [heard.confidences[act] for heard in understood for act in Act],
        [act in one.acts for one in found for act in Act],
    )
    exact = np.mean([true == chosen for true, chosen in pairs])
    macro = np.mean(list(by_act(pairs).values()))
    return (
        f"| {part} | {language} | {len(found)} | {f1(pairs):.3f} | {macro:.3f} | {exact:.3f} | {error:.3f} | "
        f"{f1(spoken):.3f} | {f1(noisy):.3f} |"
    )


def acts_table(ear: Ear) -> None:
    """Quality for each part and language, then where it goes wrong."""
    print(
        "| part | language | lines | micro-F1 | macro-F1 | exact match | calibration error | unpunctuated | misheard |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    wrong = []
    for part in PARTS:
        for language in LANGUAGES:
            found = [one for one in examples(part) if one.language == language]
            print(row(ear, part, language, found))
            if part == "test":
                wrong.append((language, pairs_of(found, [ear(one.utterance, one.before) for one in found])))
    for language, pairs in wrong:
        weakest = sorted(by_act(pairs).items(), key=lambda scored: scored[1])[:8]
        print(f"\nweakest in {language}:", ", ".join(f"{act} {score:.2f}" for act, score in weakest))
        print(f"confused in {language}:", ", ".join(f"{pair} {n}" for pair, n in confusions(pairs).most_common(12)))


def reactions_table() -> None:
    """How well a prospect's line is read into a reaction."""
    reader = line_reader()
    print("\n| the other side | lines | macro-F1 | right |\n|---|---|---|---|")
    for language in LANGUAGES:
        found = [one for one in heard_lines("test") if one.language == language]
        read = [reader(one.text).name for one in found]
        names = sorted({one.reaction for one in found})
        scores = []
        for name in names:
            hits = sum(one.reaction == name == got for one, got in zip(found, read, strict=True))
            there = sum(one.reaction == name for one in found) + sum(got == name for got in read)
            scores.append(2 * hits / max(1, there))
        right = np.mean([one.reaction == got for one, got in zip(found, read, strict=True)])
        print(f"| {language} | {len(found)} | {np.mean(scores):.3f} | {right:.3f} |")
        weak = sorted(zip(scores, names, strict=True))[:8]
        print(f"weakest: {', '.join(f'{name} {score:.2f}' for score, name in weak)}")


def answered(found: Recognised) -> str:
    """The topic that a question gets an answer about: OTHER where the reader is not sure enough of any."""
    sure = found.name not in (None, NOTHING) and found.confidence >= SURE_OF_TOPIC
    name = str(found.name) if sure else OTHER
    closely = found.closely if name == OTHER else None
    return str(closely.name) if closely and closely.confidence >= SURE_OF_RARE else name


def kind_of(topic: str, rare: Collection[str]) -> str:
    """Whether a topic is common, rare, or stands for all else."""
    return topic if topic == OTHER else "rare" if topic in rare else "common"


def topics_table() -> None:
    """How well it is read what callers ask about: right, and taken for another topic, in parts of 100."""
    reader, rare = topic_reader(), {name for name, topic in topics().by_id.items() if topic.rare}
    print("\n| what is asked about | lines | right | another topic |\n|---|---|---|---|")
    for language in LANGUAGES:
        found = [one for one in asked("test") if one.language == language and one.topic != NOTHING]
        for kind in ("common", "rare", OTHER):
            of_kind = [one for one in found if kind_of(one.topic, rare) == kind]
            read = [answered(topic_asked(reader, one.question, one.before, language)) for one in of_kind]
            right = np.mean([one.topic == name for one, name in zip(of_kind, read, strict=True)])
            wrong = np.mean([name not in (one.topic, OTHER) for one, name in zip(of_kind, read, strict=True)])
            print(f"| {language}, {kind} | {len(of_kind)} | {100 * right:.1f} | {100 * wrong:.1f} |")


def main() -> None:
    """Prints the tables, then the time an utterance takes."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    started = time.perf_counter()
    ear = trained_ear()
    ear("Goedemorgen", "")
    print(f"loading: {time.perf_counter() - started:.2f} s; memory of the process after it: {megabytes():.0f} MB\n")
    found = examples("test")
    took = []
    for one in found:
        started = time.perf_counter()
        ear(one.utterance, one.before)
        took.append(time.perf_counter() - started)
    acts_table(ear)
    reactions_table()
    topics_table()
    print(
        f"\nan utterance and the line before it, {len(took)} of the test part: "
        f"p50 {np.percentile(took, 50) * 1000:.1f} ms, p99 {np.percentile(took, 99) * 1000:.1f} ms"
    )


def megabytes() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
