"""Inferred trait: find a person's rows and predict an unrecorded trait from the behaviour in them.

Goal: learn a trait that is not in the release (or is ignored there). Knowledge: the known fields, and a public panel
of labelled people outside the table, on which a classifier of the trait by behaviour is trained (Kosinski et al. 2013,
doi:10.1073/pnas.1218772110). The control uses the same classifier on a person whose own row is not in the release.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.errors import DataError
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.candidates import matched
from equipoise.stages.attacks.identity import lacking
from equipoise.stages.attacks.matching import known_places
from equipoise.stages.attacks.posterior import (
    balanced,
    believed,
    in_each_row,
    known_to_panel,
    learnable,
    suggested,
)
from equipoise.stages.attacks.traits import TraitGuesses, accuse_all, score_traits


class Inferred(Attack[Auxiliary, Truth, TraitGuesses]):
    """Accuse those who have the trait with the highest probability."""

    name = "inferred"
    kind = "trait"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs behaviour columns, a panel to learn from, and a known field to find rows by."""
        if not learnable(knowledge):
            return "no_model"
        if not _behaviour(release, knowledge):
            return "no_behaviour"
        missing = "" if known_places(release, knowledge.fields) else "no_known_fields"
        return lacking(release, knowledge) or missing

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> TraitGuesses:
        """Score everybody by the probability of the trait, given the known fields and the candidates' behaviour."""
        if knowledge.panel is None:
            raise DataError.about("panel", "attack.no_panel")
        places = known_to_panel(knowledge)
        names = [knowledge.fields[place] for place in places]
        guesser = knowledge.panel.guesser(names, _behaviour(release, knowledge))
        found = matched(release, knowledge)
        among = in_each_row(found, knowledge)
        said = suggested(balanced(guesser.score_behaviour(release), among, release.people), among)
        return accuse_all(*believed(found, knowledge, said, own=release.rows != "synthetic"), knowledge, rng)

    def score(self, guesses: TraitGuesses, truth: Truth) -> Scored:
        """A hit is an accused target who has the trait."""
        return score_traits(self.name, guesses, truth)


def _behaviour(release: Release, knowledge: Auxiliary) -> list[str]:
    columns = () if knowledge.panel is None else knowledge.panel.records.columns
    return [name for name in release.schema.names("behaviour") if name in columns]
