"""What every group lost, as lanes of a chart, as a table and as a sentence. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.studies.group_loss import GroupLoss
from equipoise.studies.strength import odds
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, signed
from equipoise.ui.charts.forest import Lane, Line
from equipoise.ui.shared.numbers import of_100
from equipoise.ui.shared.tables import group_name
from equipoise.ui.shared.words import say

LEVER = {"k": "protect.k", "noise": "train.epsilon", "opt_out": "consent.withdrawal"}
"""The lever that says how strong a pressure is."""
Steps = Sequence["tuple[GroupLoss, ...]"]
"""What every group lost, step by step, in the same order of groups."""


def strength(pressure: str, settings: Settings, *, expert: bool) -> str:
    """Return the strength of a pressure at a step: "groups of 10", "odds 2.7×", "25 in 100"."""
    value = settings[LEVER[pressure]]
    if pressure == "noise" and not expert:
        return say("who_pays.odds", odds=odds(value))
    words = f"{100 * value:g}" if pressure == "opt_out" else f"{value:g}"
    return say(f"who_pays.step.{pressure}", value=words)


def lanes(attribute: str, labels: Sequence[str], steps: Steps) -> tuple[Lane, ...]:
    """Return a lane for every group, with a line for every step; the verdict is that of the last one."""
    return tuple(
        Lane(
            _capital(group_name(attribute, last.name)),
            say(f"who_pays.verdict.{last.verdict}"),
            last.verdict == "more",
            tuple(
                Line(label, of_100(step[place].change), change(step[place].change))
                for label, step in zip(labels, steps, strict=True)
            ),
        )
        for place, last in enumerate(steps[-1])
    )


def change(rate: Rate) -> str:
    """Return a change as "−2.5 (−3.5 to −1.5)" of 100."""
    if not rate.known:
        return NOTHING
    value, low, high = (signed(100 * end, digits=1) for end in (rate.value, rate.low, rate.high))
    return f"{value} ({say('number.range', low=low, high=high)})"


def table(attribute: str, labels: Sequence[str], steps: Steps) -> pd.DataFrame:
    """Return the chart as a table: a row for every group and step, with the change set apart from all others'.

    A comparison that has one step without a label has no column of steps.
    """
    rows = [
        (
            _capital(group_name(attribute, one.name)),
            label,
            f"{one.n:,}",
            change(one.change),
            change(one.apart),
            say(f"who_pays.verdict.{one.verdict}"),
        )
        for label, step in zip(labels, steps, strict=True)
        for one in step
    ]
    heads = ("group", "step", "people", "change", "apart", "verdict")
    found = pd.DataFrame(rows, columns=[say(f"who_pays.column.{head}") for head in heads])
    return found if any(labels) else found.drop(columns=say("who_pays.column.step"))


def conclusion(attribute: str, last: Sequence[GroupLoss], step: str = "") -> str:
    """Return who fares worse and better than the others at a step, or that no group differs."""
    told = []
    for verdict in ("more", "less"):
        names = [group_name(attribute, one.name) for one in last if one.verdict == verdict]
        if names:
            told.append(say(f"who_pays.conclusion.{verdict}", names=f" {say('who_pays.and')} ".join(names)))
    words = " ".join(told) or say("who_pays.conclusion.nobody")
    return say("who_pays.conclusion.at", step=step, told=words) if step else words


def alternative(drawn: Sequence[Lane]) -> str:
    """Return the chart in words."""
    told = [f"{lane.title}: {lane.lines[-1].words}, {lane.remark}" for lane in drawn if lane.lines]
    return f"{say('who_pays.chart')} {'; '.join(told)}"


def attribute_title(attribute: str) -> str:
    """Return what a protected attribute is called."""
    return texts()[f"attribute.{attribute}.title"]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
