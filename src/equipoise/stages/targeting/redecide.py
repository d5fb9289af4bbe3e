"""What would have been decided if the model had learned from other pasts.

The log of past campaigns is random: who was shown what, and who came. Another log of the same customers would have
taught other weights, and other customers would get a personal offer. How the weights vary follows from the log itself
(`Optimum.redrawn`), and so do counts at the tills, from which the generic offer is chosen; decisions are then taken
anew with redrawn weights and counts. Nothing is trained again, so this costs milliseconds. It needs a learner whose
variation is known: penalised logistic regression without noise, on the records of real people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers, Singles, sigmoid
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MARGIN_WITH_OFFER, MODELLED, OFFERS
from equipoise.shared.decisions import Redrawn
from equipoise.shared.history import PASSERS_BY, History
from equipoise.stages.targeting.learners import Logistic
from equipoise.stages.targeting.settings import TargetSettings
from equipoise.stages.targeting.target import expected_gain, expected_visits, within_budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.shared.release import Vault
    from equipoise.stages.targeting.design import Design
    from equipoise.stages.targeting.train import Model

DRAWS = 32
"""Number of redrawn pasts: the standard deviation over them is known to about 12%."""
MOST = 20_000
"""The most customers about whom is decided anew; of more, these are a random sample."""


def redecide(
    settings: TargetSettings,
    model: Model,
    history: History,
    vault: Vault,
    may_contact: Flags,
    evaluation: Flags,
    groups: Integers | None,
    seed: int,
    classes: Integers | None = None,
) -> Redrawn | None:
    """Return the decisions that other pasts would have led to; None where that is not known, or nothing was learned.

    Args:
        history: the log, for its counts at the tills. seed: of the stream "measure.pasts". The others are as in
            `target`.
    """
    fitted = model.fitted
    if settings.strategy not in MODELLED or not isinstance(fitted, Logistic) or fitted.optimum is None:
        return None
    coins = stream(seed, "measure.pasts")
    people = np.sort(coins.permutation(np.flatnonzero(evaluation))[:MOST])
    scored = np.flatnonzero((may_contact & (vault.row >= 0))[people])
    row = vault.row[people[scored]]
    group = None if groups is None else groups[row]
    weights, generic = fitted.optimum.redrawn(DRAWS, coins), _generic(history, coins)
    offer = np.repeat(generic.astype(np.int8)[:, None], people.size, axis=1)
    selected = np.zeros(offer.shape, dtype=bool)
    budget = round(settings.budget * people.size)
    ties = 1e-9 * stream(seed, "target").random(vault.row.size)[people[scored]]
    for past, probability in enumerate(_answers(model.design, weights, row, classes)):
        gain = expected_gain(probability)
        uplift = (gain.max(axis=1) - gain[:, generic[past]]).astype(np.float64)
        chosen = within_budget(uplift + ties, budget, group, settings.mitigation)
        selected[past, scored[chosen]] = True
        offer[past, scored[chosen]] = gain[chosen].argmax(axis=1)
    return Redrawn(people=people, generic=generic, offer=offer, selected=selected)


def _generic(history: History, coins: np.random.Generator) -> Integers:
    """Return the generic offer by other counts at the tills (shape: pasts)."""
    rate = coins.binomial(PASSERS_BY, history.till_rate, (DRAWS, history.till_rate.size)) / PASSERS_BY
    return np.asarray((rate * MARGIN_WITH_OFFER).argmax(axis=1), dtype=np.int64)


def _answers(design: Design, weights: Floats, row: Integers, classes: Integers | None) -> Iterator[Singles]:
    """Yield what the rows are expected to do under every offer and none, past by past (shape: rows x offers + 1)."""
    if classes is not None:
        yield from (expected_visits(sigmoid(design.logits(each)), classes)[row] for each in weights)
        return
    known = design.of(row)
    match = known.match.transpose(1, 0, 2).reshape(OFFERS * row.size, known.match.shape[2])
    for each in weights:
        yield sigmoid(_logits(known, match, each))


def _logits(known: Design, match: Singles, weights: Floats) -> Singles:
    """Return the logits of `Design.logits`, stored offer by offer, which is several times faster to go on with.

    ``match`` is the design's, likewise (shape: offers * rows x sources).
    """
    start, by_person, by_offer, by_match, by_trait = known.split(weights.astype(np.float32))
    own = start[0] + known.person @ by_person
    answer = (match @ by_match).reshape(OFFERS, len(known)) + by_trait @ known.trait.T + by_offer[:, None]
    return np.vstack([own + answer, own]).T
