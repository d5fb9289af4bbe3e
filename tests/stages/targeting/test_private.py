import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise import Settings
from equipoise.core.vocabulary import IMPRESSIONS
from equipoise.stages.history.log import log_campaigns
from equipoise.stages.history.settings import HistorySettings
from equipoise.stages.targeting import private
from equipoise.stages.targeting.design import build_design
from equipoise.stages.targeting.private import CLIP, DELTA, RATE, START, STEPS, Mechanism, noise_multiplier, shortening
from equipoise.stages.targeting.settings import TrainSettings
from equipoise.stages.targeting.train import train


class Silent(Mechanism):
    """The same training without noise, to see what else it does."""

    noise = 0.0


def people(rng, count, features=5):
    """Features and answers of some people's impressions."""
    drawn = rng.normal(size=(count * IMPRESSIONS, features)).astype(np.float32)
    return drawn, rng.random(len(drawn)) < 0.3


def everybody(count, models=1):
    return np.ones((count, models), dtype=bool)


def test_a_persons_gradient_is_shortened_by_hand():
    # two impressions (3, 0) and (0, 4) with residuals 1 and -1: the gradient is (3, -4), five long; to clip it at 2 is
    # to multiply it by 2/5. Clipping each impression by itself would have left 2/3 and 2/4.
    # half the residuals: (1.5, -2), 2.5 long, by 2/2.5; a tenth: (.3, -.4), .5 long, stays
    features = np.array([[[3, 0], [0, 4]]], dtype=np.float32)
    residual = np.array([[[1, 0.5, 0.1], [-1, -0.5, -0.1]]], dtype=np.float32)
    gram = features @ features.transpose(0, 2, 1)
    assert shortening(residual, gram, 2.0)[0].tolist() == pytest.approx([0.4, 0.8, 1.0])
    # residuals 1 and 1 on opposite impressions cancel: nothing to shorten
    opposite = np.array([[[3, 0], [-3, 0]]], dtype=np.float32)
    cancelled = shortening(np.ones((1, 2, 1), dtype=np.float32), opposite @ opposite.transpose(0, 2, 1), 2.0)
    assert cancelled.tolist() == [[1.0]]


def test_one_step_by_hand(monkeypatch):
    # one person; every impression shows (1, 0) and is answered: the residual is s - 1 with s = 1 / (1 + e^2) = .119203,
    # the gradient 4 (s - 1) = -3.523 long along the intercept, clipped to -2. A fourth of 4 customers is 1,
    # so the weight moves by .4 * 2 = .8
    monkeypatch.setattr(private, "STEPS", 1)
    features = np.tile(np.array([1, 0], dtype=np.float32), (IMPRESSIONS, 1))
    trained = Silent(epsilon=1.0, customers=4)
    coins = np.random.default_rng(0)
    moved = trained.descend(features, np.ones(IMPRESSIONS, dtype=bool), everybody(1), coins)
    assert moved[:, 0].tolist() == pytest.approx([START + RATE * CLIP, 0.0])
    # nobody answers: 4 s = .476812, which is short enough to stay
    moved = trained.descend(features, np.zeros(IMPRESSIONS, dtype=bool), everybody(1), coins)
    assert moved[:, 0].tolist() == pytest.approx([START - RATE * 0.476812, 0.0], abs=1e-5)


@given(size=st.floats(0.01, 1e4), weight=st.floats(0.0, 1e3), seed=st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_one_person_more_moves_a_step_by_the_clip_norm_at_most(size, weight, seed):
    rng = np.random.default_rng(seed)
    features, visit = people(rng, 9)
    features[-IMPRESSIONS:] *= size
    weights = np.where(np.arange(len(visit)) < 8 * IMPRESSIONS, 1.0, weight)
    mechanism, coins = Silent(epsilon=1.0, customers=4), np.random.default_rng
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(private, "STEPS", 1)
        both = [
            mechanism.descend(features[:n], visit[:n], everybody(n // IMPRESSIONS), coins(0), weights[:n])
            for n in (8 * IMPRESSIONS, 9 * IMPRESSIONS)
        ]
    assert np.linalg.norm(both[0] - both[1]) <= RATE * CLIP * (1 + 1e-5)


def test_nobody_is_counted_but_by_their_gradient():
    """A person without any features changes nothing: neither a mean nor a scale depends on how many there are."""
    features, visit = people(np.random.default_rng(0), 20)
    absent = np.vstack([features, np.zeros((IMPRESSIONS, 5), dtype=np.float32)])
    mechanism = Mechanism(epsilon=1.0, customers=80)
    alone = mechanism.descend(features, visit, everybody(20), np.random.default_rng(1))
    joined = mechanism.descend(absent, np.append(visit, [True] * 4), everybody(21), np.random.default_rng(1))
    assert joined == pytest.approx(alone, rel=1e-5)
    left_out = mechanism.descend(features, visit, np.arange(20)[:, None] < 15, np.random.default_rng(1))
    without = mechanism.descend(features[:60], visit[:60], everybody(15), np.random.default_rng(1))
    assert left_out == pytest.approx(without, rel=1e-4)


def test_the_noise_has_the_calibrated_size():
    # nobody is learned from, so only noise moves the weights: STEPS independent draws of noise * CLIP each, times the
    # step. 4,000 models of 5 weights: the standard deviation is known to 1 / sqrt(40,000) = .5%
    features, visit = people(np.random.default_rng(0), 1)
    mechanism = Mechanism(epsilon=1.0, customers=400)
    weights = mechanism.descend(features, visit, ~everybody(1, 4_000), np.random.default_rng(2))
    weights[0] -= START
    one_step = RATE / 100 * mechanism.noise * CLIP
    assert weights.std() == pytest.approx(one_step * math.sqrt(STEPS), rel=0.03)
    assert abs(weights.mean()) < 4 * one_step * math.sqrt(STEPS / weights.size)


def test_less_epsilon_and_more_compositions_need_more_noise():
    assert noise_multiplier(0.1, 6) > noise_multiplier(1.0, 6) > noise_multiplier(10.0, 6) > 0
    assert noise_multiplier(1.0, 24) == pytest.approx(2 * noise_multiplier(1.0, 6))
    counted = Mechanism(epsilon=1.0, customers=100, counted=True)
    assert counted.noise == noise_multiplier(1.0, STEPS + 1)


def test_counts_are_noisy_and_a_person_moves_them_by_their_impressions_at_most():
    # a person of group 1 with one answer of four moves the table by (3, 1): sqrt(10) long; with four answers by 4
    mechanism = Mechanism(epsilon=1.0, customers=100, counted=True)
    cells, coins = np.full((2, 2), 100_000), np.random.default_rng(0)
    noise = np.array([mechanism.count(cells, coins) - cells for _ in range(1_000)])
    assert noise.std() == pytest.approx(mechanism.noise * 4, rel=0.03)
    assert (mechanism.count(np.zeros((2, 2)), np.random.default_rng(0)) >= 1).all()


@pytest.mark.parametrize("epsilon", [0.1, 1.0, 10.0])
def test_a_canary_can_be_told_as_well_as_epsilon_permits_and_no_better(epsilon):
    """An audit with the worst person there is: their gradient is always at the clip norm, and nobody else shares it.

    Gaussian noise makes the trained weight normal either way; what can be told is the distance of the two means in
    standard deviations, mu. (epsilon, delta) permits exactly mu = 1 / sigma(epsilon, delta) (Dong, Roth and Su 2022).
    """
    features = np.tile(np.array([0, 3], dtype=np.float32), (IMPRESSIONS, 1))
    visit, models = np.ones(IMPRESSIONS, dtype=bool), 40_000
    mechanism = Mechanism(epsilon=epsilon, customers=10_000_000)
    present, absent = (
        mechanism.descend(features, visit, np.full((1, models), there), np.random.default_rng(0))[1]
        for there in (True, False)
    )
    told = (present.mean() - absent.mean()) / absent.std()
    permitted = 1 / noise_multiplier(epsilon, 1)
    assert told == pytest.approx(permitted, rel=0.02)
    # the bound itself, at every threshold: true positives <= e^epsilon false positives + delta
    slack = 5 * math.sqrt(0.25 / models) * (1 + math.exp(epsilon))
    for cut in np.quantile(absent, [0.1, 0.5, 0.9, 0.99]):
        assert (present > cut).mean() <= math.exp(epsilon) * (absent > cut).mean() + DELTA + slack


@pytest.fixture(scope="module")
def log(world):
    return log_campaigns(HistorySettings(label_bias=0.5), world, world.seed)


def trained(log, release, vault, learns=None, seed=0, epsilon=1.0, **levers):
    learns = np.arange(vault.row.size) % 2 == 0 if learns is None else learns
    return train(
        TrainSettings(privacy="dp", epsilon=epsilon, **levers), "sex", log, release, vault, learns=learns, seed=seed
    )


def test_no_feature_of_a_person_is_made_from_other_people(released):
    """Bounds, levels and scaling are public: a table of every third row gives these rows the same features."""
    release, _ = released(technique="none")
    some = np.arange(0, len(release), 3)
    fewer = dataclasses.replace(
        release,
        exact=release.exact.iloc[some].reset_index(drop=True),
        low=release.low[some].copy(),
        high=release.high[some].copy(),
    )
    whole, part = build_design(release), build_design(fewer)
    assert whole.names == part.names
    for name in ("person", "trait", "match"):
        assert (getattr(whole, name)[some] == getattr(part, name)).all()


def test_little_noise_learns_who_visits_and_much_noise_does_not(log, released, world):
    release, vault = released(technique="none")
    truth = world.response.visit[vault.person]

    def quality(epsilon):
        predicted = trained(log, release, vault, epsilon=epsilon).fitted.predict(build_design(release))
        return np.corrcoef(predicted[:, :-1].ravel(), truth.ravel())[0, 1]

    assert quality(10.0) > 0.3
    assert quality(0.1) < quality(10.0) - 0.05


def test_the_noise_is_drawn_from_the_seed_and_the_same_for_every_epsilon(log, released):
    weights = [
        trained(log, *released(), epsilon=epsilon, seed=seed).fitted.weights
        for epsilon, seed in ((1.0, 0), (1.0, 0), (1.0, 1), (0.5, 0))
    ]
    assert (weights[0] == weights[1]).all() and (weights[0] != weights[2]).all()
    assert np.corrcoef(weights[0], weights[3])[0, 1] > 0.8


def test_whether_there_is_a_model_does_not_tell_what_is_in_the_records(log, released):
    silent = dataclasses.replace(log, visit=np.zeros_like(log.visit))
    assert trained(silent, *released()).fitted is not None
    nobody = np.zeros(2_000, dtype=bool)
    assert trained(log, *released(), learns=nobody).fitted is not None
    empty = released(holds=nobody)
    assert trained(log, *empty).fitted is None  # there is no row at all, which everybody may know


@pytest.mark.parametrize(
    "levers",
    [
        {"train.learner": "boosting"},
        {"target.strategy": "generic"},
        {"protect.technique": "synthetic"},
        {"protect.technique": "synthetic_dp"},
    ],
)
def test_nothing_is_promised_where_no_real_person_is_hidden(levers):
    asked = Settings().replace(**{"train.privacy": "dp"})
    assert "train.privacy" not in asked.inactive() and "train.epsilon" not in asked.inactive()
    assert {"train.privacy", "train.epsilon"} <= asked.replace(**levers).inactive().keys()


def test_reweighing_pays_for_its_counts(log, released):
    release, vault = released(technique="none")
    plain, fair = (trained(log, release, vault, epsilon=10.0, mitigation=how) for how in ("none", "reweigh"))
    assert not plain.mechanism.counted and fair.mechanism.counted
    woman = release.low[:, release.schema.names("quasi").index("sex")] == 0

    def ratio(model):
        predicted = model.fitted.predict(model.design)[:, :-1].mean(axis=1)
        return predicted[woman].mean() / predicted[~woman].mean()

    assert ratio(fair) > ratio(plain) + 0.02
