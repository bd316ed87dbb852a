"""The network as an ONNX graph: its one definition (network.py), run on symbols that write down what is done with them.

ONNX Runtime reads such a graph some four times as fast as NumPy does, most of all with its matrices in bytes.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from belletje.understanding.training import transformer
from belletje.understanding.training.network import Weights, features, read, sentence

Shape = tuple[int | str, ...]
PIECE = 512
"""Numbers in the vector of a piece."""
IN_BYTES, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
"""What ONNX Runtime writes behind the name of a matrix that it keeps in bytes."""
OPSET, FORMAT = 20, 10
"""Versions that every ONNX Runtime since 1.18 reads."""


class Graph:
    """Stands where NumPy or JAX stands: the few functions that the network uses, as nodes of a graph."""

    def __init__(self, weights: Weights | None = None) -> None:
        """Weights keep their names, so that they can be read out again (`weights_in`)."""
        self._nodes: list[Any] = []
        self._inputs: list[Any] = []
        self._constants: list[Any] = []
        self._weights = {id(values): name for name, values in (weights or {}).items()}

    def input(self, name: str, shape: Shape, kind: int = TensorProto.FLOAT) -> "Symbol":
        """What is fed in; a name in a shape stands for any size."""
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return Symbol(self, name)

    def op(self, kind: str, *inputs: Any, **attributes: Any) -> "Symbol":
        """What an ONNX operator makes of symbols and numbers."""
        result = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, [self._name(one) for one in inputs], [result], **attributes))
        return Symbol(self, result)

    def _name(self, value: Any) -> str:
        if isinstance(value, Symbol):
            return value.name
        array = np.asarray(value)
        name = self._weights.get(id(value), f"c{len(self._constants)}")
        if array.dtype != np.int8:
            array = array.astype(np.float32 if array.dtype.kind == "f" else np.int64)
        self._constants.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def kept(self, results: Mapping[str, tuple["Symbol", Shape]]) -> bytes:
        """The graph that gives these results, its matrices as whole numbers of seven bits, a scale a column.

        Seven, since on processors without wide dot products sums of eight would overflow.
        """
        last = [helper.make_node("Identity", [result.name], [name]) for name, (result, _) in results.items()]
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, (_, shape) in results.items()
        ]
        graph = helper.make_graph([*self._nodes, *last], "network", self._inputs, outputs, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT)
        onnx.checker.check_model(model)
        with TemporaryDirectory() as folder:
            target = Path(folder) / "network.onnx"
            quantize_dynamic(
                model,
                target,
                op_types_to_quantize=["MatMul"],
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
            )
            return target.read_bytes()

    # ---- as in NumPy ----

    def exp(self, x: "Symbol") -> "Symbol":
        return self.op("Exp", x)

    def sqrt(self, x: "Symbol") -> "Symbol":
        return self.op("Sqrt", x)

    def tanh(self, x: "Symbol") -> "Symbol":
        return self.op("Tanh", x)

    def maximum(self, x: "Symbol", least: float) -> "Symbol":
        return self.op("Relu", x) if least == 0 else self.op("Max", x, np.float32(least))

    def where(self, condition: "Symbol", x: Any, y: Any) -> "Symbol":
        return self.op("Where", condition, x, y)

    def concatenate(self, parts: Sequence["Symbol"], axis: int) -> "Symbol":
        return self.op("Concat", *parts, axis=axis)

    def swapaxes(self, x: "Symbol", one: int, other: int) -> "Symbol":
        order = [0, 1, 2]
        order[one], order[other] = order[other], order[one]
        return self.op("Transpose", x, perm=order)

    def transpose(self, x: "Symbol", order: Sequence[int]) -> "Symbol":
        return self.op("Transpose", x, perm=list(order))

    def reshape(self, x: "Symbol", shape: Sequence[int]) -> "Symbol":
        return self.op("Reshape", x, list(shape))

    def normed(self, x: "Symbol", gain: Any, shift: Any, epsilon: float) -> "Symbol":
        return self.op("LayerNormalization", x, gain, shift, epsilon=epsilon)

    def gelu(self, x: "Symbol") -> "Symbol":
        return self.op("Gelu", x, approximate="tanh")

    def pad(self, x: "Symbol", widths: Sequence[tuple[int, int]]) -> "Symbol":
        return self.op("Pad", x, [before for before, _ in widths] + [after for _, after in widths])


class Symbol:
    """A result that is not known yet, with the operators and methods of an array that the network uses."""

    __array_ufunc__ = None  # an array to the left of a symbol leaves the operation to it

    def __init__(self, graph: Graph, name: str) -> None:
        self._graph = graph
        self.name = name

    def __matmul__(self, other: Any) -> "Symbol":
        return self._graph.op("MatMul", self, other)

    def __add__(self, other: Any) -> "Symbol":
        return self._graph.op("Add", self, other)

    def __sub__(self, other: Any) -> "Symbol":
        return self._graph.op("Sub", self, other)

    def __rsub__(self, other: Any) -> "Symbol":
        return self._graph.op("Sub", other, self)

    def __mul__(self, other: Any) -> "Symbol":
        return self._graph.op("Mul", self, other)

    def __truediv__(self, other: Any) -> "Symbol":
        return self._graph.op("Div", self, other)

    def __gt__(self, other: float) -> "Symbol":
        return self._graph.op("Greater", self, np.float32(other))

    __radd__ = __add__
    __rmul__ = __mul__

    def sum(self, axis: int, keepdims: bool = False) -> "Symbol":
        return self._graph.op("ReduceSum", self, [axis], keepdims=int(keepdims))

    def mean(self, axis: int, keepdims: bool = False) -> "Symbol":
        return self._graph.op("ReduceMean", self, [axis], keepdims=int(keepdims))

    def max(self, axis: int, keepdims: bool = False) -> "Symbol":
        return self._graph.op("ReduceMax", self, [axis], keepdims=int(keepdims))

    def __getitem__(self, place: tuple[slice, slice | int]) -> "Symbol":
        _, second = place
        if isinstance(second, int):
            return self._graph.op("Gather", self, np.int64(second), axis=1)
        end = np.iinfo(np.int64).max if second.stop is None else second.stop
        return self._graph.op("Slice", self, [second.start], [end], [1])


def encoder_graph(layers: Weights) -> bytes:
    """The layers of the packaged encoder: the vectors of pieces become that of a sentence, (1, 512)."""
    graph = Graph()
    vectors, mask = _turn(graph)
    vector = sentence(graph, layers, features(graph, layers, vectors, mask), mask)
    return graph.kept({"vector": (vector, (1, PIECE))})


def acts_graph(weights: Weights) -> bytes:
    """The trained network: a turn read with several masks becomes raw scores, (readings, acts)."""
    acts = len(weights["bias"])
    graph = Graph()
    vectors, mask = _turn(graph)
    masks = graph.input("masks", ("readings", "pieces", 1))
    before = graph.input("before", ("readings", PIECE))
    words = graph.input("words", ("readings", acts))
    scores = read(graph, weights, features(graph, weights, vectors, mask), masks, before, words)
    return graph.kept({"scores": (scores, ("readings", acts))})


def second_graph(weights: Weights, vectors: np.ndarray[Any, Any], order: np.ndarray[Any, Any]) -> bytes:
    """The second reader: rows of pieces, read with masks, become raw scores of acts and of topics.

    `vectors` (pieces, 384) are kept in bytes, a scale a piece; `order` (length, 384) is what a place adds. The masks of
    one row are so many readings of it; otherwise there is one mask a row.
    """
    graph = Graph(weights)
    numbers = graph.input("numbers", ("rows", "pieces"), TensorProto.INT64)
    there = graph.input("there", ("rows", 1, 1, "pieces"))
    masks = graph.input("masks", ("readings", "pieces", 1))
    places = graph.input("places", ("pieces",), TensorProto.INT64)
    scale = np.maximum(np.abs(vectors).max(1, keepdims=True), 1e-12).astype(np.float32) / 127
    small = graph.op("Gather", np.round(vectors / scale).astype(np.int8), numbers)
    pieces = graph.op("Cast", small, to=TensorProto.FLOAT) * graph.op("Gather", scale, numbers)
    x = transformer.features(graph, weights, pieces + graph.op("Gather", order, places), there)
    acts, topics = transformer.acts(graph, weights, x, masks), transformer.topics(graph, weights, x, masks)
    return graph.kept(
        {
            "acts": (acts, ("readings", len(weights["acts.bias"]))),
            "topics": (topics, ("readings", len(weights["topics.out.bias"]))),
        }
    )


def weights_in(model: bytes) -> dict[str, np.ndarray[Any, Any]]:
    """The weights that a second reader was written with, as exactly as its graph keeps them."""
    kept = {one.name: numpy_helper.to_array(one) for one in onnx.load_from_string(model).graph.initializer}
    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, values in kept.items():
        weight = name.removesuffix(IN_BYTES)
        if "." not in weight or name.endswith((SCALE, ZERO)):
            continue
        found[weight] = values if weight == name else values.astype(np.float32) * kept[weight + SCALE]
    return found


def _turn(graph: Graph) -> tuple[Symbol, Symbol]:
    return graph.input("vectors", (1, "pieces", PIECE)), graph.input("mask", (1, "pieces", 1))
