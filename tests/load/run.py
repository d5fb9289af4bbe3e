"""Measure how a server carries many visitors: ``python tests/load/run.py --checkout . --out table.md``.

Every scenario gets a server of its own. With ``--against`` the other checkout takes each scenario first, so that both
meet the machine in the same mood. The page with the table is written anew after every run.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from load.measure import measure
from load.scenarios import SCENARIOS, Scenario
from load.server import commit, leave_no_server, serve
from load.table import Results, markdown


def main() -> None:
    """Run the scenarios that were asked for and write the page."""
    options = _options()
    leave_no_server()
    checkouts = [path.resolve() for path in (options.against, options.checkout) if path]
    results: Results = {commit(checkout): {} for checkout in checkouts}
    for name in options.scenario or SCENARIOS:
        scenario = _adapted(SCENARIOS[name], options)
        for checkout in checkouts:
            print(f"{name} on {commit(checkout)}", file=sys.stderr, flush=True)
            settings = {"replicas": options.replicas, "python": options.python, "log": options.log}
            with serve(checkout, options.port, **settings) as server:
                results[commit(checkout)][name] = asyncio.run(measure(scenario, server))
            table = markdown(results, quick=options.quick)
            if options.out:
                options.out.write_text(table, encoding="utf-8")
    print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkout", type=Path, default=Path(), help="the code that is measured")
    parser.add_argument("--against", type=Path, help="the code that it is compared with, in turn")
    parser.add_argument("--out", type=Path, help="where the page with the table is written")
    parser.add_argument("--scenario", action="append", choices=SCENARIOS, help="only this one; may be given again")
    parser.add_argument("--quick", action="store_true", help="half the visitors and half the time, for trying")
    parser.add_argument("--visitors", type=int, help="visitors in a scenario's first group, for trying")
    parser.add_argument("--seconds", type=float, help="seconds that are measured")
    parser.add_argument("--excluded", type=float, help="seconds that are not measured, at the start")
    parser.add_argument("--port", type=int, default=8720, help="the servers' first port on this machine")
    parser.add_argument("--replicas", type=int, default=1, help="servers beside each other, which share the visitors")
    parser.add_argument("--python", default=sys.executable, help="the interpreter of the servers")
    parser.add_argument("--log", type=Path, help="where the servers' output goes")
    return parser.parse_args()


def _adapted(scenario: Scenario, options: argparse.Namespace) -> Scenario:
    if options.quick:
        scenario = scenario.halved()
    times = {name: getattr(options, name) for name in ("seconds", "excluded") if getattr(options, name) is not None}
    if options.visitors:
        first = dataclasses.replace(scenario.groups[0], visitors=options.visitors)
        times["groups"] = (first, *scenario.groups[1:])
    return dataclasses.replace(scenario, **times)


if __name__ == "__main__":
    main()
