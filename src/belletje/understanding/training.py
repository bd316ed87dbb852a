"""`make train`: from the utterances in the repository to `data/acts.npz`, the same on every run.

Needs the extra `train` (scikit-learn). Heads are one-vs-rest logistic regressions over hashed n-grams, the sentence
vector and the vector of the prospect's line; scores on held-out folds set the calibration and the thresholds.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from belletje.understanding.clauses import clauses
from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.model import ACTS, blend, clean
from belletje.understanding.ngrams import BUCKETS, ngrams, weighed
from belletje.understanding.utterances import Example, examples

TARGET = Path(__file__).parent / "data" / "acts.npz"
STRENGTH = 12.0
SENTENCE_WEIGHT, BEFORE_WEIGHT, WORDS_WEIGHT = 1.5, 0.6, 1.6
FOLDS = 5

Matrix = Any  # scipy.sparse.csr_matrix, which has no types


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


def clause_vectors(
    parted: Sequence[tuple[int, str]], before: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Sentence vectors of clauses, each with its turn; the line before bears on a turn's first clause only."""
    first = np.array([place == 0 or parted[place - 1][0] != owner for place, (owner, _) in enumerate(parted)])
    heard = np.where(first[:, None], before[[owner for owner, _ in parted]], 0.0).astype(np.float32)
    return PackagedEncoder().encode([part.lower() for _, part in parted]), heard


def matrix(texts: Sequence[str], rarity: NDArray[np.float32]) -> Matrix:
    """Weighed n-grams, (texts, buckets)."""
    rows = [weighed(text, rarity) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    return sparse.csr_matrix(
        (np.concatenate([values for _, values in rows]), np.concatenate([buckets for buckets, _ in rows]), starts),
        shape=(len(texts), BUCKETS),
    )


def train() -> None:
    """Trains on the part `train` and writes `data/acts.npz`."""
    found = examples("train")
    texts = [clean(one.utterance) for one in found]
    wanted = targets(found)
    sentence, before = vectors(found)
    rarity = rarity_of(texts)
    inputs = stack(matrix(texts, rarity), sentence, before)
    parted = [(place, part) for place, text in enumerate(texts) for part in clauses(text)]
    owners = np.array([place for place, _ in parted])
    part_inputs = stack(matrix([part for _, part in parted], rarity), *clause_vectors(parted, before))
    folds = np.array([int(hashlib.sha256(one.where.encode()).hexdigest(), 16) % FOLDS for one in found])
    scores = np.zeros(wanted.shape)
    for fold in range(FOLDS):
        coefficients, bias = fit(inputs[folds != fold], wanted[folds != fold])
        highest = np.full(wanted.shape, -np.inf)
        np.maximum.at(highest, owners, part_inputs @ coefficients + bias)
        whole = inputs @ coefficients + bias
        scores[folds == fold] = np.where(np.isinf(highest), whole, blend(whole, highest))[folds == fold]
    slope, offset = calibrate(scores, wanted)
    thresholds = best_thresholds(1.0 / (1.0 + np.exp(-(slope * scores + offset))), wanted)
    coefficients, bias = fit(inputs, wanted)
    words, rest = coefficients[:BUCKETS] * WORDS_WEIGHT, coefficients[BUCKETS:]
    size = sentence.shape[1]
    np.savez_compressed(
        TARGET,
        rarity=rarity.astype(np.float16),
        words=words.astype(np.float16),
        sentence=(rest[:size] * SENTENCE_WEIGHT).astype(np.float16),
        before=(rest[size:] * BEFORE_WEIGHT).astype(np.float16),
        bias=bias.astype(np.float32),
        slope=slope.astype(np.float32),
        offset=offset.astype(np.float32),
        thresholds=thresholds.astype(np.float32),
        digest=np.array(data_digest(found)),
    )


def stack(words: Matrix, sentence: NDArray[np.float32], before: NDArray[np.float32]) -> Matrix:
    """All inputs beside each other, each group with its weight."""
    groups = [
        words * WORDS_WEIGHT,
        sparse.csr_matrix(sentence * SENTENCE_WEIGHT),
        sparse.csr_matrix(before * BEFORE_WEIGHT),
    ]
    return sparse.csr_matrix(sparse.hstack(groups))


def fit(inputs: Matrix, wanted: NDArray[np.int8]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One logistic regression an act: coefficients (inputs, acts) and bias (acts,)."""
    heads = [
        LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(inputs, wanted[:, act])
        for act in range(wanted.shape[1])
    ]
    return np.stack([head.coef_[0] for head in heads], 1), np.array([head.intercept_[0] for head in heads])


def calibrate(scores: NDArray[np.float64], wanted: NDArray[np.int8]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Platt scaling on scores of examples that the heads had not seen: slope and offset, (acts,) each."""
    scalers = [
        LogisticRegression(C=1.0, random_state=0).fit(scores[:, [act]], wanted[:, act])
        for act in range(wanted.shape[1])
    ]
    return np.array([one.coef_[0, 0] for one in scalers]), np.array([one.intercept_[0] for one in scalers])


def best_thresholds(confidences: NDArray[np.float64], wanted: NDArray[np.int8]) -> NDArray[np.float64]:
    """For each act the threshold in [0.16, 0.5] with the best F1, drawn halfway to 0.3 lest it follow chance."""
    choices = np.arange(0.16, 0.51, 0.02)
    best = np.empty(wanted.shape[1])
    for act in range(wanted.shape[1]):
        taken = confidences[:, [act]] >= choices
        hits = (taken & (wanted[:, [act]] == 1)).sum(0)
        best[act] = choices[np.argmax(2 * hits / (taken.sum(0) + wanted[:, act].sum()))]
    return (best + 0.3) / 2


if __name__ == "__main__":
    train()
