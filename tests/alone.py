"""A part of a page by itself, in Streamlit's own test runner."""

from streamlit.testing.v1 import AppTest


def shown(script, play):
    """Run ``script``, which draws the part, for somebody who has got as far as ``play``."""
    app = AppTest.from_function(script)
    app.session_state["play"] = play
    app.session_state["written"] = ""  # the address is our own
    app.run()
    assert not app.exception
    return app
