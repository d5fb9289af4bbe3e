"""What tests of the parts of pages share."""

import pytest

from equipoise.ui.shared import compute


@pytest.fixture(autouse=True)
def _no_changes_of_other_tests():
    """Forget what moved between outcomes that a test has made by hand."""
    yield
    compute.changes.cache_clear()
