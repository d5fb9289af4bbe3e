"""What is attacked on demand only: by some of the known fields, and by the classic measures."""

import math

import pytest

from equipoise import Settings
from equipoise.errors import Cancelled
from equipoise.pipeline import Chain

SMALL = Settings().replace(**{"population.size": 1_000})


def exposed(**levers):
    return Chain(SMALL.replace(**levers)).exposure


def test_by_fields_tells_its_progress_and_ends_with_everything_known():
    told = []
    exposure = exposed(**{"protect.technique": "none"})
    found = exposure.by_fields(lambda fraction, message="": told.append(fraction)).value
    assert told == [place / 7 for place in range(7)]  # birth date, sex and postcode have seven subsets
    assert found[("birth_date", "sex", "postcode")].risk.value > 0.9 > found[("sex",)].risk.value


def test_by_fields_can_be_cancelled():
    def stop(fraction, message=""):
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        exposed(**{"protect.k": 6}).by_fields(stop)


def test_classic_risks_of_the_attackers_table():
    grouped, raw = (exposed(**levers).reidentification.value for levers in ({}, {"protect.technique": "none"}))
    assert grouped.prosecutor_highest <= 1 / 5  # groups of five at least
    assert grouped.marketer < raw.marketer < raw.prosecutor_mean
    assert grouped.journalist_highest <= 1


def test_an_empty_table_has_no_classic_risk():
    assert math.isnan(exposed(**{"protect.technique": "suppression"}).reidentification.value.marketer)
