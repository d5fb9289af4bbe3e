import dataclasses
import re

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.server.room.drawings.safeguard import Safeguard
from room_steps import answers, result
from rooms.activities.test_safeguard import ASKED, MOST, NOTHING, SOME, kept, saved

DRAWN = Safeguard()
COST = Rate(-0.13, -0.15, -0.11, 1_000)
FOUND = kept(saved(NOTHING), saved(SOME, COST), saved(MOST, COST, in_force=False))


def shown(*votes, computed=FOUND, large=True):
    return DRAWN.picture(ASKED, result(ASKED, *votes, computed=computed), large=large)


def test_votes_stand_beside_what_each_saves_and_costs_with_its_interval():
    html = shown(0, 1, 1, 1, 0)
    assert re.findall(r'tally chosen"><span aria-hidden="true"><i style="width:([\d.]+)%', html) == ["66.7", "100.0"]
    # of 40 in 100 who are found, 20 and 30 are saved: half of the bar, and three quarters
    assert re.findall(r'tally saved"><span aria-hidden="true"><i style="width:([\d.]+)%', html) == ["50.0", "75.0"]
    assert "<b>20 (15 to 25)</b>" in html and '<span class="cost">13 (11 to 15)</span>' in html
    assert html.count("saves most") == 1 and html.index("saves most") > html.index("20 (15 to 25)")
    assert "40 of 100 are found (35 to 45; 1,000 were tried)" in html


def test_of_few_nothing_is_shown_but_what_the_engine_says():
    html = shown(0, 1, 1, 1)
    assert "Fewer than 5" in html and "chosen" not in html and "20 (15 to 25)" in html
    assert "chosen by" not in shown(1, large=False) and "saves 20 (15 to 25)" in shown(1, large=False)


def test_a_phone_names_what_stands_in_the_projectors_columns():
    html = shown(0, 1, 1, 1, 0, large=False)
    assert "chosen by 3" in html and "saves 20 (15 to 25)" in html and "costs 13 (11 to 15) right offers" in html


def test_what_is_there_already_or_not_known_is_said():
    html = shown(computed=kept(saved(NOTHING, in_force=True), saved(UNKNOWN), saved(NOTHING)))
    assert html.count("there already") == 1 and html.count("not known") == 1 and "saves most" not in html
    assert "worked out" in shown(0, 1, 1, 1, 0, computed=None) and "<b>3</b>" in shown(0, 1, 1, 1, 0, computed=None)


def test_one_is_told_what_ones_own_choice_would_have_saved_and_which_saves_most():
    found = result(ASKED, 1, computed=FOUND)
    own = DRAWN.own(ASKED, found, answers(1)[0])
    assert "You chose B" in own and "20 (15 to 25) of 100 people" in own and "13 (11 to 15) of 100 right" in own
    assert "C (Keep averages of groups only) saves most: 30 (26 to 34)" in own
    best = DRAWN.own(ASKED, found, answers(2)[0])
    assert "You chose C" in best and "saves most" not in best
    assert DRAWN.own(ASKED, found, None).count("<p>") == 1
    nothing = result(ASKED, 0, computed=kept(*[saved(NOTHING, in_force=True)] * 3))
    assert "already" in DRAWN.own(ASKED, nothing, answers(0)[0])
    assert "worked out" in DRAWN.own(ASKED, dataclasses.replace(found, saved=()), answers(0)[0])


def test_the_form_offers_every_safeguard():
    form = DRAWN.form(ASKED, answers(1)[0], None, 0)
    assert re.findall(r'value="(\d)" required( checked)?', form) == [("0", ""), ("1", " checked"), ("2", "")]
