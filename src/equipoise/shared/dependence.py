"""Which attributes of a table depend on which: a tree of the strongest pairs.

*Without noise* the strength of a pair is its mutual information. The tree of the strongest pairs then is the one under
which the table is most likely (Chow and Liu 1968, doi:10.1109/TIT.1968.1054142). Mutual information of a sample is too
large by (r - 1)(c - 1) / 2n for r x c values on average (Miller 1955), which is subtracted; not where one attribute
determines the other, for that is no chance.

*With differential privacy* it is half the sum of |count - expected count| over the cells, where the expected counts are
those of independence: the number of people times the total variation. One more person changes it by at most 2: a count
by 1, and all expected counts, n p_x q_y before and (n p_x + 1)(n q_y + 1) / (n + 1) after where both values are the
person's, together by less than 3. Zhang et al. 2017 (PrivBayes, doi:10.1145/3134428) use the same score per person.
What independent attributes reach by chance, about sqrt(n cells / 2 pi), is subtracted, with a noisy number of people.
Choices together spend the sum of their parts of epsilon.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.numerics.marginals import combined
from equipoise.numerics.noise import Noise
from equipoise.shared.structure import Codes, Structure

SENSITIVITY = 2.0
"""How much one person changes the score of a pair, at most."""
SEGMENT = 2
"""How many columns interests and visits depend on, at most."""
MOST_CELLS = 4096
"""How many combinations of a segment's levels are told apart, at most, times topics and levels of interest."""
_ENTRIES = 2e8
"""How many values are compared to find a tree, at most; of larger tables the first rows are used."""


@dataclasses.dataclass(frozen=True)
class Choice:
    """How to choose the strongest pair.

    Attributes:
        epsilon: of one choice. people: noisy number of people. noise: its source; None: the strongest one is taken.
    """

    epsilon: float = 0.0
    people: float = 0.0
    noise: Noise | None = None

    def score(self, counts: Floats) -> float:
        """Return the strength of a pair; see this module."""
        if self.noise is None:
            return information(counts)
        return variation(counts) - math.sqrt(max(self.people, 0.0) * counts[0].size / (2 * math.pi))

    def strongest(self, scores: Floats) -> int:
        """Return the place of the strongest of some pairs."""
        return int(np.argmax(scores)) if self.noise is None else self.noise.strongest(scores, SENSITIVITY, self.epsilon)


def information(counts: Floats) -> float:
    """Return the mutual information of counts, times the people, in nats, less what chance adds to it."""
    total = 0.0
    for block in counts:
        rows, columns, people = block.sum(axis=1), block.sum(axis=0), block.sum()
        seen = block > 0
        expected = np.outer(rows, columns)[seen]
        total += float((block[seen] * np.log(block[seen] * people / expected)).sum())
        if max(seen.sum(axis=0).max(), 0) > 1 and max(seen.sum(axis=1).max(), 0) > 1:  # neither determines the other
            total -= (np.count_nonzero(rows) - 1) * (np.count_nonzero(columns) - 1) / 2
    return total


def variation(counts: Floats) -> float:
    """Return half the sum of |count - expected count| of counts, averaged over the blocks."""
    rows, columns = counts.sum(axis=2), counts.sum(axis=1)
    people = np.maximum(counts.sum(axis=(1, 2)), 1.0)
    expected = rows[:, :, None] * columns[:, None, :] / people[:, None, None]
    return float(np.abs(counts - expected).sum()) / 2 / len(counts)


def choices(structure: Structure) -> int:
    """Return how many choices `learned` makes; the schema decides."""
    segment = min(SEGMENT, len(structure.columns)) if structure.sources else 0
    return max(len(structure.nodes) - 1, 0) + segment


def learned(structure: Structure, codes: Codes, choice: Choice) -> Structure:
    """Return the structure with the tree and the segment that the rows show."""
    if choice.noise is None:  # with fewer rows, one more person would push another one out
        pairs = max(len(structure.nodes) * (len(structure.nodes) - 1) / 2, 1)
        some = slice(max(1000, int(_ENTRIES / pairs)))
        codes = {name: values if name == "topic" else values[some] for name, values in codes.items()}
    segment = _segment(structure, codes, choice) if structure.sources else ()
    return dataclasses.replace(structure, tree=_tree(structure, codes, choice), segment=segment)


def _tree(structure: Structure, codes: Codes, choice: Choice) -> dict[str, str]:
    """Return the parent of every node, "" of the first; the next one is always the strongest bound to those before.

    Prim 1957, doi:10.1002/j.1538-7305.1957.tb01515.x.
    """
    first, *waiting = structure.nodes or ("",)
    tree = {first: ""} if first else {}
    scores: dict[tuple[str, str], float] = {}
    placed = [first]
    while waiting:
        scores |= {(placed[-1], name): _pair(structure, codes, choice, placed[-1], name) for name in waiting}
        open_pairs = [pair for pair in scores if pair[1] in waiting]
        parent, child = open_pairs[choice.strongest(np.array([scores[pair] for pair in open_pairs]))]
        tree[child] = parent
        placed.append(child)
        waiting.remove(child)
    return tree


def _pair(structure: Structure, codes: Codes, choice: Choice, one: str, other: str) -> float:
    sizes = structure.size(one), structure.size(other)
    cell = codes[one][:, 0] * sizes[1] + codes[other][:, 0]
    return choice.score(_counted(cell, (1, *sizes)))


def _segment(structure: Structure, codes: Codes, choice: Choice) -> tuple[str, ...]:
    """Return the columns that tell most about interests, the second beside the first."""
    segment: tuple[str, ...] = ()
    for _ in range(min(SEGMENT, len(structure.columns))):
        tried = [(*segment, name) for name in structure.columns if name not in segment]
        tried = [names for names in tried if _cells(structure, names) <= MOST_CELLS]
        if not tried:
            break
        scores = np.array([_about_interest(structure, codes, choice, names) for names in tried])
        segment = tried[choice.strongest(scores)]
    return segment


def _cells(structure: Structure, names: Sequence[str]) -> int:
    return math.prod(map(structure.size, ("topic", "interest", *names)))


def _about_interest(structure: Structure, codes: Codes, choice: Choice, names: Sequence[str]) -> float:
    """Return how much columns tell about interests: topics are blocks."""
    topics, interests, together = structure.size("topic"), structure.size("interest"), _cells(structure, names)
    own = combined(*structure.table(codes, *names)) * (topics * interests)
    cell = own + (codes["topic"] * interests + codes["interest"])
    counts = _counted(cell.ravel(), (together // (topics * interests), topics, interests))
    return choice.score(counts.transpose(1, 0, 2))


def _counted(cell: Integers, shape: tuple[int, int, int]) -> Floats:
    return np.bincount(cell, minlength=math.prod(shape)).reshape(shape).astype(float)
