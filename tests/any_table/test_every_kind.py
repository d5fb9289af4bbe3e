"""Every kind of column in every role: each technique protects it, and each attack on the release says something."""

import numpy as np
import pandas as pd
import pytest

from equipoise import attack_table, measure, protect_table
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.protect.catalogue import TECHNIQUES

LEVELS = tuple("abcde")
ROWS = 60
RNG = np.random.default_rng(8)
VALUES = {
    "number": RNG.integers(0, 20, ROWS),
    "date": (np.datetime64("1980-01-01") + RNG.integers(0, 3000, ROWS).astype("timedelta64[D]")).astype(str),
    "ordered": RNG.choice(LEVELS, ROWS),
    "nominal": RNG.choice(LEVELS, ROWS),
    "binary": RNG.integers(0, 2, ROWS),
}


def column(name, role, kind):
    match kind:
        case "number":
            return Column(name=name, role=role, kind=kind, bounds=(0, 20))
        case "date":
            return Column(name=name, role=role, kind=kind, bounds=(0, 9000))
        case "binary":
            return Column(name=name, role=role, kind=kind)
        case _:
            return Column(name=name, role=role, kind=kind, levels=LEVELS)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("role", ["quasi", "sensitive", "behaviour"])
def test_every_kind_in_every_role(role, kind, technique):
    schema = Schema((Column(name="age", role="quasi", kind="number", bounds=(0, 20)), column("this", role, kind)))
    frame = pd.DataFrame({"age": VALUES["number"][::-1], "this": VALUES[kind]})
    release = protect_table(frame, schema, technique=technique, k=3, seed=1)
    assert len(release.frame) == len(release) == measure.release_disclosure(release).rows
    assert len(release) or technique == "suppression"
    for result in attack_table(frame, schema, technique=technique, k=3).values():
        assert result.attack.known or not result.mounted


@pytest.mark.parametrize("role", ["sensitive", "behaviour"])
def test_invented_dates_are_dates_of_the_same_decade(role):
    schema = Schema((column("born", role, "date"),))
    release = protect_table(pd.DataFrame({"born": VALUES["date"]}), schema, technique="synthetic")
    assert pd.to_datetime(release.frame["born"]).dt.year.between(1980, 1989).all()


def test_bounds_for_one_value_and_columns_without_values_lose_nothing_that_is_known():
    one = Column(name="seen", role="behaviour", kind="number", bounds=(7, 7))
    many = Column(name="seen", role="behaviour", kind="number", bounds=(0, 30))
    for seen, column, loss in ((7.0, one, 0.0), (np.nan, many, np.nan)):
        frame = pd.DataFrame({"age": VALUES["number"], "seen": np.full(ROWS, seen)})
        schema = Schema((Column(name="age", role="quasi", kind="number", bounds=(0, 20)), column))
        release = protect_table(frame, schema, technique="none", behaviour="banded")
        assert measure.release_disclosure(release).behaviour_loss == pytest.approx(loss, nan_ok=True)
