"""The likelihood of a few known purchases, given released purchase totals.

With n_k purchases of topic k in a row, N in all, and m_k known ones, M in all, the likelihood of the row is
multivariate hypergeometric: ``prod_k C(n_k, m_k) / C(N, M)``. Where a total is coarse, n_k is distributed over the
totals of its band as in the public panel: C(n_k, m_k) is replaced by its mean over the band, and N by the sum of the
means. Where the band is a randomised answer, bands are averaged with their probabilities of being true (Bayes' rule).
"""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.special import gammaln

from equipoise.core.arrays import Floats, Integers, Singles
from equipoise.shared.column import Column

LARGEST = 100_000.0
IMPOSSIBLE = -1e6
"""Log-likelihood of more known purchases than the row has; finite, so that it can go through a matrix product."""
_SPREAD = 4
"""How many totals of a band are counted once more than the panel has them (smoothing)."""


@dataclasses.dataclass(frozen=True, eq=False)
class Bands:
    """The distribution of exact totals in the bands of one topic.

    Attributes:
        totals: the totals in each band, as often as the panel has them, and a few once more.
        truth: the probability of each true band given the one shown (shape: shown x true).
    """

    totals: tuple[Integers, ...]
    truth: Floats

    @classmethod
    def of(cls, column: Column, panel: Floats, shown: float, other: float) -> Bands:
        """Estimate the distribution from a panel's exact totals, given the probabilities of randomised answers."""
        known = np.clip(np.nan_to_num(panel), 0.0, LARGEST).round()
        place, found = column.band_of(known), []
        ends = np.append(column.bands, np.inf)
        for band, first in enumerate(np.ceil(column.bands)):
            even = np.arange(first, max(first + 1, min(ends[band + 1], first + _SPREAD)))
            found.append(np.concatenate([known[place == band], even]).astype(np.int64))
        likelihood = np.full((len(found), len(found)), other)
        np.fill_diagonal(likelihood, shown)
        joint = likelihood * [len(totals) for totals in found]
        return cls(tuple(found), joint / joint.sum(axis=1, keepdims=True))

    def means(self) -> Floats:
        """Return the expected total by the band shown."""
        means: Floats = self.truth @ np.array([totals.mean() for totals in self.totals])
        return means

    def log_choose(self, most: int) -> Singles:
        """Return the logarithm of the mean of ``C(n, m)`` by the band shown, m = 1 to ``most`` (bands x most)."""
        each = [np.exp(log_choose(totals, most).astype(np.float64)).mean(axis=0) for totals in self.totals]
        means = self.truth @ np.stack(each)
        return np.where(means > 0, np.log(np.maximum(means, np.finfo(float).tiny)), IMPOSSIBLE).astype(np.float32)


@dataclasses.dataclass(frozen=True, eq=False)
class Totals:
    """The purchase totals of the released rows.

    Attributes:
        value: exact totals, or places of bands (shape: rows x topics).
        expected: the expected number of purchases in all (shape: rows).
        bands: the distribution in each topic's bands; None where totals are exact.
    """

    value: Integers
    expected: Integers
    bands: tuple[Bands | None, ...]

    @classmethod
    def read(
        cls, columns: list[Column], values: Floats, panel: Floats | None, chances: list[tuple[float, float]]
    ) -> Totals:
        """Return the totals of a release.

        Args:
            columns: their schema. values: the totals (shape: rows x topics).
            panel: exact totals of the panel, as far as the attacker knows them (shape: panel x topics).
            chances: for each column the probability that it shows the true band, and each other band.
        """
        counts = np.clip(np.nan_to_num(values), 0.0, LARGEST).round()
        expected = np.zeros(len(values))
        bands: list[Bands | None] = []
        for place, (column, chance) in enumerate(zip(columns, chances, strict=True)):
            of_panel = np.empty(0) if panel is None else panel[:, place]
            bands.append(Bands.of(column, of_panel, *chance) if column.bands else None)
            if (stand_for := bands[-1]) is not None:
                counts[:, place] = column.band_of(counts[:, place])
                expected += stand_for.means()[counts[:, place].astype(np.int64)]
            else:
                expected += counts[:, place]
        return cls(counts.astype(np.int64), np.rint(expected).astype(np.int64), tuple(bands))

    def terms(self, known: Integers) -> Singles:
        """Return the log-likelihood terms of every row, in the columns of `one_hot` (shape: rows x columns)."""
        most = int(known.max(initial=0))
        terms = np.empty((*self.value.shape, most), dtype=np.float32)
        for place, band in enumerate(self.bands):
            value = self.value[:, place]
            terms[:, place] = log_choose(value, most) if band is None else band.log_choose(most)[value]
        totals = log_choose(self.expected, int(known.sum(axis=1).max(initial=0)))
        totals[totals == IMPOSSIBLE] = 0.0  # then a topic is impossible too, or all that the row has is known
        return np.hstack([terms.reshape(len(self.value), -1), -totals])


def one_hot(known: Integers) -> Singles:
    """Return indicators of the known number for each topic and in all (shape: people x (topics + 1) * most known)."""
    total = known.sum(axis=1)
    most, most_total = int(known.max(initial=0)), int(total.max(initial=0))
    by_topic = known[:, :, None] == np.arange(1, most + 1)
    by_total = total[:, None] == np.arange(1, most_total + 1)
    return np.hstack([by_topic.reshape(len(known), -1), by_total]).astype(np.float32)


def log_choose(n: Integers, most: int) -> Singles:
    """Return ``log C(n, m)`` for m = 1 to ``most`` along a new last axis; IMPOSSIBLE where n < m."""
    every = np.arange(n.max(initial=0) + 1)[:, None]
    steps = np.arange(most)
    sums = np.cumsum(np.log(np.maximum(every - steps, 0.5) / (steps + 1.0)), axis=1)
    return np.where(every <= steps, IMPOSSIBLE, sums).astype(np.float32)[n]


def log_binomial(n: Integers, m: Integers) -> Floats:
    """Return ``log C(n, m)`` for 0 <= m <= n."""
    found: Floats = gammaln(n + 1.0) - gammaln(m + 1.0) - gammaln(n - m + 1.0)
    return found
