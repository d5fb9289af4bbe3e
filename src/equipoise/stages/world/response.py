"""The true response of every person to every offer; only the world and the measures use it.

Fitted (at the default taste, tested over several seeds): the base rate, so that 10.6% visit without a message; the
appeal of the offers, so that 18.3% visit with the best generic one (D16: Hillstrom's e-mail test, 2008); the weight of
habit and of taste, so that visits are predicted with an AUC of .60 to .66 from all first-party fields and .54 to .58
from purchase categories alone (D18); sales a visit, so that .57% buy without and 1.25% with the best message (D16).
Assumed: margins, discounts, and how price sensitivity moves sales.
"""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Singles, freeze, sigmoid
from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, SALES_PER_VISIT, SALES_PER_VISIT_WITH_OFFER
from equipoise.shared.world import People, Response

BASE_LOGIT = -2.136
HABIT = 0.12
TASTE = 0.6
OFFER_LIFT = 0.26
_APPEAL = np.array([-0.12, 0.06, -0.02, 0.12, -0.06, -0.09, 0.09, 0.0, -0.15, 0.16, -0.03, 0.13], dtype=np.float32)


def true_response(people: People, activity: Singles, interest: Singles) -> Response:
    """Return everybody's true response from habit (activity) and present interest."""
    logit = np.float32(BASE_LOGIT) + np.float32(HABIT) * (np.log(activity) + np.float32(0.18)) / np.float32(0.6)
    visit_without = sigmoid(logit)
    visit = sigmoid(logit[:, None] + np.float32(OFFER_LIFT) + _APPEAL + np.float32(TASTE) * interest)
    keen = np.exp(np.float32(0.15) * people.price_sensitivity - np.float32(0.01))
    sale = np.float32(SALES_PER_VISIT_WITH_OFFER) * keen
    without = visit_without * np.float32(SALES_PER_VISIT * MARGIN)
    gain = visit * (sale[:, None] * MARGIN_WITH_OFFER) - without[:, None]
    best = gain.argmax(axis=1).astype(np.int64)
    freeze(visit_without, visit, gain, best)
    return Response(visit_without, visit, gain, best)
