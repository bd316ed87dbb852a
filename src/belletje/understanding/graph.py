"""Networks as they ship: ONNX graphs with their matrices in bytes, made by `make train`, read on one thread.

On two cores more threads than one make a short sentence slower, not faster.
"""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

Floats = NDArray[np.float32]
Graph = Callable[[Mapping[str, NDArray[Any]]], Floats]
"""What goes in by name, and the one thing that comes out."""


def load(name: str) -> Graph:
    """The graph in `data/<name>.onnx`, which gives one thing."""
    session = load_session(name)
    return lambda inputs: session.run(None, inputs)[0]


def load_session(name: str) -> InferenceSession:
    """The graph in `data/<name>.onnx`, whatever it gives."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(
        files("belletje.understanding").joinpath(f"data/{name}.onnx").read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
    )
