"""Words and tables of the page Deliver."""

from __future__ import annotations

import pandas as pd

from equipoise.shared.content import PARTS
from equipoise.shared.results import ContentReport
from equipoise.texts.numerals import NOTHING
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say


def trait(name: str) -> str:
    """Return what the secret is called in a sentence."""
    return say(f"deliver.trait.{name}")


def parts(content: ContentReport) -> pd.DataFrame:
    """Return for each part of a message how often it is the right one, and what choosing it adds."""
    rows = []
    for part in PARTS:
        right, adds = content.right_part[part], content.part_adds[part]
        more = f"{hundred(adds.value, exact=True)} ({interval(adds, exact=True)})" if adds.known else NOTHING
        rows.append((say(f"deliver.a_part.{part}"), hundred(right.value), more))
    return pd.DataFrame(rows, columns=[say("deliver.parts"), say("deliver.right"), say("deliver.adds")])
