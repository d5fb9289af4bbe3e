"""The command ``deliver``: run a branch of the chain, and print its outcome."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import Any

from equipoise.chain.branches import ANSWERS
from equipoise.cli.assignments import warn_of_idle
from equipoise.cli.simulate import chosen
from equipoise.runtime.compute import fits_this_machine
from equipoise.texts.catalogue import texts


def deliver(options: argparse.Namespace) -> None:
    """Run the branch and print its numbers."""
    settings, moved = chosen(options.scenario, None, options.set, None)
    warn_of_idle(settings, moved)
    fits_this_machine(settings.population.size)
    outcome = ANSWERS[options.branch].load()(settings).to_dict()
    if options.json:
        print(json.dumps(outcome, indent=2, allow_nan=False))
        return
    for name, number in _numbers({key: part for key, part in outcome.items() if key != "settings"}):
        print(f"{name:<34}{number}")


def _numbers(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield every number with its path, and with its interval where it has one; what is unknown is left out."""
    for key, value in values.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and "value" in value:
            if value["value"] is not None:
                yield name, _rate(value)
        elif isinstance(value, Mapping):
            yield from _numbers(value, f"{name}.")
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield name, _short(value)


def _rate(rate: Mapping[str, Any]) -> str:
    ends = {end: _short(rate[end]) for end in ("value", "low", "high")}
    return texts()["cli.deliver.rate"].format(**ends, n=rate["n"])


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
