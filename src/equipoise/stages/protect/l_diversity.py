"""l-diversity on top of k-anonymity: no class may agree too much on a sensitive column.

Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, "l-diversity: privacy beyond k-anonymity", 2007,
doi:10.1145/1217299.1217302. Enforced is *entropy* l-diversity: the exponential of every class's entropy is at least l.
Distinct l-diversity would know two strengths only for yes-or-no columns (1 and 2) and calls 1 "yes" among 99 "no"
diverse; recursive (c, l)-diversity orders yes-or-no classes exactly as entropy does. With two values, l goes from 1
(nothing is asked) to 2 (as many "yes" as "no" in every class).

Each sensitive column has to satisfy it by itself; what is known about one of them may still disclose another. A column
whose whole table falls short of l (2.5% "yes" give l = 1.13) can only satisfy it in places: rows elsewhere are
withheld, and that they are missing is itself a hint at the common value.
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
