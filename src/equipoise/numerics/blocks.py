"""A block-sparse design matrix: most columns are non-zero only in the rows of one block.

Interactions with the offer shown have this form. Products cost time in proportion to the blocks: with twelve offers,
a fifth of the time of the full matrix.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers, Singles


@dataclasses.dataclass(frozen=True, eq=False)
class Blocks:
    """Rows that are zero outside the columns of their block.

    Rows are stored block after block. Vectors over rows, given to products or returned by them, use this order too;
    see ``order``; only `scores` are in the original one.

    Attributes:
        parts: for each block its features (shape: rows of the block x its columns) and the numbers of these columns.
        order: the original number of every row, block after block.
        width: number of columns of the full matrix.
    """

    parts: tuple[tuple[Singles, Integers], ...]
    order: Integers
    width: int

    @classmethod
    def whole(cls, matrix: Array) -> Blocks:
        """Return a full matrix as a single block."""
        rows, width = matrix.shape
        return cls(((np.asarray(matrix, dtype=np.float32), np.arange(width)),), np.arange(rows), width)

    def __len__(self) -> int:
        return len(self.order)

    def of(self, rows: Flags) -> Blocks:
        """Return the marked rows only; ``rows`` is in the order of the blocks, and so are the rows that remain."""
        kept = tuple((features.compress(rows[place], axis=0), columns) for features, columns, place in self)
        return Blocks(kept, np.arange(int(rows.sum())), self.width)

    def dense(self) -> Singles:
        """Return the full matrix, its rows in their original order."""
        wide = np.zeros((len(self), self.width), dtype=np.float32)
        for features, columns, rows in self:
            wide[self.order[rows, None], columns] = features
        return wide

    def __iter__(self) -> Iterator[tuple[Singles, Integers, slice]]:
        """Yield each block's features, the numbers of its columns, and the range of its rows."""
        end = 0
        for features, columns in self.parts:
            start, end = end, end + len(features)
            yield features, columns, slice(start, end)

    def times(self, weights: Array) -> Singles:
        """Return ``X w`` for one vector of weights, or for several side by side (shape: columns [x models])."""
        narrow = weights.astype(np.float32)
        return np.concatenate([features @ narrow[columns] for features, columns in self.parts])

    def pull(self, residual: Array) -> Floats:
        """Return ``X' r`` for one value a row, or for several side by side (shape: rows [x models])."""
        total = np.zeros((self.width, *residual.shape[1:]))
        for features, columns, rows in self:
            total[columns] += features.T @ residual[rows]
        return total

    def gram(self, weight: Array) -> Floats:
        """Return ``X' diag(weight) X``; no weight is negative."""
        total = np.zeros((self.width, self.width))
        root = np.sqrt(weight)[:, None]
        for features, columns, rows in self:
            scaled = features * root[rows]
            total[columns[:, None], columns] += scaled.T @ scaled
        return total

    def scores(self, weights: Array) -> Singles:
        """Return what `times` returns, in the original order of the rows."""
        narrow = weights.astype(np.float32)
        scores = np.empty((len(self), *weights.shape[1:]), dtype=np.float32)
        for features, columns, rows in self:
            scores[self.order[rows]] = features @ narrow[columns]
        return scores
