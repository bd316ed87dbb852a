"""Tuning the second reader by gradient descent, in JAX on the processor. Every chance comes from the seed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from belletje.understanding.noise import as_recognised, misheard
from belletje.understanding.pieces import pieces, places, row
from belletje.understanding.training import transformer
from belletje.understanding.training.wheel import Wheel
from belletje.understanding.wording import clean

Floats = NDArray[np.float32]
Weights = dict[str, Any]

BATCH = 64
LENGTHS = (12, 16, 20, 24, 28, 34, 42, 56, 80, 118)
"""Pieces of a batch: few shapes, since each is compiled."""
LAYERS_RATE, READERS_RATE = 3e-4, 1e-3
WARM_UP = 0.1
LAST_RATE = 0.02
DROPPED, PIECES_DROPPED, LINES_DROPPED = 0.1, 0.05, 0.1
SMOOTHED, SMOOTHED_TO = 0.02, 0.05
ERRORS = (0.06, 0.12, 0.18, 0.1)
"""Share of words that each misheard form gets wrong."""
SEEN_AS = (0.5, 0.18, *[0.32 / len(ERRORS)] * len(ERRORS))
"""How often a turn is seen as written, as recognised, and in each of its misheard forms."""
STEEPEST = 1.0


@dataclass(frozen=True, slots=True)
class Course:
    """How long to learn: so many rounds over all lessons, at this share of the rates; every chance from the seed."""

    rounds: int
    pace: float
    seed: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A turn in every form as pieces, the line before it, and what is to be read: acts (acts,), or a topic's place."""

    forms: tuple[list[int], ...]
    before: list[int]
    wanted: Floats | int


def lesson(turn: str, before: str, language: str, wanted: Floats | int, name: str) -> Lesson:
    """A turn to learn from; what is misheard in it follows from its `name`."""
    written = clean(turn).lower()
    recognised = as_recognised(written)
    heard = (
        misheard(recognised, language, share, Random(f"misheard/{place}/{name}")) for place, share in enumerate(ERRORS)
    )
    return Lesson(tuple(map(pieces, (written, recognised, *heard))), pieces(before) if before else [], wanted)


def beginning(sizes: tuple[int, int], seed: int) -> dict[str, Floats]:
    """The weights before anything is learned; `sizes` are the numbers of acts and topics."""
    return Wheel().layers() | transformer.readers(np.random.default_rng(seed), *sizes)


def tune(
    begin: Mapping[str, Floats],
    acts: Sequence[Lesson],
    topics: Sequence[Lesson],
    course: Course,
    tell: Callable[[str], None],
) -> dict[str, Floats]:
    """The weights after a course that begins with these."""
    rng, wheel = np.random.default_rng(course.seed), Wheel()
    tables = wheel.vectors(places()), wheel.order(LENGTHS[-1])
    lessons = [*acts, *topics]
    steps = course.rounds * (-(-len(acts) // BATCH) - (-len(topics) // BATCH))
    descent = optax.chain(
        optax.clip_by_global_norm(STEEPEST),
        optax.multi_transform(
            {
                "layers": optax.adamw(_rate(LAYERS_RATE * course.pace, steps), weight_decay=0.01),
                "readers": optax.adamw(_rate(READERS_RATE * course.pace, steps), weight_decay=0.01),
            },
            {name: "readers" if name.startswith(transformer.READERS) else "layers" for name in begin},
        ),
    )
    weights: Weights = {name: jnp.asarray(values) for name, values in begin.items()}
    state, key = descent.init(weights), jax.random.PRNGKey(course.seed)

    def step(loss: Any) -> Any:
        @jax.jit  # type: ignore[untyped-decorator]
        def stepped(weights: Weights, state: Any, inputs: Any, wanted: Any, key: Any) -> Any:
            cost, slope = jax.value_and_grad(loss)(weights, inputs, wanted, key)
            change, state = descent.update(slope, state, weights)
            return optax.apply_updates(weights, change), state, cost

        return stepped

    learn = {"acts": step(_acts_loss), "topics": step(_topics_loss)}
    for turn in range(1, course.rounds + 1):
        costs: dict[str, list[float]] = {"acts": [], "topics": []}
        for batch in _batches([range(len(acts)), range(len(acts), len(lessons))], lessons, rng):
            kind = "acts" if batch[0] < len(acts) else "topics"
            inputs = _inputs([lessons[place] for place in batch], tables, rng)
            wanted = np.stack([np.asarray(lessons[place].wanted) for place in batch])
            key, one = jax.random.split(key)
            weights, state, cost = learn[kind](weights, state, inputs, _filled(wanted), one)
            costs[kind].append(float(cost))
        tell(
            f"round {turn} of {course.rounds}: " + ", ".join(f"{kind} {np.mean(of):.3f}" for kind, of in costs.items())
        )
    return {name: np.asarray(values, np.float32) for name, values in weights.items()}


def act_scores(weights: Mapping[str, Floats], lessons: Sequence[Lesson], form: int) -> Floats:
    """Raw scores of the acts in one form of each turn, (lessons, acts)."""
    wheel = Wheel()
    tables = wheel.vectors(places()), wheel.order(LENGTHS[-1])
    known = {name: jnp.asarray(values) for name, values in weights.items()}
    read = jax.jit(lambda inputs: _acts(known, inputs, None))
    found: list[Floats] = []
    for start in range(0, len(lessons), BATCH):
        some = lessons[start : start + BATCH]
        found.append(np.asarray(read(_padded([row(one.forms[form], one.before) for one in some], tables)))[: len(some)])
    return np.concatenate(found)


def _batches(
    kinds: Sequence[range], lessons: Sequence[Lesson], rng: np.random.Generator
) -> Iterator[NDArray[np.intp]]:  # fmt: skip
    """All lessons, those of a kind that are about as long together, in an order of chance."""
    batches: list[NDArray[np.intp]] = []
    for kind in kinds:
        lengths = np.array([len(lessons[place].forms[0]) + len(lessons[place].before) for place in kind])
        order = np.lexsort((rng.random(len(kind)), (lengths + rng.normal(0, 1, len(kind))).round()))
        batches += [kind.start + order[start : start + BATCH] for start in range(0, len(kind), BATCH)]
    for place in rng.permutation(len(batches)):
        yield batches[place]


def _inputs(some: Sequence[Lesson], tables: tuple[Floats, Floats], rng: np.random.Generator) -> tuple[Floats, ...]:
    forms = rng.choice(len(SEEN_AS), len(some), p=SEEN_AS)
    rows = [
        row(one.forms[form], [] if rng.random() < LINES_DROPPED else one.before)
        for one, form in zip(some, forms, strict=True)
    ]
    vectors, there, mask = _padded(rows, tables)
    gone = rng.random(vectors.shape[:2]) < PIECES_DROPPED
    vectors[gone] = tables[1][np.nonzero(gone)[1]]
    return vectors, there, mask


def _padded(rows: Sequence[tuple[list[int], slice]], tables: tuple[Floats, Floats]) -> tuple[Floats, Floats, Floats]:
    """Vectors of pieces (64, pieces, 384), where there are any (64, 1, 1, pieces), and the turn (64, pieces, 1)."""
    longest = next(length for length in LENGTHS if length >= max(len(found) for found, _ in rows))
    numbers = np.zeros((BATCH, longest), np.int64)
    there, mask = np.zeros((BATCH, 1, 1, longest), np.float32), np.zeros((BATCH, longest, 1), np.float32)
    there[..., 0] = 1.0
    mask[len(rows) :, 0] = 1.0
    for place, (found, turn) in enumerate(rows):
        numbers[place, : len(found)], there[place, 0, 0, : len(found)] = found, 1.0
        mask[place, turn] = 1.0
        mask[place, 0] = turn.start == turn.stop
    return tables[0][numbers] + tables[1][:longest], there, mask


def _filled(wanted: NDArray[Any]) -> NDArray[Any]:
    """The targets of a batch, -1 where it has fewer lessons than places."""
    found = np.full((BATCH, *wanted.shape[1:]), -1, wanted.dtype)
    found[: len(wanted)] = wanted
    return found


def _rate(highest: float, steps: int) -> Any:
    return optax.warmup_cosine_decay_schedule(0.0, highest, int(steps * WARM_UP), steps, highest * LAST_RATE)


def _acts_loss(weights: Weights, inputs: Any, wanted: Any, key: Any) -> Any:
    smooth = wanted * (1 - SMOOTHED) + SMOOTHED * SMOOTHED_TO
    cost = optax.sigmoid_binary_cross_entropy(_acts(weights, inputs, key), smooth).sum(-1)
    return (cost * (wanted[:, 0] >= 0)).mean()


def _topics_loss(weights: Weights, inputs: Any, wanted: Any, key: Any) -> Any:
    drop = _dropping(key)
    x = drop(transformer.features(jnp, weights, inputs[0], inputs[1], drop))
    scores = transformer.topics(jnp, weights, x, inputs[2], drop)
    cost = optax.softmax_cross_entropy_with_integer_labels(scores, jnp.maximum(wanted, 0))
    return (cost * (wanted >= 0)).mean()


def _acts(weights: Weights, inputs: Any, key: Any) -> Any:
    """Raw scores of acts; with a `key` parts of what is worked out are left out by chance."""
    drop = (lambda array: array) if key is None else _dropping(key)
    x = drop(transformer.features(jnp, weights, inputs[0], inputs[1], drop))
    return transformer.acts(jnp, weights, x, inputs[2], drop)


def _dropping(key: Any) -> Any:
    keys = iter(jax.random.split(key, 16))

    def drop(array: Any) -> Any:
        return jnp.where(jax.random.bernoulli(next(keys), 1 - DROPPED, array.shape), array / (1 - DROPPED), 0.0)

    return drop
