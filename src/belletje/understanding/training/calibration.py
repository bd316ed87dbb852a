"""Making confidences mean what they say."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]

CHOICES = np.arange(0.1, 0.9, 0.02)


def calibrate(scores: NDArray[np.float32], targets: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """Platt scaling on scores of utterances that the network had not seen: slope and offset, (acts,) each.

    Platt (1999), "Probabilistic outputs for support vector machines".
    """
    scalers = [
        LogisticRegression(C=1.0, random_state=0).fit(scores[:, [act]], targets[:, act])
        for act in range(targets.shape[1])
    ]
    return np.array([one.coef_[0, 0] for one in scalers]), np.array([one.intercept_[0] for one in scalers])


def best_f1(confidences: Floats, targets: NDArray[np.float32]) -> float:
    """The highest micro-F1 that one threshold for all acts reaches, in [0, 1]: twice the threshold to choose."""
    taken = confidences[..., None] >= CHOICES
    hits = (taken & (targets[..., None] == 1)).sum((0, 1))
    return float((2 * hits / (taken.sum((0, 1)) + targets.sum())).max())
