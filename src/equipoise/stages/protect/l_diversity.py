"""l-diversity on top of k-anonymity: the values of a sensitive column in a class must be diverse.

Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, "l-diversity: privacy beyond k-anonymity", 2007,
doi:10.1145/1217299.1217302. Enforced is *entropy* l-diversity: the exponential of every class's entropy is at least l.
Distinct l-diversity has only two strengths for yes-or-no columns (1 and 2), and calls 1 "yes" among 99 "no" diverse;
recursive (c, l)-diversity orders yes-or-no classes exactly as entropy does. With two values, l ranges from 1 (no
constraint) to 2 (as many "yes" as "no" in every class).

Each sensitive column has to satisfy it by itself; knowledge of one of them may still disclose another. Where the whole
table has a smaller l (2.5% "yes" give l = 1.13), only some classes can satisfy it: the other rows are withheld, and
being withheld is itself a hint at the common value.
"""

from __future__ import annotations

from equipoise.core.arrays import Integers
from equipoise.shared.release import Release
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.k_anonymity import generalise
from equipoise.stages.protect.settings import ProtectSettings

_ROUNDING = 1e-9


def diversify(release: Release, *, k: int, least: float) -> tuple[Release, Integers]:
    """Widen the quasi-identifiers to classes of ``k`` rows at least, each entropy l-diverse for l = ``least``.

    Returns the release, and the new row of every row given, -1 for none. Without a sensitive column this is
    k-anonymity.
    """
    return generalise(release, k=k, satisfied=lambda spread: spread.entropy_l >= least - _ROUNDING)


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the levers' k and l; see `diversify`."""
    return diversify(release, k=settings.k, least=settings.l)
