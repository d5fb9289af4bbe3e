"""Old table, new table: names leaked with an earlier period, codes stand in the next one, and behaviour links the two.

Goal: put names on the rows of a table without names. Knowledge: what named people bought in an earlier year, in as much
detail as the table has now. Shoppers were recognised in this way by Tournier and de Montjoye 2022,
doi:10.1126/sciadv.abl6464. Rows are ranked by the evidence that both baskets are one person's (see `shopper`). Control
people are in the old table and not in the new one.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Integers, Singles
from equipoise.shared.event_table import EVENT_TABLES
from equipoise.shared.receipts import ITEMS, ITEMS_PER_TOPIC
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth, sample
from equipoise.stages.attacks.identity import IdentityGuesses, RowsNamed, lacking_rows, random_rows, score_links
from equipoise.stages.attacks.matching import CELLS
from equipoise.stages.attacks.noisy import chances_of
from equipoise.stages.attacks.points import holds_purchases
from equipoise.stages.attacks.shopper import Baskets, Comparison, counted
from equipoise.stages.attacks.totals import Bands

TARGETS = 1000
CONTROLS = 500
_TIE = 1e-4


class Periods(Attack[Auxiliary, Truth, IdentityGuesses]):
    """Name the row whose basket is most likely of the same shopper as the old one; ties are broken at random."""

    name = "periods"
    kind = "identity"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs an old table, and purchases in the release."""
        if knowledge.old is None or knowledge.control_old is None:
            return "no_old_table"
        if not any(name in release.exact for name in knowledge.purchase_columns):
            return "no_known_purchases"
        return lacking_rows(release, knowledge)

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> IdentityGuesses:
        """Name a row for a sample of targets and of control people."""
        targets = sample(len(knowledge.targets), TARGETS, rng, knowledge.coins)
        controls = sample(len(knowledge.controls), CONTROLS, rng, knowledge.control_coins)
        attack, control = linked(release, knowledge, targets, controls, rng)
        return IdentityGuesses(
            targets=targets,
            controls=controls,
            attack=attack,
            control=control,
            baseline=random_rows(release, len(knowledge.targets), rng),
            control_for=knowledge.control_for,
            size=len(knowledge.targets),
        )

    def score(self, guesses: IdentityGuesses, truth: Truth) -> Scored:
        """A hit is a target linked to the own row."""
        return score_links(self.name, guesses, truth)


def linked(
    release: Release, knowledge: Auxiliary, targets: Integers, controls: Integers, rng: np.random.Generator
) -> tuple[RowsNamed, RowsNamed]:
    """Return the rows named for some targets and control people; habits are estimated from the whole old table."""
    assert knowledge.old is not None and knowledge.control_old is not None
    compared = Comparison(knowledge.old, baskets(release, knowledge), np.arange(ITEMS) // ITEMS_PER_TOPIC)
    bonus = (rng.random(len(release)) * _TIE).astype(np.float32)
    sides = (knowledge.old, targets), (knowledge.control_old, controls)
    attack, control = (RowsNamed(_named(compared, old, who, bonus)) for old, who in sides)
    return attack, control


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
    cells, counts = counted(cell, None if events.count is None else events.count[bought])
    return Baskets(topics=topics, person=cells // ITEMS, item=cells % ITEMS, count=counts)


def _named(compared: Comparison, old: Baskets, who: Integers, bonus: Singles) -> Integers:
    """Return the row named for each of ``who``, -1 for everybody else, and for those who bought nothing then."""
    named = np.full(len(old.topics), -1, dtype=np.int64)
    step = max(1, CELLS // max(1, len(bonus)))
    for begin in range(0, len(who), step):
        some = who[begin : begin + step]
        named[some] = (compared.evidence(old.of(some)) + bonus).argmax(axis=1)
    return named
