"""Time of protections, measures and linkage on a table of one's own, by its size and beside other versions, in turn.

    python tests/benchmark/any_table_sizes.py --sources src ../old/src --rows 10000 300000 1000000 --rounds 3

Every source is a folder with a version of the package. Versions take turns, each time in a process of its own with one
thread, and the fewest seconds of processor time of all rounds count: other programs can only add to them. A process
loads the package once, which has a line of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))


LOADING = "loading the package"


def tasks(rows: int) -> dict[str, Callable[[], object]]:
    """Return what is timed, by its name."""
    from oracles.tables import QUASI, census

    equipoise = import_module("equipoise")
    modules = [f"equipoise.{name}" for name in ("shared.schema", "shared.column", "schema")]
    names = {name: value for module in modules for name, value in vars(loaded(module)).items()}
    column, schema_of = names["Column"], names["Schema"]
    sensitive = (
        column(name="ill", role="sensitive", kind="binary", levels=("no", "yes")),
        column(name="pay", role="sensitive", kind="ordered", levels=tuple("123456789")),
    )
    schema = schema_of((*(column(name=name, role="quasi", kind="number") for name in QUASI), *sensitive))
    frame = census(rows, seed=1)
    frame = frame.assign(ill=frame["ill"].map(("no", "yes").__getitem__), pay=(frame["pay"] + 1).astype(str))
    measure = getattr(equipoise, "measure", None) or import_module("equipoise.measure")
    return {
        "Mondrian, k = 5": lambda: equipoise.protect_table(frame, schema, technique="k_anonymity", k=5, seed=1),
        "k, l and t": lambda: measure.disclosure(frame, schema),
        "linkage": lambda: equipoise.attack_table(frame, schema, only=["linkage"], technique="k_anonymity", k=5),
    }


def loaded(module: str) -> Any:
    """Return a module, or an empty one where this version has none of that name."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        return argparse.Namespace()


def timed(rows: int) -> dict[str, float]:
    """Return the seconds of processor time of every task."""
    started = time.process_time()
    equipoise = import_module("equipoise")
    for name in ("protect_table", "attack_table"):  # one of the versions loads its functions when they are asked for
        getattr(equipoise, name)
    seconds = {LOADING: time.process_time() - started}
    for name, work in tasks(rows).items():
        started = time.process_time()
        work()
        seconds[name] = time.process_time() - started
    return seconds


def elsewhere(source: str, rows: int) -> dict[str, float]:
    """Return the seconds that the version in a folder takes."""
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = os.environ | one | {"PYTHONPATH": str(Path(source).resolve())}
    command = [sys.executable, "-W", "ignore", __file__, "--only", str(rows)]
    found: dict[str, float] = json.loads(
        subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    )
    return found


def main() -> None:
    """Print a table: a line for every size and task, a column for every version."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", nargs="+", default=["src"])
    parser.add_argument("--rows", nargs="+", type=int, default=[10_000, 300_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(timed(options.only)))
        return
    print("| rows | what |", " | ".join(options.sources), "|")
    print("|---|---|" + "---|" * len(options.sources))
    for rows in options.rows:
        runs = [[elsewhere(source, rows) for source in options.sources] for _ in range(options.rounds)]
        for name in runs[0][0]:
            best = [min(run[place][name] for run in runs) for place in range(len(options.sources))]
            print(f"| {rows:,} | {name} |", " | ".join(f"{seconds:.3f} s" for seconds in best), "|", flush=True)


if __name__ == "__main__":
    main()
