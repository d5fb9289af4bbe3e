"""Older versions of settings: how they are read today, and what that changes.

Version 2 gave `population.taste` another scale. In version 1 it was the standard deviation of personal taste, of which
the response took six tenths; since version 2 it is the weight of interests in the response itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from equipoise.core.errors import SettingsError
from equipoise.core.levers import Lever
from equipoise.stages.world.settings import PopulationSettings
from equipoise.texts.phrases import Phrase

SCHEMA_VERSION = 2

_TASTE = "population.taste"
_TASTE_1 = Lever(default=1.0, kind="number", low=0.0, high=2.0)
"""The lever as version 1 declared it."""
_WEIGHT_1 = 0.6
"""The weight that version 1 gave to a taste of 1 in the response."""


def check_version(version: object) -> int:
    """Return a schema version that can be read.

    Raises:
        SettingsError: it is no version, or a newer one than this.
    """
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise SettingsError.about(version, "settings.version", version=SCHEMA_VERSION)
    if version > SCHEMA_VERSION:
        raise SettingsError.about(version, "settings.newer", version=SCHEMA_VERSION)
    return version


def renewed(version: int, levers: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Phrase, ...]]:
    """Return the levers of an older version as today's, and what that changed; nothing for today's own version.

    Where a lever was not named, it is at today's default, which may be another one than then.

    Raises:
        SettingsError: the older version did not permit a value.
    """
    if version == SCHEMA_VERSION:
        return dict(levers), ()
    if _TASTE not in levers:
        default = PopulationSettings().taste
        return dict(levers), (Phrase("renewed.taste_unsaid", {"before": _WEIGHT_1, "now": default}),)
    before = _TASTE_1.check(_TASTE, levers[_TASTE])
    now = round(_WEIGHT_1 * before, 12)
    return {**levers, _TASTE: now}, (Phrase("renewed.taste", {"before": before, "now": now}),)
