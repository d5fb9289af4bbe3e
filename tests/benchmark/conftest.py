"""Benchmarks: not run by default; see docs/speed.md for the command.

Figures are ratios to one plain scikit-learn fit on the same matrix in the same run, so that they mean the same on every
machine.
"""

from __future__ import annotations

import time

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from equipoise import Settings, simulate
from equipoise.chain.pipeline import Chain
from equipoise.runtime.remembered import MEMORY
from equipoise.stages.targeting.train import impressions_of

ROWS: list[tuple[str, float, str]] = []
REFERENCE: list[float] = []


@pytest.fixture(scope="session")
def reference() -> float:
    """Median seconds of a plain scikit-learn fit on the default scenario's training matrix."""
    chain = Chain(Settings())
    vault = chain.protect.value[1]
    people = np.flatnonzero(chain.folds.value.history & (vault.row >= 0))
    row, arm, visit = impressions_of(people, chain.history.value, vault)
    matrix = chain.train.value.design.impressions(row, arm).dense()[:, 1:]
    ridge, seconds = float(np.median(chain.train.value.fitted.ridge)), []
    with threadpool_limits(1):
        for _ in range(7):
            started = time.perf_counter()
            LogisticRegression(C=1 / ridge, solver="newton-cholesky", tol=1e-4, max_iter=30).fit(matrix, visit)
            seconds.append(time.perf_counter() - started)
    REFERENCE.append(float(np.median(seconds)))
    return REFERENCE[0]


@pytest.fixture
def tell(reference: float):
    """Note a figure for the table at the end of the run."""

    def note(name: str, seconds: float, budget: str = "") -> None:
        ROWS.append((name, seconds, budget))

    return note


@pytest.fixture
def warm() -> None:
    """Start from a process that has seen the default scenario and nothing else."""
    MEMORY.clear()
    simulate(Settings())


def pytest_terminal_summary(terminalreporter) -> None:
    if not REFERENCE:
        return
    unit = REFERENCE[0]
    line = terminalreporter.write_line
    line("")
    line(f"| what | seconds | ratio to a plain fit ({unit * 1000:.0f} ms) | budget |")
    line("|---|---|---|---|")
    for name, seconds, budget in ROWS:
        line(f"| {name} | {seconds:.3f} | {seconds / unit:.1f} | {budget} |")
