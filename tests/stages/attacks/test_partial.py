import numpy as np
import pytest

from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.partial import MOST_FIELDS, linkage_by_fields
from samples import FIELDS, boxes, case, knowing, truth_of


def test_by_hand():
    # 400 rows: x is everybody's own number, y is the same for all, so x alone finds everybody and y one in 400
    own = np.arange(400.0)
    table = np.column_stack([own, np.zeros(400)])
    found = linkage_by_fields(boxes(table, table), knowing(table, [[-1, 0]]), truth_of(np.arange(400)))
    assert list(found) == [("x",), ("y",), ("x", "y")]
    assert found["x",].attack.value == found["x", "y"].attack.value == 1.0
    assert found["y",].attack.low <= 1 / 400 <= found["y",].attack.high


def test_halves_multiply():
    # x and y each leave two of four rows, both together one: 1/2, 1/2, 1
    table = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float).repeat(1, axis=0)
    many = np.column_stack([np.tile(table, (100, 1)), np.repeat(np.arange(100.0), 4)])  # a hundred such towns
    found = linkage_by_fields(boxes(many, many), knowing(many, fields="xyz"), truth_of(np.arange(400)))
    for fields, share in {("x", "z"): 1 / 2, ("y", "z"): 1 / 2, ("x", "y", "z"): 1.0, ("z",): 1 / 4}.items():
        assert found[fields].attack.low <= share <= found[fields].attack.high


def test_everything_known_is_the_whole_attack():
    drawn = case(3, n=300, controls=100)
    found = linkage_by_fields(drawn.release, drawn.auxiliary, drawn.truth, seed=4)
    whole = attacks.run("linkage", drawn.release, drawn.auxiliary, drawn.truth, seed=4)
    assert list(found)[-1] == FIELDS and len(found) == 7  # the table holds no names
    assert found[FIELDS].attack == whole.attack


@pytest.mark.parametrize("register", [False, True])
def test_more_knowledge_never_finds_fewer_beyond_chance(register):
    drawn = case(4, register=register)
    found = linkage_by_fields(drawn.release, drawn.auxiliary, drawn.truth)
    for fields, result in found.items():
        for more, stronger in found.items():
            if set(fields) < set(more):
                assert stronger.attack.high >= result.attack.low


def test_a_sample_of_targets_is_the_same_for_every_subset():
    drawn = case(5)
    found = linkage_by_fields(drawn.release, drawn.auxiliary, drawn.truth, targets=50)
    assert {result.attack.n for result in found.values()} == {50}
    assert {result.control.n for result in found.values()} == {50}


def test_an_independent_release_betrays_nobody_whatever_is_known():
    drawn = case(6, independent=True)
    for result in linkage_by_fields(drawn.release, drawn.auxiliary, drawn.truth).values():
        assert result.risk.low <= 0 <= result.risk.high


def test_many_fields_are_added_one_by_one():
    release = boxes(np.zeros((5, 3)), np.zeros((5, 3)))
    names = {f"f{place}": ("direct", np.arange(5)) for place in range(MOST_FIELDS + 1)}
    wide = boxes(release.low, release.high, **names)
    known = attacks.Auxiliary(
        fields=tuple(names),
        targets=np.tile(np.arange(5.0)[:, None], len(names)),
        controls=np.empty((0, len(names))),
        control_for=np.empty(0, dtype=int),
    )
    found = linkage_by_fields(wide, known, truth_of(np.arange(5)))
    assert [len(fields) for fields in found] == list(range(1, MOST_FIELDS + 2))
