"""How a page opens on an example, and how one gets to one's own levers."""

from streamlit.testing.v1 import AppTest

from equipoise.ui.shared.words import say


def lab():
    import streamlit as st

    from equipoise.ui.shared import page

    play = page.whole("fairness_lab", example={"history.label_bias": 0.5}, task={"history.label_bias": 0.2})
    st.text(str(play.settings["history.label_bias"]))


def said(app):
    return [text.value for text in app.markdown]


def test_the_example_is_called_one_and_one_click_leads_to_ones_own_levers_and_back():
    app = AppTest.from_function(lab).run()
    assert app.text[0].value == "0.5" and say("example.fairness_lab") in said(app)
    app.button(key="example.turn").click().run()
    assert app.text[0].value == "0.0" and say("example.fairness_lab") not in said(app)
    app.button(key="example.turn").click().run()
    assert app.text[0].value == "0.5"


def test_the_first_task_moves_a_lever_and_makes_the_example_ones_own():
    app = AppTest.from_function(lab).run()
    app.button(key="example.task").click().run()
    assert app.text[0].value == "0.2"
    assert "example.turn" not in {button.key for button in app.button}
    assert app.session_state["play"].settings["history.label_bias"] == 0.2
