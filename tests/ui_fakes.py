"""An outcome made by hand, for tests of the pages that need numbers but not the engine."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.outcome import Evidence, Outcome
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.shared.results import (
    AttackResult,
    ConsentReport,
    Disclosure,
    GroupReport,
    GroupRow,
    Headlines,
    Targeting,
)


def rate(value: float, spread: float = 0.01, n: int = 8_000) -> Rate:
    return Rate(value, value - spread, value + spread, n)


def outcome(
    settings: Settings | None = None, *, right: float = 0.41, identified: float = 0.23, alike: float = 0.92
) -> Outcome:
    settings = settings or Settings()
    return Outcome(
        settings=settings,
        headlines=Headlines(
            right_offer=rate(right),
            identified=rate(identified),
            treated_alike=rate(alike),
            strongest_attack="purchases",
            best_group="men",
            worst_group="women",
        ),
        targeting=_targeting(right),
        fairness={"sex": _groups()},
        attacks=_attacks(identified),
        consent=_consent(),
        disclosure=Disclosure(
            rows=11_000, classes=2_000, k=5, unique_share=rate(0.0, 0.0), l={"chronic": 1}, t={"chronic": 0.4}
        ),
        notes=(),
        evidence=_evidence(),
    )


def _targeting(right: float) -> Targeting:
    return Targeting(
        right_offer=rate(right),
        floor_guess=rate(1 / 12, 0),
        floor_generic=rate(0.15),
        ceiling_full_data=rate(0.5),
        auc=rate(0.63),
        precision_at_budget=rate(0.45),
        lift=rate(1.6),
        incremental_visits_per_1000=rate(21.0, 1),
        margin_per_1000=rate(1_234.0, 40),
        margin_generic_per_1000=rate(900.0, 40),
        margin_random_per_1000=rate(600.0, 40),
        share_of_perfect=rate(0.6),
        reach=rate(0.62),
    )


def _attacks(identified: float) -> dict[str, AttackResult]:
    purchases = AttackResult(
        name="purchases",
        kind="identity",
        attack=rate(identified),
        baseline=rate(0),
        control=rate(0),
        risk=rate(identified),
    )
    disclosed = AttackResult(name="disclosed", kind="trait", mounted=False, reason="no_sensitive_column")
    membership = AttackResult(
        name="membership",
        kind="membership",
        attack=rate(0.52),
        baseline=rate(0.5),
        control=rate(0.5),
        risk=rate(0.04),
        details={"advantage": rate(0.02)},
    )
    return {"purchases": purchases, "disclosed": disclosed, "membership": membership}


def _groups() -> GroupReport:
    def row(name: str, n: int) -> GroupRow:
        return GroupRow(
            name=name,
            n=n,
            sufficient=n > 100,
            selection_rate=rate(0.4),
            true_positive_rate=rate(0.5),
            false_positive_rate=rate(0.3),
            calibration_gap=rate(0.001, 0.01),
            value_received=rate(1.2, 0.1),
            right_offer=rate(0.4),
        )

    return GroupReport(
        attribute="sex",
        groups=(row("women", 4_000), row("men", 90)),
        treated_alike=rate(0.92),
        selection_rate_ratio=rate(0.92),
        selection_rate_difference=rate(0.03),
        true_positive_rate_difference=rate(0.02),
        equalised_odds_difference=rate(0.02),
        four_fifths="above",
        best_group="men",
        worst_group="women",
    )


def _consent() -> ConsentReport:
    return ConsentReport(
        yes={"analytics": rate(0.62), "offers": rate(0.62), "sharing": rate(0.62), "other_sites": rate(0.62)},
        accepted_all=rate(0.62),
        allowed_offers=rate(0.62),
        refused=rate(0.3),
        ignored=rate(0.08),
        by_group={"sex: women": rate(0.6), "sex: men": rate(0.64)},
        reach=rate(0.62),
        overridden=rate(0.0, 0.0),
    )


def _evidence() -> Evidence:
    nobody = np.zeros(4, dtype=bool)
    return Evidence(**{field.name: nobody for field in dataclasses.fields(Evidence)})
