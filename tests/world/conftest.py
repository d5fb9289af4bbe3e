import pytest

from equipoise.world import build
from equipoise.world.settings import PopulationSettings


@pytest.fixture(scope="package", params=(1, 2, 3), ids=lambda seed: f"seed {seed}")
def full_world(request):
    """Worlds of the default size, on which the calibration has to hold for every seed."""
    return build(PopulationSettings(seed=request.param))
