import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import MARGIN, MARGIN_WITH_OFFER, SALES_PER_VISIT
from equipoise.shared.world import Response
from equipoise.studies.evidence import offers
from equipoise.studies.magnitudes import Content

HERE = Settings().replace(**{"population.size": 2_000})


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


def test_what_choosing_changes_is_a_share(monkeypatch):
    monkeypatch.setattr(offers, "content", lambda settings: Content(gain=0.5, lost=-75.0))
    assert (offers.content_gain(HERE), offers.content_lost(HERE)) == (0.005, -0.75)


def test_what_sources_add_is_taken_in_two_halves(monkeypatch):
    worth = {0: 0.0, 3: 0.5, 6: 0.6}
    monkeypatch.setattr(offers, "_lift", lambda settings: worth[len(settings["minimise.sources"])])
    assert offers.diminishing(HERE) == pytest.approx(0.4)
