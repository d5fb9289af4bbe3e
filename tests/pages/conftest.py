"""What tests of several pages share."""

import pytest

from equipoise.ui.playground import picture
from equipoise.ui.shared import compute


@pytest.fixture
def no_landmarks(monkeypatch):
    """A map without scenarios, whichever of them other tests have computed."""
    monkeypatch.setattr(picture, "landmarks", dict)


@pytest.fixture(autouse=True)
def _no_changes_of_other_tests():
    """Forget what moved between outcomes that a test has made by hand."""
    yield
    compute.changes.cache_clear()
