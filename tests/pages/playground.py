"""What tests of the Playground share: opening it with a small world, and acting on it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from equipoise.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "pages" / "playground.py"
SMALL = {"population.size": "2000"}


def open_page(script=PAGE, **query):
    """Open the page with a small world, pinned to itself."""
    app = AppTest.from_file(str(script), default_timeout=120)
    for name, value in (SMALL | {"pin": "v=1&population.size=2000"} | query).items():
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
    assert not app.exception
    return app.run()


def numbers(app):
    """The four numbers by their label."""
    return {metric.label: metric.value for metric in app.metric}


def words(app):
    """Whatever stands on the page as Markdown."""
    return "\n".join(text.value for text in (*app.markdown, *app.caption, *app.warning, *app.error))


def guess_off(app):
    """Switch the questions off."""
    return act(app.toggle(key="guess.ask").set_value(False))


def speak(app, mode):
    """Choose plain or expert words."""
    return act(app.segmented_control(key="mode.playground").set_value(mode))


def press(app, name):
    """Press the button with this key."""
    return act(app.button(key=name).click())


def turn(app, toggle, position):
    """Turn one of the three toggles."""
    return act(app.segmented_control(key=f"toggle.{toggle}").set_value(position))


def closer(app, part):
    """Open a part below the figures."""
    return act(app.pills(key="closer").set_value(part))
