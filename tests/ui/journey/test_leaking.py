import datetime

from equipoise.by_design.breach import SAFEGUARDS, Leak, Saved
from equipoise.by_design.flow import Flow, Step
from equipoise.by_design.worth import LESS
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.journey.flowing import change, drawn, told, worths
from equipoise.ui.journey.leaking import helped, letter

FOUND = Rate(0.24, 0.22, 0.26, 1000)
COLUMNS = {"direct": 1, "quasi": 6, "sensitive": 3, "behaviour": 48}


def test_a_change_stands_with_its_interval():
    assert change(Rate(-0.051, -0.067, -0.035, 1000)) == "−5.1 (−6.7 to −3.5)"
    assert change(UNKNOWN) == change(None)


def test_tables_have_a_line_for_each_before_anything_is_known():
    assert len(helped({})) == len(SAFEGUARDS) and len(worths({})) == len(LESS)
    known = {"keys": Saved(FOUND, FOUND, Rate(0, 0, 0, 9), Rate(0, 0, 0, 9), in_force=True)}
    assert helped(known).iloc[0].tolist()[1:] == ["24", "in place already", ""]


def test_the_letter_says_what_leaked():
    text = letter(Leak(1201, COLUMNS, FOUND, "purchases", sensitive=True), datetime.date(2026, 12, 1))
    for words in ("1 December 2026", "58 columns", "1,200 others", "health and money", "24 in 100"):
        assert words in text


def test_the_way_is_drawn_with_what_was_pinned():
    now, before = (Flow((Step("ask", 100, 0, 0), Step("store", people, 58, 24)), ()) for people in (60, 80))
    shown = drawn(now, before, True)
    assert told(now["store"]) in shown and "width:60.0%" in shown and "width:80.0%" in shown and "Threats" in shown
    assert "width:80.0%" not in drawn(now, None, False) and "Threats" not in drawn(now, None, False)
