import numpy as np
import pytest

from equipoise.stages.measure.disclosure import release_disclosure
from equipoise.stages.protect.catalogue import TECHNIQUES
from equipoise.stages.protect.settings import ProtectSettings

SOME = np.arange(2_000) % 3 > 0
ROW_BY_ROW = [name for name in TECHNIQUES if name not in ("cohorts", "synthetic", "synthetic_dp")]
TRUTHFUL = [name for name in ROW_BY_ROW if name != "randomised_response"]


def test_every_declared_technique_exists():
    assert set(ProtectSettings.__dataclass_fields__["technique"].metadata["lever"].choices) == set(TECHNIQUES)


@pytest.mark.parametrize("technique", ROW_BY_ROW)
def test_vault_and_release_agree(coarse, released, technique):
    release, vault = released(technique=technique, holds=SOME, kept=coarse)
    assert len(release) == vault.person.size == SOME.sum() - release.suppressed > 100
    assert (vault.row[vault.person] == np.arange(len(release))).all()
    assert (vault.row >= 0).sum() == len(release) and not (vault.row >= 0)[~SOME].any()


@pytest.mark.parametrize("technique", TRUTHFUL)
def test_rows_tell_nothing_untrue(coarse, released, technique):
    release, vault = released(technique=technique, kept=coarse)
    behaviour = list(coarse.exact.columns)
    assert (release.exact[behaviour].to_numpy() == coarse.exact[behaviour].to_numpy()[vault.person]).all()
    assert (release.low <= coarse.low[vault.person]).all() and (release.high >= coarse.high[vault.person]).all()


@pytest.mark.parametrize("technique", ROW_BY_ROW)
def test_rows_are_shuffled(coarse, released, technique):
    person = released(technique=technique, kept=coarse)[1].person
    # four standard errors of a rank correlation of n rows are 4 / sqrt(n): .09 for 2,000
    assert abs(np.corrcoef(person, np.arange(person.size))[0, 1]) < 4 / np.sqrt(person.size)
    others = released(technique=technique, holds=SOME, kept=coarse)[1].person
    both = np.intersect1d(person, others)
    assert (others[np.isin(others, both)] == person[np.isin(person, both)]).all()


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


def test_l_and_t_hold_for_every_answer_to_the_survey(released):
    diverse = release_disclosure(released(technique="l_diversity", l=1.05)[0])
    assert diverse.k >= 5 and min(diverse.entropy_l.values()) >= 1.05
    close = release_disclosure(released(technique="t_closeness", t=0.1)[0])
    assert close.k >= 5 and max(close.t.values()) <= 0.1 and close.suppressed == 0
    alone = release_disclosure(released(technique="k_anonymity")[0])
    assert min(alone.entropy_l.values()) == 1 and max(alone.t.values()) > 0.5
    assert alone.information_loss < min(diverse.information_loss, close.information_loss)


def test_whom_nobody_resembles_is_suppressed(coarse, released):
    raw, _ = released(technique="none", kept=coarse)
    release, vault = released(technique="suppression", kept=coarse)
    sizes = np.bincount(raw.classes)
    assert release.suppressed == sizes[sizes < 5].sum() > 0
    assert release_disclosure(release).k >= 5 and release.information_loss == 0
    assert (vault.row == -1).sum() == release.suppressed


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
