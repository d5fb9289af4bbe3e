"""How much a paper check is worth if paper and conduct are linked this much: an assumption, drawn as a curve.

How well such a check predicts conduct is not known. So the link is varied from 0 (paper says nothing about conduct) to
1 (paper is conduct). Paper and conduct of a company are two standard normal numbers with this correlation (a Gaussian
copula: Nelsen, "An introduction to copulas", 2nd edition, 2006, section 2.3). The best `PASS` of companies on paper get
a go; the worst `BAD` in conduct misuse data. The share of those with a go who misuse data follows from the bivariate
normal distribution. All of it is assumed, and so is the band: the same curve for fewer and for more bad companies.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from scipy.special import ndtr
from scipy.stats import norm

from equipoise.core.arrays import Floats
from equipoise.numerics.rate import Rate

PASS = 0.4
"""Share of companies that get a go (assumed)."""
BAD = 0.3
FEWEST_BAD, MOST_BAD = 0.1, 0.5
"""Share of companies that misuse data (assumed), and the ends of the band."""
_STEPS = 4001


def misused_after_go(link: float, bad: float = BAD, passing: float = PASS) -> float:
    """Return the share of companies with a go that misuse data, 0 to 1.

    Args:
        link: the correlation of paper and conduct, 0 to 1. bad: share that misuses data. passing: share with a go.
    """
    worst, best = NormalDist().inv_cdf(bad), NormalDist().inv_cdf(1 - passing)
    if link >= 1:
        return max(0.0, bad + passing - 1) / passing
    paper = _middles(best)
    conduct: Floats = ndtr((worst - link * paper) / np.sqrt(1 - link**2))  # given the paper
    return float(conduct.mean())


def _middles(best: float) -> Floats:
    """Return papers with a go, at equal steps of probability."""
    low = float(ndtr(best))
    steps = (np.arange(_STEPS) + 0.5) / _STEPS
    return np.asarray(norm.ppf(low + (1 - low) * steps), dtype=np.float64)


def curve(links: Sequence[float]) -> tuple[Rate, ...]:
    """Return the share for every link; the ends are those for fewer and for more bad companies. Tagged assumption."""
    return tuple(_with_band(link) for link in links)


def _with_band(link: float) -> Rate:
    value, low, high = (misused_after_go(link, bad) for bad in (BAD, FEWEST_BAD, MOST_BAD))
    return Rate(value, low, high, 0, "assumption")
