import numpy as np
import pandas as pd
import pytest

from equipoise.shared.column import Column
from equipoise.shared.release import Release, Vault
from equipoise.shared.schema import Schema

SCHEMA = Schema(
    (
        Column(name="born", role="quasi", kind="date"),
        Column(name="size", role="quasi", kind="ordered", levels=("S", "M", "L")),
        Column(name="spent", role="behaviour", kind="number"),
    )
)


@pytest.fixture
def release():
    low = np.array([[0.0, 0], [0, 0], [31, 2]])
    high = np.array([[30.0, 1], [30, 1], [31, 2]])
    return Release(pd.DataFrame({"spent": [1.0, 2.0, 3.0]}), low, high, SCHEMA)


def test_rows_with_the_same_intervals_are_one_class(release):
    first, second, third = release.classes
    assert first == second != third


def test_a_class_needs_both_ends_alike(release):
    high = release.high.copy()
    high[1, 1] = 2
    assert len(set(Release(release.exact, release.low, high, SCHEMA).classes)) == 3


def test_the_table_shows_intervals(release):
    assert release.frame["born"].tolist() == ["1970-01-01 to 1970-01-31"] * 2 + ["1970-02-01"]
    assert release.frame["size"].tolist() == ["S to M", "S to M", "L"]
    assert release.frame["spent"].tolist() == [1, 2, 3]


def test_take_keeps_rows_together(release):
    taken = release.take(np.array([2, 0]))
    assert taken.low[:, 0].tolist() == [31, 0] and taken.exact["spent"].tolist() == [3, 1]
    assert len(taken) == 2


def test_releases_and_vaults_are_read_only(release):
    with pytest.raises(ValueError, match="read-only"):
        release.low[0, 0] = 5
    vault = Vault(row=np.array([-1, 0]), holds=np.array([False, True]))
    with pytest.raises(ValueError, match="read-only"):
        vault.row[0] = 0


def test_the_vault_names_the_customer_of_every_row():
    row = np.array([2, -1, 0, 1])
    assert Vault(row=row, holds=row >= 0).person.tolist() == [2, 3, 0]
