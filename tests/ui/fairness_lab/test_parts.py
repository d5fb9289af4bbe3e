"""Proxies, remedies and delivery in words and tables."""

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.chain.compare import GroupShift, Shift
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import UNKNOWN
from equipoise.studies.fairness import delivered
from equipoise.studies.proxies import try_variant
from equipoise.studies.remedies import WHEN, try_remedy
from equipoise.ui.fairness_lab import delivery, proxies, remedies
from sample_work import double

SMALL = Settings().replace(**{"population.size": 2_000})


def test_every_remedy_is_on_offer_once():
    assert sorted(remedies._ORDER) == sorted({"none", *WHEN})


def test_remedies_tell_gaps_and_every_group():
    found = {name: try_remedy(SMALL, "sex", name) for name in ("none", "group_thresholds")}
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
    found = {name: try_variant(SMALL, "sex", name) for name in proxies.NAMES}
    told, *_ = shown = proxies.cards(found, "sex")
    assert told.lines[0].number == "100" and len(told.lines) == len(proxies.NAMES) and len(shown) == 5
    said = proxies.statement(found, "sex")
    assert "{" not in said and "in 100** when it is left out" in said
    assert proxies.alternative(told).startswith(told.title)


@pytest.mark.parametrize(
    ("gap", "said"), [(0.0, "Nobody costs more"), (1.5, "The model and the choice have not changed")]
)
def test_delivery_says_who_was_missed(gap, said):
    here = delivered(SMALL, "sex", gap)
    assert said in delivery.statement(here, "sex", gap)
    assert [len(card.lines) for card in delivery.cards(here, "sex")] == [2, 2, 2]
    assert len(delivery.table({gap: here}, "sex")) == 1


def test_too_few_people_to_tell_who_was_missed():
    tiny = Settings().replace(**{"population.size": 500})
    assert "verdict" in delivery.statement(delivered(tiny, "sex_by_age", 1.0), "sex_by_age", 1.0)


def script():
    import streamlit as st

    from equipoise.ui.fairness_lab import streamed
    from equipoise.ui.shared import jobs
    from sample_work import double

    job = jobs.each("doubles", double, {name: (name,) for name in ("a", "b")})
    streamed.show(job, lambda known: st.text(" ".join(known.values())))


def series():
    return AppTest.from_function(script, default_timeout=30).run()


def drawn(app):
    return [text.value for text in app.text]


def test_a_series_starts_when_it_is_looked_at_and_is_drawn_when_it_is_known(fresh_service):
    app = series()
    assert drawn(app) == ["aa bb"]
    assert not app.button


def test_a_series_is_drawn_as_it_comes_and_goes_on_where_it_was_stopped(slow_service):
    slow_service.meanwhile = [lambda: slow_service.finish(slow_service.asked[0], "aa")]
    app = series()
    assert drawn(app) == ["aa"]
    assert [button.key for button in app.button] == ["doubles.cancel"]
    app.button(key="doubles.cancel").click().run()
    assert drawn(app) == ["aa"]
    assert [button.key for button in app.button] == ["doubles.start"]
    slow_service.meanwhile = [lambda: slow_service.finish(slow_service.asked[-1], "bb")]
    app.button(key="doubles.start").click().run()
    assert drawn(app) == ["aa bb"]
    assert [asked.arguments for asked in slow_service.asked] == [("a",), ("b",), ("b",)]
    assert {asked.function for asked in slow_service.asked} == {double}
