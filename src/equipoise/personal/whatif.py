"""Counterfactuals: the decision of the shop's own model and rule for a changed row of a customer.

A counterfactual explanation names the smallest change that would lead to another decision (Wachter, Mittelstadt and
Russell 2018, Harvard Journal of Law & Technology 31(2)). A short list of changes is tried; the real model scores each,
and the cut-off of the budget stays the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from equipoise.chain.pipeline import Chain
from equipoise.core.arrays import Floats
from equipoise.core.vocabulary import SPEND, TOPICS
from equipoise.personal.offers import Verdict, decide, gains, rule
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.stages.targeting.design import Design, build_design

MORE = (1, 2, 3, 5, 8, 13, 20)
"""Numbers of additional purchases that are tried."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """One change of a customer's row, and the verdict after it.

    Attributes:
        kind: "more" purchases of a topic, "forget" all signs of a topic, or "trait": the survey's answer turned round.
        subject: the topic or the trait. amount: how many more. verdict: what the rule then says.
    """

    kind: str
    subject: str
    amount: int
    verdict: Verdict


Edit = Mapping[str, float]
"""New values by column."""


def smallest_changes(chain: Chain, customer: int) -> tuple[tuple[Change, ...], int]:
    """Return, of every kind, the smallest tried change after which the offer is another one; and how many were tried.

    Nothing is tried where no row of the customer's own is scored.
    """
    now = decide(chain, customer)
    own = own_row(chain, customer)
    if own is None or not now.chance.size:
        return (), 0
    tried = _edits(own)
    verdicts = ask(chain, customer, [edit for *_, edit in tried])
    changes = [
        Change(kind=kind, subject=subject, amount=amount, verdict=verdict)
        for (kind, subject, amount, _), verdict in zip(tried, verdicts, strict=True)
        if verdict.offer != now.offer
    ]
    first: dict[str, Change] = {}
    for change in sorted(changes, key=lambda one: one.amount):
        first.setdefault(change.kind, change)
    return tuple(first.values()), len(tried)


def corrected(chain: Chain, customer: int, subject: str, says: bool) -> Verdict | None:
    """Return the verdict after the customer corrects a guess; None where the shop holds nothing to correct.

    A corrected interest overrules its signs in the row: none of the topic if the customer does not care for it, as many
    as of the customer's busiest topic if they do. A corrected trait changes the survey's answer, where that is kept;
    a trait that the shop only guesses stands in no column, and there is nothing to change.
    """
    own = own_row(chain, customer)
    if own is None or not decide(chain, customer).chance.size:
        return None
    if subject in TOPICS:
        edit = _interest(own, subject, says)
    elif subject in own.schema.names("sensitive"):
        edit = {subject: float(says)}
    else:
        edit = {}
    return ask(chain, customer, [edit])[0]


def own_row(chain: Chain, customer: int) -> Release | None:
    """Return the released row that belongs to the customer only, as a table of one row; None where there is none."""
    release, vault = chain.inside.value
    row = int(vault.row[customer])
    alone = row >= 0 and release.rows == "people" and chain.settings.target.strategy == "personalised"
    return release.take(np.array([row])) if alone else None


def ask(chain: Chain, customer: int, edits: Sequence[Edit]) -> list[Verdict]:
    """Return the verdict of the real model and rule on every edited version of the customer's row."""
    model, own = chain.train.value, own_row(chain, customer)
    assert model.fitted is not None and own is not None
    known, row = gains(chain), int(chain.inside.value[1].row[customer])
    cutoff = float(known.cutoff[known.group[row]])
    chance = model.fitted.predict(_edited(model.design, row, own, edits))
    return [rule(chain, each, cutoff) for each in chance]


def _edited(design: Design, row: int, own: Release, edits: Sequence[Edit]) -> Design:
    """Return the features of the edited rows: the model's own, moved by what the edits move."""
    rows = np.zeros(len(edits), dtype=np.int64)
    table = own.take(rows)
    exact = table.exact.copy()
    for place, edit in enumerate(edits):
        for name, value in edit.items():
            exact.loc[place, name] = _kept_as(own.schema[name], value)
    without = _left_out(design, own)
    before, after = (build_design(dataclasses.replace(table, exact=each), without) for each in (table.exact, exact))
    start = design.of(np.full(len(edits), row))
    moved = {
        part: getattr(start, part) + getattr(after, part) - getattr(before, part)
        for part in ("person", "trait", "match")
    }
    return Design(**moved, names=design.names)


def _left_out(design: Design, own: Release) -> set[str]:
    """Return the columns and sources that are no features of the model."""
    columns = {column.name for column in own.schema.having("quasi")}
    sources = {column.source for column in own.schema.having("behaviour")} - set(design.sources) - set(design.names)
    return sources | {
        name for name in columns if not any(each == name or each.startswith(f"{name}_") for each in design.names)
    }


def _kept_as(column: Column, value: float) -> float:
    """Return a value as the shop would keep it: where it keeps bands, the beginning of its band."""
    if column.role != "behaviour" or not column.bands:
        return value
    return column.bands[int(column.band_of(np.array([value]))[0])]


def _edits(own: Release) -> list[tuple[str, str, int, Edit]]:
    tried: list[tuple[str, str, int, Edit]] = []
    row = own.exact.iloc[0]
    for topic in TOPICS:
        column = f"purchases_{topic}"
        if column in own.schema:
            bought = float(np.nan_to_num(row[column]))
            paid = _paid(own, topic)
            tried += [("more", topic, n, {column: bought + n} | {k: v + n * each for k, (v, each) in paid.items()})
                      for n in MORE]  # fmt: skip
        signs = _counts(own, topic)
        if signs.sum() > 0:
            tried.append(("forget", topic, int(signs.sum()), dict.fromkeys(signs.index, 0.0)))
    tried += [("trait", name, 1, {name: 1.0 - float(row[name])}) for name in own.schema.names("sensitive")]
    return tried


def _paid(own: Release, topic: str) -> dict[str, tuple[float, float]]:
    """Return the columns of spend that a purchase of a topic adds to: what they say, and the usual price of one."""
    found: dict[str, tuple[float, float]] = {}
    for name, topics in ((SPEND, TOPICS), (f"{SPEND}_{topic}", (topic,))):
        if name in own.schema:
            bought = own.exact[[f"purchases_{each}" for each in topics]].iloc[0].sum()
            spent = float(own.exact[name].iloc[0])
            found[name] = spent, spent / max(float(bought), 1.0)
    return found


def _interest(own: Release, topic: str, says: bool) -> Edit:
    """Return the edit after which the row leans to a topic as to its busiest, or shows nothing of it."""
    signs = _counts(own, topic)
    if not says:
        return dict.fromkeys(signs.index, 0.0)
    busiest: dict[str, float] = {}
    for name in signs.index:
        source = name.removesuffix(f"_{topic}")
        totals: Floats = own.exact[[f"{source}_{each}" for each in TOPICS]].iloc[0].to_numpy(dtype=np.float64)
        busiest[name] = float(np.nan_to_num(totals).max())
    return busiest


def _counts(own: Release, topic: str) -> pd.Series:
    names = [column.name for column in own.schema.having("behaviour") if column.name.endswith(f"_{topic}")]
    return own.exact[names].iloc[0].astype(float).fillna(0.0)
