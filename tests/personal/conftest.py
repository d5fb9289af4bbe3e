"""A small shop, and people in it."""

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain

SMALL = {"population.size": 1_500}


@pytest.fixture(scope="session")
def settings():
    """The typical retailer with 1,500 customers."""
    return Settings().replace(**SMALL)


@pytest.fixture(scope="session")
def chain(settings):
    """Its run."""
    return Chain(settings)


@pytest.fixture(scope="session")
def learned(chain):
    """Customers from whom the model learned."""
    return np.flatnonzero(chain.folds.value.history & (chain.inside.value[1].row >= 0))


@pytest.fixture(scope="session")
def her(learned):
    """One of them."""
    return int(learned[0])


@pytest.fixture(scope="session")
def counted(chain):
    """Customers whose decisions are counted and who have a row."""
    return np.flatnonzero(chain.folds.value.evaluation & (chain.inside.value[1].row >= 0))


@pytest.fixture(scope="session")
def refuser(chain):
    """A customer who said no to everything."""
    return int(np.flatnonzero(~chain.consent.value.said.any(axis=1) & chain.folds.value.history)[0])
