import pytest

from equipoise.stages.world.build import build
from equipoise.stages.world.settings import PopulationSettings


@pytest.fixture(scope="package", params=(1, 2, 3), ids=lambda seed: f"seed {seed}")
def full_world(request):
    """Worlds of the default size, on which the calibration has to hold for every seed."""
    return build(PopulationSettings(seed=request.param))
