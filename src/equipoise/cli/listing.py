"""The commands that list what the chain can be set to."""

from __future__ import annotations

import argparse

from equipoise.chain import scenarios as ready_made
from equipoise.chain.settings import LEVERS
from equipoise.chain.writing import write
from equipoise.core.levers import Lever
from equipoise.story.wording import unit_in_words
from equipoise.texts.catalogue import texts


def scenarios(_: argparse.Namespace) -> None:
    """List the scenarios."""
    for each in ready_made.scenarios().values():
        line = texts()["cli.scenario.line"].format(title=each.title, description=each.description)
        print(f"{each.id:<17}{line}")


def levers(_: argparse.Namespace) -> None:
    """List the levers."""
    for name, declared in LEVERS.items():
        line = texts()["cli.lever.line"].format(
            label=texts().label(name), permitted=_permitted(declared), default=write(declared.default)
        )
        print(f"{name:<30}{line}")


def _permitted(declared: Lever) -> str:
    unit = unit_in_words(declared.unit)
    kind = declared.kind if declared.kind in ("flag", "choice", "subset") else "range_of" if unit else "range"
    permitted = texts()[f"cli.lever.{kind}"].format(
        choices=", ".join(declared.choices), low=declared.low, high=declared.high, unit=unit
    )
    named = ", ".join(f"{name} ({write(value)})" for name, value in declared.positions.items())
    return texts()["cli.lever.or_named"].format(permitted=permitted, named=named) if named else permitted
