"""Disclosed trait: find a person's rows and read the sensitive column.

Goal: learn a trait. Knowledge: the known fields. Where several rows may be the person's, the share of candidates
with the trait is the score, so a class in which all share a trait discloses it whatever its size: the homogeneity
attack of Machanavajjhala et al. 2007 (l-diversity), doi:10.1145/1217299.1217302. Cohorts state that share directly.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.candidates import Candidates, matched
from equipoise.stages.attacks.identity import lacking
from equipoise.stages.attacks.matching import known_places
from equipoise.stages.attacks.traits import TraitGuesses, accuse_all, filled, score_traits


class Disclosed(Attack[Auxiliary, Truth, TraitGuesses]):
    """Accuse those whose candidate rows most often have the trait."""

    name = "disclosed"
    kind = "trait"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs the sensitive column in the release, and a known field to find rows by."""
        if knowledge.trait not in release.schema.names("sensitive"):
            return "no_sensitive_column"
        missing = "" if known_places(release, knowledge.fields) else "no_known_fields"
        return lacking(release, knowledge) or missing

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> TraitGuesses:
        """Score everybody by the candidates' share with the trait."""
        values = release.schema[knowledge.trait].encode(release.exact[knowledge.trait])
        has = values if release.rows == "cohorts" else (values > 0).astype(float)
        found = matched(release, knowledge)

        def scores(people: Candidates) -> Floats:
            return filled(people.pool(has)[0], has, release)

        return accuse_all(scores(found.targets), scores(found.controls), knowledge, rng)

    def score(self, guesses: TraitGuesses, truth: Truth) -> Scored:
        """A hit is an accused target who has the trait."""
        return score_traits(self.name, guesses, truth)
