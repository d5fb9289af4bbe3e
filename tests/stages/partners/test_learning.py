"""What the partner learns, and what he does with it: by hand."""

import numpy as np
import pytest

from equipoise.numerics.stats import wilson
from equipoise.shared.partnership import Used
from equipoise.stages.partners.conduct import used
from equipoise.stages.partners.learning import learned, usual_interest


def test_the_usual_interest_is_the_commonest_in_the_group():
    group, best = np.array([0, 0, 0, 4, 4]), np.array([7, 7, 2, 1, 1])
    assert usual_interest(group, best, np.array([4, 0])).tolist() == [1, 7]


def test_a_row_that_tells_nothing_leaves_him_with_what_he_knew():
    found = learned(told=np.array([3, -1, 5, 5]), before=np.array([1, 2, 5, 0]), truth=np.array([3, 2, 5, 9]))
    assert found.interest_told == wilson(3, 4) and found.interest_before == wilson(2, 4)
    assert found.interest_gained.value == 0.25 and found.interest_gained.n == 4


@pytest.mark.parametrize(
    ("conduct", "kept", "grown", "sold"),
    [("joins", 0, 0, 0), ("keeps", 3, 0, 0), ("profiles", 3, 5, 0), ("sells", 3, 5, 9)],
)
def test_each_conduct_includes_those_before_it(conduct, kept, grown, sold):
    found = used(conduct, gone=4, kept=3, own=20, matched=5, rows=9)
    assert found == Used(kept_on=wilson(kept, 4), profiled=wilson(grown, 20), sold_on=wilson(sold, 9))
