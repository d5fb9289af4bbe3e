"""Attacks on a table, mounted twice: with control people withheld, and on the whole table.

The risk is estimated beside control people, whom the release must lack. Fewer rows are easier to tell apart, so the
attack is mounted again on a release that lacks nobody, and set against the same control. Attacks on a trait also set a
public panel aside; attacks on identity need none, and leave its people in the release, whatever else is asked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import cache

import pandas as pd

from equipoise.any_table.knowledge import Attackable, Dealt, Protect, Trait, deal
from equipoise.core.arrays import Integers
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import residual_risk
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.shared.schema import Schema
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import Auxiliary, Truth


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Target:
    """What is attacked: the table, how it is protected, what the attacker knows of everybody and wants to learn."""

    frame: pd.DataFrame
    schema: Schema
    protect: Protect
    knows: Sequence[str]
    trait: Trait | None


def mounted(target: Target, names: Iterable[str], withheld: float, seed: int) -> dict[str, AttackResult]:
    """Return the result of every attack.

    Its details say the risk on the whole table ("whole_table"), and what was set aside as shares of the rows, whose
    counts are the rows ("control_people", "public_panel").

    Raises:
        DataError: the table does not fit its schema or is too small, or the share is out of bounds.
    """

    table = Attackable.of(target.frame, target.schema, target.knows, target.trait)

    @cache
    def dealt(panel: bool) -> Dealt:
        return deal(len(target.frame), withheld, panel, seed)

    releases: dict[bytes, tuple[Release, Integers]] = {}

    def protect(raw: Release, rows: Integers) -> tuple[Release, Integers]:
        """Protect the same rows once: the whole table is attacked for identity and for traits."""
        key = rows.tobytes()
        if key not in releases:
            releases[key] = target.protect(raw, rows)
        return releases[key]

    @cache
    def release(panel: bool, whole: bool) -> tuple[Release, Auxiliary, Truth]:
        return table.mount(protect, dealt(panel).whole() if whole else dealt(panel))

    def attacked(name: str) -> AttackResult:
        panel = target.trait is not None and attacks.REGISTRY[name].kind == "trait"
        beside, alone = (attacks.run(name, *release(panel, whole), seed=seed) for whole in (False, True))
        whole = residual_risk(alone.attack, beside.control) if beside.risk.known else UNKNOWN
        aside = _aside(dealt(panel), len(target.frame))
        return dataclasses.replace(beside, details={**beside.details, "whole_table": whole, **aside})

    return {name: attacked(name) for name in names}


def _aside(dealt: Dealt, rows: int) -> dict[str, Rate]:
    return {"control_people": _share(dealt.controls, rows), "public_panel": _share(dealt.panel, rows)}


def _share(part: Integers, rows: int) -> Rate:
    return Rate(part.size / rows, part.size / rows, part.size / rows, part.size)
