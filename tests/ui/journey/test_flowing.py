from itertools import pairwise

import pytest

from equipoise import Settings
from equipoise.by_design.flow import STEPS, Step, flow
from equipoise.by_design.streams import ORIGINS, WISHES, data_streams, people_streams
from equipoise.ui.journey.flowing import LOOKS, drawn, lines, sources, stream_name, table

SMALL = Settings().replace(**{"population.size": 1_000})
LESS = SMALL.replace(**{"minimise.sources": ("purchases",), "minimise.retention_months": 6, "consent.banner": "equal"})


def test_every_stream_has_a_name_and_a_look_of_its_own_beside_its_neighbours():
    for what, names in (("people", WISHES), ("data", ORIGINS)):
        looks = [LOOKS[what][name] for name in names]
        assert all(stream_name(what, name) for name in names)
        assert all(one != other for one, other in pairwise(looks))


@pytest.mark.parametrize(
    ("what", "before", "told"),
    [
        ("people", None, ("1,200 people",)),
        ("people", Step("store", 1200, 9, 9), ("1,200 people",)),
        ("people", Step("store", 1500, 58, 24), ("1,200 people", "before: 1,500")),
        ("data", None, ("58 fields × 24\u00a0months",)),
        ("data", Step("store", 1, 22, 6), ("58 fields × 24\u00a0months", "before: 22 × 6")),
    ],
)
def test_a_step_tells_its_numbers_and_those_before_where_they_differ(what, before, told):
    assert lines(what, Step("store", 1200, 58, 24), before) == told


def test_all_that_could_be_asked_for_is_told_at_the_first_step():
    assert lines("data", Step("ask", 1200, 0, 0), None) == ("96 fields × 24\u00a0months",)


@pytest.mark.parametrize(("what", "make"), [("people", people_streams), ("data", data_streams)])
def test_the_map_is_drawn_with_what_was_before(what, make):
    now, before = (flow(LESS), make(LESS)), (flow(SMALL), make(SMALL))
    shown = drawn(what, *now, *before)
    assert "before: " in shown and "before: " not in drawn(what, *now, None, None)
    told = lines(what, now[0]["store"], before[0]["store"])
    assert all(line in shown for line in told) and len(told) == 2


def test_the_table_says_what_the_bands_show():
    people = people_streams(SMALL)
    shown = table("people", people)
    numbers = shown.iloc[:, 1:].map(lambda text: int(text.replace(",", "")))
    assert numbers.sum().tolist() == [people.there(step) for step in STEPS]
    data = table("data", data_streams(LESS))
    assert len(data) == len(ORIGINS) and data.iloc[2].tolist() == ["Purchases", "288", "72", "72", "72", "72"]
    assert sources(flow(LESS)).iloc[-1].tolist()[:3] == ["Purchases", "getting to know customers", "12"]
