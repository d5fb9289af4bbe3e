import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise import Settings, advertise, communicate
from equipoise.studies.messages import USUAL, planned
from equipoise.texts.numerals import plain
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

PAGE = Path(__file__).parents[2] / "pages" / "deliver.py"
SMALL = {"population.size": "3000"}


def opened(part="messages", **levers):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in (SMALL | levers).items():
        app.query_params[name] = value
    app.session_state["deliver.part"] = say(f"deliver.part.{part}")
    return app.run()


def words(app: AppTest):
    return " ".join(each.value for each in app.markdown)


def test_the_sentence_tells_what_the_engine_computes():
    app = opened()
    found = communicate(Settings().replace(**{"population.size": 3000}))
    assert f"**{hundred(found.content.engaged.value)} of 100 messages**" in words(app)
    assert f"**{hundred(found.onlooker.attack.value)}** are" in words(app)


@pytest.mark.parametrize(
    "levers",
    [{"content.topic": "one"}, {"content.sensitive": "softened"}, {"consent.model": "notice", "content.mixed": "1"}],
    ids=str,
)
def test_other_levers_are_told_too(levers):
    app = opened(**levers)
    assert not app.exception and "of 100 messages" in words(app)


def test_a_month_is_sent_after_a_guess_and_the_result_names_it():
    app = opened("plan")
    assert say("deliver.plan.bar.engaged") not in words(app)
    app.selectbox(key="plan.audience").set_value("likes.health").run()
    app.selectbox(key="plan.keyword.1.health").set_value(4).run()
    app.slider(key="plan.guess").set_value(3)
    app.button(key="plan.send").click().run()
    assert not app.exception
    settings = Settings().replace(**{"population.size": 3000})
    found = planned(settings, "likes.health", ((1, 4), (2, USUAL), (9, USUAL), (11, USUAL)), 1, 0)
    told = say("deliver.plan.result", n=found.audience, of=found.of, engaged=hundred(found.engaged.value), guess=3)
    assert told in words(app)
    app.selectbox(key="plan.week.1").set_value("baby").run()
    assert told not in words(app)  # another month has not been sent yet


def test_the_sentence_on_ads_tells_what_the_engine_computes():
    app = opened("ads")
    assert not app.exception
    found = advertise(Settings().replace(**{"population.size": 3000}))
    assert say("deliver.ads.told", n=plain(found.ads.broadcasts_web.value)) in words(app)
    assert f"**{hundred(found.attacks['bid_stream'].attack.value)}** are" in words(app)


@pytest.mark.parametrize(
    "levers", [{"ads.addressing": "topics"}, {"ads.addressing": "cohort"}, {"ads.page_address": "none"}], ids=str
)
def test_other_ways_to_address_readers_are_told_too(levers):
    app = opened("ads", **levers)
    assert not app.exception and say("deliver.ads.slow") in [each.value for each in app.subheader]


def test_all_ways_stand_side_by_side_when_asked():
    app = opened("ads")
    app.toggle(key="deliver.ads.trade").set_value(True).run()
    assert not app.exception and say("deliver.ads.by.linked") in words(app)


@pytest.mark.parametrize(
    "levers",
    [{"ads.budget": "0"}, {"population.size": "500", "ads.addressing": "cohort", "consent.withdrawal": "0.9"}],
    ids=str,
)  # fmt: skip
def test_ads_show_no_number_without_a_value(levers):
    app = opened("ads", **levers)
    app.toggle(key="deliver.ads.trade").set_value(True).run()
    assert not app.exception
    drawn = [each.proto.body for each in app.get("html")]
    cells = [table.value.to_csv() for table in app.table]
    assert cells and not [text for text in (*drawn, *cells, words(app)) if re.search(r"\b(nan|inf)\b", text)]
