"""Random noise for differential privacy, from two sources.

*Seeded* noise comes from numpy's generators. Whoever knows the seed repeats it, and floating-point noise can be told
apart (Mironov 2012, doi:10.1145/2382196.2382264): it is for teaching. *Secure* noise comes from the library OpenDP
(https://opendp.org), which draws from the operating system and guards against rounding; it takes no seed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Protocol

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.numerics.marginals import DELTA, noise_scale, noisy


class Noise(Protocol):
    """A source of noise."""

    def counts(self, name: str, exact: Floats, sensitivity: float, epsilon: float, share: float) -> Floats:
        """Return counts with Gaussian noise.

        Args:
            name: of the table of counts. exact: the counts (any shape).
            sensitivity: how much one person changes them at most (L2).
            epsilon: of all tables together, with `DELTA`. share: this table's part of it; see `marginals.noisy`.
        """

    def strongest(self, scores: Floats, sensitivity: float, epsilon: float) -> int:
        """Return the place of a high score; one person changes each by at most ``sensitivity``."""


class Seeded:
    """Noise that repeats with the seed; ``streams`` returns the generator of a name."""

    def __init__(self, streams: Callable[[str], np.random.Generator]) -> None:
        self._streams = streams

    @cached_property
    def _choosing(self) -> np.random.Generator:
        return self._streams("choose")

    def counts(self, name: str, exact: Floats, sensitivity: float, epsilon: float, share: float) -> Floats:
        """See `Noise`."""
        return noisy(exact, sensitivity, epsilon, share, self._streams(f"noise {name}"))

    def strongest(self, scores: Floats, sensitivity: float, epsilon: float) -> int:
        """Draw by the exponential mechanism (McSherry and Talwar 2007, doi:10.1109/FOCS.2007.66) with Gumbel noise."""
        return int(np.argmax(scores + self._choosing.gumbel(scale=2 * sensitivity / epsilon, size=len(scores))))


class Secure:
    """Noise from OpenDP."""

    def counts(self, name: str, exact: Floats, sensitivity: float, epsilon: float, share: float) -> Floats:
        """See `Noise`. Whole numbers get discrete Gaussian noise (Canonne et al. 2020, arXiv:2004.00010)."""
        scale = sensitivity * secure_scale(epsilon) / share**0.5
        whole = bool((exact == np.rint(exact)).all())
        values = exact.ravel().astype(np.int64 if whole else np.float64).tolist()
        return np.array(gaussian(scale, whole)(values), dtype=np.float64).reshape(exact.shape)

    def strongest(self, scores: Floats, sensitivity: float, epsilon: float) -> int:
        """Draw by permute-and-flip (McKenna and Sheldon 2020, arXiv:2010.12603): at least as good a choice."""
        dp = opendp()
        space = dp.vector_domain(dp.atom_domain(T=float, nan=False)), dp.linf_distance(T=float)
        return int(dp.m.make_noisy_max(*space, dp.max_divergence(), scale=2 * sensitivity / epsilon)(scores.tolist()))

    def answer(self, level: Integers, levels: int, probability: float) -> Integers:
        """Return for each level itself with this probability, else another one, each as likely.

        With probability ``(1 - p) m / (m - 1)`` an answer is any of the m levels, each as likely; else the true one.
        """
        if levels == 1:
            return level
        anything = coins((1 - probability) * levels / (levels - 1), level.size)
        drawn = np.frombuffer(secrets.token_bytes(8 * level.size), dtype=np.uint64) % np.uint64(levels)
        return np.where(anything, drawn.astype(np.int64), level)


@cache
def opendp() -> Any:
    """Return the library; it is slow to load.

    Raises:
        MemoryError: it does not fit.
    """
    try:
        import opendp.prelude as dp
    except Exception as error:
        if "map segment" in str(error):
            raise MemoryError from error
        raise

    dp.enable_features("contrib")
    return dp


def gaussian(scale: float, whole: bool) -> Any:
    """Return OpenDP's Gaussian mechanism for vectors of whole numbers, or of floats."""
    dp = opendp()
    atom = dp.atom_domain(T=int) if whole else dp.atom_domain(T=float, nan=False)
    return dp.m.make_gaussian(dp.vector_domain(atom), dp.l2_distance(T=float), scale=scale)


@cache
def secure_scale(epsilon: float) -> float:
    """Return the standard deviation for L2 sensitivity one and (epsilon, `DELTA`), by OpenDP's own accounting.

    It goes by zero-concentrated differential privacy, in which parts that add up to one are together one mechanism.
    """
    dp = opendp()

    def spends(scale: float) -> bool:
        return bool(dp.c.make_zCDP_to_approxDP(gaussian(scale, True)).map(1.0).epsilon(DELTA) <= epsilon)

    least = noise_scale(epsilon)  # exact for one Gaussian mechanism; this accounting asks for somewhat more
    return float(dp.binary_search(spends, bounds=(least, 2 * least)))


def coins(probability: float, number: int) -> Flags:
    """Return so many flips of OpenDP's coin that shows true with this probability."""
    dp = opendp()
    rare = min(probability, 1 - probability)
    if rare <= 0 or not number:
        return np.full(number, probability >= 1)
    flips = dp.m.make_randomized_response_bitvec(dp.bitvector_domain(max_weight=1), dp.discrete_distance(), f=2 * rare)
    bits = np.unpackbits(np.frombuffer(flips(bytes(-(-number // 8))), dtype=np.uint8))[:number] == 1
    return np.asarray(bits if rare == probability else ~bits)
