import numpy as np
import pytest

from equipoise.chain.settings import Settings
from equipoise.stages.world.behaviour import BROKER_ERROR
from equipoise.studies.evidence import traits

HERE = Settings().replace(**{"population.size": 4_000})


def test_behaviour_tells_circumstances_better_than_a_coin():
    assert 0.5 < traits.weak_traits_from_items(HERE) < 0.9


@pytest.fixture
def claimed(monkeypatch):
    """Two topics and four people: claims, and what is true."""
    claims = np.array([[1, 1], [1, 1], [1, 0], [0, 0]], dtype=bool)
    truth = np.array([[1, 1], [1, 0], [0, 0], [0, 1]], dtype=bool)
    monkeypatch.setattr(traits, "_claims", lambda world: (claims, truth))


def test_claims_by_hand(claimed):
    """Three of four true interests and two of four false ones are claimed; one of two segments is right."""
    assert traits.broker_error(HERE) == pytest.approx(1 - (3 / 4 - 2 / 4))
    assert traits.right_about_two(HERE) == 0.5


def test_the_brokers_error_is_that_of_the_world():
    assert traits.broker_error(HERE) == pytest.approx(BROKER_ERROR, abs=0.02)
