"""How numbers are written: shares as "x in 100", changes with a sign, intervals, and nothing where nothing is known."""

from __future__ import annotations

from equipoise.numerics.rate import Direction, Rate
from equipoise.texts.numerals import MINUS, NOTHING, plain, with_minus
from equipoise.ui.shared.words import say


def hundred(share: float, *, exact: bool = False) -> str:
    """Return a share from 0 to 1 as a count out of 100: "41"; below ten, or if ``exact``, with one decimal.

    All of them are "100" either way.
    """
    if share != share:
        return NOTHING
    value = 100 * share
    digits = 1 if (exact and abs(value) < 99.95) or 0.05 <= abs(value) < 9.95 else 0
    return with_minus(f"{value:.{digits}f}")


def in_100(rate: Rate, *, exact: bool = False) -> str:
    """Return a rate as "41 in 100"."""
    return say("number.in_100", share=hundred(rate.value, exact=exact)) if rate.known else NOTHING


def interval(rate: Rate, *, scale: float = 100.0, exact: bool = False, brief: bool = False) -> str:
    """Return the ends of a rate's interval: "40 to 42", or "40–42" where space is short."""
    if not rate.known:
        return NOTHING
    if scale != 100.0:
        return say("number.range", low=plain(scale * rate.low), high=plain(scale * rate.high))
    low, high = (hundred(end, exact=exact) for end in (rate.low, rate.high))
    if low == high and not exact:
        return interval(rate, exact=True, brief=brief)
    if low == high:
        return say("number.close", value=low)
    return f"{low}–{high}" if brief and not low.startswith(MINUS) else say("number.range", low=low, high=high)


def of_100(rate: Rate) -> Rate:
    """Return a share, or its change, in "x in 100"."""
    return Rate(100 * rate.value, 100 * rate.low, 100 * rate.high, rate.n, rate.tag)


def direction(change: Rate, tolerance: float = 0.01) -> Direction:
    """Return "up", "down" or "same": a change counts when it is beyond ``tolerance`` and its interval excludes zero."""
    if not change.known or abs(change.value) < tolerance or change.low <= 0 <= change.high:
        return "same"
    return "up" if change.value > 0 else "down"


def icons(share: float) -> int:
    """Return how many of 100 icons show a share."""
    return 0 if share != share else min(100, max(0, round(100 * share)))
