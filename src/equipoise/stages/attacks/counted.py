"""Counted: is a person among those whose data a synthetic table was made from?

Goal: learn that a person was counted. Knowledge: the table, whose structure can be learned from it, the person's full
record as the company keeps it, and a panel of outsiders in the same form. The cells of the marginals that count the
person have an excess over the panel's shares. One cell discloses nothing; the sum over many does. Only columns are used
whose levels the table shows as they were drawn; behaviour is spread within its levels, which adds more noise than
information.
Source: Homer et al. 2008, doi:10.1371/journal.pgen.1000167, for allele frequencies; Dwork et al. 2015,
doi:10.1109/FOCS.2015.46, for any statistics.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.numerics.marginals import combined
from equipoise.shared.dependence import Choice, learned
from equipoise.shared.release import Release
from equipoise.shared.structure import Codes, Structure
from equipoise.stages.attacks.base import Attack, MembershipTruth, Scored
from equipoise.stages.attacks.membership import score_members


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Records:
    """Full records of people as the company keeps them: of the attacked pool, and of a panel of outsiders."""

    pool: Release
    panel: Release


@dataclasses.dataclass(frozen=True, eq=False)
class CountedGuesses:
    """Everybody's score, and the median score of outsiders."""

    score: Floats
    middle: float

    @property
    def called(self) -> Flags:
        """Who is called a member: those with a score above the threshold."""
        return np.asarray(self.score > self.middle)


class Counted(Attack[Records, MembershipTruth, CountedGuesses]):
    """The attack: a person's score is the excess of their cells in the table over outsiders, summed over marginals."""

    name = "counted"
    kind = "membership"

    def infeasible(self, release: Release, knowledge: Records | None) -> str:
        """Needs a table of invented people, and records to look for."""
        if release.rows != "synthetic" or knowledge is None:
            return "no_synthetic_table"
        if not release.schema.names("quasi", "sensitive"):
            return "no_known_fields"
        return "" if len(release) and len(knowledge.pool) and len(knowledge.panel) > 1 else "empty_table"

    def guess(self, release: Release, knowledge: Records, rng: np.random.Generator) -> CountedGuesses:
        """Score the pool, and every outsider against the other outsiders."""
        structure = Structure(release.schema)
        table, panel, pool = (structure.encode(each) for each in (release, knowledge.panel, knowledge.pool))
        structure = learned(structure, table, Choice())
        shown = [name for name, column in structure.columns.items() if column.role != "behaviour"]
        excess = [_excess(structure, name, table, panel, pool) for name in shown]
        people, outsiders = (np.sum(parts, axis=0) for parts in zip(*excess, strict=True))
        return CountedGuesses(people, float(np.median(outsiders)))

    def score(self, guesses: CountedGuesses, truth: MembershipTruth) -> Scored:
        """A hit is a counted person who is called a member; the control rate is that of control people."""
        return score_members(self.name, guesses.score, guesses.called, truth)


def _excess(structure: Structure, name: str, table: Codes, panel: Codes, pool: Codes) -> tuple[Floats, Floats]:
    """Return the excess of one marginal in the cells of the pool and of the panel (shape: people each).

    With share p of the table and q of the panel in the person's cell, and r of both together, it is (p - q) / r: the
    derivative of the log-likelihood of being counted. A panel member's q is that of the others.
    """
    in_table, in_panel, in_pool = (
        combined(*structure.table(codes, *structure.parents[name], name))[:, 0] for codes in (table, panel, pool)
    )
    cells = 1 + max(int(each.max()) for each in (in_table, in_panel, in_pool))
    inside, outside = (np.bincount(each, minlength=cells) for each in (in_table, in_panel))

    def excess(cell: Integers, own: int) -> Floats:
        here, there = inside[cell], outside[cell] - own
        p, q = here / in_table.size, there / (in_panel.size - own)
        both = (here + there) / (in_table.size + in_panel.size - own)
        return np.asarray(np.divide(p - q, both, out=np.zeros_like(p), where=both > 0))

    return excess(in_pool, 0), excess(in_panel, 1)
