"""The figures as a page in Markdown, with date, machine and commit."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping

from load.figures import Figures
from load.scenarios import SCENARIOS, Aim

Results = dict[str, dict[str, Figures]]
"""The code's commit -> the scenario's name -> its figures."""
_HEAD = (
    "| what | visitors | measured s | code | clicks | p50 s | p95 s | mean s | clicks/s | unanswered | page s | cores "
    "| memory GB | growth | aims |"
)
_ABOUT = """\
Each line is a run on a server that has just been started. The visitors are protocol clients (`tests/load/`) on the same
cores: they open the Playground over its websocket, click, wait for the end of the last run that the click has caused,
and think, each time for between half and one and a half of the time that is named: visitors who all think equally long
fall into step, click at one moment, and wait for each other. What is drawn in a browser comes on top. The time before
the measured seconds is excluded; visitors come in its first half.

A click that is replaced, cancelled, refused or not answered within 90 s, and one that ends in an error or without a
result, is unanswered. Times are those of the answered clicks; of clicks on any lever, those that led to a state that no
visitor had reached. "Page" is the median time until a page is drawn first; "cores" is how many the server's processes
took. Memory is the highest sum of the proportional set sizes of all processes; its growth is that of a line fitted to
the last quarter."""
_WORDS = {
    "p95": "p95 {} {} s",
    "mean": "mean {} {} s",
    "throughput": "clicks/s {} {}",
    "unanswered": "unanswered {} {:.0%}",
    "memory": "memory {} {:.2g} bytes",
    "growth": "growth {} {:.0%}",
}


def markdown(results: Results, *, quick: bool = False) -> str:
    """Return the page; ``quick`` says that numbers of visitors and times were halved."""
    day = datetime.datetime.now(datetime.UTC).date()
    lines = [
        "# Many visitors",
        "",
        f"Measured on {day} on {os.cpu_count()} cores; code: {', '.join(results)}"
        + ("; half the visitors and half the time." if quick else "."),
        "",
        _ABOUT,
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
                run = runs[name]
                cells = (scenario.title, str(run.visitors), f"{run.seconds:.0f}", code, *_cells(run), aims)
                yield f"| {' | '.join(cells)} |"


def _cells(run: Figures) -> tuple[str, ...]:
    times = (f"{value:.3f}" if value < 1 else f"{value:.2f}" for value in (run.p50, run.p95, run.mean, run.throughput))
    return (
        str(run.clicks),
        *times,
        f"{run.unanswered:.1%}",
        f"{run.opening:.2f}",
        f"{run.cores:.2f}",
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
