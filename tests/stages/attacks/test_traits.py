import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise.shared.release import Release
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.traits import accuse
from samples import boxes, case, knowing, truth_of


def test_accuse_takes_the_top_share_and_breaks_ties_at_random():
    rng = np.random.default_rng(0)
    assert accuse(np.array([0.1, 0.9, 0.5, 0.7]), 0.5, rng).tolist() == [False, True, False, True]
    picked = np.mean([accuse(np.zeros(4), 0.25, rng) for _ in range(2000)], axis=0)
    assert picked == pytest.approx([0.25] * 4, abs=0.04)


@pytest.mark.parametrize("number", [1, 7, 30, 99, 100, 200])
def test_the_accused_are_the_first_when_all_are_sorted(number):
    scores = np.random.default_rng(number).integers(0, 8, 100) / 8
    first = np.lexsort((np.random.default_rng(0).random(100), -scores))[:number]
    assert np.flatnonzero(accuse(scores, 0.5, np.random.default_rng(0), number)).tolist() == sorted(first)


def test_as_many_are_accused_as_have_it_where_that_is_public():
    scores = np.array([0.1, 0.9, 0.5, 0.7])
    assert accuse(scores, 0.25, np.random.default_rng(0), 3).tolist() == [False, True, True, True]
    assert accuse(scores, 0.25, np.random.default_rng(0), 0).sum() == 1  # one at least
    release = boxes([[1], [2], [3], [4]], [[1], [2], [3], [4]], ill=("sensitive", [1, 1, 1, 0]))
    known = knowing([[1], [2], [3], [4]], [[5], [6]], fields="x", trait="ill", prevalence=0.25)
    truth = truth_of([0, 1, 2, 3], [1, 1, 1, 0], [0, 1])
    told = dataclasses.replace(known, having=(3, 1))
    few, all_of_them = (attacks.run("disclosed", release, each, truth) for each in (known, told))
    assert (few.attack.n, all_of_them.attack.n, all_of_them.attack.value) == (1, 3, 1.0)
    assert all_of_them.details["recall"].value == 1.0 and few.details["recall"].value == pytest.approx(1 / 3)


def test_disclosed_by_hand():
    # classes: x 0..4 holds rows 0, 1 (both ill); x 5..9 holds rows 2, 3 (one ill)
    # targets 1, 2 score 1; targets 6, 7 score 1/2. Prevalence 1/2: targets 0 and 1 are accused.
    # truth: target 0 and target 2 are ill -> precision 1/2, false accusations 1/2, recall 1/2
    # controls 3 (score 1) and 8 (score 1/2): the first is accused, and is not ill: control 0; risk 1/2
    release = boxes([[0], [0], [5], [5]], [[4], [4], [9], [9]], ill=("sensitive", [1, 1, 1, 0]))
    auxiliary = knowing([[1], [2], [6], [7]], [[3], [8]], fields="x", trait="ill", prevalence=0.5)
    scored = attacks.run_with_hits("disclosed", release, auxiliary, truth_of([0, 1, 2, 3], [1, 0, 1, 0], [0, 1]))
    result = scored.result
    assert (result.attack.value, result.control.value, result.risk.value) == (0.5, 0.0, 0.5)
    assert (result.details["false_accusations"].value, result.details["recall"].value) == (0.5, 0.5)
    assert scored.hits[:2].tolist() == [1, 0]
    assert np.isnan(scored.hits[2:]).all()


@pytest.mark.parametrize("everybody", [True, False])
def test_a_trait_of_all_or_of_nobody_cannot_be_found_out(everybody):
    release = boxes([[0], [0], [5], [5]], [[4], [4], [9], [9]], ill=("sensitive", [everybody] * 4))
    known = knowing([[1], [2], [6], [7]], [[3], [8]], fields="x", trait="ill", prevalence=float(everybody))
    truth = truth_of([0, 1, 2, 3], [everybody] * 4, [everybody] * 2)
    result = attacks.run("disclosed", release, known, truth)
    assert result.mounted and result.attack.value == everybody and not result.risk.known


def test_the_average_of_a_cohort_is_read_by_hand():
    # cohorts x 0..4 (three people, all ill) and x 5..9 (five people, two ill: .4); prevalence 1/2 of four targets:
    # targets 1 and 2 (score 1) are accused, of whom one is ill; of the controls, x = 3 is accused and is not ill.
    # somebody outside all boxes is scored with the mean over the people, (3 + 2) / 8 = .625, more than .4
    cohorts = boxes([[0], [5]], [[4], [9]], ill=("sensitive", [1.0, 0.4]))
    cohorts = dataclasses.replace(cohorts, rows="cohorts", people=np.array([3, 5]))
    known = knowing([[1], [2], [6], [7]], [[3], [8]], fields="x", trait="ill", prevalence=0.5)
    result = attacks.run("disclosed", cohorts, known, truth_of([0, 0, 1, 1], [1, 0, 1, 0], [0, 1]))
    assert (result.attack.value, result.control.value) == (0.5, 0.0)
    outside = knowing([[6], [99]], [[3], [8]], fields="x", trait="ill", prevalence=0.5)
    assert attacks.run("disclosed", cohorts, outside, truth_of([1, -1], [0, 1], [0, 1])).attack.value == 1.0


def test_nobody_is_tied_to_a_cohort():
    cohorts = boxes([[0], [5]], [[4], [9]], bought=("behaviour", [1.0, 2.0]))
    cohorts = dataclasses.replace(cohorts, rows="cohorts", people=np.array([3, 5]))
    seen = {"purchases": np.zeros((2, 1), dtype=np.int64), "control_purchases": np.zeros((1, 1), dtype=np.int64)}
    known = knowing([[1], [6]], [[2]], fields="x", purchase_columns=("bought",), **seen)
    for name in ("linkage", "purchases"):
        result = attacks.run(name, cohorts, known, truth_of([0, 1]))
        assert (result.mounted, result.reason) == (False, "no_person_rows")


def test_a_class_that_agrees_gives_its_trait_away_though_nobody_is_linked():
    # ten classes of ten; in two of them everybody is ill: k = 10, and everybody ill is found
    x = np.repeat(np.arange(10.0), 10)[:, None] * 10
    ill = np.repeat([1, 1, 0, 0, 0, 0, 0, 0, 0, 0], 10)
    release = boxes(x, x + 9, ill=("sensitive", ill))
    auxiliary = knowing(x + 3, x + 5, fields="x", trait="ill", prevalence=0.2)
    result = attacks.run("disclosed", release, auxiliary, truth_of(np.arange(100), ill, np.zeros(100)))
    assert (result.attack.value, result.control.value) == (1.0, 0.0)


def test_inferred_by_hand():
    # the panel shows: who buys much is ill. Row 0 bought 50, row 1 bought 1, row 2 bought 50, row 3 bought 2.
    # half are accused: targets 0 and 2; of them only target 0 is ill: precision 1/2
    # controls at x = 1 (behaviour of row 1) and x = 2 (of row 2): the second is accused, and is ill: control 1
    bought = np.array([50.0, 1, 50, 2])
    x = np.arange(4.0)[:, None]
    auxiliary = knowing(x, [[1], [2]], fields="x", trait="ill", prevalence=0.5, panel=_panel())
    release = boxes(x, x, bought=("behaviour", bought))
    result = attacks.run("inferred", release, auxiliary, truth_of(np.arange(4), [1, 0, 0, 0], [0, 1]))
    assert (result.attack.value, result.control.value) == (0.5, 1.0)


def _panel():
    bought = np.tile([1.0, 2.0, 40.0, 60.0], 50)
    return Panel(pd.DataFrame({"x": 1.0, "bought": bought}), bought > 10)


def test_inference_ignores_the_trait_column():
    drawn = case(3)
    with_column = attacks.run("inferred", drawn.release, drawn.auxiliary, drawn.truth)
    assert with_column.mounted and with_column.attack.known
    flipped = drawn.release.exact.assign(ill=1 - drawn.release.exact["ill"])
    release = Release(flipped, drawn.release.low, drawn.release.high, drawn.release.schema)
    assert attacks.run("inferred", release, drawn.auxiliary, drawn.truth) == with_column


def test_a_raw_table_discloses_and_betrays():
    drawn = case(4)
    disclosed = attacks.run("disclosed", drawn.release, drawn.auxiliary, drawn.truth)
    inferred = attacks.run("inferred", drawn.release, drawn.auxiliary, drawn.truth)
    assert disclosed.details["recall"].value > 0.95  # 120 are accused, 106 are ill
    assert disclosed.attack.value > inferred.attack.value
    assert inferred.risk.low > 0


def test_the_baseline_knows_what_the_fields_tell():
    # in the panel and in truth exactly those with x > 5 are ill: the fields alone are right without any release
    x = np.arange(10.0)[:, None]
    panel = Panel(pd.DataFrame({"x": np.tile(x[:, 0], 20)}), np.tile(x[:, 0] > 5, 20))
    release = boxes(np.zeros((10, 1)), np.full((10, 1), 9), ill=("sensitive", x[:, 0] > 5))
    auxiliary = knowing(x, x, fields="x", trait="ill", prevalence=0.4, panel=panel)
    result = attacks.run("disclosed", release, auxiliary, truth_of(np.arange(10), x[:, 0] > 5, x[:, 0] > 5))
    assert result.baseline.value == 1.0
