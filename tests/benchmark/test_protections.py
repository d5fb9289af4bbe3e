"""How long protections and classic measures take by themselves, and how that grows with the table."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.measure.measure import disclosure
from equipoise.stages.protect.k_anonymity import generalise
from equipoise.stages.protect.mondrian import partition
from oracles.tables import QUASI, WIDTHS, census

pytestmark = pytest.mark.bench

SENSITIVE = (
    Column(name="ill", role="sensitive", kind="binary", levels=("no", "yes")),
    Column(name="pay", role="sensitive", kind="ordered", levels=tuple("123456789")),
)
SCHEMA = Schema((*(Column(name=name, role="quasi", kind="number") for name in QUASI), *SENSITIVE))


def fastest(work: Callable[[], object], rounds: int) -> float:
    """Return the fewest seconds of processor time: the work has one thread, and other programs can only add to it."""
    seconds = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def cutting(rows: int, rounds: int) -> float:
    codes = census(rows, seed=1)[list(QUASI)].to_numpy(dtype=float)
    widths = np.array([WIDTHS[name] for name in QUASI])
    return fastest(lambda: partition(codes, 5, widths), rounds)


def test_mondrian_and_its_growth(tell) -> None:
    small, middle, large = cutting(10_000, 20), cutting(100_000, 5), cutting(1_000_000, 3)
    tell("Mondrian, k = 5, six quasi-identifiers, 10,000 rows", small, "0.025 s")
    tell("the same, 1,000,000 rows", large, "4 s")
    exponents = (math.log10(middle / small), math.log10(large / middle))
    tell(f"growth exponents {exponents[0]:.2f} and {exponents[1]:.2f}, 100,000 rows", middle, "1.25")
    assert small < 0.025 and large < 4 and max(exponents) < 1.25


def test_mondrian_of_twenty_thousand_rows(tell) -> None:
    seconds = cutting(20_000, 20)
    tell("Mondrian, k = 5, six quasi-identifiers, 20,000 rows", seconds, "0.05 s")
    assert seconds < 0.05


def test_k_anonymity_of_the_shops_table(tell) -> None:
    raw = Chain(Settings().replace(**{"consent.model": "notice", "protect.technique": "none"})).protect.value[0]
    assert len(raw) > 17_000 and len(raw.schema.names("quasi")) == 6
    seconds = fastest(lambda: generalise(raw, k=5), 20)
    tell(f"k-anonymity, k = 5, the shop's {len(raw):,} rows, all of the technique", seconds, "0.05 s")
    assert seconds < 0.05 * 2  # twice the budget: machines differ


@pytest.mark.parametrize("classes", [1_000, 200_000], ids=lambda classes: f"{classes:,} classes")
def test_k_l_and_t_of_a_million_rows(tell, classes: int) -> None:
    frame = census(1_000_000, seed=1)
    template = census(classes, seed=2)[list(QUASI)]
    drawn = np.random.default_rng(0).integers(0, classes, len(frame))
    frame[list(QUASI)] = template.to_numpy()[drawn]
    for column in SENSITIVE:
        frame[column.name] = pd.Categorical.from_codes(frame[column.name], list(column.levels))
    seconds = fastest(lambda: disclosure(frame, SCHEMA), 3)
    tell(f"k, l, t and delta of 1,000,000 rows in {classes:,} classes", seconds, "1 s")
    assert seconds < 1


def test_k_l_and_t_of_a_sensitive_column_with_many_values(tell) -> None:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"birth": rng.integers(0, 150_000, 1_000_000), "pay": rng.random(1_000_000)})
    schema = Schema((SCHEMA["birth"], Column(name="pay", role="sensitive", kind="number")))
    seconds = fastest(lambda: disclosure(frame, schema), 3)
    tell("k, l and t of 1,000,000 rows, a million different salaries", seconds, "1 s")
    assert seconds < 1
