"""What differential privacy permits at most: bounds on telling two cases apart.

A test that tells whether a person is in the data finds a share TPR of those who are, and accuses a share FPR of those
who are not. Under (epsilon, delta)-differential privacy ``TPR <= exp(epsilon) FPR + delta``, and the same holds of
``1 - FPR`` and ``1 - TPR`` (Kairouz, Oh and Viswanath 2015, "The composition theorem for differential privacy",
section 2, arXiv:1311.0776). Both together bound the advantage, TPR less FPR.
"""

from __future__ import annotations

import math

DELTA = 1e-6
"""The probability that advanced composition leaves out."""


def advantage_bound(epsilon: float, delta: float = 0.0) -> float:
    """Return the largest TPR - FPR of any test, 0 to 1: ``(e^eps - 1 + 2 delta) / (e^eps + 1)``.

    It is where the two lines of the module's text cross. Without delta it is ``tanh(eps / 2)``.
    """
    return min(1.0, math.tanh(epsilon / 2) + 2 * delta / (1 + math.exp(min(epsilon, 700.0))))


def composed_bound(epsilon: float, queries: int) -> float:
    """Return the bound for so many queries of ``epsilon`` each, by the better of basic and advanced composition.

    Basic: the epsilons add up. Advanced: ``eps sqrt(2 q ln(1 / delta)) + q eps (e^eps - 1)`` with `DELTA` (Dwork and
    Roth 2014, doi:10.1561/0400000042, theorems 3.16 and 3.20).
    """
    if not queries:
        return 0.0
    basic = advantage_bound(queries * epsilon)
    grown = epsilon * math.sqrt(2 * queries * math.log(1 / DELTA)) + queries * epsilon * math.expm1(min(epsilon, 50.0))
    return min(basic, advantage_bound(grown, DELTA))


def one_pair(epsilon: float) -> float:
    """Return the advantage of the threshold 1/2 on the difference of two Laplace counts that differ by 0 or 1.

    The difference of two Laplace draws of scale ``b = 1 / eps`` exceeds z >= 0 with probability
    ``exp(-z / b) (2 + z / b) / 4``. With z = 1/2 on either side the advantage is ``1 - exp(-eps / 2) (1 + eps / 4)``.
    """
    return 1.0 - math.exp(-epsilon / 2) * (1.0 + epsilon / 4)
