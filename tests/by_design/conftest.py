"""One small shop, as it is and as a run."""

import pytest

from equipoise import Settings, simulate


@pytest.fixture(scope="session")
def settings():
    return Settings().replace(**{"population.size": 2000})


@pytest.fixture(scope="session")
def outcome(settings):
    return simulate(settings)
