"""The true response of every person to every offer; only the world and the measures use it.

A person's log-odds of a visit are those of the offer, plus habit (how active the person is), plus the weight of taste
times how much more than usual the person likes the offer's topic. The weight is the lever `population.taste`. Habit and
taste spread the answers of people; they do not move their mean, which is fixed for every offer.

Published: of a hundred customers 10.62 visit without a message and 18.28 with the best generic one; .573 and 1.253 buy
(D16: Hillstrom's e-mail test, 2008); they hold at any weight of taste. Fitted: the weight of habit, so that at the
default taste visits are predicted with an AUC of .60 to .66 from all first-party fields and .54 to .58 from purchase
categories alone (D18); the weights of taste, see `equipoise.stages.world.settings`. Assumed: how many visit with the
other offers, margins, discounts, and how price sensitivity moves sales.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Singles, freeze, sigmoid
from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, SALES_PER_VISIT, SALES_PER_VISIT_WITH_OFFER
from equipoise.shared.world import People, Response
from equipoise.stages.world.people import INTEREST_MEAN, INTEREST_VARIANCE

VISITS_WITHOUT = 0.1062
"""Share of customers who visit without an offer."""
VISITS_WITH = np.array([0.152, 0.1828, 0.162, 0.175, 0.134, 0.151, 0.169, 0.133, 0.142, 0.18, 0.138, 0.179])
"""Share of customers who visit with each offer, in TOPICS' order; the second is the best generic one by margin."""
HABIT = 0.3
"""Weight of habit: log-odds for one standard deviation of log activity."""


def true_response(people: People, activity: Singles, interest: Singles, taste: float) -> Response:
    """Return everybody's true response from habit (activity) and present interest; ``taste`` weighs the latter."""
    habit = np.float32(HABIT) * (np.log(activity) + np.float32(0.18)) / np.float32(0.6)
    without = level(np.array(VISITS_WITHOUT), np.array(HABIT**2))
    with_offer = level(VISITS_WITH, HABIT**2 + taste**2 * INTEREST_VARIANCE)
    likes = np.float32(taste) * (interest - INTEREST_MEAN.astype(np.float32))
    visit_without = sigmoid(habit + without.astype(np.float32))
    visit = sigmoid(habit[:, None] + with_offer.astype(np.float32) + likes)
    keen = np.exp(np.float32(0.15) * people.price_sensitivity - np.float32(0.01))
    sale = np.float32(SALES_PER_VISIT_WITH_OFFER) * keen
    earned_without = visit_without * np.float32(SALES_PER_VISIT * MARGIN)
    gain = visit * (sale[:, None] * MARGIN_WITH_OFFER) - earned_without[:, None]
    best = gain.argmax(axis=1).astype(np.int64)
    freeze(visit_without, visit, gain, best)
    return Response(visit_without, visit, gain, best)


def level(share: Floats, variance: Floats) -> Floats:
    """Return the mean of normal log-odds of this variance whose probabilities have the mean ``share``.

    The normal integral of the logistic function in closed form, right to about .005 (MacKay, "The evidence framework
    applied to classification networks", 1992, doi:10.1162/neco.1992.4.5.720).
    """
    return np.asarray(np.log(share / (1 - share)) * np.sqrt(1 + np.pi * variance / 8), dtype=np.float64)
