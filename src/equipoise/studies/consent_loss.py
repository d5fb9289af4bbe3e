"""Right offers that are lost because people refuse: by smaller reach, by fewer training data, by a skewed sample.

Every part is a run of the real chain in the world where everybody agrees, with one condition taken from the world where
people choose. The parts need not add up to the total: the remainder is their interaction.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Flags, Floats
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import INVENTED, PURPOSES
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import mean_rate
from equipoise.runtime.jobs import Report
from equipoise.runtime.remembered import remembered

DRAWS = 5
"""Number of random samples of as many people as agreed to analytics; their effect is averaged."""
FULL_CONSENT = {"consent.model": "notice", "consent.signal_share": 0.0}


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsentLoss:
    """The loss of right offers against full consent, by cause; shares of the counted customers.

    Attributes:
        full_consent, with_choice: right offers if everybody agreed, and with people's choices.
        lost: the difference. lost_reach, lost_data, lost_skew: the loss if only the reach, only the number of people in
            the training data, or only their composition follows from people's choices. interaction: the remainder.
    """

    full_consent: Rate
    with_choice: Rate
    lost: Rate
    lost_reach: Rate
    lost_data: Rate
    lost_skew: Rate
    interaction: Rate


def consent_loss(settings: Settings, report: Report = lambda fraction, message="": None) -> ConsentLoss:
    """Decompose the right offers lost against full consent; this is long work, since it trains several models."""
    actual = Chain(settings)
    full = actual.varied(**FULL_CONSENT)
    parts = (actual.deliver, actual.inside, full.deliver)
    return remembered("consent_loss", lambda: _decompose(actual, full, report), *parts).value


def _decompose(actual: Chain, full: Chain, report: Report) -> ConsentLoss:
    with_all, with_choice = _right(full), _right(actual)
    report(1 / (DRAWS + 3))
    unreached = _right(_reaching(full, actual))
    report(2 / (DRAWS + 3))
    learners, everybody = _learners(actual), _learners(full)
    skewed = _right(_learning_from(full, learners, f"agreed {actual.deliver.fingerprint}"))
    fewer = np.zeros_like(with_all)
    for draw in range(DRAWS):
        report((3 + draw) / (DRAWS + 3))
        sample = _sample(everybody, int(learners.sum()), full.seed, draw)
        fewer += _right(_learning_from(full, sample, f"random {draw} of {learners.sum()}")) / DRAWS
    reach, data, skew = with_all - unreached, with_all - fewer, fewer - skewed
    lost = with_all - with_choice
    return ConsentLoss(
        full_consent=mean_rate(with_all),
        with_choice=mean_rate(with_choice),
        lost=mean_rate(lost),
        lost_reach=mean_rate(reach),
        lost_data=mean_rate(data),
        lost_skew=mean_rate(skew),
        interaction=mean_rate(lost - reach - data - skew),
    )


def _right(chain: Chain) -> Floats:
    """Return who of the counted customers was shown the truly best offer, as 0 or 1."""
    world, counted = chain.population.value, chain.folds.value.evaluation
    right = chain.deliver.value.offer == world.response.best[: world.size]
    return np.asarray(right[counted], dtype=np.float64)


def _learners(chain: Chain) -> Flags:
    """Return from whom the model of a run learns (shape: customers)."""
    rows = chain.inside.value[1].row
    return np.asarray(chain.folds.value.history & chain.history.value.logged & (rows >= 0))


def _sample(people: Flags, size: int, seed: int, draw: int) -> Flags:
    """Return ``size`` of the marked people at random."""
    order = stream(seed, f"consent_loss.{draw}").permutation(np.flatnonzero(people))
    chosen = np.zeros_like(people)
    chosen[order[:size]] = True
    return chosen


def _reaching(full: Chain, actual: Chain) -> Chain:
    """Return the run with everybody's data in which offers reach only those who agreed."""
    chain = full.varied()
    chain.protect, chain.inside = full.protect, full.inside
    permits = full.consent.value.permits.copy()
    permits[:, PURPOSES.index("offers")] = actual.deliver.value.reachable
    said = dataclasses.replace(full.consent.value, permits=permits)
    chain.folds, chain.consent = full.folds, full.consent.instead(said, f"reach {actual.deliver.fingerprint}")
    return chain


def _learning_from(full: Chain, people: Flags, name: str) -> Chain:
    """Return the run that reaches everybody and whose model learns from some people only."""
    chain = full.varied()
    if full.settings.protect.technique not in INVENTED:  # synthetic rows have to be drawn again, from these people
        chain.protect, chain.inside = full.protect, full.inside
    folds = dataclasses.replace(full.folds.value, history=people.copy())
    chain.folds = full.folds.instead(folds, name)
    return chain
