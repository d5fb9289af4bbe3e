"""What tests of the Playground share: opening it with a small world, and acting on it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from controls import control
from drawn_cards import beside, on_page
from equipoise.chain.settings import Settings
from equipoise.ui.shared.moves import answer, skip
from equipoise.ui.shared.words import say

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "playground.py"
SMALL = {"population.size": "2000"}
BAR = ("pin", "unpin", "undo", "redo", "reset", "compare", "share")


def open_page(script=PAGE, **query):
    """Open the page with a small world, pinned to itself."""
    app = AppTest.from_file(str(script), default_timeout=120)
    for name, value in (SMALL | {"pin": "v=2&population.size=2000"} | query).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def small(**levers):
    """The levers of the small world."""
    return Settings().replace(**{"population.size": 2000} | levers)


def act(element):
    """Let a widget act, and read the whole page: the test runner keeps only the regions that were drawn anew."""
    app = element.run()
    assert not app.exception, app.exception
    return app.run()


def numbers(app):
    """The four numbers by their label."""
    return {card.label: card.value for card in on_page(app)}


def words(app):
    """Whatever the page says in sentences."""
    return "\n".join(text.value for text in (*app.markdown, *app.caption, *app.info, *app.warning, *app.error))


def guess_off(app):
    """Switch the questions off."""
    return act(control(app.toggle, "guess.ask").set_value(False))


def speak(app, mode):
    """Choose plain or expert words."""
    return act(control(app.segmented_control, "mode.playground").set_value(mode))


def offered(app):
    """The names of what the bar lets one do now, on a button of its own or in its menu."""
    alone = {button.key.removeprefix("bar.") for button in app.button if button.key and not button.disabled}
    listed = {option.rpartition(": ")[2] for menu in app.menu_button for option in menu.options}
    return {name for name in BAR if name in alone or say(f"bar.{name}") in listed}


def in_bar(app, name):
    """What does ``name`` in the bar, ready to run: a button of its own, or its menu with the choice made."""
    alone = [button for button in app.button if button.key == f"bar.{name}"]
    return alone[0].click() if alone else app.menu_button(key="bar.more").click(name)


def do(app, name):
    """Undo, redo, reset, compare with this or with the start."""
    return act(in_bar(app, name))


def press(app, name):
    """Press the button with this key."""
    return act(app.button(key=name).click())


def turn(app, toggle, position):
    """Turn one of the three toggles."""
    return act(control(app.segmented_control, f"toggle.{toggle}").set_value(position))


def board(app):
    """What the crowd, its numbers and its map are told."""
    (told,) = beside(app)
    return told


def guess(app, guessed):
    """Guess so many of 100, or rather not, which is -1."""
    play = app.session_state["play"]
    app.session_state["play"] = skip(play) if guessed < 0 else answer(play, guessed)
    return act(app)


def about(app, number):
    """What opens behind a number's question mark."""
    app.session_state["playground.asked"] = number
    app.run()
    (card,) = (card for card in on_page(app) if card.name == number)
    return card.about


def closer(app, part):
    """Open a part below the figures."""
    return act(app.pills(key="closer").set_value(part))
