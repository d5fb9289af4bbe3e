"""What customers spent, in euros: by topic, or as one total, exact or coarser."""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Floats, Singles
from equipoise.core.vocabulary import SPEND, TOPICS
from equipoise.shared.column import Column
from equipoise.shared.receipts import Receipts
from equipoise.stages.minimise.settings import MOST_SPENT, SPEND_BANDS

EUROS = "euros"


def spent(receipts: Receipts, months: int, kept: str, precision: str) -> dict[str, Singles]:
    """Return the columns of spend over the last ``months`` months, by name.

    Args:
        receipts: every purchase. kept: "by_topic" or "total". precision: a key of `SPEND_BANDS`.
    """
    recent = receipts.month < months
    person, topic, price = receipts.person[recent], receipts.topic[recent], receipts.price[recent]
    cell, width = (person.astype(np.int64), 1) if kept == "total" else (person * len(TOPICS) + topic, len(TOPICS))
    sums = np.bincount(cell, weights=price, minlength=receipts.people * width)
    euros = _rounded(np.round(sums, 2), precision).astype(np.float32).reshape(receipts.people, width)
    names = (SPEND,) if kept == "total" else tuple(f"{SPEND}_{topic}" for topic in TOPICS)
    return dict(zip(names, euros.T, strict=True))


def spend_column(name: str, precision: str) -> Column:
    """Return the schema of a column of spend."""
    topic = "" if name == SPEND else name.removeprefix(f"{SPEND}_")
    return Column(
        name=name, role="behaviour", kind="number", source=SPEND, purpose="analytics", origin="observed",
        bounds=(0.0, MOST_SPENT), bands=SPEND_BANDS[precision], topic=topic, unit=EUROS,
    )  # fmt: skip


def _rounded(euros: Floats, precision: str) -> Floats:
    ends = np.array(SPEND_BANDS[precision])
    return ends[np.searchsorted(ends, euros, side="right") - 1] if ends.size else euros
