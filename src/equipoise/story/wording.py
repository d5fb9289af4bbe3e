"""Levers in words."""

from __future__ import annotations

from equipoise.chain.settings import LEVERS
from equipoise.texts.catalogue import texts


def value_in_words(lever: str, value: object) -> str:
    """Return the value of a lever in words: "Equal buttons", "10 people", "40 in 100", "on".

    A number with a name is called by it: "A shop's own pages".
    """
    declared = LEVERS[lever]
    match declared.kind:
        case "choice":
            return texts()[f"lever.{lever}.choice.{value}"]
        case "flag":
            return texts()["value.on" if value else "value.off"]
        case "subset":
            names = [texts()[f"lever.{lever}.choice.{item}"] for item in declared.check(lever, value)]
            return ", ".join(names) if names else texts()["value.none"]
        case "integer" | "number":
            position = declared.position(value)
            named = position and texts()[f"lever.{lever}.position.{position}"]
            return named or _amount(declared.unit, float(str(value)))


def _amount(unit: str, amount: float) -> str:
    if unit == "share":
        return texts()["value.share"].format(amount=round(100 * amount, 1))
    number = f"{amount:,.0f}" if amount.is_integer() else f"{amount:g}"
    return texts()["value.amount"].format(number=number, unit=unit_in_words(unit)) if unit else number


def unit_in_words(unit: str) -> str:
    """Return how the unit of a lever is written: "people", "months", "of 100"; nothing where it has none."""
    return texts()[f"unit.{unit}"] if unit else ""
