import numpy as np
import pytest

from equipoise.stages.targeting.mitigation.reweigh import reweighing


def test_reweighing_by_hand():
    # the applicants of Kamiran and Calders: ten people, five women; six get the job, two of them women
    #            P(group) P(label) / P(group, label)
    # woman, yes:    .5 * .6 / .2 = 1.5        woman, no: .5 * .4 / .3 = .667
    # man,   yes:    .5 * .6 / .4 = .75        man,   no: .5 * .4 / .1 = 2
    group = np.array([0] * 5 + [1] * 5)
    label = np.array([1, 1, 0, 0, 0, 1, 1, 1, 1, 0], dtype=bool)
    weights = reweighing(group, label, 2)
    assert weights.tolist() == pytest.approx([1.5, 1.5, 2 / 3, 2 / 3, 2 / 3, 0.75, 0.75, 0.75, 0.75, 2])
    # after weighing every group has the same rate, that of everybody
    for each in (0, 1):
        assert np.average(label[group == each], weights=weights[group == each]) == pytest.approx(0.6)


def test_reweighing_copes_with_a_group_without_a_label():
    weights = reweighing(np.array([0, 0, 1, 1]), np.array([True, False, False, False]), 2)
    assert np.isfinite(weights).all() and weights.min() > 0
