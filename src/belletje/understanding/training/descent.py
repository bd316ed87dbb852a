"""Training the network by gradient descent, in JAX on the processor. Every chance comes from the seed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.training.material import FORMS, WRITTEN, Material
from belletje.understanding.training.network import WORDS_SCALE, logits

Floats = NDArray[np.float32]
Weights = dict[str, Any]

BATCH = 64
LENGTHS = ((14, 224), (20, 320), (28, 448), (44, 704), (96, 1400))
"""Pieces and word n-grams of a batch: few shapes, since each is compiled."""
READERS_RATE, LAYERS_RATE = 1.5e-3, 4e-4
WARM_UP = 0.1
DROPPED = {"sentence": 0.35, "before": 0.35, "features": 0.1, "found": 0.35, "hidden": 0.35}
WORDS_DROPPED, PIECES_DROPPED, LINES_DROPPED = 0.35, 0.08, 0.1
SMOOTHED, SMOOTHED_TO = 0.02, 0.05
WORDS_DECAY = 1e-4
SEEN_AS = (0.45, 0.15, *[0.4 / (FORMS - 2)] * (FORMS - 2))
"""How often an utterance is seen as written, as recognised, and in each of its misheard forms."""
AVERAGED = 0.99
LAYERS = ("proj", "w1", "w2", "b1", "b2", "ln_", "cnn_", "d0", "d1", "d2", "d3", "p1", "p3")


class Batches:
    """Puts utterances together that are about as long, and pads them."""

    def __init__(self, material: Material, encoder: PackagedEncoder) -> None:
        self._material, self._encoder = material, encoder

    def shuffled(self, rows: NDArray[np.intp], rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
        """All of `rows` in batches, in an order of chance."""
        lengths = np.array([len(self._material.pieces[WRITTEN][row]) for row in rows])
        order = np.lexsort((rng.random(len(rows)), (lengths + rng.normal(0, 2, len(rows))).round()))
        batches = [rows[order[start : start + BATCH]] for start in range(0, len(rows), BATCH)]
        rng.shuffle(batches)
        yield from batches

    def inputs(self, rows: NDArray[np.intp], forms: NDArray[np.intp]) -> tuple[NDArray[Any], ...]:
        """Piece vectors, mask, lines before, n-gram buckets and their values; `forms` says which form of each."""
        found = [self._material.pieces[form][row] for form, row in zip(forms, rows, strict=True)]
        longest = max(map(len, found))
        pieces, grams = next(pair for pair in LENGTHS if pair[0] >= longest)
        numbers, mask = np.zeros((BATCH, pieces), np.int64), np.zeros((BATCH, pieces, 1), np.float32)
        buckets, values = np.zeros((BATCH, grams), np.int32), np.zeros((BATCH, grams), np.float32)
        before = np.zeros((BATCH, self._encoder.size), np.float32)
        mask[len(rows) :, 0] = 1.0  # an empty place is one empty piece, so that nothing divides by zero
        before[: len(rows)] = self._material.before[rows]
        for place, (form, row, one) in enumerate(zip(forms, rows, found, strict=True)):
            numbers[place, : len(one)], mask[place, : len(one)] = one, 1.0
            words = self._material.words[form][row]
            kept = min(grams, words.nnz)
            buckets[place, :kept], values[place, :kept] = words.indices[:kept], words.data[:kept]
        return self._encoder.piece_vectors(numbers) * mask, mask, before, buckets, values


def train(
    begin: Mapping[str, Floats],
    material: Material,
    rows: NDArray[np.intp],
    encoder: PackagedEncoder,
    epochs: int,
    seed: int,
    tell: Callable[[str], None],
) -> dict[str, Floats]:
    """The weights after `epochs` over `rows`, averaged over the last steps."""
    batches, rng = Batches(material, encoder), np.random.default_rng(seed)
    steps = epochs * -(-len(rows) // BATCH)
    descent = optax.multi_transform(
        {
            "layers": optax.adamw(_rate(LAYERS_RATE, steps), weight_decay=0.0),
            "readers": optax.adamw(_rate(READERS_RATE, steps), weight_decay=0.01),
        },
        {name: "layers" if name.startswith(LAYERS) else "readers" for name in begin},
    )
    weights: Weights = {name: jnp.asarray(values) for name, values in begin.items()}
    state, averaged, key = descent.init(weights), weights, jax.random.PRNGKey(seed)

    @jax.jit  # type: ignore[untyped-decorator]
    def step(weights: Weights, averaged: Weights, state: Any, inputs: Any, wanted: Any, key: Any) -> Any:
        loss, slope = jax.value_and_grad(_loss)(weights, inputs, wanted, key)
        change, state = descent.update(slope, state, weights)
        weights = optax.apply_updates(weights, change)
        averaged = jax.tree.map(lambda old, new: AVERAGED * old + (1 - AVERAGED) * new, averaged, weights)
        return weights, averaged, state, loss

    for epoch in range(1, epochs + 1):
        losses = []
        for batch in batches.shuffled(rows, rng):
            forms = rng.choice(FORMS, len(batch), p=SEEN_AS)
            inputs = batches.inputs(batch, forms)
            inputs[2][rng.random(BATCH) < LINES_DROPPED] = 0.0
            wanted = np.zeros((BATCH, material.targets.shape[1]), np.float32)
            wanted[: len(batch)] = material.targets[batch]
            key, one = jax.random.split(key)
            weights, averaged, state, loss = step(weights, averaged, state, inputs, wanted, one)
            losses.append(float(loss))
        tell(f"epoch {epoch} of {epochs}: loss {np.mean(losses):.3f}")
    return {name: np.asarray(values, np.float32) for name, values in averaged.items()}


def scores(
    weights: Mapping[str, Floats], material: Material, rows: NDArray[np.intp], encoder: PackagedEncoder, form: int
) -> Floats:
    """Raw scores of `rows` in one form, (rows, acts)."""
    batches = Batches(material, encoder)
    found = np.zeros((len(material.targets), material.targets.shape[1]), np.float32)
    known = {name: jnp.asarray(values) for name, values in weights.items()}
    read = jax.jit(lambda inputs: _scores(known, inputs, None))
    for batch in batches.shuffled(rows, np.random.default_rng(0)):
        found[batch] = np.asarray(read(batches.inputs(batch, np.full(len(batch), form))))[: len(batch)]
    return found[rows]


def _rate(highest: float, steps: int) -> Any:
    return optax.warmup_cosine_decay_schedule(0.0, highest, max(1, int(steps * WARM_UP)), steps)


def _loss(weights: Weights, inputs: Any, wanted: Any, key: Any) -> Any:
    wanted = wanted * (1 - SMOOTHED) + SMOOTHED * SMOOTHED_TO
    found = _scores(weights, inputs, key)
    decay = WORDS_DECAY * (weights["words"] ** 2).sum() / wanted.shape[1]
    return optax.sigmoid_binary_cross_entropy(found, wanted).sum(-1).mean() + decay


def _scores(weights: Weights, inputs: Any, key: Any) -> Any:
    """Raw scores; with a `key` parts of the input are left out by chance."""
    vectors, mask, before, buckets, values = inputs
    drop = None
    if key is not None:
        keys = dict(zip((*DROPPED, "words", "pieces"), jax.random.split(key, len(DROPPED) + 2), strict=True))

        def left_out(array: Any, share: float, key: Any) -> Any:
            return jnp.where(jax.random.bernoulli(key, 1 - share, array.shape), array / (1 - share), 0.0)

        def drop(name: str, array: Any) -> Any:
            return left_out(array, DROPPED[name], keys[name])

        values = left_out(values, WORDS_DROPPED, keys["words"])
        vectors = vectors * jax.random.bernoulli(keys["pieces"], 1 - PIECES_DROPPED, mask.shape)
    word_rows = (weights["words"][buckets] * values[..., None]).sum(1) * WORDS_SCALE
    return logits(jnp, weights, vectors, mask, before, word_rows, drop)
