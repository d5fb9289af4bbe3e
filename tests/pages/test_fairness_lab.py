"""The Fairness lab in Streamlit's own test runner, with the engine behind it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from equipoise.chain.asking import question
from equipoise.chain.settings import Settings
from equipoise.studies.fairness import other_pasts, thresholds_for
from equipoise.studies.proxies import try_variant
from equipoise.studies.remedies import try_remedy
from equipoise.texts.catalogue import texts
from equipoise.ui.fairness_lab.proxies import NAMES
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "fairness_lab.py"
SMALL = {"population.size": "1000", "pin": "v=2&population.size=1000"}
HERE = Settings().replace(**{"population.size": 1000})


def open_page(part="thresholds", **query):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    app.session_state["fairness.part"] = say(f"fair.part.{part}")
    app.run()
    assert not app.exception
    return app


def sliders(app):
    """The sliders of the groups; one that was moved for it has a new key."""
    return [slider for slider in app.slider if slider.key.startswith("fairness.threshold.")]


def words(app):
    told = (*app.markdown, *app.caption, *app.warning, *app.info)
    return " ".join(text.value for text in told) + " ".join(one.proto.body for one in app.get("html"))


def test_the_page_runs_through_navigation():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in SMALL.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/fairness_lab.py").run()
    assert not app.exception
    assert "All people here are invented" in words(app) and "Is it fair, and in which sense?" in words(app)


def test_everybody_is_drawn_by_group_with_a_threshold_each():
    app = open_page()
    assert len(sliders(app)) == 2
    assert "women: " in words(app) and "people drawn. From score" in words(app)
    assert all(say(f"fair.notion.{name}") in words(app) for name in ("selection_rate", "equalised_odds", "precision"))


def test_a_moved_threshold_makes_the_other_one_follow_and_the_numbers_change():
    app = open_page()
    before, cards = sliders(app)[1].value, words(app)
    sliders(app)[0].set_value(80.0).run()
    assert sliders(app)[1].value < before and words(app) != cards
    app.toggle(key="fairness.linked").set_value(False).run()
    other = sliders(app)[1].value
    sliders(app)[0].set_value(0.0).run()
    assert sliders(app)[1].value == other and "more than the budget" in words(app)
    app.button(key="fairness.set.company").click().run()
    assert sliders(app)[1].value == before


def test_thresholds_are_set_for_a_notion():
    app = open_page(**{"history.label_bias": "0.8"})
    app.button(key="fairness.set.selection_rate").click().run()
    here = HERE.replace(**{"history.label_bias": 0.8})
    steps = thresholds_for(here, "sex", "selection_rate")
    assert [slider.value for slider in sliders(app)] == [step / 2 for step in steps]
    before = len(app.table)
    app.toggle(key="fairness.table").set_value(True).run()
    assert len(app.table) == before + 1


def test_what_the_company_does_not_hold_has_one_threshold_and_says_why():
    app = open_page(**{"measure.protected": "heritage"})
    assert say("fair.people.one_threshold") in words(app)
    assert len(sliders(app)) == 1
    app.toggle(key="lever.minimise.collect_heritage").set_value(True).run()
    assert len(sliders(app)) == 2 and say("fair.people.one_threshold") not in words(app)
    app.toggle(key="lever.minimise.collect_heritage").set_value(False).run()  # it is where it was
    assert len(sliders(app)) == 1 and say("fair.record") in words(app)
    app.selectbox(key="lever.measure.protected").set_value("sex").run()
    assert "lever.minimise.collect_heritage" not in {toggle.key for toggle in app.toggle}


def test_without_personal_offers_the_page_says_so_and_offers_them():
    app = open_page(**{"target.strategy": "generic"})
    assert say("fair.not_scored") in words(app)
    app.button(key="fair.make_personal").click().run()
    assert app.session_state["play"].settings["target.strategy"] == "personalised"


UNEQUAL = {"history.label_bias": "0.9", "population.size": "4000"}


def test_an_unequal_share_is_checked_against_other_pasts():
    app = open_page(**UNEQUAL)
    assert "The model misjudges these groups" in words(app)
    assert say("fair.conclusion.unchecked") not in words(app)


def test_the_model_is_not_accused_before_other_pasts_were_looked_at(slow_jobs):
    app = open_page(**UNEQUAL)
    here = HERE.replace(**{"history.label_bias": 0.9, "population.size": 4000})
    assert slow_jobs.asked == [question(other_pasts, here, "sex")]
    assert say("fair.other.working") in {bar.proto.text for bar in app.get("progress")}
    assert "The model misjudges these groups" not in words(app)
    app.button(key="fairness.other.cancel").click().run()
    assert say("fair.other.stopped") in words(app)
    assert "The model misjudges these groups" not in words(app)
    slow_jobs.meanwhile = [slow_jobs.work_out]
    app.button(key="fairness.other.start").click().run()
    assert not app.exception
    assert "The model misjudges these groups" in words(app)


def test_not_all_can_hold_at_once_where_groups_differ():
    app = open_page("thresholds", **{"measure.protected": "age_band", "population.size": "6000"})
    assert "no thresholds can be fair in every sense" in words(app) and "10.1089/big.2016.0047" in words(app)
    before = len(app.table)
    assert before == 1 and len(app.get("plotly_chart")) == 1
    app.toggle(key="fairness.curve.table").set_value(True).run()
    assert len(app.table) == before + 1


def test_too_small_groups_get_no_verdict():
    app = open_page("thresholds", **{"measure.protected": "sex_by_age", "population.size": "500"})
    assert say("fair.conclusion.small") in words(app)


def test_proxies_are_worked_out_and_the_example_is_one_click_away():
    app = open_page("proxies")
    assert "the second model still tells" in words(app)
    app.toggle(key="proxies.table").set_value(True).run()
    assert app.table[0].value.iloc[:, 0].tolist()[0] == "sees the group"
    app.button(key="fair.proxies.example").click().run()
    assert app.session_state["play"].settings["measure.protected"] == "age_band"
    assert not app.exception


def test_proxies_that_were_stopped_show_what_is_known_and_go_on(slow_jobs):
    slow_jobs.meanwhile = [lambda: slow_jobs.work_out(0)]
    app = open_page("proxies")
    assert slow_jobs.asked == [question(try_variant, HERE, "sex", name) for name in NAMES]
    app.button(key="proxies.cancel").click().run()
    assert say("fair.stopped") in words(app)
    assert "the second model still tells" not in words(app)
    app.toggle(key="proxies.table").set_value(True).run()
    assert app.table[0].value.iloc[:, 0].tolist() == ["sees the group"]
    slow_jobs.meanwhile = [lambda place=place: slow_jobs.work_out(place) for place in range(5, 9)]
    app.button(key="proxies.start").click().run()
    assert not app.exception
    assert "the second model still tells" in words(app)
    assert len(slow_jobs.asked) == 9  # what is known is not asked again


def test_remedies_say_what_they_aim_at_and_cannot_fix_and_can_be_used(fresh_service):
    app = open_page("remedies")
    assert fresh_service.find(question(try_remedy, HERE, "sex", "leave_out"))
    about = texts().under("mitigation.leave_out")
    assert about["aims"] in words(app)
    assert about["not_fixed"] in words(app)
    assert "every group before and after" in words(app) and len(app.table) == 1
    app.button(key="fairness.remedy.use").click().run()
    assert not app.exception
    assert app.session_state["play"].settings["train.mitigation"] == "leave_out"


def test_a_remedy_that_needs_what_the_company_does_not_hold_is_off_and_says_why():
    app = open_page("remedies", **{"measure.protected": "heritage"})
    assert say("fair.remedies.not_held") in words(app)
    assert app.button(key="fairness.remedy.use").disabled
    assert app.toggle(key="lever.minimise.collect_heritage").value is False


def test_delivery_is_skewed_by_prices():
    assert say("fair.people.before_delivery") in words(open_page(**{"deliver.price_gap": "1.0"}))
    app = open_page("delivery", **{"deliver.price_gap": "1.0", "population.size": "4000"})
    assert "The model and the choice have not changed" in words(app) and len(app.get("plotly_chart")) == 1
    app.toggle(key="fairness.delivery.table").set_value(True).run()
    assert len(app.table) == 2
