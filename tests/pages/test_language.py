"""The language of a visitor, chosen by ``lang`` in the address."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import marked
from equipoise.core import wording
from equipoise.texts.catalogue import in_language
from equipoise.ui.shared import share
from equipoise.ui.shared.moves import Play

ROOT = Path(__file__).parents[2]
GERMAN, ENGLISH = in_language("de"), in_language("en")


def opened(script="app.py", **query):
    app = AppTest.from_file(str(ROOT / script), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def titles(app):
    return [title.value for title in app.title]


@pytest.mark.parametrize("script", ["app.py", "pages/start.py"])
def test_the_address_chooses_the_language(script):
    assert titles(opened(script)) == [ENGLISH["ui.start.title"]]
    german = opened(script, lang="de")
    assert titles(german) == [GERMAN["ui.start.title"]] and german.query_params["lang"] == "de"
    assert not german.info


def test_it_is_of_one_visitor_only():
    german, english = opened(lang="de"), opened()
    assert titles(german.run()) == [GERMAN["ui.start.title"]]
    assert titles(english.run()) == [ENGLISH["ui.start.title"]]
    assert wording.language() == "en"


def test_it_stays_on_other_pages_and_in_their_addresses():
    app = opened(lang="de")
    app.query_params.clear()  # as Streamlit does where the menu leads to another page
    app.switch_page("pages/playground.py").run()
    assert not app.exception and app.query_params["lang"] == "de"
    assert app.segmented_control(key="mode.playground").label == GERMAN["ui.frame.mode"]
    assert app.segmented_control(key="controls").label == ENGLISH["ui.controls.label"]  # not translated yet
    assert "play" in app.session_state and not app.session_state["play"].problem


def test_it_goes_with_levers_in_one_address():
    app = opened("pages/playground.py", **{"lang": "de", "population.size": "1000"})
    assert app.session_state["play"].settings["population.size"] == 1_000
    assert app.query_params["lang"] == "de" and app.query_params["population.size"] == "1000"


def test_links_carry_it():
    def page():
        import streamlit as st

        from equipoise.ui.shared import language, share
        from equipoise.ui.shared.moves import Play

        language.adopt()
        st.text(share.link_to(Play()))

    app = AppTest.from_function(page)
    app.query_params["lang"] = "de"
    assert app.run().text[0].value.endswith("?lang=de")
    assert "lang" not in share.link_to(Play())


def test_a_language_that_is_not_there_is_refused_once_and_english_is_shown():
    app = opened(lang="<x>")
    assert titles(app) == [ENGLISH["ui.start.title"]]
    (notice,) = app.info
    assert r"'\<x>'" in notice.value and "en, de" in notice.value
    assert "lang" not in app.query_params
    app.switch_page("pages/learn.py").run()
    assert not app.exception and not app.info


def test_regions_and_callbacks_speak_it_too():
    def page():
        import streamlit as st

        from equipoise.ui.shared import language
        from equipoise.ui.shared.words import say

        language.adopt()
        st.button("go", key="go", on_click=lambda: st.session_state.update(said=say("page.learn")))

    app = AppTest.from_function(page)
    app.query_params["lang"] = "de"
    app.run().button(key="go").click().run()
    assert app.session_state["said"] == GERMAN["ui.page.learn"]


@pytest.mark.parametrize("mode", ["plain", "expert"])
def test_the_first_page_is_german_as_a_whole(mode, tmp_path, monkeypatch):
    """English texts are marked here, so that whatever is not translated would show its marks."""
    marked.read_from(marked.folder(tmp_path), monkeypatch)
    try:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.session_state["chosen_mode"] = mode
        app.query_params["lang"] = "de"
        app.run()
        assert not app.exception and titles(app) == [GERMAN["ui.start.title"]]
        assert [text for text in marked.shown(app.main) if marked.MARK.search(text)] == []
        explained = AppTest.from_function(_numbers)
        explained.query_params["lang"] = "de"
        assert [text for text in marked.shown(explained.run().main) if marked.MARK.search(text)] == []
    finally:
        monkeypatch.undo()
        marked.forget()


def _numbers():
    from equipoise.ui.shared import explain, language
    from equipoise.ui.shared.headlines import HEADLINES

    language.adopt()
    explain._body(dict.fromkeys(HEADLINES))
