"""Facts that are read from a run: one function each, of the levers and the outcome, and the place where it was read.

What a rule asks for is broader than what the simulation knows. Where a lever answers only in part, the docstring of the
function says what it stands for.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import MODELLED, SPEND, TOPICS, TRAITS
from equipoise.stages.ads.settings import BY_PERSON
from equipoise.stages.targeting.train import COLUMNS_OF

Origin = Literal["lever", "outcome", "practices"]
_DAYS_A_MONTH = 365.25 / 12
_CLICKS_NO: Final = {"reject_second_page": 2.0, "per_purpose": 1.0, "pre_ticked": 2.0}
"""Clicks to refuse; one where No stands beside Yes. In the second page it stands behind a link, and ticked boxes have
to be emptied first: at least two."""
_SILENCE: Final = {"opt_in": "opt_in", "opt_out": "opt_out", "notice": "implied"}
_GROUPS: Final = ("k_anonymity", "l_diversity", "t_closeness", "suppression")
_NOISE: Final = ("synthetic_dp", "randomised_response")


@dataclasses.dataclass(frozen=True)
class Reading:
    """Where a fact is read: a lever or a number of the outcome, by its dotted name, and how."""

    origin: Origin
    place: str
    value: Callable[[Settings, Outcome], Any]


def _lever(place: str, value: Callable[[Settings], Any]) -> Reading:
    return Reading("lever", place, lambda settings, _: value(settings))


def _outcome(place: str, value: Callable[[Outcome], Any]) -> Reading:
    return Reading("outcome", place, lambda _, outcome: value(outcome))


def _profiles(settings: Settings) -> bool:
    return settings.target.strategy in MODELLED and bool(settings.minimise.sources)


_DETAILS: Final = ("sex", "household", "education", "occupation")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {"keep": ("customer_number", "name"), "drop": ()}
"""The columns of names by the treatment of identifiers; each other treatment leaves one code."""


def kept_fields(settings: Settings) -> frozenset[str]:
    """Return the names of the columns that are kept of a person: details, answers, behaviour by topic, and names."""
    kept = settings.minimise
    fields = {*_DETAILS, *_names(settings)}
    fields |= {name for name in ("birth_date",) if kept.birth_precision != "none"}
    fields |= {name for name in ("postcode",) if kept.postcode_precision != "none"}
    fields |= {name for name in ("heritage",) if kept.collect_heritage}
    fields |= {name for name in TRAITS if kept.survey}
    fields |= {f"{source}_{topic}" for source in kept.sources for topic in TOPICS}
    by_spend = {"by_topic": {f"{SPEND}_{topic}" for topic in TOPICS}, "total": {SPEND}}
    return frozenset(fields | by_spend.get(kept.spend, set()))


def used_fields(settings: Settings) -> frozenset[str]:
    """Return which of them the model reads: all but names and what it must not see, and none if there is no model."""
    if settings.target.strategy not in MODELLED:
        return frozenset()
    return kept_fields(settings) - {*_names(settings)} - _hidden(settings)


def _names(settings: Settings) -> tuple[str, ...]:
    return _NAMES.get(settings.protect.identifiers, ("pseudonym",))


def _hidden(settings: Settings) -> frozenset[str]:
    """Return the columns that are kept from the model: the protected ones, and proxies of them."""
    own = settings.train.protected
    protected = COLUMNS_OF[settings.measure.protected if own == "follow" else own] if _leaves_out(settings) else ()
    topics = [topic for topic in TOPICS if "browsing" not in settings.train.proxies]
    places = [] if "postcode" in settings.train.proxies else ["postcode"]
    return frozenset([*protected, *places, *(f"browsing_{topic}" for topic in topics)])


def _leaves_out(settings: Settings) -> bool:
    return settings.train.mitigation in ("leave_out", "correlation_remover")


def _treatment(settings: Settings) -> str:
    """Return what is done to the stored table, in the words of the rules."""
    technique = settings.protect.technique
    if technique == "cohorts":
        return "aggregated"
    if technique in _NOISE:
        return "dp"
    if technique in _GROUPS:
        return "k_anonymous"
    return "none" if settings.protect.identifiers == "keep" else "pseudonymised"


def _smallest(outcome: Outcome) -> float:
    return float(min(max(outcome.disclosure.k, 1), 100))


def _found(outcome: Outcome) -> float:
    found = outcome.headlines.identified.value
    return 0.0 if math.isnan(found) else min(max(found, 0.0), 1.0)


def _surely_found(outcome: Outcome) -> float:
    """Return the lower end of the interval: above zero, more people are found than luck explains."""
    low = outcome.headlines.identified.low
    return 0.0 if math.isnan(low) else min(max(low, 0.0), 1.0)


def _alike(outcome: Outcome) -> float:
    """Return the upper end of the interval: only what is surely below a line is found to be below it."""
    alike = outcome.fairness[outcome.settings.measure.protected].treated_alike.high
    return 1.0 if math.isnan(alike) else min(max(alike, 0.0), 1.0)


READINGS: Final[Mapping[str, Reading]] = {
    "consent_model": _lever("consent.model", lambda own: _SILENCE[own.consent.model]),
    "consent_prechecked": _lever(
        "consent.banner", lambda own: own.consent.model == "opt_in" and own.consent.banner == "pre_ticked"
    ),
    "consent_granularity": _lever(
        "consent.banner", lambda own: "per_purpose" if own.consent.banner == "per_purpose" else "bundled"
    ),
    "accept_clicks": _lever("consent.banner", lambda own: 1),
    "reject_clicks": _lever("consent.banner", lambda own: _CLICKS_NO.get(own.consent.banner, 1.0)),
    "honour_gpc": _lever("consent.honour_signal", lambda own: own.consent.honour_signal),
    "behavioural_profiling": _lever("target.strategy", _profiles),
    "cross_context_tracking": _lever("minimise.sources", lambda own: "cross_site" in own.minimise.sources),
    "fields_collected": _lever("minimise.sources", lambda own: len(kept_fields(own))),
    "fields_used": _lever("target.strategy", lambda own: len(used_fields(own))),
    "sensitive_data_used": _lever("minimise.survey", lambda own: own.minimise.survey or own.minimise.collect_heritage),
    "deidentification": _lever("protect.technique", _treatment),
    "dp_epsilon": _lever("protect.epsilon", lambda own: own.protect.epsilon),
    "retention_days": _lever(
        "minimise.retention_months", lambda own: round(own.minimise.retention_months * _DAYS_A_MONTH)
    ),
    "protected_attr_in_model": _lever(
        "train.mitigation", lambda own: own.target.strategy in MODELLED and not _leaves_out(own)
    ),
    "retargeting": _lever("ads.retargeting", lambda own: own.ads.addressing in BY_PERSON and own.ads.retargeting > 0),
    "lookalike_upload": _lever("ads.addressing", lambda own: own.ads.addressing == "email"),
    "third_party_sharing": _lever("partners.fields", lambda own: bool(own.partners.fields)),
    "ai_generated_creative": _lever("content.writing", lambda own: own.content.writing != "people"),
    "ai_label": _lever("content.writing", lambda own: own.content.writing != "machine"),
    "clean_room_exact": _lever(
        "partners.noise", lambda own: own.partners.join == "clean_room" and own.partners.noise == 0
    ),
    "k_value": _outcome("disclosure.k", _smallest),
    "reid_rate": _outcome("headlines.identified", _found),
    "surely_found": _outcome("headlines.identified", _surely_found),
    "min_exposure_ratio": _outcome("headlines.treated_alike", _alike),
    "refusals_overridden": _outcome("consent.overridden", lambda outcome: outcome.consent.overridden.value),
}
"""What a run answers; everything else is a practice, or where customers live."""
