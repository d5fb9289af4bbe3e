"""What would have been decided if the model had learned from other pasts.

The log of past campaigns is random: who was shown what, and who came. Another log of the same customers would have
taught other weights, and other customers would get a personal offer. How the weights vary follows from the log itself
(`Optimum.redrawn`), and so do counts at the tills, from which the generic offer is chosen; decisions are then taken
anew with redrawn weights and counts. Nothing is trained again, so this costs milliseconds. It needs a learner whose
variation is known: penalised logistic regression without noise, on the records of real people.

There are two steps, since budget and mitigation change the second one only: what is expected of everybody (`expect`),
and who is chosen (`redecide`).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from equipoise.core.arrays import Flags, Integers, Singles, freeze, sigmoid
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import MARGIN_WITH_OFFER, MODELLED, OFFERS
from equipoise.shared.decisions import Redrawn
from equipoise.shared.history import PASSERS_BY, History
from equipoise.stages.targeting.learners import Logistic
from equipoise.stages.targeting.settings import TargetSettings
from equipoise.stages.targeting.target import MARGIN_OF_A_VISIT, within_budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from equipoise.shared.release import Vault
    from equipoise.stages.targeting.design import Design
    from equipoise.stages.targeting.train import Model

DRAWS = 32
"""Number of redrawn pasts: the standard deviation over them is known to about 12%."""
MOST = 20_000
"""The most customers about whom is decided anew; of more, these are a random sample."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Expected:
    """What the company would expect of customers if the model had learned from other pasts.

    Attributes:
        people: about whom is decided anew, in ascending order (shape: people; places among all customers).
        scored: which of them may get a personal offer (shape: scored; places among ``people``).
        row: their rows in the table (shape: scored). generic: the offer for everybody else (shape: pasts).
        best: everybody's best offer (shape: pasts x scored). uplift: its expected margin above the generic one.
    """

    people: Integers
    scored: Integers
    row: Integers
    generic: Integers
    best: npt.NDArray[np.int8]
    uplift: Singles

    def __post_init__(self) -> None:
        freeze(self.people, self.scored, self.row, self.generic, self.best, self.uplift)


def expect(
    strategy: str,
    model: Model,
    history: History,
    vault: Vault,
    may_contact: Flags,
    evaluation: Flags,
    seed: int,
    classes: Integers | None = None,
) -> Expected | None:
    """Return what other pasts would have let expect; None where that is not known, or nothing was learned.

    Args:
        strategy: of targeting. history: the log, for its counts at the tills.
        seed: of the stream "measure.pasts". The others are as in `target`.
    """
    fitted = model.fitted
    if strategy not in MODELLED or not isinstance(fitted, Logistic) or fitted.optimum is None:
        return None
    coins = stream(seed, "measure.pasts")
    people = np.sort(coins.permutation(np.flatnonzero(evaluation))[:MOST])
    scored = np.flatnonzero((may_contact & (vault.row >= 0))[people])
    row = vault.row[people[scored]]
    weights, generic = fitted.optimum.redrawn(DRAWS, coins), _generic(history, coins)
    best, uplift = _best(_visits(model.design, weights.T.astype(np.float32), row, classes), generic, row.size)
    return Expected(people=people, scored=scored, row=row, generic=generic, best=best, uplift=uplift)


def redecide(settings: TargetSettings, expected: Expected, groups: Integers | None, seed: int) -> Redrawn:
    """Return the decisions that other pasts would have led to; the arguments are as in `target`."""
    people, scored = expected.people, expected.scored
    group = None if groups is None else groups[expected.row]
    offer = np.repeat(expected.generic.astype(np.int8)[:, None], people.size, axis=1)
    selected = np.zeros(offer.shape, dtype=bool)
    budget = round(settings.budget * people.size)
    ties = 1e-9 * stream(seed, "target").random(int(people[-1]) + 1 if people.size else 0)[people[scored]]
    for past, uplift in enumerate(expected.uplift):
        chosen = within_budget(uplift + ties, budget, group, settings.mitigation)
        selected[past, scored[chosen]] = True
        offer[past, scored[chosen]] = expected.best[past, chosen]
    return Redrawn(people=people, generic=expected.generic, offer=offer, selected=selected)


def _generic(history: History, coins: np.random.Generator) -> Integers:
    """Return the generic offer by other counts at the tills (shape: pasts)."""
    rate = coins.binomial(PASSERS_BY, history.till_rate, (DRAWS, history.till_rate.size)) / PASSERS_BY
    return np.asarray((rate * MARGIN_WITH_OFFER).argmax(axis=1), dtype=np.int64)


def _best(visits: Iterator[Singles], generic: Integers, rows: int) -> tuple[npt.NDArray[np.int8], Singles]:
    """Return every row's best offer, and its expected margin above the generic one (each shape: pasts x rows).

    ``visits`` are those under one offer after the other. What is expected without an offer counts for all offers
    alike, so that it does not matter here.
    """
    best, usual = np.zeros((rows, generic.size), dtype=np.int8), np.empty((rows, generic.size), dtype=np.float32)
    highest, higher = np.full(best.shape, -np.inf, dtype=np.float32), np.empty(best.shape, dtype=bool)
    for offer, gain in enumerate(visits):  # in place: large arrays take longer to make than to fill
        gain *= MARGIN_OF_A_VISIT[offer]
        np.greater(gain, highest, out=higher)
        np.maximum(best, higher.view(np.int8) * np.int8(offer), out=best)  # of offers in order, the last that is higher
        np.maximum(highest, gain, out=highest)
        usually = np.flatnonzero(generic == offer)
        usual[:, usually] = gain[:, usually]
    highest -= usual
    return np.ascontiguousarray(best.T), np.ascontiguousarray(highest.T)


def _visits(design: Design, weights: Singles, row: Integers, classes: Integers | None) -> Iterator[Singles]:
    """Yield how likely the rows are to visit under one offer after the other (each shape: rows x pasts).

    ``weights`` has shape weights x pasts. With classes, everybody in a class is expected to do what it does on average.
    """
    if classes is None:
        yield from _chances(design.of(row), weights)
        return
    mean = _means(classes)
    for chance in _chances(design, weights):
        yield (mean @ chance)[classes[row]]


def _chances(design: Design, weights: Singles) -> Iterator[Singles]:
    """Yield the chances by offer, every time in the same array, which the caller may change."""
    start, by_person, by_offer, by_match, by_trait = design.split(weights)
    own = start + design.person @ by_person
    shown, part, logits = (np.empty_like(own) for _ in range(3))
    for offer in range(OFFERS):
        np.matmul(design.match[:, offer], by_match, out=shown)
        shown += np.matmul(design.trait, by_trait[offer], out=part)
        np.add(own, by_offer[offer], out=logits)
        logits += shown
        yield sigmoid(logits, out=logits)


def _means(classes: Integers) -> csr_array:
    """Return the matrix that takes rows to the means of their classes (shape: classes x rows)."""
    size = np.bincount(classes)
    share = (1 / size[classes]).astype(np.float32)
    return csr_array((share, (classes, np.arange(classes.size))), shape=(size.size, classes.size))
