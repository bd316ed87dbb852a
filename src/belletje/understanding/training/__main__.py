"""Trains on the part `train` and writes `data/acts.npz` and the graphs beside it."""

import hashlib
import time
from pathlib import Path

import numpy as np

from belletje.understanding.encoder import PackagedEncoder, packaged_layers
from belletje.understanding.packing import packed
from belletje.understanding.spelling import Spelling
from belletje.understanding.training.beginning import beginning
from belletje.understanding.training.calibration import best_f1, calibrate
from belletje.understanding.training.descent import scores, train
from belletje.understanding.training.graph import acts_graph, encoder_graph
from belletje.understanding.training.material import RECOGNISED, WRITTEN, data_digest, material, word_counts
from belletje.understanding.training.network import WORDS_SCALE
from belletje.understanding.utterances import examples
from belletje.understanding.wording import clean

DATA = Path(__file__).parents[1] / "data"
SHIPPED = ("words.tsv", "encoder.onnx", "acts.onnx", "acts.npz")
EPOCHS = 8
HELD_BACK = 6
"""One file in so many is held back from a first training, to set the calibration by."""
SEED = 0


def main() -> None:
    """Trains twice: once without some files, to see how sure it may be, and once with all."""
    started = time.perf_counter()

    def tell(what: str) -> None:
        print(f"{time.perf_counter() - started:6.0f} s  {what}", flush=True)  # noqa: T201

    (DATA / "encoder.onnx").write_bytes(encoder_graph(packaged_layers()))
    found, encoder = examples("train"), PackagedEncoder()
    counts = word_counts(found)
    (DATA / "words.tsv").write_text("".join(f"{word}\t{counts[word]}\n" for word in sorted(counts)), "utf-8")
    numbers = material(found, encoder, Spelling(counts))
    sentences = encoder.encode([clean(one.utterance).lower() for one in found])
    everything = np.arange(len(found))
    held = np.array([int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_BACK == 0 for name in numbers.files])
    tell(f"{len(found)} utterances, {held.sum()} of them in files held back first")
    rest = everything[~held]
    trial = train(beginning(numbers, rest, sentences, SEED), numbers, rest, encoder, EPOCHS, SEED, tell)
    forms = (WRITTEN, RECOGNISED)
    unseen = np.concatenate([scores(trial, numbers, everything[held], encoder, form) for form in forms])
    targets = np.concatenate([numbers.targets[held]] * len(forms))
    slope, offset = calibrate(unseen, targets)
    confidences = 1.0 / (1.0 + np.exp(-(slope * unseen + offset)))
    tell(f"on the files held back: micro-F1 {best_f1(confidences, targets):.3f}")
    weights = train(beginning(numbers, everything, sentences, SEED), numbers, everything, encoder, EPOCHS, SEED, tell)
    words = weights.pop("words") * np.float32(WORDS_SCALE)
    (DATA / "acts.onnx").write_bytes(acts_graph(weights))
    kept = packed({"words": words}) | {
        "rarity": numbers.rarity.astype(np.float16),
        "slope": slope.astype(np.float32),
        "offset": offset.astype(np.float32),
        "digest": np.array(data_digest(found)),
    }
    np.savez_compressed(DATA / "acts.npz", allow_pickle=False, **kept)
    tell(f"written: {sum((DATA / name).stat().st_size for name in SHIPPED) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
