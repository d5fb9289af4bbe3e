"""Published and simulated values as the page shows them: cards, counts and a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from equipoise.numerics.rate import PUBLISHED, UNKNOWN, Rate
from equipoise.studies.evidence.entries import Entry, Status
from equipoise.studies.evidence.results import Found
from equipoise.studies.evidence.wording import published, simulated, verdict
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts.effects import Effect
from equipoise.ui.shared.words import say

_COIN = 0.5
_COLUMNS = ("finding", "published", "here", "verdict", "source")


def effect(entry: Entry, found: Found | None) -> Effect:
    """Return the card of one effect; without ``found`` it says only what was published, and why nothing answers."""
    told = (say("evidence.published"), published(entry))
    if found is None:
        return Effect(
            name=entry.id, claim=entry.claim, verdict=say("evidence.impossible"), agrees=None, published=told,
            notes=(entry.reason,), source=source(entry), link=entry.link,
        )  # fmt: skip
    verdict_ = verdict(found)
    return Effect(
        name=entry.id,
        claim=entry.claim,
        verdict=verdict_,
        agrees=found.agrees,
        published=told,
        here=(say("evidence.here"), simulated(found)),
        values=(_published_rate(entry), found.rate),
        floor=_COIN if entry.unit == "auc" else 0.0,
        notes=tuple(note for note in (entry.measured, entry.remark) if note),
        source=source(entry),
        link=entry.link,
        alt=say("evidence.line_alt", published=told[1], here=simulated(found), verdict=verdict_),
    )


def source(entry: Entry) -> str:
    """Return where an effect was published, and how sure its value is."""
    unsure = say(f"evidence.verified.{entry.verified}")
    return f"{entry.source} ({unsure})" if unsure else entry.source


def table(shown: Iterable[Entry], found: Mapping[str, Found]) -> pd.DataFrame:
    """Return effects as a table of text."""
    rows = [_row(entry, found.get(entry.id)) for entry in shown]
    return pd.DataFrame(rows, columns=[say(f"evidence.column.{name}") for name in _COLUMNS])


def counts(status: Status, found: Iterable[bool | None]) -> list[str]:
    """Return how many of a group agree, and how many do not, if any; None counts what cannot be expressed."""
    verdicts = list(found)
    if status == "not_expressible":
        return [str(len(verdicts))]
    agree = verdicts.count(True)
    said = [say("evidence.tally.agree", agree=agree, of=len(verdicts))]
    return said if agree == len(verdicts) else [*said, say("evidence.tally.differ", differ=len(verdicts) - agree)]


def _row(entry: Entry, found: Found | None) -> tuple[str, ...]:
    here, judged = (simulated(found), verdict(found)) if found else (NOTHING, say("evidence.impossible"))
    return entry.claim, published(entry) or NOTHING, here, judged, source(entry)


def _published_rate(entry: Entry) -> Rate:
    return UNKNOWN if entry.directed else Rate(entry.value, entry.low, entry.high, 0, PUBLISHED)
