"""Proxies, remedies and delivery in words and tables."""

import time

import pytest

from equipoise.chain.compare import GroupShift, Shift
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.stages.targeting.catalogue import CHOOSING, TRAINING
from equipoise.ui.fairness_lab import delivery, proxies, remedies, streamed

SMALL = Settings().replace(**{"population.size": 2_000})
KEY = (SMALL, "sex")


def known(series, names):
    return {name: series.work(KEY, name, lambda fraction, message="": None) for name in names}


def test_every_remedy_of_the_engine_is_on_offer():
    assert {*remedies.WHEN} == {*TRAINING, *CHOOSING} - {"none"} == {*remedies._ORDER} - {"none"}


def test_a_remedy_switches_every_other_one_off():
    assert remedies.lever_of("reweigh") == {"train.mitigation": "reweigh", "target.mitigation": "none"}
    assert remedies.lever_of("group_thresholds") == {
        "train.mitigation": "none",
        "target.mitigation": "group_thresholds",
    }
    assert set(remedies.lever_of("none").values()) == {"none"}


def test_remedies_tell_gaps_and_every_group():
    found = known(remedies.SERIES, ("none", "group_thresholds"))
    *gaps, right = remedies.cards(found)
    assert [line.name for line in gaps[0].lines] == ["nothing done", "same share"]
    assert right.lines[0].rate == found["none"].right_offer
    table = remedies.groups(found["group_thresholds"].groups, "sex")
    assert table.iloc[:, 0].tolist() == ["women", "men"] and len(set(table.columns)) == 5
    assert "→" in table.iloc[0, 1]
    same = remedies.groups(found["none"].groups, "sex")
    assert all(cell.startswith("0.0 (") for cell in same.iloc[:, 2])


def test_a_group_without_anybody_has_no_numbers():
    shift = Shift(before=UNKNOWN, after=UNKNOWN, change=UNKNOWN)
    row = GroupShift(name="women", n=0, sufficient=False, right_offer=shift, selection_rate=shift)
    assert remedies.groups((row,), "sex").iloc[0, 1:].tolist() == ["–"] * 4


def test_proxies_tell_how_well_the_group_is_told():
    found = known(proxies.SERIES, proxies.NAMES)
    told, *_ = shown = proxies.cards(found, "sex")
    assert told.lines[0].number == "100" and len(told.lines) == len(proxies.NAMES) and len(shown) == 5
    said = proxies.statement(found, "sex")
    assert "{" not in said and "in 100** when it is left out" in said
    assert proxies.alternative(told).startswith(told.title)


@pytest.mark.parametrize(
    ("gap", "said"), [(0.0, "Nobody costs more"), (1.5, "The model and the choice have not changed")]
)
def test_delivery_says_who_was_missed(gap, said):
    here = delivery.delivered(SMALL, "sex", gap)
    assert said in delivery.statement(here, "sex", gap)
    assert [len(card.lines) for card in delivery.cards(here, "sex")] == [2, 2, 2]
    assert len(delivery.table({gap: here}, "sex")) == 1


def test_too_few_people_to_tell_who_was_missed():
    tiny = Settings().replace(**{"population.size": 500})
    assert "verdict" in delivery.statement(delivery.delivered(tiny, "sex_by_age", 1.0), "sex_by_age", 1.0)


def test_a_series_keeps_what_it_worked_out_and_names_what_it_works_on():
    worked, told = [], []

    def work(key, name, report):
        worked.append(name)
        report(0.5)
        return Rate(0.1, 0.0, 0.2, 9)

    series = streamed.Series("test", work)
    series._all("key", {"a": "A", "b": "B"}, lambda fraction, message="": told.append((fraction, message)))
    series._all("key", {"a": "A", "b": "B"}, lambda fraction, message="": None)
    assert worked == ["a", "b"] and set(series.known("key", ("a", "b", "c"))) == {"a", "b"}
    assert told[1] == (0.25, "Working it out: A") and told[-1] == (0.75, "Working it out: B")
    assert series.job(time.time()) is None
