"""Making confidences mean what they say, and choosing from which one on an act is taken for true."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]

CHOICES = np.arange(0.14, 0.51, 0.02)
USUAL = 0.26
"""Thresholds are drawn halfway to this, lest they follow chance."""


def calibrate(scores: NDArray[np.float32], targets: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """Platt scaling on scores of utterances that the network had not seen: slope and offset, (acts,) each.

    Platt (1999), "Probabilistic outputs for support vector machines".
    """
    scalers = [
        LogisticRegression(C=1.0, random_state=0).fit(scores[:, [act]], targets[:, act])
        for act in range(targets.shape[1])
    ]
    return np.array([one.coef_[0, 0] for one in scalers]), np.array([one.intercept_[0] for one in scalers])


def best_thresholds(confidences: Floats, targets: NDArray[np.float32]) -> Floats:
    """For each act the threshold with the best F1, drawn halfway to the usual one."""
    best = np.empty(targets.shape[1])
    for act in range(targets.shape[1]):
        taken = confidences[:, [act]] >= CHOICES
        hits = (taken & (targets[:, [act]] == 1)).sum(0)
        best[act] = CHOICES[np.argmax(2 * hits / (taken.sum(0) + targets[:, act].sum()))]
    return (best + USUAL) / 2
