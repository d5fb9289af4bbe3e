"""Fixtures that several test modules share: small worlds and one finished run, made once a session."""

import os
import sys

if "PYTEST_XDIST_WORKER" in os.environ:  # several processes share the cores, as the product's own workers do
    for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(_name, "1")

import hypothesis
import numpy as np
import pytest
from xdist.scheduler import LoadScopeScheduling

from equipoise import Settings, simulate
from equipoise.runtime import compute
from equipoise.runtime.compute.inline import Inline
from equipoise.stages.minimise.minimise import minimise
from equipoise.stages.minimise.settings import MinimiseSettings
from equipoise.stages.protect.protect import identify, protect
from equipoise.stages.protect.settings import ProtectSettings
from equipoise.stages.world.build import build
from equipoise.stages.world.receipts import allot, allot_views
from equipoise.stages.world.settings import PopulationSettings
from slow_service import SlowService

# How long an example takes says nothing on a busy machine.
hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory):
    """Where servers and pages of the tests keep their signing key, so that nobody's own one is touched."""
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))
    yield
    if before is None:
        del os.environ["XDG_DATA_HOME"]
    else:
        os.environ["XDG_DATA_HOME"] = before


class ByFile(LoadScopeScheduling):
    """Give processes a file at a time; those of the browser in two halves, each of which shares a server and a browser.

    The browser's tests take half of all time, much of which they wait.
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        if not file.startswith("tests/browser/"):
            return file
        return "tests/browser, a to k" if file < "tests/browser/test_l" else "tests/browser, l to z"


def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


@pytest.fixture(scope="session")
def world():
    """An invented world of 2,000 customers."""
    return build(PopulationSettings(seed=1, size=2_000))


@pytest.fixture(scope="session")
def receipts(world):
    """Every purchase of the world's people."""
    return allot(world)


@pytest.fixture(scope="session")
def views(world):
    """Every page view of the world's people."""
    return allot_views(world)


@pytest.fixture(scope="session")
def table(world):
    """What a company that collects everything keeps of it."""
    everything = MinimiseSettings(sources=("purchases", "browsing", "broker"), collect_heritage=True)
    return minimise(everything, world, np.ones(world.size, dtype=bool))


@pytest.fixture(scope="session")
def coarse(world):
    """What a company keeps that remembers decades of birth and regions only."""
    settings = MinimiseSettings(sources=("purchases",), birth_precision="decade", postcode_precision="region")
    return minimise(settings, world, np.ones(world.size, dtype=bool))


@pytest.fixture(scope="session")
def released(world, table):
    """A function: release and vault of the table under the given protection."""

    def make(holds=None, kept=table, **levers):
        settings = ProtectSettings(**levers)
        treated = identify(settings, world.identifiers, world.seed)
        everybody = np.ones(world.size, dtype=bool)
        return protect(settings, kept, treated, everybody if holds is None else holds, world.seed)

    return make


@pytest.fixture(scope="session")
def typical():
    """The outcome of the typical retailer with 2,000 customers."""
    return simulate(Settings().replace(**{"population.size": 2_000}))


@pytest.fixture
def fresh_service(monkeypatch):
    """A compute service of the test's own, which remembers nothing: for tests that replace parts of the engine."""
    monkeypatch.setattr(compute, "_service", Inline())
    return compute.service()


@pytest.fixture
def slow_service(monkeypatch):
    """A compute service whose answers the test settles by hand, while pages wait for them."""
    return _installed(SlowService(), monkeypatch)


@pytest.fixture
def slow_jobs(monkeypatch):
    """The same, but only long work is settled by hand: the engine answers the rest at once."""
    return _installed(SlowService(Inline()), monkeypatch)


def _installed(slow, monkeypatch):
    monkeypatch.setattr(compute, "_service", slow)
    monkeypatch.setattr("equipoise.ui.shared.jobs.time", slow.clock)
    return slow


@pytest.fixture(autouse=True)
def _own_main():
    """Put back the module ``__main__``: a page that runs in the tests' own process takes its place.

    A process that is spawned afterwards would run that page before anything else.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def _no_service_left():
    """End a service with workers that a test has left running."""
    yield
    if not isinstance(compute.service(), Inline):
        compute.close()
        pytest.fail("a test has started a compute service and has not closed it")
