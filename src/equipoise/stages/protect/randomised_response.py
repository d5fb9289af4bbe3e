"""Randomised response at the source: everybody gives a random answer once, with known probabilities.

Warner, "Randomized response", 1965, doi:10.1080/01621459.1965.10480775. With m levels the true one is shown with
probability e^epsilon / (e^epsilon + m - 1) and each other one equally often: epsilon-local differential privacy, and
for many losses optimal (Kairouz, Oh, Viswanath 2016, arXiv:1407.1338). Neighbours are any two values of one attribute
of one person; epsilon holds for each attribute, and adds up over the attributes of a row.

A person's answer is drawn once and kept, so that a repeated question discloses nothing more. A pseudonym would link
such a row to everything that is added under it later, so direct identifiers are dropped; the raw data remain with the
customer. Quasi-identifiers are coarsened to a few public levels first: with many levels, true answers are too rare.

It does not protect facts about a whole group of people, nor people whom many answers with little noise identify
together.

In the invented world the noise is drawn from named streams, which anybody with the seed can repeat: it is for teaching.
On a table of one's own without a seed it comes from OpenDP (`numerics.noise`).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from equipoise.core.arrays import Floats, Integers
from equipoise.core.errors import DataError
from equipoise.numerics.noise import Secure
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.k_anonymity import certainty_penalty, public_widths
from equipoise.stages.protect.settings import ProtectSettings

MOST_LEVELS = 10
"""The number of bands for a column that declares none, and the longest list of levels that is not coarsened."""


def truthful(epsilon: float, levels: int) -> float:
    """Return the probability that an answer shows the true level, by the number of levels.

    Raises:
        DataError: epsilon is not above 0.
    """
    if not epsilon > 0:
        raise DataError.about(epsilon, "protect.epsilon")
    return 1.0 / (1.0 + (levels - 1) * math.exp(-epsilon))


def answer(level: Integers, levels: int, probability: float, coin: Floats) -> Integers:
    """Return each person's answer: the true level or another one, as decided by the person's uniform draw."""
    if levels == 1:
        return level
    rest = np.clip((coin - probability) / max(1.0 - probability, np.finfo(float).tiny), 0.0, 1.0)
    other = np.minimum((rest * (levels - 1)).astype(np.int64), levels - 2)
    return np.where(coin < probability, level, other + (other >= level))


def unbiased_share(shown: float, levels: int, probability: float) -> float:
    """Estimate without bias which share of people has a level from the share of answers that show it (Warner 1965)."""
    other = (1.0 - probability) / (levels - 1)
    return (shown - other) / (probability - other)


def respond(
    release: Release, *, epsilon: float, coins: Callable[[str], Floats], secure: Secure | None = None
) -> tuple[Release, Integers]:
    """Replace every value by an answer at random.

    Args:
        release: the table. Behaviour should be coarse already. Values that are missing by design in the invented world
            count as none; in a table of one's own, nobody may lack an answer (`catalogue.Technique.answers`).
        epsilon: strength for each attribute, above 0; less is more noise.
        coins: one uniform draw per row for a named column, which its person keeps for ever.
        secure: where answers are drawn from instead; None: from the coins.

    Returns:
        The release, whose ``truthful`` holds the public probabilities, and the new row of every row.

    Raises:
        DataError: epsilon is not above 0, or a column declares no public range.
    """
    places = {column.name: place for place, column in enumerate(release.schema.having("quasi"))}
    low, high = release.low.copy(), release.high.copy()
    kept: list[Column] = []
    shown: dict[str, pd.Series] = {}
    probabilities: dict[str, float] = {}
    for column in release.schema.having("quasi", "sensitive", "behaviour"):
        banded = dataclasses.replace(column, bands=public_bands(column))
        levels = len(banded.bands)
        probabilities[column.name] = truthful(epsilon, levels)
        true = _level(release, banded, places)
        if secure is None:
            said = answer(true, levels, probabilities[column.name], coins(f"randomised_response.{column.name}"))
        else:
            said = secure.answer(true, levels, probabilities[column.name])
        kept.append(banded)
        if column.name in places:
            low[:, places[column.name]], high[:, places[column.name]] = (ends[said] for ends in _intervals(banded))
        else:
            shown[column.name] = _values(banded, said, release.exact[column.name])
    schema = Schema(tuple(kept))
    exact = pd.DataFrame(shown, index=range(len(release)))
    noisy = dataclasses.replace(
        release, exact=exact, low=low, high=high, schema=schema, truthful=probabilities, events=None
    )
    loss = certainty_penalty(low, high, public_widths(noisy))
    return dataclasses.replace(noisy, information_loss=loss), np.arange(len(release))


def public_bands(column: Column) -> tuple[float, ...]:
    """Return the lower ends of the few public levels that a column is coarsened to before answers are drawn.

    Raises:
        DataError: the column declares neither bands, levels nor bounds.
    """
    if column.bands:
        return column.bands
    if column.levels and (len(column.levels) <= MOST_LEVELS or column.role != "quasi"):
        return tuple(float(level) for level in range(len(column.levels)))
    if column.kind == "binary":
        return (0.0, 1.0)
    if column.width is None:
        raise DataError.about(column.name, "protect.no_range")
    start = column.bounds[0] if column.bounds else 0.0
    whole = column.kind == "date" or bool(column.levels)
    cuts = np.linspace(start, start + column.width + whole, MOST_LEVELS, endpoint=False)
    return tuple(np.unique(np.ceil(cuts) if whole else _short(cuts, column.width / MOST_LEVELS)).tolist())


def _short(cuts: Floats, width: float) -> Floats:
    """Return the cuts in few digits: to a hundredth of a band's width, or finer; the first one stays as it is."""
    if not width > 0:
        return cuts
    decimals = 2 - math.floor(math.log10(width))
    return np.append(cuts[:1], [round(cut, decimals) for cut in cuts[1:].tolist()])


def _level(release: Release, column: Column, places: dict[str, int]) -> Integers:
    """Return the true level of every row."""
    if column.name in places:
        place = places[column.name]
        return column.band_of((release.low[:, place] + release.high[:, place]) / 2)
    values = release.exact[column.name]
    numeric = pd.api.types.is_numeric_dtype(values)
    return column.band_of(np.nan_to_num(values.to_numpy(dtype=float)) if numeric else column.encode(values))


def _intervals(column: Column) -> tuple[Floats, Floats]:
    """Return the ends of a column's bands; they do not touch."""
    low = np.array(column.bands)
    below = low[1:] - 1.0 if column.kind in ("date", "binary") or column.levels else np.nextafter(low[1:], -np.inf)
    last = float(len(column.levels) - 1) if column.levels else column.bounds[1] if column.bounds else low[-1]
    return low, np.append(below, max(last, low[-1]))


def _values(column: Column, level: Integers, like: pd.Series) -> pd.Series:
    """Return levels as values of the same type as the column had."""
    if not pd.api.types.is_numeric_dtype(like) and column.levels:
        return pd.Series(np.array(column.levels, dtype=object)[level], dtype=like.dtype)
    return pd.Series(np.array(column.bands, dtype=np.float32)[level])


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the lever's epsilon; see `respond`."""
    return respond(release, epsilon=settings.epsilon, coins=coins, secure=coins.secure)
