"""One definition of each network: what is trained and the graph that ships say the same, but for rounding."""

import numpy as np
import pytest
from onnxruntime import InferenceSession

from belletje.understanding.training import network, transformer
from belletje.understanding.training.graph import PIECE, acts_graph, encoder_graph, second_graph, weights_in

ACTS, TOPICS = 5, 4
RNG = np.random.default_rng(7)


def layers() -> dict[str, np.ndarray]:
    """Weights of the encoder's shapes, by chance."""
    wide, width, dense = network.FEATURES, 256, 320
    shapes = {"ln_g": (wide,), "ln_b": (wide,), "cnn_W": (wide, PIECE), "cnn_b": (PIECE,)}
    for size, _ in network.BRANCHES:
        shapes |= {f"proj{size}": (PIECE, width), f"proj_b{size}": (width,)}
        shapes |= {f"ln_g{size}": (width,), f"ln_b{size}": (width,)}
        shapes |= {f"w{layer}_{size}": (size * width, width) for layer in (1, 2)}
        shapes |= {f"b{layer}_{size}": (width,) for layer in (1, 2)}
    shapes |= {"d0": (PIECE, dense), "p1": (PIECE, dense), "d1": (dense, dense)}
    shapes |= {"d2": (dense, PIECE), "p3": (dense, PIECE), "d3": (PIECE, PIECE)}
    return {name: by_chance(shape) for name, shape in shapes.items()}


def readers() -> dict[str, np.ndarray]:
    """Weights of the readers' shapes, by chance."""
    wide, hidden = network.FEATURES, network.HIDDEN
    shapes = {"look": (wide, ACTS), "find": (wide, hidden), "find_bias": (hidden,), "find_out": (hidden, ACTS)}
    shapes |= {"hide_sentence": (PIECE, hidden), "hide_before": (PIECE, hidden), "hide_bias": (hidden,)}
    shapes |= {"hide_out": (hidden, ACTS), "sentence": (PIECE, ACTS), "before": (PIECE, ACTS), "bias": (ACTS,)}
    return {name: by_chance(shape) for name, shape in shapes.items()}


def by_chance(shape: tuple[int, ...]) -> np.ndarray:
    return (RNG.standard_normal(shape) / np.sqrt(shape[0])).astype(np.float32)


@pytest.mark.parametrize("pieces", [1, 2, 7, 96])
def test_the_encoder_as_a_graph_gives_the_same_vector(pieces: int) -> None:
    weights = layers()
    vectors, mask = by_chance((1, pieces, PIECE)), np.ones((1, pieces, 1), np.float32)
    seen = network.features(np, weights, vectors, mask)
    expected = network.sentence(np, weights, seen, mask)
    (found,) = InferenceSession(encoder_graph(weights)).run(None, {"vectors": vectors, "mask": mask})
    assert found.shape == expected.shape == (1, PIECE)
    assert (found * expected).sum() > 0.95  # both of length 1; the graph's weights have seven bits


def test_the_whole_network_as_a_graph_gives_the_same_scores_for_each_reading() -> None:
    weights = layers() | readers()
    pieces = 9
    vectors = by_chance((1, pieces, PIECE))
    masks = np.ones((3, pieces, 1), np.float32)
    masks[1, 5:], masks[2, :5] = 0, 0
    before, words = by_chance((3, PIECE)), by_chance((3, ACTS))
    seen = network.features(np, weights, vectors, masks[:1])
    expected = network.read(np, weights, seen, masks, before, words)
    inputs = {"vectors": vectors, "mask": masks[:1], "masks": masks, "before": before, "words": words}
    (found,) = InferenceSession(acts_graph(weights)).run(None, inputs)
    assert found.shape == expected.shape == (3, ACTS)
    assert np.abs(found - expected).max() < 0.1 * np.abs(expected).max()
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.99


def test_pieces_that_a_mask_leaves_out_do_not_tell_in_a_reading() -> None:
    weights = layers() | readers()
    graph = InferenceSession(acts_graph(weights))
    seen, other = by_chance((1, 6, PIECE)), by_chance((1, 6, PIECE))
    mask = np.ones((1, 6, 1), np.float32)
    reading = np.ones((1, 6, 1), np.float32)
    reading[0, 3:] = 0
    far = np.concatenate([seen[:, :3], other[:, 3:]], 1)
    nothing = {"before": np.zeros((1, PIECE), np.float32), "words": np.zeros((1, ACTS), np.float32)}
    scores = [
        graph.run(None, {"vectors": vectors, "mask": mask, "masks": masks, **nothing})[0]
        for vectors, masks in ((seen, reading), (far, reading), (seen, mask), (far, mask))
    ]
    apart = np.abs(scores[0] - scores[1]).mean(), np.abs(scores[2] - scores[3]).mean()
    assert apart[0] < apart[1]  # neighbours at the edge are seen, no more


def second_weights() -> dict[str, np.ndarray]:
    """Weights of the second reader's shapes, by chance."""
    width, inner = transformer.WIDTH, transformer.INNER
    found = transformer.readers(RNG, ACTS, TOPICS)
    norms = ["begin"]
    for layer in range(transformer.LAYERS):
        sizes = dict.fromkeys(("ask", "offer", "give", "gather"), (width, width))
        sizes |= {"widen": (width, inner), "narrow": (inner, width)}
        for part, size in sizes.items():
            found[f"layer{layer}.{part}"] = by_chance(size)
            found[f"layer{layer}.{part}.bias"] = by_chance(size[1:]) * 0.1
        norms += [f"layer{layer}.seen", f"layer{layer}.out"]
    for norm in norms:
        found |= {f"{norm}.gain": np.ones(width, np.float32), f"{norm}.shift": np.zeros(width, np.float32)}
    return found


def test_the_second_reader_as_a_graph_gives_the_same_scores_for_each_reading() -> None:
    weights, table, order = second_weights(), by_chance((30, transformer.WIDTH)), by_chance((12, transformer.WIDTH))
    numbers, there = RNG.integers(0, 30, (1, 9)), np.ones((1, 1, 1, 9), np.float32)
    masks = np.zeros((3, 9, 1), np.float32)
    masks[0, 2:8], masks[1, 2:5], masks[2, 5:8] = 1, 1, 1
    x = transformer.features(np, weights, table[numbers] + order[:9], there)
    expected = transformer.acts(np, weights, x, masks), transformer.topics(np, weights, x, masks)
    graph = InferenceSession(second_graph(weights, table, order))
    found = graph.run(None, {"numbers": numbers, "there": there, "masks": masks, "places": np.arange(9)})
    for got, wanted, names in zip(found, expected, (ACTS, TOPICS), strict=True):
        assert got.shape == wanted.shape == (3, names)
        assert np.abs(got - wanted).max() < 0.2 * np.abs(wanted).max()


def test_the_weights_of_a_second_reader_can_be_read_out_of_its_graph_to_go_on_from() -> None:
    weights, table, order = second_weights(), by_chance((30, transformer.WIDTH)), by_chance((12, transformer.WIDTH))
    found = weights_in(second_graph(weights, table, order))
    assert found.keys() == weights.keys()
    for name, values in weights.items():
        step = np.abs(values).max() / 63  # of seven bits, one is the sign
        np.testing.assert_allclose(found[name], values, atol=step)


def test_who_learns_more_topics_still_knows_those_they_had() -> None:
    weights = second_weights()
    had = [f"topic{number}" for number in range(TOPICS)]
    more = transformer.grown(weights, had, ["before", *had], seed=0)
    np.testing.assert_array_equal(more["topics.out"][:, 1:], weights["topics.out"])
    np.testing.assert_array_equal(more["topics.out.bias"][1:], weights["topics.out.bias"])
    assert {name: more[name].shape for name in more if not name.startswith("topics.out")} == {
        name: weights[name].shape for name in weights if not name.startswith("topics.out")
    }
