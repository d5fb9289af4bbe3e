from types import SimpleNamespace

import numpy as np
import pytest

from equipoise.core.vocabulary import OFFERS, PURPOSES
from equipoise.numerics.rate import UNKNOWN
from equipoise.shared.consent import Consent
from equipoise.shared.decisions import Decisions
from equipoise.shared.world import Response
from equipoise.stages.measure.measure import measure, share_right

WOMAN, MAN = 0, 1


@pytest.fixture
def five_customers():
    """Two women, three men; the last man is not counted, and nobody scored the one before. Offer 1 is the generic one.

    | customer | offer | score | true visit | visit without | score - visit | visit - without |
    | woman 1  | 3     | .50   | .40        | .10           | +.10          | .30             |
    | woman 2  | 1     | .25   | .30        | .20           | -.05          | .10             |
    | man 1    | 2     | .10   | .25        | .05           | -.15          | .20             |
    | man 2    | 1     | none  | .15        | .25           | not counted   | -.10            |
    | man 3    | 1     | .90   | .10        | .00           | not counted   | not counted     |
    """
    visit = np.full((5, OFFERS), 0.6)  # what an offer that was not shown would do is no part of it
    visit[[0, 1, 2, 3, 4], [3, 1, 2, 1, 1]] = [0.4, 0.3, 0.25, 0.15, 0.1]
    gain = np.zeros((5, OFFERS))
    gain[[0, 1, 2, 3, 4], [3, 4, 2, 1, 1]] = 1.0
    decisions = Decisions(
        offer=np.array([3, 1, 2, 1, 1]),
        selected=np.array([True, False, True, False, False]),
        reachable=np.ones(5, dtype=bool),
        score=np.array([0.5, 0.25, 0.1, np.nan, 0.9]),
        fallback=np.full(5, np.nan),
    )
    response = Response(np.array([0.1, 0.2, 0.05, 0.25, 0.0]), visit, gain, gain.argmax(axis=1))
    world = SimpleNamespace(
        seed=1,
        size=5,
        response=response,
        customers=SimpleNamespace(groups=lambda: {"sex": np.array([WOMAN, WOMAN, MAN, MAN, MAN])}),
    )
    return decisions, world, np.array([True, True, True, True, False])


def test_calibration_and_value_received_by_group_by_hand(five_customers):
    delivered, world, counted = five_customers
    yes, nobody = np.ones((5, len(PURPOSES)), dtype=bool), np.zeros(5, dtype=bool)
    said = Consent(answered=yes, chosen=yes, said=yes, permits=yes, ignored=nobody, withdrew=nobody, signals=nobody)
    ends = {"disclosed": None, "generic": 1, "budget": 0.5, "ceiling": UNKNOWN, "yearly_margin": np.ones(5)}
    found = measure(delivered, world, said, counted, **ends)
    women, men = found.fairness["sex"].groups
    assert (women.n, men.n) == (2, 2)
    assert (women.calibration_gap.value, women.calibration_gap.n) == (pytest.approx((0.1 - 0.05) / 2), 2)
    assert (men.calibration_gap.value, men.calibration_gap.n) == (pytest.approx(-0.15), 1)  # promised less than came
    assert women.value_received.value == pytest.approx((0.3 + 0.1) / 2)
    assert men.value_received.value == pytest.approx((0.2 - 0.1) / 2)
    # of the women the first, of the men both counted met the best offer; half of all got a personal one
    assert (women.right_offer.value, men.right_offer.value) == (0.5, 1.0)
    assert (women.selection_rate.value, men.selection_rate.value) == (0.5, 0.5)
    assert share_right(delivered, world, counted).value == pytest.approx(3 / 4)
