import numpy as np
import pytest
from fairlearn.metrics import demographic_parity_difference

from equipoise.core.errors import Cancelled
from equipoise.core.vocabulary import OFFERS
from equipoise.runtime.jobs import quiet
from equipoise.stages.history.log import log_campaigns
from equipoise.stages.history.settings import HistorySettings
from equipoise.stages.targeting.design import build_design
from equipoise.stages.targeting.learners import Logistic
from equipoise.stages.targeting.mitigation.base import Past
from equipoise.stages.targeting.mitigation.exponentiated_gradient import FITS, ExponentiatedGradient, Lottery
from equipoise.stages.targeting.train import impressions_of, known_group


def past_of(people, world, released):
    """The impressions of some people; half of the women's visits were lost."""
    release, vault = released(technique="none")
    log = log_campaigns(HistorySettings(label_bias=0.5), world, world.seed)
    row, arm, visit = impressions_of(people, log, vault)
    group = known_group(release, "sex")
    return Past(design=build_design(release), row=row, arm=arm, visit=visit, group=group, groups=2)


@pytest.fixture(scope="module")
def past(world, released):
    """Everybody's impressions."""
    return past_of(np.arange(world.size), world, released)


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def fair(past, told):
    return ExponentiatedGradient().fit(Logistic.fit, past, None, lambda fraction, message="": told.append(fraction))


def answers(fitted, past):
    return fitted.predict(past.design)[past.row, past.arm]


def test_groups_are_expected_to_be_likely_visitors_at_more_alike_rates(past, fair):
    plain = Logistic.fit(past.design, past.row, past.arm, past.visit, None)
    rate, group = past.visit.mean(), past.group[past.row]
    before, after = (
        demographic_parity_difference(past.visit, answers(fitted, past) > rate, sensitive_features=group)
        for fitted in (plain, fair)
    )
    assert before > 0.3 and after < before / 3


def test_what_it_predicts_are_chances_of_a_visit(past, fair):
    predicted = fair.predict(past.design)
    assert predicted.shape == (len(past.design), OFFERS + 1) and predicted.dtype == np.float32
    assert ((predicted > 0) & (predicted < 1)).all()
    assert answers(fair, past).mean() == pytest.approx(past.visit.mean(), abs=0.05)


def test_progress_goes_up_to_the_end(fair, told):
    assert told == sorted(told) and told[0] == 0 and len(told) <= FITS and told[-1] > 0.6


def test_it_can_be_stopped(past):
    def stop(fraction, message=""):
        if fraction > 0:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        ExponentiatedGradient().fit(Logistic.fit, past, None, stop)


class Constant:
    """A model that expects the same of everybody."""

    def __init__(self, chance):
        self.chance = chance

    def predict(self, design):
        return np.full((1, OFFERS + 1), self.chance, dtype=np.float32)


def test_the_lottery_by_hand():
    # a rate of 1 in 5 has odds 1 / 4; balanced chances .5 and .8 (odds 1 and 4) are .2 and .5 then
    # a quarter of the first and three quarters of the second: .05 + .375 = .425
    lottery = Lottery(((0.25, Constant(0.5)), (0.75, Constant(0.8))), odds=0.25)
    assert lottery.predict(None) == pytest.approx(0.425)


def test_the_same_past_gives_the_same_model(world, released):
    few = past_of(np.arange(200), world, released)
    one, other = (ExponentiatedGradient().fit(Logistic.fit, few, None, quiet).predict(few.design) for _ in range(2))
    assert (one == other).all() and np.ptp(one) > 0.1
