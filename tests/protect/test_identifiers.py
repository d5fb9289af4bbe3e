import numpy as np

from equipoise.protect.identifiers import TREATMENTS, as_frame, drop, keep, keyed

NUMBER = np.arange(100_000, 105_000)
NAME = NUMBER % 17


def pseudonyms(seed, number=NUMBER):
    return as_frame(keyed(number, NAME, seed))["pseudonym"].to_numpy()


def test_pseudonyms_are_stable_under_one_key():
    assert (pseudonyms(1) == pseudonyms(1)).all()
    assert pseudonyms(1)[7] == pseudonyms(1, NUMBER[7:8])[0]  # and do not depend on who else is in the table


def test_pseudonyms_differ_under_another_key():
    assert not np.isin(pseudonyms(1), pseudonyms(2)).any()


def test_pseudonyms_are_unique_and_say_nothing_about_the_number():
    assert len(np.unique(pseudonyms(1))) == NUMBER.size
    assert not np.isin(NUMBER, pseudonyms(1)).any()
    # 5,000 pairs: three standard errors of a correlation are 3 / sqrt(5000) = .042
    assert abs(np.corrcoef(NUMBER, pseudonyms(1).astype(float))[0, 1]) < 0.042


def test_kept_identifiers_are_number_and_name():
    frame = as_frame(keep(NUMBER, NAME, 1))
    assert frame["customer_number"].tolist() == NUMBER.tolist() and frame["name"].tolist() == NAME.tolist()


def test_dropped_identifiers_leave_nothing():
    assert drop(NUMBER, NAME, 1) == {}


def test_every_treatment_gives_direct_identifiers_only():
    assert all(column.role == "direct" for treat in TREATMENTS.values() for column in treat(NUMBER, NAME, 1))
