"""The lab's wording of gaps between groups: pure functions from findings to text."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from equipoise.core.vocabulary import GROUPS
from equipoise.numerics.rate import Rate
from equipoise.stages.measure.notions import Findings, Gap
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts import ranges
from equipoise.ui.charts.dots import Card, Line
from equipoise.ui.shared import tables
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say, term

SHOWN = ("selection_rate", "true_positive_rate", "equalised_odds", "precision", "calibration_gap", "value_received")
"""The notions in the order of the cards. Equalised odds shows the false-positive rates: the true ones stand beside."""
_RATE_OF = {"equalised_odds": "false_positive_rate"}
_TABLE = (
    "base_rate", "reach", "selection_rate", "true_positive_rate", "false_positive_rate",
    "precision", "calibration_gap", "value_received",
)  # fmt: skip
_FOUR_FIFTHS = 0.8
_MARKS = {"apart": "≠", "alike": "≈", "unclear": "?", "small": "–"}


def names(attribute: str) -> tuple[str, ...]:
    """Return the names of an attribute's groups in words."""
    return tuple(tables.group_name(attribute, group) for group in GROUPS[attribute])


def title(notion: str, *, expert: bool) -> str:
    """Return what a notion is called."""
    return say(f"fair.{'term' if expert else 'notion'}.{notion}")


def verdict(gap: Gap) -> str:
    """Return the verdict on a gap, as Markdown: "**≠ 10 in 100 apart** (7 to 13)"."""
    if not gap.gap.known:
        return say("fair.verdict.small")
    return say(f"fair.verdict.{gap.verdict}", gap=_gap(gap.gap), interval=interval(gap.gap))


def card(notion: str, found: Findings, attribute: str, *, expert: bool) -> Card:
    """Return a notion as a card: every group's rate, and the verdict on the gap."""
    rates = found.rates[_RATE_OF.get(notion, notion)]
    lines = tuple(Line(name, rate, hundred(rate.value)) for name, rate in zip(names(attribute), rates, strict=True))
    _, strong, rest = verdict(found.gaps[notion]).split("**")
    return Card(title(notion, expert=expert), say(f"fair.of.{notion}"), lines, rest.strip(), strong)


def cell(gap: Gap, *, exact: bool) -> str:
    """Return a gap as a mark and a number: "≠ 17", for experts with its interval."""
    if not gap.gap.known:
        return NOTHING
    ends = f" ({interval(gap.gap)})" if exact else ""
    return f"{_MARKS[gap.verdict]} {hundred(gap.gap.value)}{ends}"


def senses(found: Findings, *, expert: bool) -> tuple[ranges.Line, ...]:
    """Return all notions as lines of one chart: every group's rate, and how far they are apart."""
    return tuple(
        ranges.Line(
            title(notion, expert=expert),
            cell(found.gaps[notion], exact=expert),
            tuple(found.rates[_RATE_OF.get(notion, notion)]),
        )
        for notion in SHOWN
    )


def beside(cards: Sequence[Card]) -> pd.DataFrame:
    """Return cards as a table: one row a line, every number with its interval; a card without the line has none."""
    names = list(dict.fromkeys(line.name for card in cards for line in card.lines))
    columns = {}
    for card in cards:
        cells = {line.name: _cell(line.rate) for line in card.lines}
        columns[card.title] = [cells.get(name, NOTHING) for name in names]
    return pd.DataFrame({" ": names} | columns)


def alternative(found: Findings, *, expert: bool) -> str:
    """Return all cards in words."""
    told = (f"{title(name, expert=expert)}: {_plain(verdict(found.gaps[name]))}" for name in SHOWN)
    return "; ".join(told)


def conclusion(said: str, found: Findings, attribute: str) -> str:
    """Return the conclusion over all notions in words (``said``: of `measure.notions.conclude`)."""
    base, reach = (_ends(found, name, attribute) for name in ("base_rate", "reach"))
    return say(f"fair.conclusion.{said}", base=base, reach=reach, off=_off(found, attribute))


def because(said: str) -> str:
    """Return what to make of a conclusion, "" where there is no more to say."""
    return texts().get(f"ui.fair.because.{said}", "")


def side(ratio: Rate, *, checked: bool) -> str:
    """Return on which side of the four-fifths line the whole interval is, a key of the texts under ``fair.line``.

    An interval that is not ``checked`` against other pasts decides nothing.
    """
    if not ratio.known:
        return "small"
    if ratio.low < _FOUR_FIFTHS <= ratio.high:
        return "unclear"
    if not checked:
        return "unchecked"
    return "above" if ratio.low >= _FOUR_FIFTHS else "below"


def four_fifths(ratio: Rate, side: str) -> str:
    """Return on which side of the four-fifths line the offers are, if that is decided."""
    if side == "small":
        return say("fair.verdict.small")
    return say(f"fair.line.{side}", ratio=hundred(ratio.value), interval=interval(ratio))


def table(found: Findings, attribute: str, *, expert: bool) -> pd.DataFrame:
    """Return every rate of every group with its interval."""
    columns = {term(name, expert=expert): [_cell(rate) for rate in found.rates[name]] for name in _TABLE}
    people = [f"{rate.n:,}" for rate in found.rates["selection_rate"]]
    return pd.DataFrame({say("fair.column.group"): names(attribute), say("fair.column.people"): people} | columns)


def _ends(found: Findings, name: str, attribute: str) -> str:
    """Return the groups that are farthest apart: "55 in 100 women, 28 in 100 men"."""
    return ", ".join(f"{in_100(rate)} {group}" for group, rate in _farthest(found, name, attribute))


def _off(found: Findings, attribute: str) -> str:
    """Return how far off predictions are at the ends: "14 fewer visits of 100 women, and 3.1 fewer visits of ..."."""
    told = [
        say(f"fair.off.{'fewer' if rate.value < 0 else 'more'}", visits=hundred(abs(rate.value)), group=group)
        for group, rate in _farthest(found, "calibration_gap", attribute)
    ]
    return say("fair.off.both", one=told[0], other=told[-1]) if len(told) > 1 else "".join(told)


def _farthest(found: Findings, name: str, attribute: str) -> list[tuple[str, Rate]]:
    gap = found.gaps[name]
    places = (gap.low, gap.high) if name == "calibration_gap" else (gap.high, gap.low)
    return [(names(attribute)[place], found.rates[name][place]) for place in places if place >= 0]


def _gap(rate: Rate) -> str:
    return in_100(rate)


def _cell(rate: Rate) -> str:
    return f"{hundred(rate.value)} ({interval(rate)})" if rate.known else NOTHING


def _plain(markdown: str) -> str:
    return markdown.replace("**", "")
