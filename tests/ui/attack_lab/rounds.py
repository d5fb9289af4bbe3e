"""Rounds made by hand: three rows, one of which may be the target's."""

import dataclasses

import numpy as np
import pandas as pd

from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.studies.hunt import Clue, Hunt, Secret

SCHEMA = Schema(
    (
        Column(name="sex", role="quasi", kind="nominal", levels=("woman", "man")),
        Column(name="chronic", role="sensitive", kind="binary", levels=("no", "yes")),
        Column(name="purchases_garden", role="behaviour", kind="number", source="purchases"),
    )
)


def table(**changes) -> Release:
    """A woman, a man, and one of whom it is not known; two are ill, and the man bought most."""
    exact = pd.DataFrame({"chronic": [1.0, 0.0, 1.0], "purchases_garden": [2.0, 7.0, 0.0]})
    release = Release(exact=exact, low=np.array([[0.0], [1], [0]]), high=np.array([[0.0], [1], [1]]), schema=SCHEMA)
    return dataclasses.replace(release, **changes)


def hunt(row=0, absent="", release=None) -> Hunt:
    """A round about Ada, a woman who bought something for the garden."""
    clues = (
        Clue("name", 0.0, "Ada Alder", False),
        Clue("sex", 0.0, "woman", True),
        Clue("purchases_garden", 1.0, "1", True),
    )
    return Hunt(
        name="Ada Alder",
        clues=clues,
        release=table() if release is None else release,
        reversed=False,
        sure=True,
        inside=False,
        secret=Secret(0, row, absent),
    )
