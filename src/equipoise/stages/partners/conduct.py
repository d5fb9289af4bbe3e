"""What the partner does with the copy after the campaign."""

from __future__ import annotations

from equipoise.numerics.stats import wilson
from equipoise.shared.partnership import Used
from equipoise.stages.partners.settings import CONDUCTS


def used(conduct: str, *, gone: int, kept: int, own: int, matched: int, rows: int) -> Used:
    """Return what a conduct comes to.

    Args:
        conduct: one of `CONDUCTS`, each of which includes those before it.
        gone: people who took their consent to sharing back. kept: of these, who was in the old copy.
        own: the partner's customers. matched: of these, who was joined with a row. rows: people in the copy.
    """
    keeps, profiles, sells = (CONDUCTS.index(conduct) >= CONDUCTS.index(one) for one in CONDUCTS[1:])
    return Used(
        kept_on=wilson(kept if keeps else 0, gone),
        profiled=wilson(matched if profiles else 0, own),
        sold_on=wilson(rows if sells else 0, rows),
    )
