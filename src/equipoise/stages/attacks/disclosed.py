"""Disclosed trait: find a person's rows and read the sensitive column.

Goal: learn a trait. Knowledge: the known fields, a panel that shows how common the trait is by these fields, and the
probabilities of random answers. Where several rows may be the person's, the answers of all count (see `posterior`), so
a class in which all share a trait discloses it whatever its size: the homogeneity attack of Machanavajjhala et al. 2007
(l-diversity), doi:10.1145/1217299.1217302. Cohorts state the share directly. Invented rows that were drawn from exact
counts still count the person's own answer; with noise in the counts they are about nobody.
"""

from __future__ import annotations

import numpy as np

from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.candidates import matched
from equipoise.stages.attacks.identity import lacking
from equipoise.stages.attacks.matching import known_places
from equipoise.stages.attacks.noisy import chances_of
from equipoise.stages.attacks.posterior import answered, believed, in_each_row
from equipoise.stages.attacks.traits import TraitGuesses, accuse_all, score_traits


class Disclosed(Attack[Auxiliary, Truth, TraitGuesses]):
    """Accuse those who have the trait with the highest probability."""

    name = "disclosed"
    kind = "trait"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs the sensitive column in the release, and a known field to find rows by."""
        if knowledge.trait not in release.schema.names("sensitive"):
            return "no_sensitive_column"
        missing = "" if known_places(release, knowledge.fields) else "no_known_fields"
        return lacking(release, knowledge) or missing

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> TraitGuesses:
        """Score everybody by the probability of the trait, given the known fields and the candidates' answers."""
        column = release.schema[knowledge.trait]
        values = column.encode(release.exact[knowledge.trait])
        share = values if release.rows == "cohorts" else (values > 0).astype(float)
        found = matched(release, knowledge)
        said = answered(share, in_each_row(found, knowledge), chances_of(release, column))
        return accuse_all(*believed(found, knowledge, said, own=release.epsilon is None), knowledge, rng)

    def score(self, guesses: TraitGuesses, truth: Truth) -> Scored:
        """A hit is an accused target who has the trait."""
        return score_traits(self.name, guesses, truth)
