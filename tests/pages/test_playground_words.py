"""Plain and expert words on the Playground, and whether the choice stays."""

import pytest

from controls import control
from drawn_cards import on_page
from equipoise.ui.shared.words import say

from .playground import ROOT, about, act, open_page, speak

pytestmark = pytest.mark.usefixtures("no_landmarks")


def mode_of(app, page):
    return control(app.segmented_control, f"mode.{page}").value


def test_experts_get_the_source_of_every_headline():
    source = say("about.source")
    app = open_page()
    names = [card.name for card in on_page(app)]
    assert not any(source in about(app, name) for name in names)
    speak(app, "expert")
    assert all(source in about(app, name) for name in names)


def test_plain_words_round_the_headlines_and_speak_of_what_is_likely():
    plain = on_page(open_page())[0]
    expert = on_page(speak(open_page(), "expert"))[0]
    assert "." not in plain.value and "." in expert.value
    likely = say("headline.card.likely", interval="").strip()
    assert plain.sure.startswith(likely)
    assert likely not in expert.sure


def test_the_choice_stays_on_another_page_and_when_one_comes_back():
    app = open_page(ROOT / "app.py")
    app.switch_page("pages/playground.py").run()
    assert mode_of(app, "playground") == "plain"
    speak(app, "expert")
    app.switch_page("pages/consent_lab.py").run()
    assert mode_of(app, "consent_lab") == "expert"
    app.switch_page("pages/playground.py").run()
    assert mode_of(app, "playground") == "expert" and "." in on_page(app)[0].value
    app.switch_page("pages/consent_lab.py").run()
    act(control(app.segmented_control, "mode.consent_lab").set_value("plain"))
    app.switch_page("pages/playground.py").run()
    assert mode_of(app, "playground") == "plain" and "." not in on_page(app)[0].value


def test_the_open_part_stays_when_one_comes_back():
    app = open_page(ROOT / "app.py")
    app.switch_page("pages/playground.py").run()
    act(app.pills(key="closer").set_value("consent"))
    app.switch_page("pages/consent_lab.py").run()
    app.switch_page("pages/playground.py").run()
    assert app.pills(key="closer").value == "consent" and any("img" in one.proto.body for one in app.get("html"))
