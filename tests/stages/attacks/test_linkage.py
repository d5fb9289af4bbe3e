import numpy as np
import pandas as pd
import pytest

from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.candidates import matched
from equipoise.stages.attacks.matching import identifier_codes
from samples import boxes, case, knowing, truth_of


def test_known_members_by_hand():
    # targets: (1,1) -> row 0 right; (2,2) -> row 1 right; (3,3) matches nothing (its row 2 reads (3,4)) -> wrong;
    # (5,5) is not in the release (row -1) -> wrong. Attack 2/4.
    # controls: (1,1) in the place of target 0 -> row 0, the target's row: counts; (7,7) for target 1 -> nothing.
    # Control 1/2; risk (1/2 - 1/2) / (1 - 1/2) = 0
    release = boxes([[1, 1], [2, 2], [3, 4]], [[1, 1], [2, 2], [3, 4]])
    auxiliary = knowing([[1, 1], [2, 2], [3, 3], [5, 5]], [[1, 1], [7, 7]])
    scored = attacks.run_with_hits("linkage", release, auxiliary, truth_of([0, 1, 2, -1]))
    assert scored.hits.tolist() == [1, 1, 0, 0]
    assert (scored.result.attack.value, scored.result.control.value, scored.result.risk.value) == (0.5, 0.5, 0.0)


@pytest.mark.parametrize("width", [0, 3])
def test_for_the_control_alone_nobody_looks_for_the_targets_and_control_people_keep_their_draws(width):
    low = np.repeat(np.arange(6.0), 5)[:, None]
    release = boxes(low, low + width)
    both, alone = (knowing(low, low[:7], fields="x", controls_only=only) for only in (False, True))
    wanted, found = (attacks.run_with_hits("linkage", release, knows, truth_of(range(30))) for knows in (both, alone))
    assert found.control_hits.tolist() == wanted.control_hits.tolist() and 0 < sum(wanted.control_hits) < 7
    assert found.result.control == wanted.result.control
    assert wanted.result.attack.known and not found.result.attack.known
    assert "targets" not in vars(matched(release, alone)) and "targets" in vars(matched(release, both))


def test_unknown_members_by_hand():
    # register: target 0 at place 0, target 1 at place 1; the register lacks target 2 (-1), place 2 is a stranger
    # row 0 reads (1,1): only place 0 fits -> target 0 named. row 1 (2,2): place 1 -> target 1 named.
    # row 2 (3,3), target 2's: the stranger at place 2 fits -> wrong. Attack 2/3.
    # control (2,2) put in the place of target 1 -> row 1 is named as place 1: counts.
    # control (9,9) put in the place of target 0 -> row 0 fits nobody. Control 1/2.
    release = boxes([[1, 1], [2, 2], [3, 3]], [[1, 1], [2, 2], [3, 3]])
    auxiliary = knowing(
        [[1, 1], [2, 2], [3, 3]],
        [[2, 2], [9, 9]],
        control_for=[1, 0],
        register=np.array([[1.0, 1], [2, 2], [3, 3]]),
        register_target=np.array([0, 1, -1]),
    )
    scored = attacks.run_with_hits("linkage", release, auxiliary, truth_of([0, 1, 2]))
    assert scored.hits.tolist() == [1, 1, 0]
    assert scored.result.attack.value == pytest.approx(2 / 3)
    assert scored.result.control.value == 0.5


def test_a_crowd_in_the_box_protects():
    # each of 400 rows covers the own person and three strangers: one in four is named right
    low = np.repeat(np.arange(400.0), 1)[:, None]
    crowd = np.tile(np.arange(400.0), 4)[:, None]
    auxiliary = knowing(low, [[-1.0]], fields="x", register=crowd, register_target=np.arange(400))
    result = attacks.run("linkage", boxes(low, low), auxiliary, truth_of(np.arange(400)))
    assert result.attack.low < 0.25 < result.attack.high


def test_a_direct_identifier_gives_everybody_away():
    names = pd.Series(["ann", "bob", "cy", "dee"])
    release = boxes([[0]] * 4, [[9]] * 4, name=("direct", names))
    known = np.column_stack([identifier_codes(names), np.ones(4)])
    auxiliary = attacks.Auxiliary(
        fields=("name", "x"), targets=known, controls=np.array([[1.0, 1.0]]), control_for=np.array([0])
    )
    result = attacks.run("linkage", release, auxiliary, truth_of([0, 1, 2, 3]))
    assert (result.attack.value, result.control.value) == (1.0, 0.0)


@pytest.mark.parametrize("register", [False, True])
def test_a_raw_table_gives_nearly_everybody_away(register):
    drawn = case(0, register=register)
    result = attacks.run("linkage", drawn.release, drawn.auxiliary, drawn.truth)
    assert result.risk.value > 0.97
    assert result.baseline.value < 0.01


def test_ties_on_a_constant_release_help_nobody():
    # 200 equal rows: targets and control people alike are right once in 200
    release = boxes(np.zeros((200, 2)), np.ones((200, 2)))
    auxiliary = knowing(np.ones((200, 2)), np.ones((200, 2)))
    result = attacks.run("linkage", release, auxiliary, truth_of(np.arange(200)))
    assert result.attack.low <= 1 / 200 <= result.attack.high
    assert result.control.low <= 1 / 200 <= result.control.high
    assert result.risk.low <= 0 <= result.risk.high
