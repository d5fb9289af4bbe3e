import numpy as np

from equipoise.shared.identity import Identifiers
from equipoise.stages.protect.catalogue import IDENTIFIERS
from equipoise.stages.protect.identifiers import as_frame, drop, hashed, keep, keyed

NUMBER = np.arange(100_000, 105_000)
SEXES = np.arange(20_000, dtype=np.int8) % 2
WHO = Identifiers(number=NUMBER, place=np.arange(7, 5_007), sexes=SEXES)


def pseudonyms(seed, who=WHO, treat=keyed):
    return as_frame(treat(who, seed))["pseudonym"].to_numpy()


def test_pseudonyms_are_stable_under_one_key():
    alone = Identifiers(number=NUMBER[7:8], place=WHO.place[7:8], sexes=SEXES)
    for treat in (keyed, hashed):
        assert (pseudonyms(1, treat=treat) == pseudonyms(1, treat=treat)).all()
        assert pseudonyms(1, treat=treat)[7] == pseudonyms(1, alone, treat)[0]  # whoever else is in the table


def test_keyed_pseudonyms_differ_under_another_key_and_plain_hashes_have_none():
    assert not np.isin(pseudonyms(1), pseudonyms(2)).any()
    assert (pseudonyms(1, treat=hashed) == pseudonyms(2, treat=hashed)).all()


def test_pseudonyms_are_unique_and_say_nothing_about_the_number():
    for treat in (keyed, hashed):
        made = pseudonyms(1, treat=treat)
        assert len(np.unique(made)) == NUMBER.size
        assert not np.isin(NUMBER, made).any()
        # 5,000 pairs: three standard errors of a correlation are 3 / sqrt(5000) = .042
        assert abs(np.corrcoef(NUMBER, made.astype(float))[0, 1]) < 0.042


def test_kept_identifiers_are_number_and_name():
    frame = as_frame(keep(WHO, 1))
    assert frame["customer_number"].tolist() == NUMBER.tolist() and frame["name"].tolist() == WHO.name.tolist()


def test_dropped_identifiers_leave_nothing():
    assert drop(WHO, 1) == {}


def test_every_treatment_gives_direct_identifiers_only():
    assert all(column.role == "direct" for treatment in IDENTIFIERS.values() for column in treatment.load()(WHO, 1))
