"""The three toggles: each bundles the values of some levers under one name."""

from __future__ import annotations

from typing import Any

from equipoise.chain.settings import Settings

Bundle = dict[str, Any]


def _anonymisation(identifiers: str, k: int | None) -> Bundle:
    table = {"protect.identifiers": identifiers, "protect.technique": "k_anonymity" if k else "none"}
    return table | ({"protect.k": k} if k else {})


def _bias(label_bias: float, correction: str) -> Bundle:
    return {
        "history.label_bias": label_bias,
        "history.exposure_bias": 0.0,
        "train.mitigation": "none",
        "target.mitigation": correction,
    }


TOGGLES: dict[str, dict[str, Bundle]] = {
    "consent": {
        "no_choice": {"consent.model": "notice"},
        "nudged": {"consent.model": "opt_in", "consent.banner": "highlighted", "consent.honour": True},
        "fair": {"consent.model": "opt_in", "consent.banner": "equal", "consent.honour": True},
    },
    "anonymisation": {
        "none": _anonymisation("keep", None),
        "pseudonyms": _anonymisation("keyed", None),
        "groups_5": _anonymisation("keyed", 5),
        "groups_25": _anonymisation("keyed", 25),
    },
    "bias": {
        "fair_past": _bias(0.0, "none"),
        "biased_past": _bias(0.5, "none"),
        "corrected": _bias(0.5, "group_thresholds"),
    },
}
"""toggle -> position -> the levers that it sets."""

STOLEN: dict[str, Bundle] = {
    "everything": _anonymisation("keep", None),
    "blurred": _anonymisation("keyed", 5),
    "averages": {"protect.technique": "cohorts"},
}
"""What stood in the stolen table of the first page -> the levers that it sets."""

ASKS = {"consent": "right_offer", "anonymisation": "identified", "bias": "treated_alike"}
"""toggle -> the headline that a guess is asked about, and that the icon arrays then show."""


def position(settings: Settings, toggle: str) -> str | None:
    """Return the position of a toggle, or None when its levers have other values."""
    for name, levers in TOGGLES[toggle].items():
        if all(settings[lever] == value for lever, value in levers.items()):
            return name
    return None
