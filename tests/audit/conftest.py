"""A small shop and its records."""

import pytest

from equipoise import Settings
from equipoise.audit.records import records
from equipoise.chain.pipeline import Chain


@pytest.fixture(scope="session")
def chain():
    chain = Chain(Settings().replace(**{"population.size": 3000}))
    assert chain.report.value
    return chain


@pytest.fixture
def kept(chain):
    return records(chain)
