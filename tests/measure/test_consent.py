import dataclasses

import numpy as np
import pytest

from equipoise.consent import Consent
from equipoise.measure.consent import measure_consent

Y, N = True, False


@pytest.fixture
def five_answers():
    """All, some, nothing, and two who ignored the banner (one counted as yes, as under opt-out)."""
    said = np.array([[Y, Y, Y, Y], [Y, Y, N, N], [N, N, N, N], [N, N, N, N], [Y, Y, Y, Y]])
    ignored, nobody = np.array([N, N, N, Y, Y]), np.zeros(5, dtype=bool)
    return Consent(answered=said, said=said, permits=said, ignored=ignored, withdrew=nobody, signals=nobody)


def test_answers_by_hand(five_answers):
    report = measure_consent(
        five_answers, np.array([Y, Y, N, N, N]), np.array([Y, Y, Y, N, Y]), {"sex": np.array([0, 0, 1, 1, 1])}
    )
    assert {purpose: rate.value for purpose, rate in report.yes.items()} == pytest.approx(
        {"analytics": 0.6, "offers": 0.6, "sharing": 0.4, "other_sites": 0.4}
    )
    assert report.accepted.value == pytest.approx(0.4)  # the first two: a yes to something, and they acted
    assert report.refused.value == pytest.approx(0.2)
    assert report.ignored.value == pytest.approx(0.4)
    assert report.by_group["sex: women"].value == 1.0
    assert report.by_group["sex: men"].value == pytest.approx(1 / 3)
    assert report.reach.value == pytest.approx(0.5) and report.reach.n == 4  # the fourth customer is not counted
    assert report.overridden.value == 0


def test_ignored_refusals_are_counted_apart(five_answers):
    forced = dataclasses.replace(five_answers, permits=np.ones((5, 4), dtype=bool))
    report = measure_consent(forced, np.ones(5, dtype=bool), np.ones(5, dtype=bool), {})
    assert report.yes["sharing"].value == 1  # what the company acts on
    assert report.overridden.value == pytest.approx(0.6)  # customers 1, 2 and 3 said no to something
    assert report.refused.value == pytest.approx(0.2)  # and what they said is still told


def test_a_group_of_nobody_is_unknown(five_answers):
    everybody = np.ones(5, dtype=bool)
    report = measure_consent(five_answers, everybody, everybody, {"sex": np.zeros(5, dtype=np.int64)})
    assert not report.by_group["sex: men"].known


def test_who_changed_their_mind_is_counted_by_what_they_answered(five_answers):
    # the first takes everything back, the second's browser objects to what it said no to anyway
    said = five_answers.answered.copy()
    said[0] = False
    later = dataclasses.replace(
        five_answers, said=said, permits=said, withdrew=np.arange(5) == 0, signals=np.arange(5) == 1
    )
    everybody = np.ones(5, dtype=bool)
    report = measure_consent(later, everybody, everybody, {"sex": np.array([0, 0, 1, 1, 1])})
    assert (report.withdrew.value, report.signals.value) == (0.2, 0.2)
    assert report.accepted.value == pytest.approx(0.4)  # what they did with the banner stays
    assert report.by_group["sex: women"].value == 0.5  # and one of two women wants offers now
    assert report.overridden.value == 0
