"""One outcome of a small world, for what rules read of it."""

import pytest

from equipoise import Settings, simulate
from equipoise.rules.practices import card


@pytest.fixture(scope="session")
def settings():
    return Settings().replace(**{"population.size": 500})


@pytest.fixture(scope="session")
def outcome(settings):
    return simulate(settings)


@pytest.fixture(scope="session")
def usual():
    return card("typical")
