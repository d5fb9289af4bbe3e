"""The pure parts of the page: what is written, from values made by hand."""

import datetime
import json
import math

import numpy as np
import pytest

from equipoise.core.vocabulary import PURPOSES, SOURCES, TOPICS
from equipoise.numerics.stats import wilson
from equipoise.personal.consent_receipt import Receipt
from equipoise.personal.erasure import Erased, Together
from equipoise.personal.findable import PROTECTIONS, Crowd
from equipoise.personal.guesses import Guess
from equipoise.personal.known import Detail
from equipoise.personal.offers import Verdict
from equipoise.personal.reasons import Reason, Reasons
from equipoise.personal.wishes import Usage, Wishes
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.bars import Bar, bars
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import card, choices, download, erasing, findable, guessed, known, now, why, wording

GUESS = Guess(
    kind="trait", subject="expecting", says=True, sure=wilson(17, 100), usual=wilson(2, 100), right=wilson(24, 100),
    told=None, truth=False,
)  # fmt: skip


def standing(**changed):
    there = {"stored": True, "shared": True, "learned": True, "contacted": True, "honoured": True}
    return Usage(**(there | {"rows": 1000, "copies": 900, "learners": 500, "reach": 1000} | changed))


GONE = standing(
    stored=False, shared=False, learned=False, contacted=False, rows=999, copies=899, learners=499, reach=999
)


def erased(before, after, **changed):
    made = {"impressions": 4, "retrained": True, "attack_before": None, "attack_after": None, "registered": True}
    made["together"] = None
    return Erased(before=before, after=after, **(made | changed))


def test_everything_that_can_be_a_reason_has_words():
    for topic in TOPICS:
        assert topic in wording.ICONS and wording.topic(topic)
    for source in SOURCES:
        assert wording.detail(f"{source}_total") and wording.topic("food") in wording.detail(f"{source}_food")
    for name in ("birth_date", "postcode", "sex", "household", "education", "occupation", "heritage", "expecting"):
        assert wording.detail(name)


def test_pushes_are_told_as_what_they_do_to_the_odds():
    assert why.times(math.log(2)) == "×2.00" and why.times(-math.log(2)) == "×0.50"
    assert why.times(0.001) == say("you.reasons.nothing")


@pytest.mark.parametrize("exact", [True, False])
def test_the_bars_leave_no_reason_out(exact):
    reasons = tuple(
        Reason(f"{source}_{topic}", 0.1, "observed") for source in ("purchases", "store") for topic in TOPICS
    )
    found = Reasons(
        offer=0, exact=exact, average=-2.0, own=0.4 if exact else 0.5, reasons=reasons, interplay=0.0 if exact else 0.1
    )
    drawn = why.drawn(found)
    assert sum(bar.length for bar in drawn) == pytest.approx(found.own - found.average)
    assert len(why.table(found)) == len(reasons) + (not exact)


def test_bars_are_on_one_scale_and_escape_what_they_are_given():
    drawn = bars((Bar("<b>", "it watched", 0.5, "×1.65"), Bar("b", "c", -0.25, "×0.78")), alt='"quoted"')
    assert "width:50.0%" in drawn and "width:25.0%" in drawn and "&lt;b&gt;" in drawn and "&quot;quoted&quot;" in drawn
    assert bars((), alt="")


def test_experts_get_the_log_odds():
    found = Reasons(
        offer=0, exact=False, average=-2.0, own=-1.8, reasons=(Reason("sex", 0.15, "given"),), interplay=0.05
    )
    table = why.table(found, exact=True)
    assert table[say("you.column.push")].tolist() == ["+0.1500", "+0.0500"]
    assert say("you.column.push") not in why.table(found)


def test_days_are_told_as_people_write_them():
    assert wording.days("1984-03-02 to 1990-12-31") == "2 March 1984 to 31 December 1990"
    assert wording.days("LK1B-21") == "LK1B-21"


def test_what_all_see_may_be_the_best_for_one():
    assert card.why(Verdict(offer=1, generic=1, why="below", best=1)) == say("you.why.same")
    assert card.why(Verdict(offer=1, generic=1, why="below", best=3)) == say("you.why.below")


def test_receipts_are_told_in_words():
    told = choices.receipts((Receipt("offers", "withdrawn", "settings/objection", datetime.date(2026, 1, 1)),))
    assert told.iloc[0].tolist() == [say("you.choice.offers.label"), say("you.receipts.withdrawn"), "1 January 2026"]


def test_a_guess_says_how_sure_and_how_often_wrong():
    assert guessed.claim(GUESS) == say("you.guess.expecting.yes")
    assert "17 in 100" in guessed.sure(GUESS) and "2.0 in 100" in guessed.sure(GUESS)
    assert "76 in 100" in guessed.wrong(GUESS) and "67 to 83" in guessed.wrong(GUESS)  # 100 - 24, Wilson 17 to 33


def test_switches_keep_the_order_of_purposes():
    wishes = choices.switched(Wishes(agrees=("offers",)), "analytics", True)
    assert wishes.agrees == ("analytics", "offers")
    assert choices.switched(wishes, "offers", False).agrees == ("analytics",)
    assert choices.switched(wishes, "signal", True).signal and choices.switched(wishes, "objects", True).objects


SHOWN = Verdict(offer=1, generic=1, why="personal", worth=np.full(12, 0.2))
KEPT = Verdict(offer=0, generic=0, why="no_consent")
SEEN = ((SHOWN, Crowd(alike=7, there=True, row=True)), (KEPT, Crowd(alike=7, there=False, row=False)))


def changed(before=None, after=None, seen=SEEN, **more):
    return now.Change(before=before or standing(), after=after or standing(), seen_before=seen[0], seen=seen[1], **more)


def test_what_changed_is_marked():
    change = changed(after=GONE, others=3)
    mine, theirs = now.for_you(change), now.for_shop(change)
    assert all(row.moved for row in (*mine, *theirs))
    assert theirs[-1].before == "20.0 cents" and mine[-1].before == "1 in 7" and mine[-1].after == say("you.now.absent")
    assert now.table(change).count("▸") == len(theirs) and now.summary(change, last=change).count("▸") == len(mine)
    still = changed(seen=(SEEN[0], SEEN[0]))
    assert "▸" not in now.table(still) + now.summary(still, last=still)


def test_one_sentence_names_the_most_important_change():
    assert now.line(changed()) == say("you.now.line.offer", before="health things", after="baby things")
    same = (SEEN[0], SEEN[0])
    assert now.line(changed(after=GONE, seen=same)) == say("you.now.line.stored_no")
    assert now.line(changed(after=standing(shared=False), seen=same)) == say("you.now.line.shared_no")
    assert now.line(changed(before=standing(contacted=False), seen=same)) == say("you.now.line.contacted_yes")
    assert now.line(changed(seen=same)) == say("you.now.line.same")
    assert now.line(changed(seen=same, switched=False)) == say("you.now.line.unchanged")
    assert now.line(changed(after=standing(honoured=False))) == say("you.now.line.ignored")


def test_everything_keeps_the_room_of_whatever_could_stand_there():
    one, other = card.offers(SHOWN, "Ada"), card.offers(KEPT, "Ada")
    assert all(f'data-room="{wording.topic(topic).capitalize()}"' in one + other for topic in TOPICS)
    for name in ("personal", "below", "no_consent", "contextual"):
        assert one.count(say(f"you.why.{name}")) == 1  # shown, or in the room that it needs


def test_the_receipt_tells_what_was_done_and_what_not():
    told = " ".join(erasing.lines(erased(standing(), GONE)))
    assert "1,000" in told and "999" in told and "500" in told and "499" in told and "4 notes" in told
    assert say("you.receipt.register") in told
    never = standing(stored=False, shared=False, learned=False)
    assert erasing.lines(erased(never, never, registered=False)) == [
        say("you.receipt.nothing"), say("you.receipt.no_register"),
    ]  # fmt: skip
    assert erasing.lines(erased(standing(), standing(honoured=False))) == [say("you.receipt.refused")]


def test_many_who_are_erased_at_once_are_counted():
    told = erasing.company(Together(suspected=wilson(96, 200), falsely=wilson(500, 1000)))
    assert "200 people" in told and "48 in 100" in told and "41 to 55" in told and "50 in 100" in told


def test_odds_are_told_for_every_case():
    assert findable.odds(Crowd(alike=7, there=True, row=True)) == "1 in 7"
    assert findable.odds(Crowd(alike=7, there=False, row=True)) == say("you.find.wrong")
    assert findable.odds(Crowd(alike=7, there=False, row=False)) == say("you.find.absent")
    table = findable.table({name: Crowd(alike=3, there=True, row=True, named=True) for name in PROTECTIONS})
    assert len(table) == len(PROTECTIONS) and table.iloc[0, 2] == "1 in 3" + say("you.find.named")


def test_every_purpose_has_its_switch():
    for name in (*PURPOSES, "signal", "objects"):
        assert f"ui.you.choice.{name}.label" in texts() and f"ui.you.choice.{name}.help" in texts()


def test_known_things_are_told_in_words():
    counted = Detail(name="purchases", origin="observed", counts=(("food", 5.0), ("home", 2.0)), total=7.0)
    assert known.watched([counted]).iloc[0].tolist() == ["Purchases", "7", "food 5, things for the home 2"]
    told = known.told([Detail(name="sex", origin="given", collected="woman", kept="")])
    assert told.iloc[0].tolist() == [say("you.detail.sex"), "woman", say("you.column.not_kept")]
    assert known.who_else([counted]) == say("you.known.nobody")


def test_both_files_hold_the_same():
    held = {
        "notice": "All invented.", "customer": {"name": "Ada"}, "given": {}, "observed": {"purchases": {"food": 5.0}},
        "bought": {}, "guessed": [{"about": "food", "guess": True, "right_in_100": 61.0}], "kept_as": {},
        "shared_with_partners": False, "past_campaigns": [], "offer_today": "food", "choices": [],
    }  # fmt: skip
    assert json.loads(download.as_json(held)) == held
    text = download.as_text(held)
    for word in ("All invented.", "Ada", "purchases: food 5", "about food, guess Yes, right in 100 61"):
        assert word in text
    assert text.count(say("you.file.empty")) == 5


def test_a_receipt_is_named_in_the_file():
    bought = {"source": "purchases", "keyword": 40, "item": 612, "days_ago": 5, "euros": 12.99}
    searched = {"source": "browsing", "keyword": 41, "item": -1, "times": 2}
    assert download._named(bought) == {
        "source": "purchases", "what": "Running shoes, no. 613", "days_ago": 5, "euros": 12.99,
    }  # fmt: skip
    text = download.as_text({"notice": "", "receipts": [download._named(bought), download._named(searched)]})
    assert "- from purchases, what Running shoes, no. 613, days ago 5, euros 12.99" in text
    assert "- from pages viewed, what Cycling gear, times 2" in text
