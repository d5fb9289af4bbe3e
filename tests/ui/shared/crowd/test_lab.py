"""The picture of the Data lab and of the Protection lab: what it says, and what the first task does."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from drawn_cards import beside
from equipoise.numerics.rate import UNKNOWN
from equipoise.ui.shared.crowd.headline import difference
from equipoise.ui.shared.words import say
from ui_fakes import rate

PAGES = Path(__file__).parents[4] / "pages"


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (rate(0.41), rate(0.38), ("−3", -1)),
        (rate(0.38), rate(0.41), ("+3", 1)),
        (rate(0.414), rate(0.406), ("as before", 0)),
        (rate(0.1), rate(0.043), ("−5.7", -1)),
        (UNKNOWN, rate(0.4), ("", 0)),
        (rate(0.4), UNKNOWN, ("", 0)),
    ],
)
def test_a_difference_is_that_of_the_numbers_that_are_shown(before, now, told):
    assert difference(before, now, exact=False) == told


@pytest.mark.parametrize("name", ["data_lab", "protection_lab"])
def test_a_lab_opens_on_an_example_and_its_first_task_hides_people(name):
    app = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=120).run()
    assert say(f"example.{name}") in [text.value for text in app.markdown]
    (drawn,) = beside(app)
    found, right = drawn["numbers"]
    lit = drawn["scenes"][0]["lit"]
    assert abs(found["share"] - 67) < 3 and sum(map(bool, lit)) > 50 and found["change"] == ""
    app.button(key="example.task").click().run()
    assert not app.exception
    (drawn,) = beside(app)
    fewer, as_good = drawn["numbers"]
    assert fewer["share"] < found["share"] - 15 and (fewer["moved"], fewer["tone"]) == ("down", "good")
    assert abs(as_good["share"] - right["share"]) < 4
    assert [one["title"] for one in drawn["scenes"]] == ["", ""] and 3 in drawn["scenes"][0]["lit"]  # found before only
