"""The three headline numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import CONFIDENCE, residual_risk, strongest_of
from equipoise.shared.results import AttackResult, GroupReport, Headlines, Targeting

SCREENED = 0.005
"""The chance of error that may be spent on finding out which attacks can be the strongest."""


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

    The interval is widened for taking the strongest among those that may be it (`_may_be_it`). Risks below zero are due
    to chance and become zero.
    """
    mounted = {name: attacks[name] for name in aims if attacks[name].risk.known}
    if not mounted or not share_in_table:
        return "", Rate(0.0, 0.0, 0.0, customers)
    name = max(mounted, key=lambda each: mounted[each].risk.value)
    confidence = strongest_of(_may_be_it(mounted, name), CONFIDENCE + SCREENED)
    risk = residual_risk(mounted[name].attack, mounted[name].control, confidence)
    value, low, high = (min(max(end, 0.0), 1.0) * share_in_table for end in (risk.value, risk.low, risk.high))
    return name, Rate(value, low, high, risk.n)


def _may_be_it(mounted: Mapping[str, AttackResult], name: str) -> int:
    """Return how many attacks may be the strongest one, if this is the one with the highest risk.

    An attack whose whole interval lies below that of the strongest is not in question, so that nothing has to be
    adjusted for it. These intervals hold all together but for `SCREENED`, which is taken from the confidence of the
    headline (Berger and Boos 1994, doi:10.1080/01621459.1994.10476836).
    """
    surely = strongest_of(len(mounted), 1.0 - SCREENED)
    risks = {each: residual_risk(one.attack, one.control, surely) for each, one in mounted.items()}
    return sum(risk.high >= risks[name].low for risk in risks.values())
