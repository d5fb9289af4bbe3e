import numpy as np
import pytest

from equipoise.chain.pipeline import FULL_DATA, Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, SALES_PER_VISIT
from equipoise.shared.world import Response
from equipoise.studies.evidence import offers

HERE = Settings().replace(**{"population.size": 2_000})
FULL = HERE.replace(**FULL_DATA)


@pytest.fixture
def two(monkeypatch):
    """Two customers and two offers, of which the second earns more."""
    without, visit = np.array([0.1, 0.3]), np.array([[0.2, 0.4], [0.4, 0.4]])
    gain = np.array([[0.1, 0.3], [0.2, 0.2]])
    response = Response(without, visit, gain, gain.argmax(axis=1))
    monkeypatch.setattr(offers, "_response", lambda settings: response)


def test_visits_and_sales_of_two_customers_by_hand(two):
    assert offers.visits_without(HERE) == pytest.approx(0.2)
    assert offers.visits_with_best(HERE) == pytest.approx(0.4)
    assert offers.sales_without(HERE) == pytest.approx(0.2 * SALES_PER_VISIT)
    margin = [0.3 + 0.1 * SALES_PER_VISIT * MARGIN, 0.2 + 0.3 * SALES_PER_VISIT * MARGIN]
    assert offers.sales_with_best(HERE) == pytest.approx(np.mean(margin) / float(MARGIN_WITH_OFFER[1]))


def test_the_world_of_the_settings_is_measured():
    world = Chain(HERE).population.value
    assert offers.visits_without(HERE) == pytest.approx(world.response.visit_without[: world.size].mean())


def test_more_fields_predict_better_than_categories_and_both_better_than_a_coin():
    by_all, by_categories = offers.predicted_by_all_fields(HERE), offers.predicted_by_categories(HERE)
    assert 0.5 < by_categories < 0.65 and 0.5 < by_all < 0.75


def test_a_half_of_the_log_holds_half_of_the_customers_once():
    first, second = offers._halves(Chain(HERE))
    assert np.intersect1d(first.person, second.person).size == 0
    assert np.union1d(first.person, second.person).size == 2_000
    kept = first.in_rows(np.where(np.arange(2_000) < 1_000, np.arange(2_000)[::-1], -1))
    assert kept.person.min() >= 1_000 and kept.visit.size == (first.person < 1_000).sum()


def test_the_best_tenth_visits_more_than_all():
    assert 1.0 < offers.top_decile_lift(HERE) < 4.0


def test_chosen_offers_are_worth_more_where_everything_is_known():
    assert offers.content_gain(FULL) > 0


def test_what_sources_add_is_taken_in_two_halves(monkeypatch):
    worth = {0: 0.0, 3: 0.5, 6: 0.6}
    monkeypatch.setattr(offers, "_lift", lambda settings: worth[len(settings["minimise.sources"])])
    assert offers.diminishing(HERE) == pytest.approx(0.4)
