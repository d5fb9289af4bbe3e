"""Suppression: rows in equivalence classes of fewer than k rows are withheld, and nothing else is changed.

Samarati, Sweeney, "Protecting privacy when disclosing information: k-anonymity and its enforcement through
generalization and suppression", 1998; Sweeney 2002, doi:10.1142/S0218488502001648. It coarsens nothing, so many rows
remain only where the columns are coarse already.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from equipoise.core.arrays import Flags, Integers
from equipoise.shared.release import Release
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.settings import ProtectSettings


def suppress(release: Release, *, k: int) -> tuple[Release, Integers]:
    """Withhold the rows whose equivalence class has fewer than ``k`` rows.

    Returns the release, and the new row of every given row, -1 for none.
    """
    return withhold(release, np.bincount(release.classes)[release.classes] >= k)


def withhold(release: Release, kept: Flags) -> tuple[Release, Integers]:
    """Return the release of the rows that are ``kept``, and the new row of every row (-1: suppressed)."""
    new_row = np.where(kept, np.cumsum(kept) - 1, -1)
    if kept.all():
        return release, new_row
    suppressed = release.suppressed + int((~kept).sum())
    loss = release.information_loss if kept.any() else math.nan  # the mean of nothing
    rest = dataclasses.replace(release.take(np.flatnonzero(kept)), suppressed=suppressed, information_loss=loss)
    return rest, new_row


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the lever's k; see `suppress`."""
    return suppress(release, k=settings.k)
