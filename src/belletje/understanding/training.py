"""`make train`: from the utterances in the repository to `data/acts.npz`, the same to the bit on every run.

Needs the extra `train` (scikit-learn). Heads are one-vs-rest logistic regressions over hashed n-grams, the sentence vector
and the vector of the prospect's line; out-of-fold scores over whole situations set the calibration and the thresholds.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.model import ACTS, clean
from belletje.understanding.ngrams import BUCKETS, ngrams, weighed
from belletje.understanding.utterances import Example, examples

TARGET = Path(__file__).parent / "data" / "acts.npz"
STRENGTH = 12.0
SENTENCE_WEIGHT, BEFORE_WEIGHT, WORDS_WEIGHT = 1.5, 0.6, 1.6
FOLDS = 5

Matrix = sparse.csr_matrix


def data_digest(found: Sequence[Example]) -> str:
    """Names the training data: two sets with the same digest give the same heads."""
    text = "\n".join(
        f"{one.language}\t{one.utterance}\t{' '.join(sorted(one.acts))}\t{one.before}" for one in found
    )  # fmt: skip
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def targets(found: Sequence[Example]) -> NDArray[np.int8]:
    """(examples, acts) with 1 where the act is present."""
    return np.array([[act in one.acts for act in ACTS] for one in found], np.int8)


def rarity_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Inverse document frequency for each n-gram bucket; zero for those seen once only."""
    seen = np.zeros(BUCKETS, np.float64)
    for text in texts:
        seen[list(ngrams(text))] += 1
    rarity = np.log((1 + len(texts)) / (1 + seen)) + 1
    return np.where(seen >= 2, rarity, 0.0).astype(np.float32)


def vectors(found: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Sentence vectors of the utterances and of the lines before them (zeros where there is none)."""
    encoder = PackagedEncoder()
    sentence = encoder.encode([clean(one.utterance).lower() for one in found])
    before = encoder.encode([clean(one.before).lower() or "." for one in found])
    before[[not one.before for one in found]] = 0.0
    return sentence, before


def matrix(texts: Sequence[str], rarity: NDArray[np.float32]) -> Matrix:
    """Weighed n-grams, (texts, buckets)."""
    rows = [weighed(text, rarity) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    return Matrix(
        (np.concatenate([values for _, values in rows]), np.concatenate([buckets for buckets, _ in rows]), starts),
        shape=(len(texts), BUCKETS),
    )
