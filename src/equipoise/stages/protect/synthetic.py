"""Synthetic release: invented people drawn from low-order marginals of the real ones, with offers and responses.

Which attributes depend on which is learned (`dependence`): every column is drawn given the one column of a tree that it
is bound to most. Levels come from the schema, and drawing uses marginals only.

*Without noise* the marginals are exact, and a column that the one before it determines stays determined. No real row
is in the table, yet rare cells of a marginal are reproduced, such as the only answer to the survey from people of a
postcode, and all marginals together disclose membership (Homer et al. 2008, doi:10.1371/journal.pgen.1000167; Stadler,
Oprisanu and Troncoso 2022, arXiv:2011.07018).

*With Gaussian noise* on every marginal (McKenna, Miklau and Sheldon 2021, doi:10.29012/jpc.778) the table is
(epsilon, `marginals.DELTA`)-differentially private. Neighbours: two sets of people, one of which has one person more,
with all their impressions. A person counts once in every marginal, topics of a source and impressions as fractions of
one, so that adding the person changes it by one at most (L2); in that of interests once for each topic, so by the root
of their number. `CHOICES` of epsilon go to the choice of the tree in equal parts (composition: Dwork and Roth 2014,
doi:10.1561/0400000042, theorem 3.16), the rest to the marginals: of it, `VISITS` and `INTEREST` to these two, the rest
to the others in equal parts. One of them is the number of people, so that the number of rows is noisy too. Every copy
spends the budget anew.

In the invented world the noise is for teaching: whoever has the seed repeats it, and copies share it, so that a change
on screen is not due to new draws. On a table of one's own without a seed it comes from OpenDP (`numerics.noise`).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Collection, Mapping

import numpy as np
import pandas as pd

from equipoise.core.arrays import Array, Floats, Integers
from equipoise.core.vocabulary import IMPRESSIONS, NO_OFFER, OFFERS
from equipoise.numerics.marginals import combined, conditional, count, draw, projected
from equipoise.numerics.noise import Noise, Seeded
from equipoise.shared.column import Column
from equipoise.shared.dependence import Choice, choices, learned
from equipoise.shared.levels import Levels
from equipoise.shared.release import Impressions, Release
from equipoise.shared.schema import Schema
from equipoise.shared.structure import Codes, Structure, may_miss
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.k_anonymity import certainty_penalty, public_widths
from equipoise.stages.protect.settings import ProtectSettings

Streams = Callable[[str], np.random.Generator]
"""Returns the generator of a name; it does not depend on the people from whom the table is made."""
Marginals = dict[str, Floats]

CHOICES = 0.2
VISITS = 0.25
INTEREST = 0.25
MOST_ASKED = 100_000
"""The most synthetic people with past campaigns: training uses no more."""


def synthesise(
    release: Release, streams: Streams, *, epsilon: float | None = None, noise: Noise | None = None
) -> tuple[Release, Integers]:
    """Draw a table of invented people who are like those of ``release`` on average.

    Args:
        release: real rows, and impressions of theirs if there are any.
        streams: the random generators.
        epsilon: strength of differential privacy, above 0; None counts exactly.
        noise: its source; None: seeded, from the same generators.

    Returns:
        The synthetic release, and -1 for every given row, since no real row is in it.

    Raises:
        DataError: the schema declares neither levels nor bounds of a column.
    """
    blank = dataclasses.replace(release.take(np.empty(0, dtype=np.int64)), epsilon=epsilon)
    structure = Structure(release.schema)
    codes = structure.encode(release)
    if epsilon is None:
        structure = learned(structure, codes, Choice())
        marginals = measure(structure, release, codes)
    else:
        structure, marginals = _privately(release, structure, codes, epsilon, noise or Seeded(streams))
    return invent(structure, marginals, blank, streams), np.full(len(release), -1)


def _privately(
    release: Release, structure: Structure, codes: Codes, epsilon: float, noise: Noise
) -> tuple[Structure, Marginals]:
    """Return the structure and the marginals with noise, each projected onto the possible tables.

    How many people there are is counted once, before dependences are chosen.
    """
    plan = Plan.of(release, epsilon)
    exact = np.full((1, 1), float(len(release)))
    people = noise.counts("people", exact, 1.0, plan.counts, plan.shares["people"])
    structure = learned(structure, codes, Choice(plan.choice, people.item(), noise))
    found = with_noise(structure, measure(structure, release, codes), plan.counts, noise, people)
    number = max(people.item(), 0.0)
    return structure, {name: _possible(structure, name, cells, number) for name, cells in found.items()}


@dataclasses.dataclass(frozen=True)
class Plan:
    """How epsilon is spent.

    Attributes:
        choice: epsilon of each choice of a dependence. choices: how many there are.
        counts: epsilon of all marginals together. shares: each marginal's share of it.
    """

    choice: float
    choices: int
    counts: float
    shares: Mapping[str, float]

    @classmethod
    def of(cls, release: Release, epsilon: float) -> Plan:
        """Return the plan for a table; only its schema, and whether it has past campaigns, matter."""
        structure = Structure(release.schema)
        number = choices(structure)
        chosen = CHOICES * epsilon if number else 0.0
        names = [*structure.parents, *([] if release.impressions is None else ["visits"])]
        return cls(chosen / max(number, 1), number, epsilon - chosen, budget(names))


def measure(structure: Structure, release: Release, codes: Codes | None = None) -> Marginals:
    """Count every marginal once; later steps do not use the rows. ``codes`` are their levels, if they are known."""
    codes = structure.encode(release) if codes is None else codes
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


def with_noise(
    structure: Structure, marginals: Marginals, epsilon: float, noise: Noise, people: Floats | None = None
) -> Marginals:
    """Add the Gaussian noise that each marginal's share of the budget asks for; ``people`` have theirs already."""
    shares = budget(marginals)
    return {
        name: people
        if name == "people" and people is not None
        else noise.counts(name, exact, sensitivity(structure, name), epsilon, shares[name])
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


def budget(marginals: Collection[str]) -> dict[str, float]:
    """Return each marginal's share of what is spent on counts; they sum to one."""
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
    quasi = [name for name, column in structure.columns.items() if column.role == "quasi"]
    low, high = np.empty((rows, len(quasi))), np.empty((rows, len(quasi)))
    for place, name in enumerate(quasi):
        levels, code = structure.levels[name], codes[name][:, 0]
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
    for name, column in structure.columns.items():
        if column.role != "quasi":
            uniform = streams(f"value {name}").random(len(codes[name]))
            columns[column.name] = _drawn(
                column, structure.levels[name], codes[name][:, 0], uniform, blank[column.name]
            )
    for number, by_topic in enumerate(structure.sources):
        levels, code = structure.levels[f"counts {number}"], codes[f"counts {number}"]
        within = np.floor(streams(f"value {number}").random(code.shape) * (levels.high - levels.low + 1)[code])
        events = (levels.low[code] + within).astype(np.float32)
        events[codes[f"volume {number}"][:, 0] == 0] = np.nan
        columns |= {column.name: events[:, structure.topics.index(topic)] for topic, column in by_topic.items()}
    kept = [name for name in blank.columns if name in columns]
    return pd.DataFrame({name: columns[name] for name in kept}, index=range(len(codes["people"])))


def _drawn(column: Column, levels: Levels, code: Integers, uniform: Floats, like: pd.Series) -> Array:
    """Return values anywhere within their levels; of events, which are counted, a whole number."""
    if not may_miss(column):
        return _written(column, levels.low[code] + uniform * (levels.high - levels.low)[code], like)
    level = np.maximum(code - 1, 0)  # the first level says that the value is missing
    whole = column.counted or pd.api.types.is_integer_dtype(like)
    values = levels.low[level] + uniform * (levels.high - levels.low + whole)[level]
    if whole:
        values = np.clip(np.floor(values), *(column.bounds or (-np.inf, np.inf)))  # bounds need not be whole
    values = np.where(code == 0, np.nan, values)
    return values if np.isnan(values).any() else np.asarray(values.astype(like.dtype.type))


def _written(column: Column, values: Floats, like: pd.Series) -> Array:
    """Return values on the column's scale in the form of the table: numbers, dates, or names of levels."""
    if pd.api.types.is_numeric_dtype(like):
        return np.asarray(values.astype(like.dtype.type))
    if column.kind == "date":
        days = values.astype(np.int64).astype("datetime64[D]")
        return days if pd.api.types.is_datetime64_any_dtype(like) else np.array(days.astype(str), dtype=object)
    return np.array(column.levels, dtype=object)[values.astype(np.int64)]


def apply(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique; see `synthesise`."""
    return synthesise(release, coins.stream)


def apply_with_noise(release: Release, settings: ProtectSettings, coins: Coins) -> tuple[Release, Integers]:
    """Apply the technique with the lever's epsilon; see `synthesise`."""
    return synthesise(release, coins.stream, epsilon=settings.epsilon, noise=coins.secure)
