import pytest

from alone import shown
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.ui.shared.moves import Play, turn
from equipoise.ui.shared.words import say

OWN = Settings().replace(**{"protect.k": 7})


def script():
    import streamlit as st

    from equipoise.ui.shared import state, toolbar

    toolbar.show(st.container(), state.open_play())


def scenario(app):
    return app.selectbox(key="bar.scenario")


@pytest.mark.parametrize("name", scenarios())
def test_the_bar_names_the_scenario_in_which_the_levers_stand(name):
    assert scenario(shown(script, Play(settings=scenarios()[name].settings))).value == name


def test_an_own_mix_is_offered_while_the_levers_stand_so_and_no_longer():
    app = shown(script, Play(settings=OWN))
    assert scenario(app).options[-1] == say("bar.scenario_custom")
    scenario(app).select("careful").run()
    app.run()
    assert say("bar.scenario_custom") not in scenario(app).options
    play = app.session_state["play"]
    assert (play.settings, play.past) == (scenarios()["careful"].settings, (OWN,))


def test_an_open_question_counts_as_its_wanted_levers_and_can_be_undone():
    app = shown(script, turn(Play(), "anonymisation", "none"))
    assert scenario(app).options[-1] == say("bar.scenario_custom")
    assert app.button(key="bar.undo").disabled is False
    app.button(key="bar.undo").click().run()
    assert app.session_state["play"].open_guess is None
