"""People whom both AIF360 and Equipoise judge: who is in which of two groups, who deserved an offer, who got one."""

import numpy as np

SEEDS = tuple(range(6))
PEOPLE = 1_500


def case(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return group (0 or 1), deserving and selected of everybody; the groups differ in size, need and treatment."""
    rng = np.random.default_rng(seed)
    group = (rng.random(PEOPLE) < 0.2 + 0.1 * seed).astype(np.int64)
    deserving = rng.random(PEOPLE) < 0.3 + 0.05 * seed * group
    selected = rng.random(PEOPLE) < 0.2 + 0.4 * deserving + 0.2 * group
    return group, deserving, selected
