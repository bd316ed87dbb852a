"""One definition of the network: what is trained and the graph that ships say the same, but for rounding."""

import numpy as np
import pytest
from onnxruntime import InferenceSession

from belletje.understanding.training import network
from belletje.understanding.training.graph import PIECE, acts_graph, encoder_graph

ACTS = 5
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
