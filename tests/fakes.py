"""Outcomes made by hand, for tests of what is said about numbers rather than of the numbers."""

import numpy as np

from equipoise.chain.compare import Changes
from equipoise.chain.outcome import Evidence, Outcome
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult, ConsentReport, Disclosure, GroupReport, Headlines, Targeting


def rate(value, spread=0.01, n=8_000):
    return Rate(value, value - spread, value + spread, n)


def outcome(settings=None, *, learned=0.62, overridden=0.0, notes=()):
    """A plausible outcome of any settings."""
    risk = {name: rate(0.23) for name in ("attack", "risk")} | {name: rate(0.01) for name in ("baseline", "control")}
    return Outcome(
        settings=settings or Settings(),
        headlines=Headlines(
            right_offer=rate(0.41), identified=rate(0.23), treated_alike=rate(0.92),
            strongest_attack="purchases", best_group="men", worst_group="women",
        ),
        targeting=Targeting(**{name: rate(0.5) for name in Targeting.__dataclass_fields__}),
        fairness={"sex": groups("above"), "heritage": groups("unclear")},
        attacks={
            "purchases": AttackResult(name="purchases", kind="identity", **risk),
            "disclosed": AttackResult(name="disclosed", kind="trait", mounted=False, reason="no_sensitive_column"),
        },
        consent=ConsentReport(
            yes={"analytics": rate(learned), "offers": rate(0.6)},
            accepted_all=rate(0.62), allowed_offers=rate(0.62), refused=rate(0.3), ignored=rate(0.08), by_group={},
            reach=rate(0.6), overridden=rate(overridden, 0.0),
        ),
        disclosure=Disclosure(rows=11_000, classes=2_000, k=5, unique_share=rate(0.0, 0.0), l={}, t={}),
        notes=notes,
        evidence=Evidence(**{name: np.zeros(0) for name in Evidence.__dataclass_fields__}),
    )  # fmt: skip


def groups(verdict):
    numbers = ("treated_alike", "selection_rate_ratio", "selection_rate_difference")
    more = ("true_positive_rate_difference", "equalised_odds_difference")
    return GroupReport(
        attribute="sex", groups=(), **{name: rate(0.9) for name in (*numbers, *more)},
        four_fifths=verdict, best_group="men", worst_group="women",
    )  # fmt: skip


def changes(*, comparable=True, **values):
    """Changes that are zero unless given: a `Rate`, or a share that is well beyond chance."""
    names = ("right_offer", "identified", "treated_alike", "margin_per_1000", "reach")
    given = {name: values.get(name, Rate(0.0, 0.0, 0.0, 8_000)) for name in names}
    rates = {name: value if isinstance(value, Rate) else rate(value, 0.001) for name, value in given.items()}
    return Changes(comparable=comparable, **rates)
