"""The Playground in Streamlit's own test runner, with the engine behind it."""

import pytest
from streamlit.testing.v1 import AppTest

from controls import control, name_of
from drawn_cards import on_page
from equipoise.chain import pipeline
from equipoise.chain.asking import question
from equipoise.chain.on_demand import attack_membership
from equipoise.chain.settings import LEVERS, Settings
from equipoise.core.errors import DataError
from equipoise.stages.world.settings import PLACES
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.bundles import TOGGLES
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.moves import turn as turned
from equipoise.ui.shared.words import say, term

from .playground import (
    PAGE,
    ROOT,
    about,
    act,
    board,
    do,
    guess,
    guess_off,
    numbers,
    open_page,
    small,
    speak,
    turn,
    words,
)

pytestmark = pytest.mark.usefixtures("no_landmarks")


@pytest.mark.parametrize("script", [PAGE, ROOT / "app.py"])
def test_the_page_runs_alone_and_through_navigation(script):
    app = open_page(script)
    assert list(numbers(app)) == ["Right offer", "Could be identified", "Treated alike", "Earned per 1,000"]
    assert any("All people here are invented" in text.value for text in app.markdown)


def test_crowd_and_map_say_in_words_what_they_show():
    told = board(open_page())
    assert told["map"]["alt"].startswith("Map of right offers")
    assert [scene["summary"].partition(" of these ")[0].isdigit() for scene in told["scenes"]] == [True] * 3
    assert all(place["tip"] for place in told["map"]["places"])


def test_each_headline_shows_its_own_people():
    told = board(open_page())
    marks = [told["scenes"][number["scene"]]["mark"] for number in told["numbers"][:3]]
    assert marks == ["right", "found", "worse"]
    assert told["numbers"][3]["scene"] is None


def test_moving_a_lever_changes_numbers_and_address():
    app = open_page()
    before = numbers(app)
    app.session_state["play"] = move(app.session_state["play"], small(**{"target.strategy": "generic"}))
    app.run()
    assert numbers(app)["Right offer"] != before["Right offer"]
    assert app.query_params["target.strategy"] in ("generic", ["generic"])
    assert app.button(key="bar.undo").disabled is False
    act(app.button(key="bar.undo").click())
    assert numbers(app) == before


def test_a_toggle_asks_first_and_shows_its_effect_after_the_guess():
    app = open_page()
    before = numbers(app)
    turn_anonymisation_off(app)
    assert numbers(app) == before
    guess(app, 50)
    assert numbers(app)["Could be identified"] != before["Could be identified"]
    assert "You guessed 50" in words(app)


def test_a_move_draws_only_what_shows_it_anew():
    app = guess_off(open_page(**{"protect.k": "10"}))
    turned = next(one for one in app.get("button_group") if one.key == "toggle.consent")
    app = turned.set_value("fair").run()
    drawn = [name_of(one) for one in app.get("button_group")]
    assert drawn == ["controls", *(f"toggle.{name}" for name in TOGGLES)]
    assert len(on_page(app)) == 4
    assert app.query_params["consent.banner"] in ("equal", ["equal"])


def test_details_follow_a_move_while_they_are_open():
    app = guess_off(open_page())
    app.session_state["closer"] = "targeting"
    before = [one.proto.body for one in app.run().get("html")]
    app = next(one for one in app.get("button_group") if one.key == "toggle.bias").set_value("biased_past").run()
    assert [one.proto.body for one in app.get("html")] not in ([], before)


def test_every_headline_explains_itself():
    app = open_page()
    for card in on_page(app):
        assert card.about == "", "nothing is told before somebody asks"
        for asked in ("What is this?", "How is it computed?", "What is good?", "Who is counted?"):
            assert asked in about(app, card.name)


def test_the_question_can_be_switched_off():
    app = guess_off(open_page())
    before = numbers(app)
    turn_anonymisation_off(app)
    assert numbers(app)["Could be identified"] != before["Could be identified"]


def test_a_bad_link_says_so_and_falls_back_visibly(monkeypatch):
    app = AppTest.from_file(str(PAGE), default_timeout=120)
    app.query_params["protect.k"] = "1000"
    app.run()
    assert len(app.error) == 1
    assert "1000" in app.error[0].value
    assert "typical retailer" in app.error[0].value
    assert app.session_state["play"].settings == Settings()


def test_picking_a_scenario_moves_all_levers():
    app = guess_off(open_page())
    act(control(app.selectbox, "bar.scenario").select("contextual"))
    assert app.session_state["play"].settings["target.strategy"] == "contextual"


def test_one_can_compare_with_this_and_with_the_start_again():
    app = open_page(**{"protect.k": "10"})
    do(app, "pin")
    assert app.session_state["play"].pin["protect.k"] == 10
    do(app, "unpin")
    assert app.session_state["play"].pin == Settings()


def test_every_lever_stands_under_its_stage_with_its_help():
    app = open_page()
    act(app.segmented_control(key="controls").set_value("levers"))
    for stage in ("minimise", "attack", "content"):
        act(control(app.pills, "stage").set_value(stage))
        shown = {key: element for key, element in levers_of(app).items() if key.startswith("lever.")}
        assert set(shown) == {f"lever.{name}" for name in LEVERS if name.startswith(f"{stage}.")}
        for key, element in shown.items():
            name = key.removeprefix("lever.")
            assert element.label == texts().label(name)
            assert element.help == texts().get(f"lever.{name}.help", "")
    assert say("levers.branch") in [text.value for text in app.caption]
    assert app.button(key="levers.lab").label == say("page.deliver")


def test_a_number_with_named_positions_shows_names_in_plain_words_and_the_number_to_experts():
    app = guess_off(open_page())
    act(app.segmented_control(key="controls").set_value("levers"))
    act(control(app.pills, "stage").set_value("population"))
    assert control(app.segmented_control, "lever.population.taste").value == "shop"
    act(control(app.segmented_control, "lever.population.taste").set_value("email"))
    assert app.session_state["play"].settings["population.taste"] == PLACES["email"]
    speak(app, "expert")
    slider = control(app.slider, "lever.population.taste")
    assert slider.value == PLACES["email"]
    act(slider.set_value(0.75))
    speak(app, "plain")
    assert control(app.segmented_control, "lever.population.taste").value is None
    assert say("levers.between", value="0.75") in words(app)


def test_a_link_of_an_older_version_opens_and_says_what_changed():
    app = guess_off(open_page(v="1", **{"population.taste": "0.5"}))
    assert app.session_state["play"].settings["population.taste"] == 0.3
    (told,) = (info.value for info in app.info if "earlier version" in info.value)
    assert "0.5 and is now 0.3" in told
    assert app.query_params["v"] in ("2", ["2"])
    turn(app, "anonymisation", "none")
    assert not any("earlier version" in info.value for info in app.info)


def levers_of(app):
    kinds = ("toggle", "selectbox", "slider", "number_input", "segmented_control", "pills")
    return {element.key or "": element for kind in kinds for element in getattr(app, kind)}


def test_an_ignored_refusal_is_said_beside_the_numbers():
    assert not any("Their refusal is ignored" in text.value for text in open_page().warning)
    app = open_page(**{"consent.honour": "false"})
    assert any("Their refusal is ignored" in text.value for text in app.warning)


def test_a_link_says_what_its_levers_do_against_its_start():
    told = words(open_page(**{"target.strategy": "generic"}))
    assert f"**{texts().label('target.strategy')}: " in told
    assert say("said.start") not in told


def test_the_attack_on_a_slow_model_is_started_followed_and_shown():
    app = open_page(**{"population.size": "1000", "train.learner": "boosting"})
    app.session_state["closer"] = "attacks"
    app.run()
    app.button(key="membership.start").click().run()
    assert not app.exception
    shown = [list(table.value.iloc[:, 0]) for table in app.table]
    assert [term(name, expert=False) for name in ("attack", "control", "advantage")] in shown
    assert "membership.start" not in [button.key for button in app.button]


def test_a_cancelled_attack_can_be_started_again(slow_jobs):
    app = open_page(**{"population.size": "1000", "train.learner": "boosting"})
    app.session_state["closer"] = "attacks"
    app.run()
    app.button(key="membership.start").click().run()
    app.button(key="membership.cancel").click().run()
    assert any("was cancelled" in text.value for text in app.caption)
    app.button(key="membership.start").click().run()
    assert app.button(key="membership.cancel")
    boosted = small(**{"population.size": 1_000, "train.learner": "boosting"})
    assert slow_jobs.asked == [question(attack_membership, boosted)] * 2


def test_levers_that_the_engine_refuses_stop_the_page_with_its_one_error(monkeypatch):
    def refuse(*_):
        raise DataError.about("x", "text.missing")

    app = open_page()
    monkeypatch.setattr(pipeline, "run", refuse)
    app.session_state["play"] = move(app.session_state["play"], small(**{"population.seed": 4711}))
    app.run()
    assert [error.value for error in app.error] == [
        say("problem.engine", problem="'x': there is no such text. Add it to data/texts.")
    ]
    assert not app.exception and not on_page(app)


def test_a_fresh_session_starts_from_the_typical_retailer():
    assert Play().settings == Play().pin == Settings()


def turn_anonymisation_off(app):
    app.session_state["play"] = turned(app.session_state["play"], "anonymisation", "none")
    app.run()


def test_a_bad_link_is_shown_letter_by_letter_so_that_no_picture_in_it_is_fetched():
    app = open_page(**{"consent.model": "![x](https://equipoise.invalid/seen.png)"})
    assert r"!\[x\](https" in app.error[0].value
