"""The onlooker: guess a sensitive trait from the messages that somebody is shown.

Goal: learn a trait that is in no table. Knowledge: the topics of some weeks of messages on a screen (a family member at
it, a colleague behind it), the person's sex and age, and acquaintances whose messages and trait are known, on whom a
classifier is trained (Kosinski et al. 2013, doi:10.1073/pnas.1218772110). The onlooker needs neither table nor link,
knowing whose screen it is. The control is a person for whom nothing was chosen: such a screen says nothing, and the
onlooker goes by sex and age.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from equipoise.core.arrays import Integers
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import TOPICS
from equipoise.numerics.stats import residual_risk, wilson
from equipoise.shared.column import Column
from equipoise.shared.content import Messages
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.shared.schema import Schema
from equipoise.stages.attacks.base import Attack, Auxiliary, Scored, Truth
from equipoise.stages.attacks.posterior import learnable, opinion
from equipoise.stages.attacks.traits import TraitGuesses, accuse_all, score_traits

SHOWN = tuple(f"shown_{topic}" for topic in TOPICS)
"""The columns of what was seen: how many messages about each topic."""


def counted(messages: Messages) -> pd.DataFrame:
    """Return how many of the messages to each person show each topic (shape of messages: people x weeks)."""
    shown = messages.shown
    counts = np.stack([(shown == place).sum(axis=1) for place in range(len(TOPICS))], axis=1)
    return pd.DataFrame(counts.astype(np.float64), columns=list(SHOWN))


def screens(messages: Messages) -> Release:
    """Return what is seen as a release: one row a screen."""
    seen = counted(messages)
    columns = tuple(Column(name=name, role="behaviour", kind="number", source="shown") for name in SHOWN)
    nothing = np.empty((len(seen), 0))
    return Release(exact=seen, low=nothing, high=nothing, schema=Schema(columns))


def guess_interest(
    shown: Messages, favourite: Integers, usual: Messages, control: Integers, common: int
) -> AttackResult:
    """Guess that somebody likes best what the screen shows most, and score that.

    Args:
        shown: the messages of the targets (shape: people x weeks). favourite: the topic that each likes best.
        usual: the messages where nothing is chosen (shape: 1 x weeks). control: the favourites of people who get them.
        common: the topic that most people like best: the guess without a screen.
    """
    by_screen = counted(shown).to_numpy().argmax(axis=1) == favourite
    without = int(counted(usual).to_numpy().argmax())
    attack = wilson(int(by_screen.sum()), by_screen.size)
    luck = wilson(int((control == without).sum()), control.size)
    return AttackResult(
        name="onlooker",
        kind="trait",
        attack=attack,
        baseline=wilson(int((favourite == common).sum()), favourite.size),
        control=luck,
        risk=residual_risk(attack, luck),
    )


class Onlooker(Attack[Auxiliary, Truth, TraitGuesses]):
    """Accuse those whose screens and known fields speak most for the trait; the screens are in the targets' order."""

    name = "onlooker"
    kind = "trait"

    def infeasible(self, release: Release, knowledge: Auxiliary) -> str:
        """Needs a screen to look at, and acquaintances of both kinds to learn from."""
        if not len(knowledge.targets):
            return "nothing_shown"
        return "" if learnable(knowledge) else "no_model"

    def guess(self, release: Release, knowledge: Auxiliary, rng: np.random.Generator) -> TraitGuesses:
        """Score everybody by the probability of the trait, given the known fields and the messages seen."""
        if knowledge.panel is None:
            raise DataError.about("panel", "attack.no_panel")
        guesser = knowledge.panel.guesser(knowledge.fields, SHOWN)
        seen = guesser.score_fields(knowledge.targets) + guesser.score_behaviour(release)
        return accuse_all(seen, opinion(knowledge, knowledge.controls), knowledge, rng)

    def score(self, guesses: TraitGuesses, truth: Truth) -> Scored:
        """A hit is an accused target who has the trait."""
        return score_traits(self.name, guesses, truth)
