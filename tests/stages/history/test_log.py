import numpy as np
import pytest

from equipoise.core.vocabulary import IMPRESSIONS, NO_OFFER, OFFERS
from equipoise.stages.history.log import PASSERS_BY, log_campaigns
from equipoise.stages.history.settings import HistorySettings


def logged(world, **levers):
    return log_campaigns(HistorySettings(**levers), world, world.seed)


def test_propensities_are_those_of_the_arms_shown(world):
    log = logged(world)
    # a quarter shows nothing; the rest is spread over twelve offers: .75 / 12 = .0625
    assert log.propensity[log.arm == NO_OFFER] == pytest.approx(0.25)
    assert log.propensity[log.arm < NO_OFFER] == pytest.approx(0.0625)
    frequency = np.bincount(log.arm.ravel(), minlength=OFFERS + 1) / log.arm.size
    # 8,000 impressions: four standard errors are 4 * sqrt(.25 * .75 / 8000) = .019
    assert frequency[NO_OFFER] == pytest.approx(0.25, abs=0.019)
    assert frequency[:NO_OFFER] == pytest.approx(0.0625, abs=0.011)


@pytest.mark.parametrize("bias", [0.0, 0.5, 0.9])
def test_inverse_propensities_add_up_to_the_arms_of_everybody(world, bias):
    log = logged(world, exposure_bias=bias)
    women = world.customers.sex == 0
    for group in (women, ~women):
        for arm in (0, 7, NO_OFFER):
            weight = ((log.arm == arm) / log.propensity)[group]
            error = weight.std() / np.sqrt(weight.size)
            assert weight.mean() == pytest.approx(1, abs=4 * error)


def test_exposure_bias_shows_the_group_fewer_offers_and_leaves_the_others(world):
    fair, biased = logged(world), logged(world, exposure_bias=0.6, biased_group="men")
    men = world.customers.sex == 1
    assert (biased.arm[~men] == fair.arm[~men]).all()
    assert (biased.propensity[~men] == fair.propensity[~men]).all()
    # .75 * (1 - .6) = .30 of the impressions of men show an offer
    assert (biased.arm[men] < NO_OFFER).mean() == pytest.approx(0.30, abs=0.03)
    assert biased.propensity[men][biased.arm[men] == NO_OFFER] == pytest.approx(0.70)
    assert biased.propensity[men][biased.arm[men] < NO_OFFER] == pytest.approx(0.30 / OFFERS)


GROUPS = {
    "women": lambda people: people.sex == 0,
    "men": lambda people: people.sex == 1,
    "under_35": lambda people: people.age < 35,
    "over_55": lambda people: people.age >= 55,
    "heritage_b": lambda people: people.heritage == 1,
}


@pytest.mark.parametrize("group", GROUPS)
def test_label_bias_only_drops_recorded_visits_of_the_group(world, group):
    fair, biased = logged(world), logged(world, label_bias=0.5, biased_group=group)
    member = GROUPS[group](world.customers)
    assert (biased.visit <= fair.visit).all()
    assert (biased.visit[~member] == fair.visit[~member]).all()
    assert biased.visit[member].sum() / fair.visit[member].sum() == pytest.approx(0.5, abs=0.12)


def test_the_missing_are_of_the_group_and_more_of_it_with_more_bias(world):
    everybody, half, most = (logged(world, under_representation=share) for share in (0.0, 0.5, 0.9))
    women = world.customers.sex == 0
    assert everybody.logged.all() and half.logged[~women].all()
    assert half.logged[women].mean() == pytest.approx(0.5, abs=0.06)  # four errors of a thousand women
    assert not (most.logged & ~half.logged).any() and most.logged[women].mean() == pytest.approx(0.1, abs=0.04)
    assert (half.arm == everybody.arm).all() and (half.visit == everybody.visit).all()


def test_label_bias_never_touches_true_visits(world):
    fair, biased = logged(world), logged(world, label_bias=0.9)
    assert (biased.till_rate == fair.till_rate).all() and (biased.arm == fair.arm).all()
    assert not (biased.visit & ~fair.visit).any() and biased.visit.sum() < fair.visit.sum()


def test_tills_count_what_the_customers_would_do_on_average(world):
    log = logged(world, exposure_bias=0.5)
    truth = world.response.visit[: world.size].mean(axis=0)
    error = np.sqrt(truth * (1 - truth) / PASSERS_BY)
    assert (np.abs(log.till_rate - truth) < 4.5 * error).all()


def test_visits_follow_the_true_response(world):
    log = logged(world)
    customers = np.arange(world.size)[:, None]
    shown = log.arm < NO_OFFER
    truth = np.where(
        shown, world.response.visit[customers, np.minimum(log.arm, OFFERS - 1)], world.response.visit_without[customers]
    )
    error = float(np.sqrt((truth * (1 - truth)).sum())) / truth.size
    assert log.visit.mean() == pytest.approx(float(truth.mean()), abs=4 * error)
    keen = truth > np.median(truth)
    assert log.visit[keen].mean() > 1.3 * log.visit[~keen].mean()


def test_the_log_covers_customers_only_and_is_read_only(world):
    log = logged(world)
    assert log.arm.shape == log.propensity.shape == log.visit.shape == (world.size, IMPRESSIONS)
    with pytest.raises(ValueError, match="read-only"):
        log.visit[0] = True
