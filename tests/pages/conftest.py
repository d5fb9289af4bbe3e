"""What tests of several pages share."""

import pytest

from equipoise.ui.shared import compute


@pytest.fixture
def no_landmarks(monkeypatch):
    """Keep a background job out of the tests: it would compute five scenarios of 20,000 people."""
    job = type("Job", (), {"state": "done", "result": lambda self: {}})()
    monkeypatch.setattr(compute, "landmarks", lambda: job)
