"""The protections of stage 4, one record each: what the lever's choices, strengths and checks are derived from.

Adding a technique means one new file with a function like those named here, one line in `TECHNIQUES`, one test, and its
texts in ``data/texts/protections.toml``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from equipoise.core.levers import Strength
from equipoise.core.registry import Entry
from equipoise.core.vocabulary import EPSILONS

if TYPE_CHECKING:
    from equipoise.shared.column import Role

GROUP_SIZE = Strength("protect.k", (2, 3, 5, 10, 20, 50, 100), stronger="more")
DIVERSITY = Strength("protect.l", (1.0, 1.05, 1.1, 1.2, 1.4, 1.7, 2.0), stronger="more")
CLOSENESS = Strength("protect.t", (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0), stronger="less")
NOISE = Strength("protect.epsilon", EPSILONS, stronger="less")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Technique(Entry):
    """A technique that protects the whole table.

    Attributes:
        code: a function of release, `ProtectSettings` and `Coins` that returns the protected release, and for each row
            the place of its new row, -1 for none.
        strength: the lever that sets its strength; None if there is none.
        groups: whether rows are put into groups of at least ``protect.k``.
        leaves_identifiers: whether direct identifiers can be in its release.
        leaves_behaviour: whether its release holds totals that can be coarsened.
        answers: the roles of the columns in which every row of a table has to have a value.
    """

    strength: Strength | None = None
    groups: bool = False
    leaves_identifiers: bool = True
    leaves_behaviour: bool = True
    answers: tuple[Role, ...] = ()


_HERE = "equipoise.stages.protect"
TECHNIQUES: Mapping[str, Technique] = {
    "none": Technique(code=f"{_HERE}.unprotected:apply"),
    "k_anonymity": Technique(code=f"{_HERE}.k_anonymity:apply", strength=GROUP_SIZE, groups=True),
    "l_diversity": Technique(code=f"{_HERE}.l_diversity:apply", strength=DIVERSITY, groups=True),
    "t_closeness": Technique(code=f"{_HERE}.t_closeness:apply", strength=CLOSENESS, groups=True),
    "suppression": Technique(code=f"{_HERE}.suppression:apply", strength=GROUP_SIZE, groups=True),
    "cohorts": Technique(code=f"{_HERE}.cohorts:apply", strength=GROUP_SIZE, groups=True, leaves_identifiers=False),
    "synthetic": Technique(code=f"{_HERE}.synthetic:apply", answers=("sensitive",)),
    "synthetic_dp": Technique(code=f"{_HERE}.synthetic:apply_with_noise", strength=NOISE, answers=("sensitive",)),
    "randomised_response": Technique(
        code=f"{_HERE}.randomised_response:apply",
        strength=NOISE,
        leaves_identifiers=False,
        leaves_behaviour=False,
        answers=("sensitive", "behaviour"),
    ),
}
"""What is done to the table, by the choices of the lever ``protect.technique``."""

IDENTIFIERS: Mapping[str, Entry] = {
    "keep": Entry(code=f"{_HERE}.identifiers:keep"),
    "drop": Entry(code=f"{_HERE}.identifiers:drop"),
    "hash": Entry(code=f"{_HERE}.identifiers:hashed"),
    "keyed": Entry(code=f"{_HERE}.identifiers:keyed"),
}
"""What is done to direct identifiers, by the choices of the lever ``protect.identifiers``."""

BANDS: Mapping[str, tuple[float, ...]] = {
    "exact": (),
    "banded": (0.0, 1.0, 2.0, 4.0, 8.0, 16.0),
    "top_coded": (0.0, 1.0, 2.0, 3.0, 4.0),
    "binary": (0.0, 1.0),
}
"""Where the bands of each coding of behaviour begin (assumed); the last one is open. "exact" has none."""
