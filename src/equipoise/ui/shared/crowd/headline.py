"""A headline as it stands beside the crowd: the number, its change against an earlier state, and what explains it."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import MINUS, signed
from equipoise.ui.shared import explain
from equipoise.ui.shared.crowd.beside import Number
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say, term

_FEARED = "identified"
"""The headline of which one hopes for less."""


def headline(name: str, now: Rate, before: Rate | None, *, certain: bool, scene: int, told: bool) -> Number:
    """Return a headline for the crowd.

    Args:
        name: the name of its field. now: its value. before: the value that it is compared with, if there is one.
        certain: whether the change is more than chance; only then it has a colour.
        scene: the place of the scene that shows it as people. told: whether its question mark was pressed.
    """
    exact = expert()
    change, moved = ("", 0) if before is None else difference(before, now, exact=exact)
    tone: Literal["good", "bad"] = "good" if (moved > 0) != (name == _FEARED) else "bad"
    sure = say(f"headline.card.{'interval' if exact else 'likely'}", interval=interval(now, exact=exact, brief=True))
    return Number(
        name=name,
        label=term(name, expert=True),
        value=in_100(now, exact=exact),
        ask=say("headline.ask", number=term(name, expert=True)),
        sure=sure if now.known else "",
        change=change,
        moved="up" if moved > 0 else "down" if moved < 0 else "same",
        tone=tone if moved and certain else "",
        scene=scene,
        share=_of_100(now),
        start=None if before is None else _of_100(before),
        told=(explain.sections(name, now),) if told else None,
    )


def difference(before: Rate, now: Rate, *, exact: bool) -> tuple[str, int]:
    """Return the difference of two rates as they are shown, in words, and its sign."""
    if not (before.known and now.known):
        return "", 0
    then, here = (Decimal(hundred(rate.value, exact=exact).replace(MINUS, "-")) for rate in (before, now))
    if then == here:
        return say("headline.card.same"), 0
    return signed(float(here - then), digits=0 if (here - then) % 1 == 0 and not exact else 1), 1 if here > then else -1


def _of_100(rate: Rate) -> float | None:
    return 100 * rate.value if rate.known else None
