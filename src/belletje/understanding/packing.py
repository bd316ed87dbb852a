"""Weights kept small on disk: whole numbers of one byte, with one scale a column."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray


def packed(weights: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """The weights as they are kept: matrices in bytes with a scale for each column, the rest in two bytes a number."""
    kept: dict[str, NDArray[Any]] = {}
    for name, values in weights.items():
        if values.ndim == 2:
            scale = np.maximum(np.abs(values).max(axis=0), 1e-12) / 127.0
            kept[name] = np.round(values / scale).astype(np.int8)
            kept[f"{name}.scale"] = scale.astype(np.float32)
        else:
            kept[name] = values.astype(np.float32)
    return kept


def unpacked(kept: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """The weights that `packed` kept."""
    return {
        name: values * kept[f"{name}.scale"] if f"{name}.scale" in kept else values.astype(np.float32)
        for name, values in kept.items()
        if not name.endswith(".scale")
    }
