import datetime

import numpy as np
import pytest

from equipoise import Settings, follow
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import DEEDS, PURPOSES, SETTINGS_PAGE, SIGNAL, TO_OTHERS, TODAY
from equipoise.personal.consent_receipt import Receipt, name_of, receipts, receipts_of, somebody, standing_of

CHANGING = Settings().replace(
    **{
        "population.size": 1_000, "consent.banner": "per_purpose", "consent.revision": 0.3,
        "consent.withdrawal": 0.3, "consent.signal_share": 0.3,
    }
)  # fmt: skip


@pytest.mark.parametrize("model", ["opt_in", "opt_out", "notice"])
def test_the_log_tells_what_everybody_said_and_nothing_else(model):
    settings = CHANGING.replace(**{"consent.model": model})
    consent, log = Chain(settings).consent.value, receipts(settings)
    said = np.where(consent.ignored[:, None], consent.answered, False)  # silence leaves no receipt
    for line in log.itertuples():  # in the order of the log
        said[line.customer, PURPOSES.index(line.purpose)] = line.answer == "yes"
    assert (said == consent.said).all()


def test_silence_and_a_notice_leave_no_receipt():
    consent, log = Chain(CHANGING).consent.value, receipts(CHANGING)
    banner = log[log["version"] == "opt_in/per_purpose"]
    banner = banner[banner["answer"] != "withdrawn"]
    assert not np.isin(banner["customer"], np.flatnonzero(consent.ignored)).any()
    assert len(banner) == (~consent.ignored).sum() * len(PURPOSES)
    notice = receipts(CHANGING.replace(**{"consent.model": "notice"}))
    assert set(notice["answer"]) == {"signal"} and set(notice["purpose"]) == set(TO_OTHERS)
    assert set(notice["version"]) == {SIGNAL}


def test_everything_happened_in_the_past_year_and_in_order():
    log = receipts(CHANGING)
    assert log["day"].between(TODAY - 365, TODAY).all() and log["customer"].is_monotonic_increasing
    at_once = log[(log["answer"] != "withdrawn") & ~log["version"].isin([SETTINGS_PAGE, SIGNAL])]
    met = at_once.groupby("customer")["day"].agg(["min", "max"])
    assert (met["min"] == met["max"]).all()
    anew = log[log["version"] == SETTINGS_PAGE].groupby("customer")["day"].agg(["min", "max"])
    assert (anew["min"] == anew["max"]).all()
    both = anew.index.intersection(met.index)
    assert len(both) and (anew.loc[both, "min"] > met.loc[both, "max"]).all()
    back = log[log["answer"] == "withdrawn"].groupby("customer")["day"].min()
    assert len(back) and (back > met["max"].reindex(back.index)).mean() > 0
    asked = log[log["answer"] == "yes"].groupby("customer")["day"].min()
    both = back.index.intersection(asked.index).difference(anew.index)
    assert (back[both] > asked[both]).all()


def test_whoever_chooses_anew_has_a_receipt_for_each_answer_that_changed():
    consent, log = Chain(CHANGING).consent.value, receipts(CHANGING)
    anew = log[log["version"] == SETTINGS_PAGE]
    moved = consent.chosen != consent.answered
    assert moved.any() and len(anew) == moved.sum()
    back = log[log["answer"] == "withdrawn"].groupby("customer")["day"].min()
    both = back.index.intersection(anew["customer"])
    assert len(both) and (back[both] >= anew.groupby("customer")["day"].max()[both]).all()


def test_a_persons_page():
    consent = Chain(CHANGING).consent.value
    withdrew = int(np.flatnonzero(consent.withdrew & ~consent.ignored & ~consent.changed)[0])
    mine = receipts_of(CHANGING, withdrew)
    assert all(isinstance(line, Receipt) and isinstance(line.day, datetime.date) for line in mine)
    assert [line.day for line in mine] == sorted(line.day for line in mine)
    agreed = {line.purpose for line in mine if line.answer == "yes"}
    assert agreed == {line.purpose for line in mine if line.answer == "withdrawn"} and agreed
    assert {line.version for line in mine if line.answer != "signal"} == {"opt_in/per_purpose"}
    log = receipts(CHANGING)
    assert len(mine) == (log["customer"] == withdrew).sum()


def test_the_log_is_small():
    log = receipts(CHANGING)
    assert log.memory_usage(deep=True).sum() < 16 * len(log) + 2_000


@pytest.mark.parametrize("customer", [-1, 1_000])
def test_a_customer_who_does_not_exist(customer):
    with pytest.raises(DataError, match="Use a number from 0 to 999"):
        receipts_of(CHANGING, customer)


def test_how_somebody_stands_today():
    consent = Chain(CHANGING).consent.value
    for customer in (0, 7, int(np.flatnonzero(consent.withdrew)[0])):
        today = standing_of(CHANGING, customer)
        assert tuple(one.purpose for one in today) == PURPOSES
        assert [one.wants for one in today] == consent.said[customer].tolist()
        assert [one.used for one in today] == consent.permits[customer].tolist()
    with pytest.raises(DataError, match=r"'1000'.*Use a number from 0 to 999"):
        standing_of(CHANGING, 1_000)


@pytest.mark.parametrize("kind", DEEDS)
def test_somebody_of_every_kind_is_found_one_after_the_other(kind):
    settings = CHANGING.replace(**{"consent.honour": False})
    kinds = np.flatnonzero(getattr(Chain(settings).consent.value, kind))
    first, last = int(kinds[0]), int(kinds[-1])
    assert somebody(settings, kind, -1) == first == somebody(settings, kind, last)  # after the last comes the first
    assert somebody(settings, kind, first) == int(kinds[1])


def test_the_name_is_the_one_that_the_trace_tells():
    assert name_of(CHANGING, 7) == follow(CHANGING, 7).name
    with pytest.raises(DataError, match=r"'-1'.*Use a number from 0 to 999"):
        name_of(CHANGING, -1)


def test_nobody_of_a_kind():
    assert somebody(CHANGING.replace(**{"consent.withdrawal": 0.0}), "withdrew", 0) is None
