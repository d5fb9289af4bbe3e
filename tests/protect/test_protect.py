import numpy as np
import pytest

from equipoise.protect import TECHNIQUES
from equipoise.protect.settings import ProtectSettings

SOME = np.arange(2_000) % 3 > 0


def test_every_declared_technique_exists():
    assert set(ProtectSettings.__dataclass_fields__["technique"].metadata["lever"].choices) == set(TECHNIQUES)


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_vault_and_release_agree(world, table, released, technique):
    release, vault = released(technique=technique, holds=SOME)
    assert len(release) == vault.person.size == SOME.sum()
    assert (vault.row[vault.person] == np.arange(len(release))).all()
    assert ((vault.row >= 0) == SOME).all()
    behaviour = list(table.exact.columns)
    assert (release.exact[behaviour].to_numpy() == table.exact[behaviour].to_numpy()[vault.person]).all()
    assert (release.low <= table.low[vault.person]).all() and (release.high >= table.high[vault.person]).all()


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_rows_are_shuffled(released, technique):
    person = released(technique=technique)[1].person
    # 2,000 rows: four standard errors of a rank correlation are 4 / sqrt(2000) = .09
    assert abs(np.corrcoef(person, np.arange(person.size))[0, 1]) < 0.09
    assert (released(technique=technique, holds=SOME)[1].person == person[SOME[person]]).all()


@pytest.mark.parametrize("k", [2, 5, 40])
def test_no_raw_quasi_identifier_survives_k_anonymity(world, released, k):
    release, vault = released(k=k)
    assert not set(release.schema.names("quasi")) & set(release.exact.columns)
    assert np.bincount(release.classes).min() >= k
    assert np.bincount(released(technique="none")[0].classes).max() == 1  # no two people are alike in the raw table
    assert not (release.low == release.high).all(axis=1).any()  # so every box is wider than a person
    # what is left of a birth date is the interval of the class: the same for all of it
    for each in np.unique(release.classes)[:20]:
        members = release.classes == each
        assert len(np.unique(release.low[members, 0])) == len(np.unique(release.high[members, 0])) == 1
        born = world.people.birth_day[vault.person[members]]
        assert release.low[members, 0][0] == born.min() and release.high[members, 0][0] == born.max()


def test_pseudonyms_replace_the_customer_number(world, released):
    release, _ = released(identifiers="keyed")
    assert release.schema.names("direct") == ("pseudonym",)
    assert not np.isin(release.exact.to_numpy(), world.number).any()
    assert released(identifiers="drop")[0].schema.names("direct") == ()


def test_kept_identifiers_are_those_of_the_row(world, released):
    release, vault = released(identifiers="keep", technique="none")
    assert (release.exact["customer_number"].to_numpy() == world.number[vault.person]).all()


def test_nobody_in_reach_gives_an_empty_release(released):
    release, vault = released(holds=np.zeros(2_000, dtype=bool))
    assert len(release) == 0 and (vault.row == -1).all()


def test_the_panel_never_enters_a_release(world, released):
    assert released(technique="none")[1].person.max() < world.size
