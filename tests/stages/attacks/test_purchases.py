import dataclasses

import numpy as np

from equipoise.shared.schema import Schema
from equipoise.stages.attacks import registry as attacks
from samples import boxes, case, truth_of

TOPICS = ("food", "toys")


def shop(food, toys, low=None):
    low = np.zeros((len(food), 1)) if low is None else low
    return boxes(low, low, food=("behaviour", food), toys=("behaviour", toys))


def knowing_nothing_else(targets, controls, **more):
    return attacks.Auxiliary(
        fields=(),
        targets=np.zeros((len(targets), 0)),
        controls=np.zeros((len(controls), 0)),
        control_for=np.arange(len(controls)),
        purchases=np.array(targets),
        control_purchases=np.array(controls),
        purchase_columns=TOPICS,
        **more,
    )


def test_likelihoods_by_hand():
    # rows (food, toys): r0 (4, 0), r1 (2, 2), r2 (1, 3). Known purchases, likelihood by row:
    # food, food: C(4,2)/C(4,2) = 1 | C(2,2)/C(4,2) = 1/6 | impossible      -> r0
    # food, toys: impossible | C(2,1) C(2,1) / 6 = 2/3 | 1 * 3 / 6 = 1/2    -> r1
    # toys, toys: impossible | 1/6 | C(3,2) / 6 = 1/2                       -> r2
    # targets own r0, r1, r2: all right. The control saw toys, toys -> r2, but stands for target 0 (r0): wrong.
    release = shop([4, 2, 1], [0, 2, 3])
    auxiliary = knowing_nothing_else([[0, 0], [0, 1], [1, 1]], [[1, 1]])
    scored = attacks.run_with_hits("purchases", release, auxiliary, truth_of([0, 1, 2]))
    assert scored.hits.tolist() == [1, 1, 1]
    assert (scored.result.attack.value, scored.result.control.value) == (1.0, 0.0)


def test_padding_and_unreleased_topics_say_nothing():
    # only the column food is released; known are toys (not released), padding, and one food -> the only row with food
    release = boxes([[0], [0]], [[0], [0]], food=("behaviour", [0, 3]))
    scored = attacks.run_with_hits(
        "purchases", release, knowing_nothing_else([[1, -1, 0]], [[0, -1, -1]]), truth_of([1])
    )
    assert scored.hits.tolist() == [1]


def test_fields_filter_the_candidates():
    # rows 0 and 1 bought the same; x tells them apart. A target whose x fits nobody is not named.
    release = shop([3, 3], [1, 1], low=np.array([[0.0], [5.0]]))
    auxiliary = attacks.Auxiliary(
        fields=("x",),
        targets=np.array([[0.0], [5.0], [9.0]]),
        controls=np.array([[9.0]]),
        control_for=np.array([0]),
        purchases=np.array([[0], [0], [0]]),
        control_purchases=np.array([[0]]),
        purchase_columns=TOPICS,
    )
    scored = attacks.run_with_hits("purchases", release, auxiliary, truth_of([0, 1, 1]))
    assert scored.hits.tolist() == [1, 1, 0]


def test_impossible_purchases_fall_back_to_the_fields():
    # the release keeps fewer months than the attacker saw: no row has a toy, but x still names row 1
    release = shop([3, 3], [0, 0], low=np.array([[0.0], [5.0]]))
    auxiliary = attacks.Auxiliary(
        fields=("x",),
        targets=np.array([[5.0]]),
        controls=np.array([[0.0]]),
        control_for=np.array([0]),
        purchases=np.array([[1]]),
        control_purchases=np.array([[1]]),
        purchase_columns=TOPICS,
    )
    assert attacks.run_with_hits("purchases", release, auxiliary, truth_of([1])).hits.tolist() == [1]


def test_ties_on_a_constant_release_help_nobody():
    release = shop(np.full(300, 3), np.full(300, 3))
    auxiliary = knowing_nothing_else(np.zeros((300, 1), dtype=int), np.zeros((300, 1), dtype=int))
    result = attacks.run("purchases", release, auxiliary, truth_of(np.arange(300)))
    assert result.attack.value <= 3 / 300
    assert result.risk.low <= 0 <= result.risk.high


def test_purchases_see_through_wide_boxes():
    # all quasi-identifiers are one box, behaviour is exact: linkage is lost, purchases still find some people
    drawn = case(1, n=200)
    columns = {name: ("behaviour", drawn.release.exact[name]) for name in drawn.auxiliary.purchase_columns}
    release = boxes(np.zeros((200, 1)), np.ones((200, 1)), **columns)
    result = attacks.run("purchases", release, drawn.auxiliary, drawn.truth)
    assert result.risk.low > 0.01


def test_coarse_totals_still_tell_rows_apart():
    # flags: only row 1 bought toys alone; row 2 bought food and toys, so two known toys fit row 1 better
    release = shop([1, 0, 1], [0, 1, 1])
    flags = tuple(
        dataclasses.replace(column, bands=(0.0, 1.0)) if column.role == "behaviour" else column
        for column in release.schema.columns
    )
    release = dataclasses.replace(release, schema=Schema(flags))
    auxiliary = knowing_nothing_else([[0, 0], [1, 1], [0, 1]], [[1, 1]])
    assert attacks.run_with_hits("purchases", release, auxiliary, truth_of([0, 1, 2])).hits.tolist() == [1, 1, 1]
