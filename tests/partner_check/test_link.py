"""The curve over an assumed link, against its ends and against drawn companies."""

import numpy as np
import pytest

from equipoise.core.seeds import stream
from equipoise.partner_check.link import BAD, PASS, curve, misused_after_go


def test_without_a_link_a_go_says_nothing_and_with_a_full_one_it_says_all():
    assert misused_after_go(0.0) == pytest.approx(BAD, abs=1e-6)
    assert misused_after_go(1.0) == 0.0 and misused_after_go(0.999) < 1e-6
    assert misused_after_go(1.0, bad=0.8) == pytest.approx((0.8 + PASS - 1) / PASS)


@pytest.mark.parametrize("link", [0.3, 0.7])
def test_the_curve_is_that_of_drawn_companies(link):
    paper, other = stream(1, "test").standard_normal((2, 400_000))
    conduct = link * paper + np.sqrt(1 - link**2) * other
    go, bad = paper > np.quantile(paper, 1 - PASS), conduct < np.quantile(conduct, BAD)
    assert misused_after_go(link) == pytest.approx(bad[go].mean(), abs=0.004)


def test_the_curve_falls_and_is_tagged_as_what_it_is():
    drawn = curve(np.linspace(0, 1, 11))
    values = [rate.value for rate in drawn]
    assert values == sorted(values, reverse=True)
    assert all(rate.tag == "assumption" and rate.low <= rate.value <= rate.high for rate in drawn)
