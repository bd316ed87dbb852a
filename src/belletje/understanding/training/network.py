"""The network that reads a turn: the packaged encoder's layers, tuned to callers, with one reader for each act.

Every act looks at the pieces of the turn that tell about it (attention), at the turn as a whole, at its words, and at
the prospect's line before. One definition serves three: `numbers` is JAX when the network is trained, a graph when it
is written down for use (training/graph.py), and NumPy where the two are compared.
"""

from collections.abc import Mapping
from typing import Any

Array = Any  # NDArray[np.float32], or a traced array of the same shape
Weights = Mapping[str, Array]

BRANCHES = ((2, 0), (3, 1), (5, 2))  # pieces seen together, and how many of those come before: the encoder's own
FEATURES = 1280  # per piece: its own vector (512) and three branches of 256
HIDDEN = 192
SENTENCE_SCALE = 20.0  # unit vectors are brought to the size of the other inputs
WORDS_SCALE = 8.0
EPSILON = 1e-12


def logits(
    numbers: Any, weights: Weights, vectors: Array, mask: Array, before: Array, word_rows: Array, drop: Any = None
) -> Array:
    """Raw scores, (turns, acts).

    `vectors` (turns, pieces, 512) are those of the pieces, `mask` (turns, pieces, 1) is 1 where there is a piece,
    `before` (turns, 512) is the vector of the prospect's line or zeros, `word_rows` (turns, acts) what the words add.
    `drop(name, array)` leaves out part of an array in training.
    """
    return read(numbers, weights, features(numbers, weights, vectors, mask), mask, before, word_rows, drop)


def read(
    numbers: Any, weights: Weights, features: Array, mask: Array, before: Array, word_rows: Array, drop: Any = None
) -> Array:
    """What `logits` gives, from the `features` of the pieces.

    Those of one turn, (1, pieces, 1280), can be read with several masks at once: as a whole, and each part by itself.
    """
    drop = drop or _keep
    whole = drop("sentence", sentence(numbers, weights, features, mask) * SENTENCE_SCALE)
    before = drop("before", before * SENTENCE_SCALE)
    features = drop("features", features)
    looks = numbers.where(mask > 0, features @ weights["look"], -1e9)
    looks = numbers.exp(looks - looks.max(1, keepdims=True))
    looks = looks / looks.sum(1, keepdims=True)
    found = drop("found", numbers.maximum(features @ weights["find"] + weights["find_bias"], 0))
    by_pieces = (numbers.swapaxes(looks, 1, 2) @ found * weights["find_out"].T).sum(-1)
    hidden = numbers.maximum(
        (whole @ weights["hide_sentence"] + before @ weights["hide_before"]) * 0.5 + weights["hide_bias"], 0
    )
    by_turn = drop("hidden", hidden) @ weights["hide_out"]
    plain = whole @ weights["sentence"] + before @ weights["before"]
    result: Array = by_pieces + 0.3 * (by_turn + plain) + word_rows + weights["bias"]
    return result


def _keep(name: str, array: Array) -> Array:
    return array


def features(numbers: Any, weights: Weights, vectors: Array, mask: Array) -> Array:
    """Each piece among its neighbours, (turns, pieces, 1280)."""
    found = [vectors]
    for size, before in BRANCHES:
        x = vectors @ weights[f"proj{size}"] + weights[f"proj_b{size}"]
        x = _normed(numbers, x, weights[f"ln_g{size}"], weights[f"ln_b{size}"]) * mask
        for layer in ("1", "2"):
            seen = _neighbours(numbers, x, size, before) @ weights[f"w{layer}_{size}"] + weights[f"b{layer}_{size}"]
            x = (numbers.maximum(seen, 0) + x) * mask
        found.append(x)
    return _normed(numbers, numbers.concatenate(found, -1), weights["ln_g"], weights["ln_b"]) * mask


def _neighbours(numbers: Any, x: Array, size: int, before: int) -> Array:
    """Each piece beside the `size` - 1 around it, of which `before` come before, (turns, pieces, size * width)."""
    padded = numbers.pad(x, ((0, 0), (before, size - 1 - before), (0, 0)))
    beyond = [start - size + 1 or None for start in range(size)]
    return numbers.concatenate([padded[:, start:end] for start, end in enumerate(beyond)], -1)


def _normed(numbers: Any, x: Array, gain: Array, bias: Array) -> Array:
    x = x - x.mean(-1, keepdims=True)
    return x / numbers.sqrt((x * x).mean(-1, keepdims=True) + EPSILON) * gain + bias


def sentence(numbers: Any, weights: Weights, features: Array, mask: Array) -> Array:
    """The turn as a whole: a vector of length 1, (turns, 512)."""
    length = mask.sum(1)
    total = (numbers.swapaxes(mask, 1, 2) @ features)[:, 0]
    mean = (total @ weights["cnn_W"] + length * weights["cnn_b"]) / numbers.sqrt(length)
    first = numbers.maximum(mean @ weights["d0"], 0)
    second = numbers.maximum(mean @ weights["p1"] + first @ weights["d1"], 0)
    third = numbers.maximum(second @ weights["d2"], 0)
    vector = numbers.tanh(second @ weights["p3"] + third @ weights["d3"])
    return vector / numbers.sqrt((vector * vector).sum(-1, keepdims=True) + EPSILON)
