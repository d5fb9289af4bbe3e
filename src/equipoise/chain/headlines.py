"""The three headline numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import residual_risk, strongest_of
from equipoise.shared.results import AttackResult, GroupReport, Headlines, Targeting


def headlines(
    targeting: Targeting,
    fairness: GroupReport,
    attacks: Mapping[str, AttackResult],
    aims: Collection[str],
    share_in_table: float,
    customers: int,
) -> Headlines:
    """Return the headlines.

    Args:
        targeting: measured targeting. fairness: the report of the protected attribute of the settings.
        attacks: every attack's result. aims: the identity attacks that count for the attacker's profile.
        share_in_table: share of all customers whom the attacked table holds (0 to 1); controls count as held, since
            they are withheld for measurement only.
        customers: how many customers there are.
    """
    strongest, risk = strongest_attack(attacks, aims, share_in_table, customers)
    alike = fairness.treated_alike
    return Headlines(
        right_offer=targeting.right_offer,
        identified=risk,
        treated_alike=alike,
        strongest_attack=strongest,
        best_group=fairness.best_group,
        worst_group=fairness.worst_group,
    )


def strongest_attack(
    attacks: Mapping[str, AttackResult], aims: Collection[str], share_in_table: float, customers: int
) -> tuple[str, Rate]:
    """Return the attack in ``aims`` with the highest residual risk, as a risk per customer; "" and zero if none mounts.

    The interval is widened for taking the strongest (Bonferroni). Risks below zero are due to chance and become zero.
    """
    mounted = {name: attacks[name] for name in aims if attacks[name].risk.known}
    if not mounted or not share_in_table:
        return "", Rate(0.0, 0.0, 0.0, customers)
    name = max(mounted, key=lambda each: mounted[each].risk.value)
    confidence = strongest_of(len(mounted))
    risk = residual_risk(mounted[name].attack, mounted[name].control, confidence)
    value, low, high = (min(max(end, 0.0), 1.0) * share_in_table for end in (risk.value, risk.low, risk.high))
    return name, Rate(value, low, high, risk.n)
