"""The second reader: the first layers of a transformer that knows many languages, tuned to callers.

A turn is read together with the line before it, every piece in the light of all others (Vaswani et al. 2017,
arXiv 1706.03762); small heads tell what is made of it. One definition serves twice, as in network.py: `numbers` is JAX
when it is trained, a graph when it is written down.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Array = Any  # NDArray[np.float32], or a traced array of the same shape
Weights = Mapping[str, Array]

LAYERS = 6
WIDTH, INNER, LOOKS = 384, 1536, 12
LOOK = WIDTH // LOOKS
FOUND = 128
EPSILON = 1e-12
MASKED = -1e9
READERS = ("acts.", "topics.")


def features(numbers: Any, weights: Weights, vectors: Array, there: Array, drop: Any = None) -> Array:
    """Each piece in the light of all others, (turns, pieces, 384).

    `vectors` (turns, pieces, 384) are those of the pieces with their places, `there` (turns, 1, 1, pieces) is 1 where
    there is a piece. `drop(array)` leaves out part of an array in training.
    """
    drop = drop or _keep
    hidden = (1.0 - there) * MASKED
    x = drop(_normed(numbers, weights, "begin", vectors))
    for layer in range(LAYERS):
        name = f"layer{layer}"
        x = _normed(numbers, weights, f"{name}.seen", x + _others(numbers, weights, name, x, hidden))
        inner = _gelu(numbers, _linear(weights, f"{name}.widen", x))
        x = _normed(numbers, weights, f"{name}.out", x + drop(_linear(weights, f"{name}.narrow", inner)))
    return x


def acts(numbers: Any, weights: Weights, x: Array, mask: Array, drop: Any = None) -> Array:
    """Raw scores, (readings, acts): each act looks at the pieces in `mask` (readings, pieces, 1) that tell about it."""
    drop = drop or _keep
    looks = numbers.where(mask > 0, x @ weights["acts.look"], MASKED)
    looks = _softmax(numbers, looks, 1)
    found = drop(numbers.maximum(_linear(weights, "acts.find", x), 0))
    by_pieces = (numbers.transpose(looks, (0, 2, 1)) @ found * weights["acts.out"]).sum(-1)
    result: Array = by_pieces + _mean(numbers, x, mask) @ weights["acts.mean"] + weights["acts.bias"]
    return result


def topics(numbers: Any, weights: Weights, x: Array, mask: Array, drop: Any = None) -> Array:
    """Raw scores, (readings, topics), of what the pieces in `mask` (readings, pieces, 1) ask about."""
    drop = drop or _keep
    hidden = numbers.tanh(_linear(weights, "topics.hide", _mean(numbers, x, mask)))
    return _linear(weights, "topics.out", drop(hidden))


def readers(rng: np.random.Generator, n_acts: int, n_topics: int) -> dict[str, Array]:
    """The weights of both heads before training, small ones by chance."""

    def small(inputs: int, outputs: int) -> Array:
        return (rng.standard_normal((inputs, outputs)) * 0.02).astype(np.float32)

    return {
        "acts.look": small(WIDTH, n_acts),
        "acts.find": small(WIDTH, FOUND),
        "acts.find.bias": np.zeros(FOUND, np.float32),
        "acts.out": small(n_acts, FOUND),
        "acts.mean": small(WIDTH, n_acts),
        "acts.bias": np.full(n_acts, -2.0, np.float32),
        "topics.hide": small(WIDTH, WIDTH),
        "topics.hide.bias": np.zeros(WIDTH, np.float32),
        "topics.out": small(WIDTH, n_topics),
        "topics.out.bias": np.zeros(n_topics, np.float32),
    }


def grown(weights: Weights, had: Sequence[str], topics: Sequence[str], seed: int) -> dict[str, Array]:
    """Weights that know the topics they `had`, ready to learn others as well."""
    new = readers(np.random.default_rng(seed), len(weights["acts.bias"]), len(topics))
    out, bias = new["topics.out"], np.full(len(topics), weights["topics.out.bias"].min(), np.float32)
    for place, topic in enumerate(topics):
        if topic in had:
            before = had.index(topic)
            out[:, place], bias[place] = weights["topics.out"][:, before], weights["topics.out.bias"][before]
    return {**weights, "topics.out": out, "topics.out.bias": bias}


def _keep(array: Array) -> Array:
    return array


def _linear(weights: Weights, name: str, x: Array) -> Array:
    return x @ weights[name] + weights[f"{name}.bias"]


def _others(numbers: Any, weights: Weights, name: str, x: Array, hidden: Array) -> Array:
    """What each piece takes from the others, (turns, pieces, 384)."""

    def looks(part: str, order: tuple[int, ...]) -> Array:
        return numbers.transpose(
            numbers.reshape(_linear(weights, f"{name}.{part}", x), (*_shape(x), LOOKS, LOOK)), order
        )

    asked, offered = looks("ask", (0, 2, 1, 3)), looks("offer", (0, 2, 3, 1))
    weighed = _softmax(numbers, asked @ offered * LOOK**-0.5 + hidden, -1)
    taken = numbers.transpose(weighed @ looks("give", (0, 2, 1, 3)), (0, 2, 1, 3))
    return _linear(weights, f"{name}.gather", numbers.reshape(taken, (*_shape(x), WIDTH)))


def _shape(x: Array) -> tuple[int, int]:
    """Turns and pieces; in a graph 0 stands for whatever it is there."""
    shape = getattr(x, "shape", None)
    return (0, 0) if shape is None else (shape[0], shape[1])


def _softmax(numbers: Any, x: Array, axis: int) -> Array:
    x = numbers.exp(x - x.max(axis, keepdims=True))
    return x / x.sum(axis, keepdims=True)


def _gelu(numbers: Any, x: Array) -> Array:
    """Hendrycks and Gimpel (2016), arXiv 1606.08415, in its common approximation; a graph has one operator for it."""
    if hasattr(numbers, "gelu"):
        return numbers.gelu(x)
    return x * 0.5 * (numbers.tanh((x + x * x * x * 0.044715) * (2 / np.pi) ** 0.5) + 1.0)


def _normed(numbers: Any, weights: Weights, name: str, x: Array) -> Array:
    if hasattr(numbers, "normed"):
        return numbers.normed(x, weights[f"{name}.gain"], weights[f"{name}.shift"], EPSILON)
    x = x - x.mean(-1, keepdims=True)
    return (
        x / numbers.sqrt((x * x).mean(-1, keepdims=True) + EPSILON) * weights[f"{name}.gain"] + weights[f"{name}.shift"]
    )


def _mean(numbers: Any, x: Array, mask: Array) -> Array:
    """The mean of the pieces in a mask, (readings, 384)."""
    total: Array = numbers.transpose(mask, (0, 2, 1)) @ x
    return (total / mask.sum(1, keepdims=True))[:, 0]
