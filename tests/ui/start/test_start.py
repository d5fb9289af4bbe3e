import re
from pathlib import Path

from drawn import count
from equipoise.texts.catalogue import texts
from equipoise.ui.start.start import DOORS, scene
from ui_fakes import outcome

ROOT = Path(__file__).parents[3]


def test_the_three_headlines_stand_side_by_side_in_numbers_and_in_words():
    drawn = scene(outcome(right=0.41, identified=0.23, alike=0.92).headlines)
    assert count(drawn, filled=True) == [41, 23, 92]
    assert 'aria-label="Could be identified: 23 in 100. filled: ' in drawn


def test_before_they_are_computed_nobody_is_filled_and_no_number_is_told():
    drawn = scene(None)
    assert count(drawn, filled=False) == [100, 100, 100]
    assert not re.search(r"\d+ in 100", drawn)
    assert drawn.count("not computed yet") == 3


def test_three_doors_say_for_whom_what_and_how_long_and_only_open_ones_lead_somewhere():
    assert [door.name for door in DOORS] == ["staff", "customer", "workshop"]
    for door in DOORS:
        words = texts().under(f"ui.start.door.{door.name}")
        assert set(words) == {"title", "who", "what", "time", "go"}
        assert (ROOT / "pages" / f"{door.leads_to}.py").exists()
        assert door.later == ("later" in words["time"])
