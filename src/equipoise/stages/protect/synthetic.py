"""Synthetic release: invented people drawn from low-order marginals of the real ones, with offers and responses.

The marginals are a fixed and public set (`structure`), levels come from the schema, and drawing uses marginals only.

*Without noise* the marginals are exact. No real row is in the table, yet rare cells of a marginal are reproduced, such
as the only answer to the survey from people of an age, sex and postcode, and all marginals together disclose membership
(Homer et al. 2008, doi:10.1371/journal.pgen.1000167; Stadler, Oprisanu and Troncoso 2022, arXiv:2011.07018).

*With Gaussian noise* on every marginal (McKenna, Miklau and Sheldon 2021, doi:10.29012/jpc.778) the table is
(epsilon, `marginals.DELTA`)-differentially private. Neighbours: two sets of people, one of which has one person more,
with all their impressions. A person counts once in every marginal, topics of a source and impressions as fractions of
one, so that adding the person changes it by one at most (L2); in that of interests once for each topic, so by the root
of their number. `VISITS` and `INTEREST` of the budget go to these two marginals, the rest to the others in equal parts;
one of them is the number of people, so that the number of rows is noisy too. Every copy spends the budget anew.

The noise is for teaching only: floating-point numbers from a seeded generator can be distinguished and predicted
(Mironov 2012, doi:10.1145/2382196.2382264), and copies share it, so that a change on screen is not due to new draws.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from equipoise.core.arrays import Array, Floats, Integers
from equipoise.core.vocabulary import IMPRESSIONS, NO_OFFER, OFFERS
from equipoise.numerics.marginals import combined, conditional, count, draw, noisy, projected
from equipoise.shared.column import Column
from equipoise.shared.release import Impressions, Release
from equipoise.shared.schema import Schema
from equipoise.shared.structure import Codes, Structure
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.k_anonymity import certainty_penalty, public_widths
from equipoise.stages.protect.settings import ProtectSettings

Streams = Callable[[str], np.random.Generator]
"""Returns the generator of a name; it does not depend on the people from whom the table is made."""
Marginals = dict[str, Floats]

VISITS = 0.25
INTEREST = 0.25
MOST_ASKED = 100_000
"""The most synthetic people with past campaigns: training uses no more."""


def synthesise(release: Release, streams: Streams, *, epsilon: float | None = None) -> tuple[Release, Integers]:
    """Draw a table of invented people who are like those of ``release`` on average.

    Args:
        release: real rows, and impressions of theirs if there are any.
        streams: the random generators.
        epsilon: strength of differential privacy, above 0; None counts exactly.

    Returns:
        The synthetic release, and -1 for every given row, since no real row is in it.

    Raises:
        DataError: the schema declares neither levels nor bounds of a column.
    """
    structure = Structure(release.schema)
    marginals = measure(structure, release)
    if epsilon is not None:
        marginals = privately(structure, marginals, epsilon, streams)
    blank = dataclasses.replace(release.take(np.empty(0, dtype=np.int64)), epsilon=epsilon)
    return invent(structure, marginals, blank, streams), np.full(len(release), -1)


def measure(structure: Structure, release: Release) -> Marginals:
    """Count every marginal once; later steps do not use the rows."""
    codes = structure.encode(release)
    marginals: Marginals = {}
    for name, parents in structure.parents.items():
        fraction = 1 / len(structure.topics) if name.startswith("counts") else 1.0
        marginals[name] = count(*structure.table(codes, *parents, name), fraction)
    logged = release.impressions
    if logged is not None:
        seen = structure.shown(codes, logged.row, logged.arm) | {"visit": logged.visit[:, None].astype(np.int64)}
        fractions = 1 / np.bincount(logged.row, minlength=len(release))[logged.row, None]
        marginals["visits"] = count(*structure.table(seen, *structure.segment, "shown", "visit"), fractions)
    return marginals


def privately(structure: Structure, marginals: Marginals, epsilon: float, streams: Streams) -> Marginals:
    """Add noise to every marginal, and project each onto the possible tables."""
    found = with_noise(structure, marginals, epsilon, streams)
    people = max(found["people"].item(), 0.0)
    return {name: _possible(structure, name, cells, people) for name, cells in found.items()}


def with_noise(structure: Structure, marginals: Marginals, epsilon: float, streams: Streams) -> Marginals:
    """Add the Gaussian noise that each marginal's share of the budget asks for."""
    shares = budget(marginals)
    return {
        name: noisy(exact, sensitivity(structure, name), epsilon, shares[name], streams(f"noise {name}"))
        for name, exact in marginals.items()
    }


def sensitivity(structure: Structure, name: str) -> float:
    """Return the largest change (L2) of a marginal by one more person: one count, or one count for each topic."""
    return math.sqrt(len(structure.topics)) if name == "interest" else 1.0


def _possible(structure: Structure, name: str, cells: Floats, people: float) -> Floats:
    """Return the nearest table with this number of people, without negative counts and with impossible cells empty."""
    total = {"visits": max(cells.sum(), 0.0), "interest": people * len(structure.topics)}.get(name, people)
    allowed = structure.possible(name, cells.shape)
    found = np.zeros(cells.shape)
    found[allowed] = projected(cells[allowed], total)
    return found


def budget(marginals: Marginals) -> dict[str, float]:
    """Return each marginal's share of the budget; they sum to one."""
    special = {name: part for name, part in (("visits", VISITS), ("interest", INTEREST)) if name in marginals}
    equal = (1 - sum(special.values())) / (len(marginals) - len(special))
    return {name: special.get(name, equal) for name in marginals}


def invent(structure: Structure, marginals: Marginals, blank: Release, streams: Streams) -> Release:
    """Draw people from the marginals; ``blank`` is an empty table with the types of the columns."""
    rows = round(marginals["people"].item())
    codes = structure.derive({"people": np.zeros((rows, 1), dtype=np.int64)})
    for name, parents in structure.parents.items():
        width = len(structure.topics) if name.startswith(("interest", "counts")) else 1
        uniform = streams(f"draw {name}").random((rows, width))
        parent = combined(*structure.table(codes, *parents))
        codes = structure.derive(codes | {name: draw(conditional(marginals[name]), parent, uniform)})
    quasi = structure.schema.having("quasi")
    low, high = np.empty((rows, len(quasi))), np.empty((rows, len(quasi)))
    for place, column in enumerate(quasi):
        levels, code = structure.levels[column.name], codes[column.name][:, 0]
        low[:, place], high[:, place] = levels.low[code], levels.high[code]
    release = dataclasses.replace(
        blank,
        exact=_values(structure, codes, blank.exact, streams),
        low=low,
        high=high,
        schema=Schema(structure.schema.having("quasi", "sensitive", "behaviour")),
        rows="synthetic",
        events=None,
        impressions=_campaigns(structure, marginals["visits"], codes, streams) if "visits" in marginals else None,
    )
    return dataclasses.replace(release, information_loss=certainty_penalty(low, high, public_widths(release)))


def _campaigns(structure: Structure, marginal: Floats, codes: Codes, streams: Streams) -> Impressions:
    """Draw past campaigns of every second person; age and sex affect whether an offer was shown, not which one."""
    people = len(codes["people"])
    row = np.repeat(np.arange(0, people, 2)[:MOST_ASKED], IMPRESSIONS)
    uniform = streams("draw visits").random((row.size, 3))
    seen = marginal.reshape(-1, structure.size("shown"), 2).sum(axis=2)
    offered = conditional(np.column_stack([seen[:, 0], seen[:, 1:].sum(axis=1)]))
    segment = combined(*structure.table(codes, "people", *structure.segment))[row, 0]
    some = draw(offered, segment, uniform[:, 0]) == 1
    arm = np.where(some, (uniform[:, 1] * OFFERS).astype(np.int64), NO_OFFER)
    shown = structure.shown(codes, row, arm)
    parent = combined(*structure.table(shown, *structure.segment, "shown"))[:, 0]
    return Impressions(row=row, arm=arm, visit=draw(conditional(marginal), parent, uniform[:, 2]) == 1)


def _values(structure: Structure, codes: Codes, blank: pd.DataFrame, streams: Streams) -> pd.DataFrame:
    """Return sensitive columns and behaviour: each value anywhere within its level."""
    columns: dict[str, Array] = {}
    for column in structure.schema.having("sensitive"):
        levels, code = structure.levels[column.name], codes[column.name][:, 0]
        within = streams(f"value {column.name}").random(len(code)) * (levels.high - levels.low)[code]
        columns[column.name] = _written(column, levels.low[code] + within, blank[column.name])
    for source, by_topic in structure.sources.items():
        levels, code = structure.levels[f"counts {source}"], codes[f"counts {source}"]
        within = np.floor(streams(f"value {source}").random(code.shape) * (levels.high - levels.low + 1)[code])
        events = (levels.low[code] + within).astype(np.float32)
        events[codes[f"volume {source}"][:, 0] == 0] = np.nan
        columns |= {column.name: events[:, structure.topics.index(topic)] for topic, column in by_topic.items()}
    kept = [name for name in blank.columns if name in columns]
    return pd.DataFrame({name: columns[name] for name in kept}, index=range(len(codes["people"])))


def _written(column: Column, values: Floats, like: pd.Series) -> Array:
    """Return values on the column's scale in the form of the table: numbers, or names of levels."""
    if pd.api.types.is_numeric_dtype(like):
        return np.asarray(values.astype(like.dtype.type))
    return np.array(column.levels, dtype=object)[values.astype(np.int64)]


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique; see `synthesise`."""
    return synthesise(release, coins.stream)


def apply_with_noise(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the lever's epsilon; see `synthesise`."""
    return synthesise(release, coins.stream, epsilon=settings.epsilon)
