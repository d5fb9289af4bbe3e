"""What tests of several pages share."""

import pytest

from equipoise.ui.playground import figures


@pytest.fixture
def no_landmarks(monkeypatch):
    """A map without scenarios, whichever of them other tests have computed."""
    monkeypatch.setattr(figures, "landmarks", dict)
