"""Where the network begins: logistic regressions on the words, the turn and the line before, one an act."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from belletje.understanding.encoder import packaged_layers
from belletje.understanding.ngrams import BUCKETS
from belletje.understanding.training.material import WRITTEN, Material
from belletje.understanding.training.network import FEATURES, HIDDEN, SENTENCE_SCALE, WORDS_SCALE

Floats = NDArray[np.float32]

STRENGTH = 12.0
WORDS_WEIGHT, SENTENCE_WEIGHT, BEFORE_WEIGHT = 1.6, 1.5, 0.6
PLAIN_SHARE = 0.3 * SENTENCE_SCALE  # what the network multiplies its plain part by


def beginning(material: Material, rows: NDArray[np.intp], sentences: Floats, seed: int) -> dict[str, Floats]:
    """The weights to train from: the encoder's layers, the regressions, and small readers by chance.

    `rows` are the utterances to learn from, `sentences` (utterances, 512) the encoder's vectors of all of them.
    """
    inputs = sparse.csr_matrix(
        sparse.hstack(
            [
                material.words[WRITTEN][rows] * WORDS_WEIGHT,
                sparse.csr_matrix(sentences[rows] * SENTENCE_WEIGHT),
                sparse.csr_matrix(material.before[rows] * BEFORE_WEIGHT),
            ]
        )
    )
    targets = material.targets[rows]
    heads = [
        LogisticRegression(C=STRENGTH, solver="liblinear", random_state=seed).fit(inputs, targets[:, act])
        for act in range(targets.shape[1])
    ]
    learned = np.stack([head.coef_[0] for head in heads], 1)
    size = sentences.shape[1]
    words, sentence, before = np.split(learned, [BUCKETS, BUCKETS + size])
    return {
        **packaged_layers(),
        "words": (words * WORDS_WEIGHT / WORDS_SCALE).astype(np.float32),
        "sentence": (sentence * SENTENCE_WEIGHT / PLAIN_SHARE).astype(np.float32),
        "before": (before * BEFORE_WEIGHT / PLAIN_SHARE).astype(np.float32),
        "bias": np.array([head.intercept_[0] for head in heads], np.float32),
        **_readers(size, targets.shape[1], np.random.default_rng(seed)),
    }


def _readers(size: int, acts: int, rng: np.random.Generator) -> dict[str, Floats]:
    def small(inputs: int, outputs: int, share: float = 1.0) -> Floats:
        return np.asarray(rng.standard_normal((inputs, outputs)) * share / np.sqrt(inputs), np.float32)

    return {
        "look": small(FEATURES, acts, 0.1),
        "find": small(FEATURES, HIDDEN),
        "find_bias": np.zeros(HIDDEN, np.float32),
        "find_out": small(HIDDEN, acts, 0.1),
        "hide_sentence": small(size, HIDDEN),
        "hide_before": small(size, HIDDEN),
        "hide_bias": np.zeros(HIDDEN, np.float32),
        "hide_out": small(HIDDEN, acts, 0.2),
    }
