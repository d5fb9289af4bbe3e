"""Names for the array types that the engine uses, and a function that makes arrays read-only."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Singles: TypeAlias = npt.NDArray[np.float32]
Integers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Array: TypeAlias = npt.NDArray[Any]


def freeze(*arrays: Array) -> None:
    """Make the arrays read-only: all sessions share a stage's result."""
    for array in arrays:
        array.setflags(write=False)


def sigmoid(logits: Any, out: Array | None = None) -> Any:
    """Return 1 / (1 + exp(-logits)) in the precision of ``logits``; in the array ``out``, if one is given."""
    with np.errstate(over="ignore"):  # 1 / infinity is the right answer
        odds = np.exp(np.negative(logits, out=out), out=out)
        if not isinstance(odds, np.ndarray):
            return 1.0 / (1.0 + odds)
        odds += 1.0  # in place: arrays of millions take longer to make than to fill
        return np.divide(1.0, odds, out=odds)


def softplus(logits: Array) -> Array:
    """Return log(1 + exp(logits)) in the precision of ``logits``; several times faster than ``numpy.logaddexp``."""
    smooth = np.abs(logits)
    np.negative(smooth, out=smooth)  # in place, as above
    np.exp(smooth, out=smooth)
    smooth += 1.0
    np.log(smooth, out=smooth)
    smooth += np.maximum(logits, 0)
    return smooth
