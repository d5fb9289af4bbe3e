import dataclasses

import numpy as np
import pandas as pd

from equipoise.stages.attacks import registry as attacks
from samples import boxes, case, knowing, truth_of

NOBODY = knowing(np.zeros((0, 1)), fields="x")


def test_by_hand():
    # release (x in a box, bought): 0: x 0..9, 1; 1: x 0..9, 2; 2: x 0..9, 3; 3: x 0..9, 3
    # rows 0 and 1 are isolated by what they bought; rows 2 and 3 equal each other: the attacker abstains.
    # truth: rows 0 and 1 are as released, so two of four are singled out: attack 2/4.
    # control: with row 0's person replaced by (x 4, bought 7), nobody fits: control 0.
    release = boxes([[0]] * 4, [[9]] * 4, bought=("behaviour", [1, 2, 3, 3]))
    exact = pd.DataFrame({"x": [1.0, 2, 3, 4], "bought": [1, 2, 3, 3]})
    others = pd.DataFrame({"x": [4.0], "bought": [7]})
    truth = truth_of([3, 0, -1], exact=exact, control_exact=others)
    scored = attacks.run_with_hits("singling_out", release, NOBODY, truth)
    assert (scored.result.attack.value, scored.result.control.value) == (0.5, 0.0)
    assert scored.result.details["claimed"].value == 0.5
    assert scored.hits[:2].tolist() == [0, 1]
    assert np.isnan(scored.hits[2])


def test_a_claim_that_fits_two_people_fails_and_a_control_person_can_fit_by_luck():
    # the released values are noise: "bought 1" fits two people in truth, "bought 2" none: attack 0/2.
    # every control person bought 2 -> after the exchange exactly one fits row 1's predicate; row 0's fits the other
    # person only (its own place now holds the control person): control 2/2
    release = boxes([[0]] * 2, [[9]] * 2, bought=("behaviour", [1, 2]))
    exact = pd.DataFrame({"x": [1.0, 2], "bought": [1, 1]})
    others = pd.DataFrame({"x": [4.0], "bought": [2]})
    result = attacks.run("singling_out", release, NOBODY, truth_of([0, 1], exact=exact, control_exact=others))
    assert (result.attack.value, result.control.value) == (0.0, 1.0)


def test_more_columns_are_used_when_four_do_not_isolate():
    # rows 0 and 1 agree in a..d, each rarer than e, and differ only in e
    columns = {name: ("behaviour", [1, 1, *range(2, 10)]) for name in "abcd"}
    columns["e"] = ("behaviour", [0, 5, 0, 0, 0, 5, 5, 5, 5, 0])
    release = boxes([[0]] * 10, [[0]] * 10, **columns)
    exact = release.exact.assign(x=0.0)
    result = attacks.run("singling_out", release, NOBODY, truth_of([0], exact=exact, control_exact=exact[:0]))
    assert (result.attack.value, result.details["claimed"].value) == (1.0, 1.0)
    assert not result.control.known


def test_missing_values_are_values():
    release = boxes([[0]] * 3, [[0]] * 3, seen=("behaviour", [np.nan, 1.0, 1.0]))
    exact = release.exact.assign(x=0.0)
    result = attacks.run("singling_out", release, NOBODY, truth_of([0, 1, 2], exact=exact, control_exact=exact[1:2]))
    assert result.attack.value == 1 / 3


def test_a_raw_table_isolates_nearly_everybody():
    drawn = case(0)
    result = attacks.run("singling_out", drawn.release, drawn.auxiliary, drawn.truth)
    assert result.risk.value > 0.97
    assert result.baseline.value < 0.05


def test_a_constant_release_isolates_nobody():
    release = boxes(np.zeros((50, 1)), np.ones((50, 1)), bought=("behaviour", np.ones(50)))
    exact = pd.DataFrame({"x": np.zeros(50), "bought": np.ones(50)})
    result = attacks.run("singling_out", release, NOBODY, truth_of(np.arange(50), exact=exact, control_exact=exact))
    assert (result.attack.value, result.control.value) == (0.0, 0.0)


def test_where_no_row_is_anybodys_the_table_and_the_controls_are_compared_by_hand():
    # the invented rows say "bought 1", "bought 2", "bought 3", each once: three claims.
    # of the four people in the table, as many as there are controls are looked at, evenly spread: numbers 0 and 2.
    # they bought 1 and 9, so one claim isolates a person: attack 1/3. The controls bought 2 and 2: nobody alone: 0/3
    release = dataclasses.replace(boxes([[0]] * 3, [[9]] * 3, bought=("behaviour", [1, 2, 3])), rows="synthetic")
    exact = pd.DataFrame({"x": [1.0] * 4, "bought": [1, 3, 9, 3]})
    others = pd.DataFrame({"x": [1.0] * 2, "bought": [2, 2]})
    truth = truth_of([-1, -1, -1, -1], exact=exact, control_exact=others)
    scored = attacks.run_with_hits("singling_out", release, NOBODY, dataclasses.replace(truth, own_rows=False))
    assert (scored.result.attack.value, scored.result.control.value) == (1 / 3, 0.0)
    assert scored.result.details["claimed"].value == 1.0
    assert np.isnan(scored.hits).all() and len(scored.hits) == 4


def test_without_controls_the_whole_table_is_looked_at():
    release = dataclasses.replace(boxes([[0]] * 2, [[9]] * 2, bought=("behaviour", [1, 3])), rows="synthetic")
    exact = pd.DataFrame({"x": [1.0] * 3, "bought": [1, 3, 3]})
    truth = dataclasses.replace(truth_of([-1] * 3, exact=exact, control_exact=exact[:0]), own_rows=False)
    result = attacks.run("singling_out", release, NOBODY, truth)
    assert result.attack.value == 0.5 and not result.control.known
