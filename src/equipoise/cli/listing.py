"""The commands that list what the chain can be set to."""

from __future__ import annotations

import argparse

from equipoise.chain import scenarios as ready_made
from equipoise.chain.settings import LEVERS, write
from equipoise.core.levers import Lever
from equipoise.texts.catalogue import texts


def scenarios(_: argparse.Namespace) -> None:
    """List the scenarios."""
    for each in ready_made.scenarios().values():
        print(f"{each.id:<15}{each.title}: {each.description}")


def levers(_: argparse.Namespace) -> None:
    """List the levers."""
    for name, declared in LEVERS.items():
        print(f"{name:<30}{texts().label(name)}. {_permitted(declared)}. Default: {write(declared.default)}.")


def _permitted(declared: Lever) -> str:
    match declared.kind:
        case "flag":
            return "true or false"
        case "choice":
            return f"One of {', '.join(declared.choices)}"
        case "subset":
            return f"Any of {', '.join(declared.choices)}"
        case "integer" | "number":
            return f"{declared.low:,.10g} to {declared.high:,.10g} {declared.unit}".rstrip()
