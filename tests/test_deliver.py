import numpy as np

from equipoise.deliver import deliver
from equipoise.targeting.target import Decisions


def test_people_meet_what_was_decided():
    flags = np.array([True, False])
    decisions = Decisions(offer=np.array([3, 1]), selected=flags, reachable=flags.copy(), score=np.array([0.1, np.nan]))
    assert deliver(decisions) is decisions
