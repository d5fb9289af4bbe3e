"""The shop's guesses about one customer, their certainty, and how often such guesses are wrong.

Error rates are measured on evaluation customers, who are not in the training data. Interests are guessed with the model
of offers: the topics to whose offers the customer is predicted to respond more than others. A sensitive trait is
guessed from behaviour and account data by a logistic regression that is trained on the public panel, whether or not the
shop also asks about it in a survey.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from equipoise.chain.pipeline import Chain
from equipoise.core.arrays import Flags, Floats, Integers
from equipoise.core.vocabulary import OFFERS, TOPICS, TRAITS
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import wilson
from equipoise.personal.offers import gains
from equipoise.runtime.remembered import remembered
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.stages.targeting.design import build_design

_RIDGE = 20.0
"""The regularisation of the guesser; assumed."""
GUESSED = 3
"""The largest number of interests that are guessed for a person."""
KEEN = 0.25
"""The share of people who count as interested in a topic; assumed."""
AS_SURE = 400
"""Number of evaluation customers with the nearest scores from whom the certainty of a guess is estimated."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Guess:
    """One guess about one customer.

    Attributes:
        kind, subject: an interest in a topic, or a trait. says: what the shop would guess.
        sure: share of evaluation customers with similar scores for whom it is true.
        usual: share of all evaluation customers for whom it is true.
        right: share for whom it is true, among evaluation customers with the same guess.
        told: the customer's answer in the survey; None where it was not asked or is not kept.
        truth: the truth, which only the world knows.
    """

    kind: Literal["interest", "trait"]
    subject: str
    says: bool
    sure: Rate
    usual: Rate
    right: Rate
    told: bool | None
    truth: bool

    @property
    def wrong(self) -> Rate:
        """The share of the same guesses that are wrong."""
        return Rate(1 - self.right.value, 1 - self.right.high, 1 - self.right.low, self.right.n)


@dataclasses.dataclass(frozen=True, eq=False)
class Scores:
    """Scores of every row, and the guesses made of them (shape each: rows x subjects)."""

    score: Floats
    says: Flags


def guesses(chain: Chain, customer: int) -> tuple[Guess, ...]:
    """Return the guessed interests, the likeliest first, and one guess about every trait; none without a row."""
    row = int(chain.inside.value[1].row[customer])
    if row < 0:
        return ()
    found: list[Guess] = []
    if chain.train.value.fitted is not None:
        likes = interests(chain)
        order = np.argsort(-likes.score[row], kind="stable")
        found += [_guess(chain, customer, "interest", int(place), likes) for place in order if likes.says[row, place]]
    held = traits(chain)
    if held is not None:
        found += [_guess(chain, customer, "trait", place, held) for place in range(len(TRAITS))]
    return tuple(found)


def interests(chain: Chain) -> Scores:
    """Return how much more each row is predicted to respond to each topic's offer, and the guessed topics.

    More than the mean row does, and more than the row itself does on average: who answers much likes not everything.
    """
    chance = np.clip(gains(chain).chance[:, :OFFERS].astype(np.float64), 1e-6, 1 - 1e-6)
    logit = np.log(chance) - np.log1p(-chance)
    score = logit - logit.mean(axis=0) - logit.mean(axis=1, keepdims=True) + logit.mean()
    says = (np.argsort(np.argsort(-score, axis=1, kind="stable"), axis=1) < GUESSED) & (score > 0)
    return Scores(score, np.asarray(says))


def traits(chain: Chain) -> Scores | None:
    """Return the probability of every trait in every row, and for whom it is guessed: as many as have it in the panel.

    None where the shop keeps nothing to guess from.
    """
    kept, table = chain.coarsened, chain.inside

    def compute() -> Scores | None:
        release, customers = _without_traits(table.value[0]), kept.value.customers
        panel = np.arange(customers, len(kept.value.low))
        told = Release(
            kept.value.exact.iloc[panel].reset_index(drop=True),
            kept.value.low[panel], kept.value.high[panel], kept.value.schema,
        )  # fmt: skip
        learned, asked = (_features(each) for each in (_without_traits(told), release))
        if not learned.shape[1] or not len(asked):
            return None
        people = chain.population.value.people
        columns = [_guess_trait(learned, getattr(people, trait)[panel], asked) for trait in TRAITS]
        score, says = (np.column_stack(each) for each in zip(*columns, strict=True))
        return Scores(score, says)

    return remembered("personal.traits", compute, kept, table, chain.population).value


def _guess_trait(learned: Floats, has: Flags, asked: Floats) -> tuple[Floats, Flags]:
    """Return every row's chance of a trait, and the likeliest rows: a share of them as large as the panel's."""
    if has.all() or not has.any():
        return np.full(len(asked), has.mean()), np.zeros(len(asked), dtype=bool)
    mean, scale = learned.mean(axis=0), np.maximum(learned.std(axis=0), 1e-6)
    model = LogisticRegression(C=1 / _RIDGE, solver="newton-cholesky").fit((learned - mean) / scale, has)
    chance: Floats = model.predict_proba((asked - mean) / scale)[:, 1]
    number = max(1, round(float(has.mean()) * len(asked)))
    says = np.zeros(len(asked), dtype=bool)
    says[np.argsort(-chance, kind="stable")[:number]] = True
    return chance, says


def _without_traits(release: Release) -> Release:
    """Return the table without identifiers and without the survey, so that traits have to be guessed."""
    schema = Schema(release.schema.having("quasi", "behaviour"))
    exact: pd.DataFrame = release.exact[list(schema.names("behaviour"))]
    return dataclasses.replace(release, exact=exact, schema=schema)


def _features(release: Release) -> Floats:
    design = build_design(release)
    ages = [place for place, name in enumerate(design.names) if name == "birth_date"]
    squared = design.person[:, ages] ** 2  # traits rise and fall with age
    match = design.match.reshape(len(design), -1)
    return np.hstack([design.person, squared, match]).astype(np.float64)


def _guess(chain: Chain, customer: int, kind: Literal["interest", "trait"], place: int, scores: Scores) -> Guess:
    row = chain.inside.value[1].row
    subject = (TOPICS if kind == "interest" else TRAITS)[place]
    people = _judged(chain, customer)
    truth = _true_of(chain, kind, place)
    says = bool(scores.says[row[customer], place])
    score, same = scores.score[row[people], place], scores.says[row[people], place] == says
    near = people[np.argsort(np.abs(score - scores.score[row[customer], place]), kind="stable")[:AS_SURE]]
    return Guess(
        kind=kind,
        subject=subject,
        says=says,
        sure=_share(truth[near] == says),
        usual=_share(truth[people] == says),
        right=_share(truth[people[same]] == says),
        told=_told(chain, customer, subject),
        truth=bool(truth[customer]),
    )


def _judged(chain: Chain, customer: int) -> Integers:
    """Return the evaluation people who have a row, without the customer."""
    people = np.flatnonzero(chain.folds.value.evaluation & (chain.inside.value[1].row >= 0))
    return np.asarray(people[people != customer])


def _true_of(chain: Chain, kind: str, place: int) -> Flags:
    world = chain.population.value
    if kind == "trait":
        return np.asarray(getattr(world.customers, TRAITS[place]))
    liking = world.interest[: world.size, place]
    return np.asarray(liking >= np.quantile(liking, 1 - KEEN))


def _told(chain: Chain, customer: int, subject: str) -> bool | None:
    kept = chain.minimise.value
    if subject not in kept.schema.names("sensitive"):
        return None
    return bool(kept.exact[subject].iloc[customer])


def _share(hits: Flags) -> Rate:
    return wilson(int(hits.sum()), hits.size)
