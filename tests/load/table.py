"""The figures as a table in Markdown, with date, machine and commit."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping

from load.figures import Figures
from load.scenarios import SCENARIOS, Aim

Results = dict[str, dict[str, Figures]]
"""The code's commit -> the scenario's name -> its figures."""
_HEAD = "| what | code | clicks | p50 s | p95 s | mean s | clicks/s | unanswered | page s | memory GB | growth | aims |"
_WORDS = {
    "p95": "p95 {} {} s",
    "mean": "mean {} {} s",
    "throughput": "clicks/s {} {}",
    "unanswered": "unanswered {} {:.0%}",
    "memory": "memory {} {:.2g} bytes",
    "growth": "growth {} {:.0%}",
}


def markdown(results: Results, *, quick: bool = False) -> str:
    """Return the table; ``quick`` says that numbers of visitors and times were halved."""
    day = datetime.datetime.now(datetime.UTC).date()
    lines = [
        f"Measured on {day} on {os.cpu_count()} cores; code: {', '.join(results)}"
        + ("; half the visitors and half the time." if quick else "."),
        "",
        _HEAD,
        "|---" * (_HEAD.count("|") - 1) + "|",
        *_rows(results),
        "",
        *_notes(results),
    ]
    return "\n".join(lines) + "\n"


def _rows(results: Results) -> Iterator[str]:
    for name, scenario in SCENARIOS.items():
        for code, runs in results.items():
            if name in runs:
                aims = "; ".join(_aim(aim, name, runs) for aim in scenario.aims)
                cells = (scenario.title, code, *_cells(runs[name]), aims)
                yield f"| {' | '.join(cells)} |"


def _cells(run: Figures) -> tuple[str, ...]:
    times = (f"{value:.3f}" if value < 1 else f"{value:.2f}" for value in (run.p50, run.p95, run.mean, run.throughput))
    return (
        str(run.clicks),
        *times,
        f"{run.unanswered:.1%}",
        f"{run.opening:.2f}",
        f"{run.memory / 1e9:.2f}",
        f"{run.growth:+.1%}",
    )


def _aim(aim: Aim, name: str, runs: Mapping[str, Figures]) -> str:
    verdict = {True: "met", False: "**not met**", None: "not compared"}[aim.met(name, runs)]
    against = f" times that of {aim.of}" if aim.of else ""
    return f"{_WORDS[aim.figure].format(aim.relation, aim.bound)}{against}: {verdict}"


def _notes(results: Results) -> Iterator[str]:
    """Say why clicks went unanswered, and how busy the clients were on the same cores."""
    for code, runs in results.items():
        for name, run in runs.items():
            reasons = ", ".join(f"{count} x {reason}" for reason, count in run.reasons.items())
            told = f"; unanswered: {reasons}" if reasons else ""
            yield f"- {name} on {code}: the clients took {run.generator:.0%} of a core{told}."
