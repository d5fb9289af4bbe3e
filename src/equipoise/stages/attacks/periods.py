"""Old table, new table: names leaked with an earlier period, codes stand in the next one, and behaviour links the two.

Goal: put names on the rows of a table without names. Knowledge: what named people bought in an earlier year, in as much
detail as the table has now. Shoppers were recognised in this way by Tournier and de Montjoye 2022,
doi:10.1126/sciadv.abl6464. Rows are ranked by the evidence that both baskets are one person's (see `shopper`). Where
the new table still holds all purchases of the old one, rows that lack any of them are excluded. Control people are in
the old table and not in the new one.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Floats, Integers, Singles
from equipoise.shared.event_table import EVENT_TABLES
from equipoise.shared.receipts import ITEMS, ITEMS_PER_TOPIC
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Auxiliary
from equipoise.stages.attacks.identity import TIE, RowsNamed, Searching, lacking_rows
from equipoise.stages.attacks.matching import CELLS
from equipoise.stages.attacks.noisy import chances_of
from equipoise.stages.attacks.points import holds_purchases
from equipoise.stages.attacks.shopper import Baskets, Comparison, Contained, Habits
from equipoise.stages.attacks.totals import Bands

_ROWS = 1 << 17
"""How many rows are compared at once, so that memory does not grow with the table."""


class Periods(Searching):
    """Name the row whose basket is most likely of the same shopper as the old one; ties are broken at random."""

    name = "periods"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs an old table, and purchases in the release."""
        if knowledge.old is None or knowledge.control_old is None:
            return "no_old_table"
        if not any(name in release.exact for name in knowledge.purchase_columns):
            return "no_known_purchases"
        return lacking_rows(release, knowledge)

    def search(
        self,
        release: Release,
        knowledge: Auxiliary,
        targets: Integers,
        controls: Integers,
        rng: np.random.Generator,
    ) -> tuple[RowsNamed, RowsNamed]:
        """Name the row whose basket is the best match of the old one."""
        return linked(release, knowledge, targets, controls, rng)


def linked(
    release: Release, knowledge: Auxiliary, targets: Integers, controls: Integers, rng: np.random.Generator
) -> tuple[RowsNamed, RowsNamed]:
    """Return the rows named for some targets and control people; habits are estimated from the whole old table."""
    assert knowledge.old is not None and knowledge.control_old is not None
    others = baskets(release, knowledge)
    habits: Habits | Contained = Contained(by_item=others.item is not None)
    if not (knowledge.old_kept and shows_counts(release, knowledge)):
        habits = Habits.of(knowledge.old, np.arange(ITEMS) // ITEMS_PER_TOPIC, float(others.total.mean()))
    bonus = (rng.random(len(release)) * TIE).astype(np.float32)
    sides = [knowledge.old.of(targets), knowledge.control_old.of(controls)]
    best = [_Best.of_none(len(targets)), _Best.of_none(len(controls))]
    for begin in range(0, len(release), _ROWS):
        rows = np.arange(begin, min(begin + _ROWS, len(release)))
        compared = Comparison(habits, others.of(rows))
        best = [_better(one, compared, old, rows, bonus[rows]) for one, old in zip(best, sides, strict=True)]
    attack, control = (
        _named(one.row, who, len(old.topics))
        for one, who, old in zip(best, (targets, controls), (knowledge.old, knowledge.control_old), strict=True)
    )
    return attack, control


def shows_counts(release: Release, knowledge: Auxiliary) -> bool:
    """Return whether the release holds exact numbers of purchases of every topic."""
    names = knowledge.purchase_columns
    return all(name in release.exact and not release.schema[name].bands for name in names) and not release.truthful


def baskets(release: Release, knowledge: Auxiliary) -> Baskets:
    """Return what the release says of its rows' purchases: bands as their mean in the panel, of missing topics none."""
    topics = np.zeros((len(release), len(knowledge.purchase_columns)), dtype=np.int64)
    for place, name in enumerate(knowledge.purchase_columns):
        if name in release.exact:
            values: Floats = np.nan_to_num(release.exact[name].to_numpy(dtype=float))
            column = release.schema[name]
            if column.bands:
                of_panel = np.empty(0) if knowledge.panel_purchases is None else knowledge.panel_purchases[:, place]
                values = Bands.of(column, of_panel, *chances_of(release, column)).means()[column.band_of(values)]
            topics[:, place] = np.rint(np.maximum(values, 0))
    events = release.events
    if events is None or not holds_purchases(events):
        return Baskets(topics=topics)
    bought = events.source == EVENT_TABLES.index("purchases")
    cell = events.row[bought].astype(np.int64) * ITEMS + events.item[bought]
    return Baskets.by_item(topics, cell, None if events.count is None else events.count[bought])


@dataclasses.dataclass(frozen=True, eq=False)
class _Best:
    """The best row found for each person so far, -1 for none, and its evidence."""

    row: Integers
    evidence: Singles

    @classmethod
    def of_none(cls, people: int) -> _Best:
        return cls(np.full(people, -1, dtype=np.int64), np.full(people, -np.inf, dtype=np.float32))


def _better(best: _Best, compared: Comparison, old: Baskets, rows: Integers, bonus: Singles) -> _Best:
    """Return the best rows when some more have been compared."""
    row, most = best.row.copy(), best.evidence.copy()
    step = max(1, CELLS // max(1, len(rows)))
    for begin in range(0, len(row), step):
        some = np.arange(begin, min(begin + step, len(row)))
        found = compared.evidence(old.of(some)) + bonus
        place = found.argmax(axis=1)
        higher = found[np.arange(some.size), place] > most[some]
        row[some[higher]] = rows[place[higher]]
        most[some[higher]] = found[higher, place[higher]]
    return _Best(row, most)


def _named(row: Integers, who: Integers, people: int) -> RowsNamed:
    """Return the rows named for ``who``, and none for everybody else of so many people."""
    named = np.full(people, -1, dtype=np.int64)
    named[who] = row
    return RowsNamed(named)
