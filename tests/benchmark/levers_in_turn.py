"""Processor time of cold runs and of moved levers, beside other versions of the package, in turn.

    nice -n 5 python tests/benchmark/levers_in_turn.py --sources src ../old/src --rounds 7

Every source is a folder with a version of the package and has one process, which stays. In every round, each process in
turn forgets all results, runs the default settings for people whom no other round has, and moves one lever after the
other from there, each to several values; the order of processes changes from round to round. A first round, in which
libraries are loaded, is left out. The table has the median of all rounds and values, and the median of the ratios of
the first source to the last one, which pair the same people and the same value. Other programs make processor time
longer too: they share caches. A version that does not know a setting has no figure for it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import operator
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

RECEIPTS = {"minimise.detail": "receipts"}
START: dict[str, dict[str, Any]] = {"": {}, ", receipts kept": RECEIPTS}
"""From where levers are moved."""
LEVERS: dict[str, tuple[dict[str, Any], ...]] = {
    "k": tuple({"protect.k": k} for k in (10, 8)),
    "banner": tuple({"consent.banner": banner} for banner in ("equal", "per_purpose")),
    "months": tuple({"minimise.retention_months": months} for months in (12, 6)),
    "biased past": tuple({"history.label_bias": bias} for bias in (0.5, 0.3)),
    "another past": tuple({"history.exposure_bias": bias} for bias in (0.5, 0.3)),
    "budget": tuple({"target.budget": share} for share in (0.5, 0.25, 0.35)),
}


def forget() -> None:
    """Empty the memory of results, which has moved since the first version."""
    for name in ("equipoise.runtime.remembered", "equipoise.remembered"):
        with contextlib.suppress(ModuleNotFoundError):
            import_module(name).MEMORY.clear()


def seconds(settings: dict[str, Any]) -> float:
    """Return the processor time of one run."""
    equipoise = import_module("equipoise")
    wanted = equipoise.Settings().replace(**settings)
    started = time.process_time()
    equipoise.simulate(wanted)
    return time.process_time() - started


def one_round(seed: int) -> Iterator[tuple[str, int, float]]:
    """Yield what was measured on these people: the name, which value of the lever it was, and seconds."""
    for suffix, start in START.items():
        here = {"population.seed": seed, **start}
        forget()
        try:
            yield f"cold run{suffix}", 0, seconds(here)
        except ValueError:  # this version does not know the setting
            continue
        for name, values in LEVERS.items():
            for number, lever in enumerate(values):
                yield f"{name}{suffix}", number, seconds(here | lever)


def serve() -> None:
    """Measure one round for every seed that is asked for."""
    for line in sys.stdin:
        print(json.dumps(list(one_round(int(line)))), flush=True)


def started(source: Path) -> subprocess.Popen[str]:
    """Return the process of one source, which waits for the first seed."""
    environment = {**os.environ, "PYTHONPATH": str(source.resolve()), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, __file__, "--serve"]
    return subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def asked(process: subprocess.Popen[str], seed: int) -> dict[tuple[str, int], float]:
    """Return the seconds that one process measured in one round, by name and value."""
    assert process.stdin and process.stdout
    process.stdin.write(f"{seed}\n")
    process.stdin.flush()
    return {(name, number): taken for name, number, taken in json.loads(process.stdout.readline())}


def show(rounds: list[list[dict[tuple[str, int], float]]], sources: list[Path]) -> None:
    """Print the table: a line for every lever, a column for every source, and the ratio of the first to the last."""
    print("| processor time, s |", " | ".join(map(str, sources)), "| ratio |")
    print("|---|" + "---|" * (len(sources) + 1))
    for name in dict.fromkeys(name for measured in rounds[0] for name, _ in measured):
        taken = [
            [own for measured in rounds for (what, _), own in measured[place].items() if what == name]
            for place in range(len(sources))
        ]
        cells = [f"{statistics.median(each):.3f}" if each else "-" for each in taken]
        ratios = list(map(operator.truediv, taken[0], taken[-1]))
        print(f"| {name} | {' | '.join(cells)} | {f'{statistics.median(ratios):.2f}' if ratios else '-'} |")


def main() -> None:
    """Measure and print, or serve one source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", nargs="+", type=Path, default=[Path("src")])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
        return
    processes, rounds = [started(source) for source in options.sources], []
    for number in range(options.rounds + 1):
        places = range(len(processes))
        order = places if number % 2 else reversed(places)
        found = {place: asked(processes[place], 1000 + number) for place in order}
        rounds.append([found[place] for place in places])
    for process in processes:
        process.communicate()
    show(rounds[1:], options.sources)


if __name__ == "__main__":
    main()
