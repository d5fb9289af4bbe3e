from equipoise.chain.compare import Changes
from equipoise.chain.settings import Settings
from equipoise.ui.shared.one_page import one_page
from ui_fakes import outcome, rate

HOSTILE = "<script>alert('x')</script>\" onload=\"x"


def page(settings=None, changes=None, **texts):
    given = {"title": "Mine", "pin_title": "Typical", "story": "Nothing.", "link": "http://127.0.0.1/"} | texts
    return one_page(outcome(settings), changes, **given)


def test_it_stands_alone_and_says_that_all_is_invented():
    made = page()
    assert made.startswith("<!doctype html>")
    assert "All people here are invented" in made
    assert "41 in 100" in made
    for outside in ("<script", "<link ", "<img", "src=", "@import"):
        assert outside not in made


def test_hostile_text_is_escaped_everywhere():
    made = page(title=HOSTILE, pin_title=HOSTILE, story=HOSTILE, link=f"https://x/?{HOSTILE}")
    assert "<script" not in made
    assert '" onload' not in made
    assert made.count("&lt;script&gt;") >= 4


def test_only_a_web_address_becomes_a_link():
    assert "<a " not in page(link="javascript:alert(1)")
    assert "<a " not in page(link="")


def test_changes_and_moved_levers_stand_on_it():
    moved = Changes(
        comparable=True,
        right_offer=rate(0.03),
        identified=rate(-0.12),
        treated_alike=rate(0),
        margin_per_1000=rate(52.0),
        reach=rate(0),
    )
    made = page(Settings().replace(**{"protect.k": 25}), moved)
    assert "−12 since the start" in made
    assert "25 people" in made
