"""What tests of several pages share: opening a page alone, one of its parts, and what is drawn as HTML."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from equipoise.ui.shared.words import say

PAGES = Path(__file__).parents[2] / "pages"


def open_page(name, **levers):
    """Open a page by its name, with these levers in its address."""
    app = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=120)
    for lever, value in levers.items():
        app.query_params[lever] = value
    app.run()
    assert not app.exception
    return app


def part(app, page, name):
    """Open a tab of a page."""
    app.session_state[f"{page}.part"] = say(f"{page}.part.{name}")
    app.run()
    assert not app.exception
    return app


def drawn(app):
    """Return everything that is drawn as HTML, in order."""
    assert not app.exception
    return [each.proto.body for each in app.get("html")]
