import numpy as np
import pytest
from scipy.stats import norm

from equipoise.stages.attacks.roc import false_positives_at, true_positives_at


def test_thresholds_by_hand():
    # nine control people 1 to 9, 20% false positives: rank .2 * 10 = 2, so the threshold is 8.
    # a new control person would be above 8 with probability 2/10. Members above 8: 9 and 10 of four.
    controls = np.arange(1.0, 10)
    assert true_positives_at(0.2, np.array([8.0, 9, 10, 0]), controls).value == 0.5


def test_what_so_few_control_people_cannot_say_is_unknown():
    scores = np.arange(2000.0)
    assert not true_positives_at(0.001, scores, scores[:998]).known
    assert true_positives_at(0.001, scores, scores[:999]).known
    assert not true_positives_at(0.01, scores[:0], scores).known
    assert not false_positives_at(0.01, np.ones(1)).known


def test_without_any_signal_chance_is_found():
    rng = np.random.default_rng(0)
    members, controls = rng.normal(size=(2, 20_000))
    assert true_positives_at(0.01, members, controls).value == pytest.approx(0.01, abs=0.003)
    assert false_positives_at(0.01, controls).value == pytest.approx(0.01, abs=0.003)


def test_equal_scores_find_nobody():
    found = true_positives_at(0.01, np.ones(500), np.ones(500))
    assert (found.value, found.low) == (0, pytest.approx(0, abs=0.01))


@pytest.mark.parametrize("share", [0.01, 0.001])
@pytest.mark.parametrize("shift", [0.3, 1.5])
def test_the_interval_covers_a_known_rate(share, shift):
    # scores are normal, those of members higher by the shift: the true rate is 1 - Phi(z - shift).
    # of 400 intervals of 95%, 92% (368) or more cover it; with the threshold taken as known it would be 57%
    true = norm.sf(norm.isf(share) - shift)
    rng = np.random.default_rng(round(1000 * (share + shift)))
    found = [true_positives_at(share, rng.normal(shift, size=2000), rng.normal(size=2000)) for _ in range(400)]
    assert sum(each.low <= true <= each.high for each in found) >= 368
    assert np.mean([each.value for each in found]) == pytest.approx(true, rel=0.15)
