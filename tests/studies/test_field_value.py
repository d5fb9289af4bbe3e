"""What sources and fields add: shares add up, come in one by one, and can be stopped."""

import math

import numpy as np
import pytest

from equipoise import Settings
from equipoise.core.errors import Cancelled, DataError
from equipoise.runtime.remembered import MEMORY
from equipoise.studies import field_value as module
from equipoise.studies.field_value import sources_in_use, value_of_fields, value_of_sources
from equipoise.studies.table_worth import NUMBERS, Facts

SMALL = Settings().replace(**{"population.size": 600, "minimise.sources": ("purchases",)})
PLAYERS = ("account", "survey", "purchases")


@pytest.fixture(scope="module")
def seen():
    return list(value_of_sources(SMALL))


def test_the_sources_in_use_are_the_players():
    columns = sources_in_use(SMALL)
    assert tuple(columns) == PLAYERS and len(columns["purchases"]) == 12
    assert columns["account"] == ("birth_date", "postcode", "sex", "household", "education", "occupation")
    assert "survey" not in sources_in_use(SMALL.replace(**{"minimise.survey": False}))


def test_shares_add_up_to_what_all_sources_bring_about(seen):
    last = seen[-1]
    assert last.method == "exact" and last.finished and last.done == 8
    for number in NUMBERS:
        shares = sum(rates[number].value for rates in last.adds.values())
        assert shares == pytest.approx(last.full[number].value - last.none[number].value, abs=1e-9)


def test_a_source_that_an_attack_does_not_look_at_adds_nothing_to_it(seen):
    rate = seen[-1].adds["survey"]["purchases"]
    assert rate.value == 0 and rate.low < 0 < rate.high
    assert seen[-1].adds["purchases"]["purchases"].value > 0
    assert seen[-1].adds["account"]["linkage"].value > 0
    assert seen[-1].adds["purchases"]["linkage"].value == pytest.approx(0)


def test_values_come_in_one_by_one_and_say_how_sure_they_are(seen):
    assert [value.done for value in seen] == list(range(1, 9))
    first, third = seen[0], seen[2]
    assert first.none["right_offer"].known and not first.full["right_offer"].known
    assert not any(rate.known for rates in first.adds.values() for rate in rates.values())
    assert third.adds["account"]["right_offer"].known and math.isinf(third.adds["account"]["right_offer"].high)
    assert not third.adds["purchases"]["right_offer"].known
    assert all(math.isfinite(rate.high) for rates in seen[-1].adds.values() for rate in rates.values())


def test_the_same_settings_give_the_same_values(seen):
    MEMORY.clear()
    assert list(value_of_sources(SMALL))[-1] == seen[-1]


def test_fields_are_left_out_one_by_one():
    seen = list(value_of_fields(SMALL, "account"))
    last = seen[-1]
    assert last.method == "leave_one_out" and last.finished and last.done == len(last.adds) + 1 == 7
    assert not seen[0].adds["birth_date"]["linkage"].known and seen[1].adds["birth_date"]["linkage"].known
    assert not seen[1].adds["postcode"]["linkage"].known
    assert seen[1].adds["birth_date"] == last.adds["birth_date"]
    assert not last.none["linkage"].known and last.full["linkage"].known


def test_a_source_that_is_off_has_no_fields():
    with pytest.raises(DataError, match=r"'broker'.*not in use.*account, survey, purchases"):
        next(value_of_fields(SMALL, "broker"))


def test_whoever_listens_may_stop_it():
    told = []

    def stop(fraction, message=""):
        told.append(fraction)
        if len(told) > 3:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        list(value_of_sources(SMALL, stop))
    assert told == [0, 1 / 8, 2 / 8, 3 / 8]


class Additive:
    """Tables of eight sources, each of which adds its own number of hits among a thousand people."""

    def __init__(self, chain):
        self.people = np.random.default_rng(0).random((8, 1000)) < np.arange(1, 9)[:, None] / 10

    def columns(self):
        return {f"source {j}": (str(j),) for j in range(8)}

    def worth(self, without=()):
        hits = self.people[[j for j in range(8) if str(j) not in without]].sum(axis=0)
        facts = Facts(float(hits.mean()), ((hits - hits.mean()) / 1000).astype(np.float32), 1000)
        return dict.fromkeys(NUMBERS, facts)


def test_few_pairs_of_orders_say_little_about_their_spread():
    """Two pairs, 0 and 2: variance 2, over 2, and Student's t with one degree of freedom is 12.706 instead of 1.96."""
    assert module._drawing(np.array([0.0, 2.0])) == pytest.approx((12.7062 / 1.96) ** 2, rel=1e-4)
    assert module._drawing(np.array([1.0])) == math.inf


def test_many_sources_are_drawn_and_what_is_drawn_is_counted(monkeypatch):
    """Where sources add up, every order says the same: the value is each one's own mean, with its own interval."""
    monkeypatch.setattr(module, "Tables", Additive)
    seen = list(value_of_sources(SMALL))
    last, own = seen[-1], Additive(None).people.mean(axis=1)
    assert last.method == "sampled" and last.finished and 8 < last.done < 2**8
    for mean, rates in zip(own, last.adds.values(), strict=True):
        rate = rates["right_offer"]
        assert rate.value == pytest.approx(mean)
        assert rate.high - rate.value == pytest.approx(1.96 * math.sqrt(mean * (1 - mean) / 1000), rel=1e-3)
    assert math.isinf(seen[10].adds["source 0"]["right_offer"].high)
    assert math.isfinite(seen[-20].adds["source 0"]["right_offer"].high)
