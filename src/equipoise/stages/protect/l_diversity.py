"""l-diversity on top of k-anonymity: the values of a sensitive column in a class must be diverse.

Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, "l-diversity: privacy beyond k-anonymity", 2007,
doi:10.1145/1217299.1217302. There are three definitions. *Distinct*: every class has at least l values. *Entropy*: the
exponential of every class's entropy is at least l. *Recursive (c, l)*: the most frequent value of a class is less than
c times as frequent as all those together that are not among its l - 1 most frequent ones; l = 1 asks for nothing.

The invented world uses entropy: for yes-or-no columns, distinct l-diversity has only two strengths (1 and 2), and calls
1 "yes" among 99 "no" diverse; recursive (c, l)-diversity orders such classes exactly as entropy does. With two values,
entropy's l ranges from 1 (no constraint) to 2 (as many "yes" as "no" in every class); in general, up to their number.

Each sensitive column has to satisfy it by itself; knowledge of one of them may still disclose another. Where the whole
table is less diverse (2.5% "yes" give l = 1.13), only some classes can satisfy it: the other rows are withheld, and
being withheld is itself a hint at the common value.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Literal

from equipoise.core.arrays import Flags, Integers
from equipoise.shared.equivalence import Spread
from equipoise.shared.release import Release
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.k_anonymity import generalise
from equipoise.stages.protect.settings import ProtectSettings

Kind = Literal["entropy", "distinct", "recursive"]

_ROUNDING = 1e-9


@dataclasses.dataclass(frozen=True, kw_only=True)
class Diversity:
    """What is asked of the values of a sensitive column in every class.

    Attributes:
        kind: the definition; see this module. least: l, at least 1. c: of recursive (c, l)-diversity, above 0.
    """

    kind: Kind = "entropy"
    least: float = 1.0
    c: float = 3.0

    def satisfied(self, spread: Spread) -> Flags:
        """Return which groups are diverse (shape: groups)."""
        if self.kind == "entropy":
            return spread.entropy_l >= self.least - _ROUNDING
        whole = math.ceil(self.least - _ROUNDING)
        if self.kind == "distinct":
            return spread.distinct >= whole
        return (spread.most_to_rest(whole) < self.c) | (whole == 1)


def diversify(
    release: Release, *, k: int, least: float, kind: Kind = "entropy", c: float = 3.0
) -> tuple[Release, Integers]:
    """Widen the quasi-identifiers to classes of ``k`` rows at least, each l-diverse for l = ``least``; see `Diversity`.

    Returns the release, and the new row of every row given, -1 for none. Without a sensitive column this is
    k-anonymity.
    """
    return generalise(release, k=k, satisfied=Diversity(kind=kind, least=least, c=c).satisfied)


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the levers' k and l; see `diversify`."""
    return diversify(release, k=settings.k, least=settings.l, kind=settings.diversity, c=settings.c)
