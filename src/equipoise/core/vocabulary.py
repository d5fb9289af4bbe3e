"""The words and public facts that every stage shares: lists of levels, the calendar, the shop's price list.

Stages import this module and never each other. Everything here is an assumption about the invented shop, except where
a source is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from equipoise.core.arrays import Integers

TOPICS: Final = (
    "baby", "health", "beauty", "fashion", "sport", "garden",
    "home", "electronics", "books", "food", "travel", "bargains",
)  # fmt: skip
OFFERS: Final = len(TOPICS)
NO_OFFER: Final = OFFERS
"""The arm of an impression without an offer; arms below are the offer on the topic of that place."""
IMPRESSIONS: Final = 4
"""Past campaigns that every customer met."""

MODELLED: Final = ("personalised", "cohort")
"""Strategies that need a model; the others use no personal data."""

INVENTED: Final = ("synthetic", "synthetic_dp")
"""Techniques that release synthetic rows: they need the log of campaigns, and the raw table stays in the company."""
TOTALS_ONLY: Final = ("cohorts", *INVENTED, "randomised_response")
"""Techniques whose release holds no person's own receipts or euros: averages, invented rows or random answers."""
EPSILONS: Final = (0.1, 0.3, 1.0, 2.0, 3.0, 5.0, 10.0)
"""Values of epsilon at which a curve along the strength of differential privacy is computed."""

PURPOSES: Final = ("analytics", "offers", "sharing", "other_sites")
TO_OTHERS: Final = ("sharing", "other_sites")
"""The purposes that a browser's opt-out signal is about."""
DEEDS: Final = (
    "accepted_all", "allowed_offers", "rejected", "ignored", "changed", "withdrew", "signals", "overridden",
)  # fmt: skip
"""What customers may do about consent, and what may be done against it: names of attributes of `Consent`."""
SETTINGS_PAGE: Final = "settings/per_purpose"
"""The text that people answer when they change their choices later."""
SIGNAL: Final = "Sec-GPC: 1"
"""The header that a browser sends as an opt-out signal (https://w3c.github.io/gpc/); a receipt cites it as the text."""
FIRST_PARTY: Final = ("purchases", "browsing", "email", "store")
THIRD_PARTY: Final = ("cross_site", "broker")
SOURCES: Final = FIRST_PARTY + THIRD_PARTY
SPEND: Final = "spend"
"""What customers spent, in euros: the source of the columns "spend_baby" and so on, or of the one column "spend"."""
TRAITS: Final = ("expecting", "chronic", "money")

NO_INCIDENT: Final = "none"
INCIDENTS: Final = (
    "ignored_opt_outs", "ignored_signals", "lost_proof", "missed_copy", "stopped_job", "unchanged_key",
    "partner_keeps_on", "told_after_no", "chosen_after_no", "strangers", "sent_twice", "lost_contacts", "undelivered",
    "shifted_feed", "other_scores", "lost_answers", "lost_region",
)  # fmt: skip
"""What can go wrong in the shop's records; `equipoise.audit.incidents` says what each of them breaks."""

SEXES: Final = ("woman", "man")
HOUSEHOLDS: Final = ("1", "2", "3", "4", "5 or more")
EDUCATIONS: Final = ("basic", "secondary", "vocational", "university")
OCCUPATIONS: Final = (
    "student", "manual", "service", "office", "professional", "self-employed", "at home", "retired",
)  # fmt: skip
HERITAGES: Final = ("A", "B")
AGE_BANDS: Final = ("under 35", "35 to 54", "55 and over")
AGE_BAND_LIMITS: Final = (35.0, 55.0)
CHANNELS: Final = ("e-mail", "app", "post")
FORMATS: Final = ("text", "picture", "film")

SINGLE: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": ("women", "men"),
    "age_band": AGE_BANDS,
    "heritage": ("heritage A", "heritage B"),
}
"""The protected attributes that are no intersection, with the names of their groups."""
INTERSECTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "sex_by_age": ("sex", "age_band"),
    "sex_by_heritage": ("sex", "heritage"),
    "age_by_heritage": ("age_band", "heritage"),
}
"""Intersections of two protected attributes. Groups are numbered with the second attribute varying fastest."""
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    **SINGLE,
    **{
        name: tuple(f"{one}, {other}" for one in SINGLE[first] for other in SINGLE[second])
        for name, (first, second) in INTERSECTIONS.items()
    },
}
"""Names of the groups of every protected attribute, in the order of their numbers."""
ATTRIBUTES: Final = tuple(GROUPS)

MONTHS: Final = 24
DAYS_PER_YEAR: Final = 365.25
TODAY: Final = 20_454
"""The world's clock: days since 1970-01-01 at which every age is taken (2026-01-01)."""
YOUNGEST: Final = 18
OLDEST: Final = 95
FIRST_DAY: Final = int(TODAY - OLDEST * DAYS_PER_YEAR)
LAST_DAY: Final = int(TODAY - YOUNGEST * DAYS_PER_YEAR)

OCCASIONS_A_YEAR: Final = 52
"""Occasions in a year on which an offer can be shown to a customer: one a week (assumed)."""
SALES_PER_VISIT: Final = 0.054
SALES_PER_VISIT_WITH_OFFER: Final = 0.0685
"""Sales a visit without and with a message; their ratio to visits is Hillstrom's (published input D16)."""
MARGIN: Final = 26.0
MARGIN_WITH_OFFER: Final = np.array(
    [24.0, 23.0, 22.0, 21.0, 23.0, 24.0, 22.0, 24.0, 23.0, 20.0, 25.0, 19.0], dtype=np.float32
)
"""Margin of a sale in euros, with no offer and with each offer (its discount taken off)."""
MARGIN_WITH_OFFER.setflags(write=False)


def crossed(first: Integers, second: Integers, divides: str) -> Integers:
    """Return the group numbers of an intersection; ``first`` and ``second`` are the group numbers of its attributes.

    ``divides`` is the name of the second attribute.
    """
    return first * len(GROUPS[divides]) + second
