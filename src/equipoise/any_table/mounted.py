"""Attacks on a table: all of it is attacked, and the control is counted on a release that lacks the control people.

There are two questions, and one number for each. How many of 100 people does the attack get right in the whole table,
with nobody withheld? That is the attack rate. How many more are these than of 100 people who are not in the table?
That is the risk, the controlled estimate. For the second one, control people are set aside, whom a release must lack;
attacks on a trait also set a public panel aside. Attacks on identity need none, whatever else is asked.
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
    """Return the result of every attack: attack rate and baseline on the whole table, control, and risk.

    Its details say what was set aside as shares of the rows, whose counts are the rows ("control_people",
    "public_panel"). Where no control can be counted, as where the protection leaves nobody, the risk is unknown.

    Raises:
        DataError: the table does not fit its schema or is too small, or the share is out of bounds.
    """
    table = Attackable.of(target.frame, target.schema, target.knows, target.trait)
    rows = len(target.frame)

    @cache
    def dealt(panel: bool) -> Dealt:
        return deal(rows, withheld, panel, seed)

    releases: dict[bytes, tuple[Release, Integers]] = {}

    def protect(raw: Release, who: Integers) -> tuple[Release, Integers]:
        """Protect the same rows once: the whole table is attacked for identity and for traits."""
        key = who.tobytes()
        if key not in releases:
            releases[key] = target.protect(raw, who)
        return releases[key]

    @cache
    def everybody(panel: bool) -> tuple[Release, Auxiliary, Truth]:
        return table.mount(protect, dealt(panel).whole, asked=panel)

    @cache
    def others(panel: bool) -> tuple[Release, Auxiliary, Truth]:
        """Mount the attack for its control alone; the attack on a trait asks whether its own targets differ in it."""
        if panel:
            return table.mount(protect, dealt(True), asked=True)
        return table.mount(protect, dealt(False).replaced, asked=False, controls_only=True)

    def attacked(name: str) -> AttackResult:
        panel = target.trait is not None and attacks.REGISTRY[name].kind == "trait"
        found, beside = (attacks.run(name, *release(panel), seed=seed) for release in (everybody, others))
        tells = beside.risk.known or not panel  # everybody or nobody may have the trait
        risk = residual_risk(found.attack, beside.control) if tells else UNKNOWN
        details = {**found.details, **_aside(dealt(panel), rows)}
        return dataclasses.replace(found, control=beside.control, risk=risk, details=details)

    return {name: attacked(name) for name in names}


def _aside(dealt: Dealt, rows: int) -> dict[str, Rate]:
    return {"control_people": _share(dealt.controls, rows), "public_panel": _share(dealt.panel, rows)}


def _share(part: Integers, rows: int) -> Rate:
    return Rate(part.size / rows, part.size / rows, part.size / rows, part.size)
