import datetime

import numpy as np
import pytest

from equipoise.core.seeds import stream
from equipoise.rooms.activities.registry import STEPS
from equipoise.rooms.rehearsal.answers import ANSWERS, FILLING
from equipoise.rooms.rehearsal.form import filled, likely

FORM = """
<label><input type="radio" name="pick" value="a">A</label><label><input type="radio" name="pick" value="b">B</label>
<input type="radio" name="pick" value="c" disabled>
<select name="place"><option value="">Choose</option><option value="1">1</option><option value="2">2</option></select>
<input type="range" name="many" min="10" max="12"><input type="number" name="free">
<input type="checkbox" name="tick" value="x"><input type="checkbox" name="tick" value="y">
<input type="date" name="when"><textarea name="note"></textarea><input name="line">
<input type="hidden" name="kept" value="7"><input type="text" value="nameless">
"""


@pytest.mark.parametrize("seed", range(20))
def test_every_field_gets_what_it_can_take(seed):
    sent = filled(FORM, stream(seed, "form"))
    assert sent["pick"] in ("a", "b") and sent["place"] in ("1", "2") and sent["kept"] == "7"
    assert 10 <= int(sent["many"]) <= 12 and 0 <= int(sent["free"]) <= 100
    assert set(sent["tick"]) <= {"x", "y"} and sent["tick"]
    assert datetime.date.fromisoformat(sent["when"]) > datetime.date.today() and sent["note"] and sent["line"]
    assert set(sent) == {"pick", "place", "kept", "many", "free", "tick", "when", "note", "line"}


def test_chance_fills_in_different_things():
    assert len({filled(FORM, stream(seed, "form"))["pick"] for seed in range(20)}) == 2
    assert filled("", np.random.Generator(np.random.PCG64(1))) == {}


def test_what_is_likely_is_read_from_its_own_field():
    options = '<option value="">-</option><option value="a" data-likely>A</option><option value="b">B</option>'
    form = f'<select name="one">{options}</select><select name="two"><option value="c">C</option></select>'
    assert likely(form, "one") == ("a",) and likely(form, "two") == ()


def test_only_kinds_that_there_are_have_answers():
    assert {*ANSWERS, *FILLING} <= set(STEPS)
