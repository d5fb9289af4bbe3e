"""Every kind of step can be drawn."""

from equipoise.rooms.activities.registry import STEPS
from equipoise.server.room.drawings.registry import DRAWINGS


def test_every_kind_of_step_has_a_drawing():
    assert DRAWINGS.keys() == STEPS.keys()
