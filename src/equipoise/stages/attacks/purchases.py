"""Linkage by a few known purchases: find the row of a person some of whose purchases are known.

Goal: put a name on a row. Knowledge: some of the target's purchases (items, perhaps with months or prices), and perhaps
fields such as sex and postcode. Where the table holds purchases by item, rows that lack a known one are excluded; of
a table of topic totals, the items' topics are compared. That a few transactions identify people was shown by de
Montjoye et al. 2015, doi:10.1126/science.1256297; candidates are ranked by likelihood as in Narayanan and Shmatikov
2008, doi:10.1109/SP.2008.33, whose score is replaced by an exact one: known purchases are a random sample of the row's.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Auxiliary
from equipoise.stages.attacks.candidates import Candidates, matched
from equipoise.stages.attacks.identity import TIE, RowsNamed, Searching, lacking_rows
from equipoise.stages.attacks.matching import CELLS, Matcher
from equipoise.stages.attacks.noisy import chances_of
from equipoise.stages.attacks.points import Points, PurchaseIndex, holds_purchases
from equipoise.stages.attacks.totals import IMPOSSIBLE, Totals, one_hot


class Purchases(Searching):
    """Rank the candidate rows of a person by the likelihood of the known purchases."""

    name = "purchases"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs known purchases, and purchases in the release."""
        known = knowledge.purchases is not None and knowledge.control_purchases is not None
        if not known or not any(name in release.exact for name in knowledge.purchase_columns):
            return "no_known_purchases"
        return lacking_rows(release, knowledge)

    def search(
        self,
        release: Release,
        knowledge: Auxiliary,
        targets: Integers,
        controls: Integers,
        rng: np.random.Generator,
    ) -> list[RowsNamed]:
        """Name the most likely row: by items where the release holds them, else by totals."""
        events, points, control_points = release.events, knowledge.points, knowledge.control_points
        if events is not None and points is not None and control_points is not None and holds_purchases(events):
            found = matched(release, knowledge)
            index = PurchaseIndex(events, points.known)
            sides = (
                (found.targets, knowledge.targets, points, targets),
                (found.controls, knowledge.controls, control_points, controls),
            )
            return [_by_items(index, found.matcher, *side, rng) for side in sides]
        assert knowledge.purchases is not None and knowledge.control_purchases is not None
        return Search(release, knowledge, rng).rows(
            (knowledge.targets, knowledge.purchases, targets),
            (knowledge.controls, knowledge.control_purchases, controls),
        )


def _by_items(
    index: PurchaseIndex,
    matcher: Matcher,
    candidates: Candidates,
    records: Floats,
    points: Points,
    who: Integers,
    rng: np.random.Generator,
) -> RowsNamed:
    """Return the most likely row that holds all known purchases; where none does, the best by fields alone."""
    named = np.full(len(records), -1, dtype=np.int64)
    named[who] = candidates.pick(rng)[who]
    fits = index.fits(points.of(who))
    box, known = matcher.box_of_row[fits.row], records[who[fits.person]][:, matcher.places]
    fits = fits.where(np.all((matcher.low[box] <= known) & (known <= matcher.high[box]), axis=1))
    weight = fits.log_likelihood + np.log(matcher.likelihood[matcher.box_of_row[fits.row]])
    order = np.lexsort((rng.random(weight.size), weight, fits.person))
    best = order[np.flatnonzero(np.diff(fits.person[order], append=-1))]  # the last of each person
    named[who[fits.person[best]]] = fits.row[best]
    return RowsNamed(named)


class Search:
    """A release prepared for the search by purchases.

    The logarithm of a row's likelihood (see `totals`) is a sum of table entries, one per topic and number known, so a
    block of points and rows takes one matrix product.
    """

    def __init__(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> None:
        names = [name for name in knowledge.purchase_columns if name in release.exact]
        self.place = np.array([name in release.exact for name in knowledge.purchase_columns])
        panel = None if knowledge.panel_purchases is None else knowledge.panel_purchases[:, self.place]
        columns = [release.schema[name] for name in names]
        chances = [chances_of(release, column) for column in columns]
        self.totals = Totals.read(columns, release.exact[names].to_numpy(dtype=float), panel, chances)
        self.matcher = matched(release, knowledge).matcher
        self.tie_break = (rng.random(len(release)) * TIE).astype(np.float32)

    def rows(self, *sides: tuple[Floats, Integers, Integers]) -> list[RowsNamed]:
        """Return the rows named for each set of people; all sets are searched together, in one pass over the boxes.

        Args:
            sides: for each set the records and known purchases of its people, and who of them are searched for.
        """
        found = self._named(
            np.vstack([records[who] for records, _, who in sides]),
            np.vstack([self._counts(purchases[who]) for _, purchases, who in sides]),
        )
        ends = np.cumsum([who.size for _, _, who in sides])[:-1]
        named = [np.full(len(records), -1, dtype=np.int64) for records, _, _ in sides]
        for rows, part, (_, _, who) in zip(named, np.split(found, ends), sides, strict=True):
            rows[who] = part
        return list(map(RowsNamed, named))

    def fitting(self, purchases: Integers) -> Integers:
        """Return in how many rows the known purchases can be (shape of purchases: people x purchases)."""
        known = self._counts(purchases)
        weights, terms, found = one_hot(known), self.totals.terms(known), np.zeros(len(known), dtype=np.int64)
        step = max(1, CELLS // max(1, len(terms)))
        for begin in range(0, len(known), step):
            likelihood = weights[begin : begin + step] @ terms.T
            found[begin : begin + step] = (likelihood > IMPOSSIBLE / 2).sum(axis=1)
        return found

    def _named(self, records: Floats, known: Integers) -> Integers:
        """Return everybody's most likely row; where no candidate fits the purchases, a random candidate by fields."""
        named = np.full(len(records), -1, dtype=np.int64)
        weights, table = one_hot(known), self.totals.terms(known)
        boxes = None
        for block in self.matcher.blocks(records):
            if block.boxes is not boxes:  # where everybody may have any row, all blocks share them
                boxes = block.boxes
                rows, box = self.matcher.rows_of(boxes)
                terms = table[rows].T
            bonus = np.log(block.likelihood).astype(np.float32)[box] + self.tie_break[rows]
            step = max(1, CELLS // len(rows))
            for begin in range(0, len(block.points), step):
                points, inside = (of[begin : begin + step] for of in (block.points, block.inside))
                likelihood = weights[points] @ terms
                likelihood += bonus
                if not inside.all():
                    barred = np.where(inside, np.float32(0), np.float32(-np.inf))
                    likelihood += np.repeat(barred, self.matcher.count[boxes], axis=1)
                best = likelihood.argmax(axis=1)
                named[points] = np.where(inside[np.arange(len(best)), box[best]], rows[best], -1)
        return named

    def _counts(self, purchases: Integers) -> Integers:
        """Return how many purchases of each released topic are known (shape: people x topics)."""
        size = len(self.place) + 1
        flat = np.arange(len(purchases))[:, None] * size + purchases + 1  # -1, the padding, becomes column 0
        counts = np.bincount(flat.ravel(), minlength=len(purchases) * size).reshape(-1, size)
        return counts[:, 1:][:, self.place].astype(np.int64)
