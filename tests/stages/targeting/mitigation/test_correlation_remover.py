import numpy as np
import pandas as pd
import pytest
from fairlearn.preprocessing import CorrelationRemover as Reference

from equipoise.stages.history.log import log_campaigns
from equipoise.stages.history.settings import HistorySettings
from equipoise.stages.targeting.mitigation.correlation_remover import group_shifts
from equipoise.stages.targeting.settings import TrainSettings
from equipoise.stages.targeting.train import known_group, train


def test_shifts_by_hand():
    # means: of group 0 (1 + 3) / 2 = 2, of group 1 it is 5; of all (1 + 3 + 5) / 3 = 3
    shifts = group_shifts(np.array([[1.0], [3.0], [5.0]], dtype=np.float32), np.array([0, 0, 1]), 3, np.ones(3))
    assert shifts.tolist() == [[-1.0], [2.0], [0.0]]  # nobody is in group 2


def test_rows_count_by_their_weight():
    # group 0: (1 x 1 + 3 x 3) / 4 = 2.5; all: (1 + 9 + 5 x 0) / 4 = 2.5; nobody of group 1 is learned from
    shifts = group_shifts(
        np.array([[1.0], [3.0], [5.0]], dtype=np.float32), np.array([0, 0, 1]), 2, np.array([1, 3, 0])
    )
    assert shifts.tolist() == [[0.0], [0.0]]


@pytest.mark.parametrize("groups", [2, 3, 6])
def test_fairlearn_agrees(groups):
    rng = np.random.default_rng(groups)
    group = rng.integers(0, groups, 600)
    features = (rng.normal(size=(600, 4)) + 0.5 * group[:, None]).astype(np.float32)
    indicators = pd.get_dummies(group, prefix="group", dtype=float).iloc[:, 1:]
    frame = pd.concat([pd.DataFrame(features.astype(float), columns=list("abcd")), indicators], axis=1)
    expected = Reference(sensitive_feature_ids=list(indicators.columns)).fit_transform(frame)
    ours = features - group_shifts(features, group, groups, np.ones(600))[group]
    assert ours == pytest.approx(expected, abs=1e-6)


def test_the_model_sees_groups_with_the_same_means(world, released):
    release, vault = released(technique="none")
    log, learns = log_campaigns(HistorySettings(), world, world.seed), np.arange(world.size) % 2 == 0
    settings = TrainSettings(mitigation="correlation_remover")
    design = train(settings, "sex", log, release, vault, learns=learns).design
    woman, learned = known_group(release, "sex") == 0, np.isin(np.arange(len(release)), vault.row[learns])
    assert "sex" not in design.names
    for part in (design.person, design.trait, design.match):
        first, second = (part[learned & group].mean(axis=0, dtype=np.float64) for group in (woman, ~woman))
        assert first == pytest.approx(second, abs=1e-5)
