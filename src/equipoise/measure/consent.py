"""Who said what to the banner, and whose data may be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from equipoise.arrays import Flags, Integers
from equipoise.report import ConsentReport, Rate
from equipoise.stats import wilson
from equipoise.vocabulary import GROUPS, PURPOSES

if TYPE_CHECKING:
    from equipoise.consent import Consent


def measure_consent(
    consent: Consent, reachable: Flags, counted: Flags, groups: Mapping[str, Integers]
) -> ConsentReport:
    """Count answers over all customers, yes to own-channel offers by group, and reach over the ``counted`` customers.

    A person who acted and said yes to at least one purpose accepted; one who acted and said no to all refused.
    """
    acted = ~consent.ignored
    some_yes = consent.answered.any(axis=1)
    offers = consent.said[:, PURPOSES.index("offers")]
    by_group = {
        f"{attribute}: {name}": _share(offers[group == place])
        for attribute, group in groups.items()
        for place, name in enumerate(GROUPS[attribute])
    }
    return ConsentReport(
        yes={purpose: _share(consent.permit(purpose)) for purpose in PURPOSES},
        accepted=_share(acted & some_yes),
        refused=_share(acted & ~some_yes),
        ignored=_share(consent.ignored),
        by_group=by_group,
        reach=_share(reachable[counted]),
        overridden=_share(consent.overridden),
        withdrew=_share(consent.withdrew),
        signals=_share(consent.signals),
    )


def _share(flags: Flags) -> Rate:
    return wilson(int(np.count_nonzero(flags)), flags.size)
