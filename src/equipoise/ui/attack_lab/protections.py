"""The protections on offer in the lab, from the weakest to the strongest: each bundles the levers of stage 4."""

from __future__ import annotations

from typing import Any

from equipoise.chain.settings import LEVERS, Settings
from equipoise.studies.strength import key_of
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.words import say

_OFF = {"protect.technique": "none", "protect.behaviour": "exact"}
_GROUPS = {"protect.identifiers": "keyed", "protect.technique": "k_anonymity", "protect.behaviour": "exact"}
_NAMED: dict[str, dict[str, Any]] = {
    "names": _OFF | {"protect.identifiers": "keep"},
    "hashes": _OFF | {"protect.identifiers": "hash"},
    "codes": _OFF | {"protect.identifiers": "keyed"},
    "groups_5": _GROUPS | {"protect.k": 5},
    "groups_25": _GROUPS | {"protect.k": 25},
    "groups_25_rough": _GROUPS | {"protect.k": 25, "protect.behaviour": "binary"},
}
_COVERED = ("none", "k_anonymity")
WEAKEST = next(iter(_NAMED))
_LADDER = (*_NAMED, "cohorts")
"""What is suggested after one another."""


def protections() -> dict[str, dict[str, Any]]:
    """Return the levers of every protection by name: the steps of the ladder, then every other technique there is."""
    levers = {"protect.identifiers": "keyed", "protect.behaviour": "exact"}
    others = [name for name in LEVERS["protect.technique"].choices if name not in _COVERED]
    return _NAMED | {name: levers | {"protect.technique": name} for name in others}


def stands(settings: Settings) -> str | None:
    """Return the protection that the levers amount to, None for a mix of one's own."""
    for name, levers in protections().items():
        idle = settings.replace(**levers).inactive()
        if all(settings[lever] == value for lever, value in levers.items() if lever not in idle):
            return name
    return None


def title(name: str | None) -> str:
    """Return a protection's name in words."""
    if name is None:
        return say("bar.scenario_custom")
    return say(f"hunt.protection.{name}") if name in _NAMED else texts()[f"{name}.title"]


def about(settings: Settings) -> dict[str, str]:
    """Return the texts on the protection: what it does (``what``), what it does not (``not_against``), and so on."""
    family = "protect.identifiers" if settings["protect.technique"] == "none" else "protect.technique"
    return texts().under(key_of(family, settings[family]))


def suggested(settings: Settings) -> str | None:
    """Return the next step of the ladder: its last one after a mix of one's own, None where there is none."""
    now = stands(settings)
    if now is None:
        return _LADDER[-1]
    return _LADDER[_LADDER.index(now) + 1] if now in _LADDER[:-1] else None
