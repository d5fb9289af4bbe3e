"""t-closeness on top of k-anonymity: no class may differ much from the whole table in a sensitive column.

Li, Li, Venkatasubramanian, "t-closeness: privacy beyond k-anonymity and l-diversity", ICDE 2007,
doi:10.1109/ICDE.2007.367856. The distance is the earth mover's, on the declared order and list of values; for a
yes-or-no column it is the difference between two shares. The whole table has distance zero, so that no row is ever
withheld for t: in the worst case all rows are one class. Each sensitive column has to satisfy it by itself.
"""

from __future__ import annotations

from equipoise.core.arrays import Integers
from equipoise.shared.release import Release
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.k_anonymity import generalise
from equipoise.stages.protect.settings import ProtectSettings

_ROUNDING = 1e-9


def approach(release: Release, *, k: int, most: float) -> tuple[Release, Integers]:
    """Widen the quasi-identifiers to classes of ``k`` rows at least, each within distance t = ``most`` of the table.

    Returns the release, and the new row of every row given, -1 for none. Without a sensitive column this is
    k-anonymity.
    """
    return generalise(release, k=k, satisfied=lambda spread: spread.distance <= most + _ROUNDING)


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the levers' k and t; see `approach`."""
    return approach(release, k=settings.k, most=settings.t)
